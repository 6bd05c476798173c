//! A running app: the real runtime on a data folder of its own.

use std::{
    fs::{self, File},
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
        mpsc,
    },
    thread,
    time::{Duration, Instant},
};

use serde_json::json;
use tempfile::TempDir;

use crate::{Client, Database, Role, eventually};

/// The one-time token every app starts with.
const TOKEN: &str = "the-token-of-the-tests";
/// The password of every user.
pub const PASSWORD: &str = "correct horse battery";
/// Compiled code that all apps of tests share, below the repository.
const CACHE: &str = "target/compiled";

/// The repository's folder.
pub fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().unwrap_or(tests).to_owned()
}

/// A running app. Dropped, it is killed and its folder removed; if that is because a test failed, its log is shown.
pub struct App {
    folder: TempDir,
    // Behind the process, which is killed before it is removed.
    database: Option<Database>,
    variables: Vec<(String, String)>,
    /// Of the process itself.
    environment: Vec<(String, String)>,
    process: Option<Process>,
}

struct Process {
    child: Child,
    address: SocketAddr,
    admin: SocketAddr,
}

impl App {
    /// Starts an app on an empty folder.
    pub fn start() -> Self {
        Self::with(&[])
    }

    /// Starts an app with values for the manifest's variables.
    pub fn with(variables: &[(&str, &str)]) -> Self {
        Self::inside(&place(), variables)
    }

    /// Starts an app whose data folder is inside that one.
    pub fn inside(parent: &Path, variables: &[(&str, &str)]) -> Self {
        let folder = TempDir::with_prefix_in("run-", parent).expect("a folder");
        let mut variables: Vec<_> = variables
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let given = variables.iter().any(|(name, _)| name == "database_url");
        let database = (!given).then(Database::for_this_run).flatten();
        variables.extend(
            database
                .iter()
                .map(|database| ("database_url".to_owned(), database.url())),
        );
        let mut app = Self {
            folder,
            database,
            variables,
            environment: Vec::new(),
            process: None,
        };
        app.launch();
        app
    }

    /// Starts another app on the same records and the same lake, as a second machine with a shared folder would be.
    #[must_use]
    pub fn beside(&self) -> Self {
        let folder = TempDir::with_prefix_in("run-", place()).expect("a folder");
        let shared = folder.path().join("data");
        std::os::unix::fs::symlink(self.data().join("data"), shared).expect("a link");
        let mut app = Self {
            folder,
            database: None,
            variables: self.variables.clone(),
            environment: Vec::new(),
            process: None,
        };
        app.launch();
        app
    }

    /// Gives a variable of the manifest another value from the next start on.
    pub fn set(&mut self, name: &str, value: &str) {
        self.variables.retain(|(known, _)| known != name);
        self.variables.push((name.to_owned(), value.to_owned()));
    }

    /// Gives its process a variable from the next start on.
    pub fn give(&mut self, name: &str, value: &str) {
        self.environment.push((name.to_owned(), value.to_owned()));
    }

    /// Starts it again on the same folder.
    pub fn restart(&mut self) {
        self.kill();
        self.launch();
    }

    fn launch(&mut self) {
        let log = File::options()
            .append(true)
            .create(true)
            .open(self.log())
            .expect("the log file");
        let mut command = self.up();
        command.stdout(Stdio::piped()).stderr(log);
        let mut child = command.spawn().expect("the runtime starts");
        let output = child.stdout.take().expect("its output");
        let (send, receive) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                // Nobody listens once both addresses are known.
                let _late = send.send(line);
            }
        });
        let address = |before: &str| {
            let line = receive
                .recv_timeout(Duration::from_mins(3))
                .unwrap_or_else(|error| {
                    panic!("{error} while starting:\n{}", self.log_tail());
                });
            let address = line
                .strip_prefix(before)
                .and_then(|address| address.parse().ok());
            address.unwrap_or_else(|| panic!("`{line}` should be `{before}…`"))
        };
        let (address, admin) = (address("listening on http://"), address("admin on http://"));
        self.process = Some(Process {
            child,
            address,
            admin,
        });
    }

    /// The command that starts it.
    fn up(&self) -> Command {
        let mut command = self.command("up");
        command
            .args(["--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0"])
            .arg("--manifest")
            .arg(manifest())
            .arg("--cache")
            .arg(cache())
            .env("SPIN_VARIABLE_BOOTSTRAP_TOKEN", TOKEN)
            .envs(self.environment.iter().cloned());
        command
    }

    /// A command, in one or two words, on its data folder, with its variables.
    pub fn command(&self, name: &str) -> Command {
        let mut command = Command::new(binary());
        command.args(name.split(' ')).arg("--data").arg(self.data());
        for (name, value) in &self.variables {
            command.env(format!("SPIN_VARIABLE_{}", name.to_uppercase()), value);
        }
        command
    }

    /// Starts it where that must be refused; what it says.
    pub fn refused(&mut self) -> String {
        self.kill();
        let output = self.up().output().expect("the runtime starts");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success(), "it started: {said}");
        said
    }

    /// The data folder.
    pub fn data(&self) -> &Path {
        self.folder.path()
    }

    /// Its database, where this run is one on PostgreSQL.
    pub fn database(&self) -> Option<&Database> {
        self.database.as_ref()
    }

    /// `sqlite` or `postgres`.
    pub fn dialect(&self) -> &'static str {
        match self.database {
            Some(_) => "postgres",
            None => "sqlite",
        }
    }

    /// The log file.
    pub fn log(&self) -> PathBuf {
        self.data().join("log")
    }

    /// Files and folders of uploads.
    pub fn uploads(&self) -> Vec<PathBuf> {
        let folder = self.data().join("data/uploads");
        let Ok(entries) = fs::read_dir(folder) else {
            return Vec::new();
        };
        entries
            .map(|entry| entry.expect("an entry").path())
            .collect()
    }

    /// Where it serves.
    pub fn address(&self) -> SocketAddr {
        self.running().address
    }

    fn running(&self) -> &Process {
        self.process.as_ref().expect("the app runs")
    }

    /// Its process number.
    pub fn pid(&self) -> u32 {
        self.running().child.id()
    }

    /// Somebody who is not signed in.
    pub fn visitor(&self) -> Client {
        Client::new(self.running().address)
    }

    /// Somebody at the admin port.
    pub fn operator(&self) -> Client {
        Client::new(self.running().admin)
    }

    /// Waits until the worker has looked for work twice and found none: what it does by itself, it has done.
    pub fn idle(&self) {
        let looked = || {
            let metrics = self.operator().get("/.well-known/undertone/metrics").text();
            let name = "undertone_cron_runs_total{trigger=\"worker-0\",outcome=\"ok\"} ";
            let line = metrics.lines().find_map(|line| line.strip_prefix(name));
            line.and_then(|count| count.trim().parse::<f64>().ok())
                .unwrap_or(0.0)
        };
        let before = looked();
        eventually("two looks for work", Duration::from_secs(30), || {
            (looked() >= before + 2.0).then_some(())
        });
    }

    /// Makes the first user and signs them in.
    pub fn bootstrap(&self) -> Client {
        let first = json!({"token": TOKEN, "email": "ada@example.com", "password": PASSWORD, "workspace": "First"});
        let answer = self
            .visitor()
            .post("/api/auth/bootstrap", &first)
            .expect(201);
        self.visitor()
            .with_token(answer["access_token"].as_str().expect("a token"))
    }

    /// Adds a user of that role to the workspace of `admin` and signs them in.
    pub fn user(&self, admin: &Client, role: Role) -> Client {
        static NUMBER: AtomicU32 = AtomicU32::new(1);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let email = format!("{}-{number}@example.com", role.name());
        let new = json!({"email": email, "password": PASSWORD, "role": role.name()});
        admin.post("/api/auth/register", &new).expect(201);
        self.visitor().sign_in(&email)
    }

    /// Makes another workspace and signs its admin in.
    pub fn other_workspace(&self, admin: &Client) -> Client {
        let new = json!({"name": "Second", "email": "bob@example.com", "password": PASSWORD});
        admin.post("/api/auth/workspaces", &new).expect(201);
        self.visitor().sign_in("bob@example.com")
    }

    /// Ends it without warning.
    pub fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.child.kill().expect("SIGKILL is sent");
            process.child.wait().expect("it ends");
        }
    }

    /// Asks it to end.
    pub fn terminate(&self) {
        let pid = self.pid().to_string();
        let sent = Command::new("kill")
            .args(["-TERM", &pid])
            .status()
            .expect("kill runs");
        assert!(sent.success(), "SIGTERM could not be sent to {pid}");
    }

    /// Waits until it has ended by itself.
    pub fn ended(&mut self, patience: Duration) -> ExitStatus {
        let mut process = self.process.take().expect("the app runs");
        let begun = Instant::now();
        loop {
            if let Some(status) = process.child.try_wait().expect("its status") {
                return status;
            }
            if begun.elapsed() > patience {
                self.process = Some(process);
                panic!("still running {patience:?} after it was asked to end");
            }
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Asks it to end and waits for that.
    pub fn stop(&mut self) -> ExitStatus {
        self.terminate();
        self.ended(Duration::from_secs(35))
    }

    /// The end of its log.
    pub fn log_tail(&self) -> String {
        let log = fs::read(self.log()).unwrap_or_default();
        let text = String::from_utf8_lossy(&log);
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(60)..].join("\n")
    }
}

impl Drop for App {
    fn drop(&mut self) {
        if let Some(mut process) = self.process.take() {
            // It may have ended already; either way it is gone afterwards.
            let _ended = process.child.kill();
            let _status = process.child.wait();
        }
        if thread::panicking() {
            eprintln!("--- end of the app's log ---\n{}\n---", self.log_tail());
        }
    }
}

/// The application.
fn manifest() -> PathBuf {
    root().join("spin.toml")
}

/// The runtime.
pub fn binary() -> PathBuf {
    let path = root().join("target/release/undertone");
    assert!(
        path.exists(),
        "{} is missing: cargo xtask build --release",
        path.display()
    );
    path
}

/// Where data folders of tests are made.
fn place() -> PathBuf {
    let place = root().join("target/system-tests");
    fs::create_dir_all(&place).expect("a folder");
    place
}

/// The compiled code of the present components, made once per run.
pub fn cache() -> &'static Path {
    static CACHED: OnceLock<PathBuf> = OnceLock::new();
    CACHED.get_or_init(|| {
        let folder = root().join(CACHE);
        let mut compile = Command::new(binary());
        compile.arg("compile").arg("--manifest").arg(manifest());
        let output = compile
            .arg("--cache")
            .arg(&folder)
            .output()
            .expect("the runtime starts");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "undertone compile: {said}");
        folder
    })
}
