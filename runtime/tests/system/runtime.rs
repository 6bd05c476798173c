//! A runtime with the probe component, and a client that speaks just enough HTTP/1.1.

use crate::client::{Answer, Client};
use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::{
        Arc, Mutex, OnceLock,
        atomic::{AtomicU32, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

/// Builds the probe once and hands out its path.
fn probe() -> &'static Path {
    static PROBE: OnceLock<PathBuf> = OnceLock::new();
    PROBE.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let built = Command::new(env!("CARGO"))
            .args([
                "build",
                "--quiet",
                "--release",
                "--target",
                "wasm32-wasip2",
                "-p",
                "probe",
            ])
            .current_dir(&root)
            .status()
            .unwrap();
        assert!(built.success(), "the probe does not build");
        let target =
            std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
        target
            .join("wasm32-wasip2/release/probe.wasm")
            .canonicalize()
            .unwrap()
    })
}

/// A cache that all tests share: the probe is compiled once.
fn compiled() -> &'static Path {
    static COMPILED: OnceLock<PathBuf> = OnceLock::new();
    COMPILED.get_or_init(|| {
        let folder = Folder::new("", "");
        let cache = std::env::temp_dir().join(format!("undertone-{}-cache", std::process::id()));
        let status = Command::new(env!("CARGO_BIN_EXE_undertone"))
            .arg("compile")
            .arg("--manifest")
            .arg(folder.path("spin.toml"))
            .arg("--cache")
            .arg(&cache)
            .stdout(Stdio::null())
            .status()
            .unwrap();
        assert!(status.success());
        cache
    })
}

/// A folder for one test.
pub struct Folder(PathBuf);

impl Folder {
    /// A folder with the manifest: the probe on every route, once more as `quiet`, and `extra`.
    pub fn new(extra: &str, settings: &str) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "undertone-{}-{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        let folder = Self(std::env::temp_dir().join(name));
        fs::create_dir_all(folder.path("data")).unwrap();
        let manifest = format!(
            r#"spin_manifest_version = 2
[application]
name = "test"
[variables]
greeting = {{ default = "hello" }}
cron_ms = {{ default = "1" }}
database_url = {{ default = "" }}
[[trigger.http]]
route = "/..."
component = "probe"
[[trigger.http]]
route = {{ private = true }}
component = "quiet"
[component.quiet]
source = {probe:?}
{extra}
[component.probe]
source = {probe:?}
sqlite_databases = ["default"]
key_value_stores = ["default"]
files = [{{ source = "data", destination = "/data" }}, {{ source = "fixed", destination = "/fixed" }}]
variables = {{ greeting = "{{{{ greeting }}}}, you", cron_ms = "{{{{ cron_ms }}}}", database_url = "{{{{ database_url }}}}" }}
"#,
            probe = probe()
        );
        fs::create_dir_all(folder.path("fixed")).unwrap();
        fs::write(folder.path("fixed/told"), "told").unwrap();
        folder.write("spin.toml", &manifest);
        folder.write("runtime.toml", settings);
        folder
    }

    /// A path below it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Writes a file.
    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    /// Gives the probe a database and the right to reach it.
    pub fn database(self, url: &str) -> Self {
        let manifest = fs::read_to_string(self.path("spin.toml")).unwrap();
        let variable = "database_url = { default = \"\" }";
        let given = manifest.replace(variable, &format!("database_url = {{ default = {url:?} }}"));
        self.write("spin.toml", &given);
        self.grant(
            "allowed_outbound_hosts = [\"postgres://127.0.0.1:*\", \"postgres://localhost:*\"]",
        )
    }

    /// Adds lines to the component `probe`.
    pub fn grant(self, lines: &str) -> Self {
        let manifest = fs::read_to_string(self.path("spin.toml")).unwrap();
        self.write("spin.toml", &format!("{manifest}{lines}\n"));
        self
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_undertone"));
        command
            .arg("up")
            .arg("--manifest")
            .arg(self.path("spin.toml"));
        command.args(["--listen", "127.0.0.1:0"]);
        command
    }

    /// The same, with the cache that all tests share.
    fn cached(&self) -> Command {
        let mut command = self.command();
        command.arg("--cache").arg(compiled());
        command
    }

    /// Starts a runtime that must fail, and hands back what it says.
    pub fn fails(&self) -> String {
        let output = self.cached().output().unwrap();
        assert!(!output.status.success());
        String::from_utf8(output.stderr).unwrap()
    }

    /// Runs `undertone cron` on it.
    pub fn cron(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_undertone"));
        command.arg("cron").args(arguments);
        command.arg("--manifest").arg(self.path("spin.toml"));
        command.output().unwrap()
    }

    /// Starts a runtime.
    pub fn up(self) -> Runtime {
        let command = self.cached();
        self.start(command)
    }

    /// Starts a runtime whose user has that folder for caches.
    pub fn up_with_caches(self, folder: &Path) -> Runtime {
        let mut command = self.command();
        command.env("XDG_CACHE_HOME", folder);
        self.start(command)
    }

    /// Starts a runtime whose user has that home.
    pub fn up_at_home(self, home: &str) -> Runtime {
        let mut command = self.command();
        command.env_remove("XDG_CACHE_HOME").env("HOME", home);
        self.start(command)
    }

    fn start(self, mut command: Command) -> Runtime {
        let mut child = command
            .env("SPIN_VARIABLE_GREETING", "good day")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let log = Arc::<Mutex<String>>::default();
        let (stderr, sink) = (child.stderr.take().unwrap(), Arc::clone(&log));
        thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                let mut log = sink.lock().unwrap();
                log.push_str(&line);
                log.push('\n');
            }
        });
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut address = |prefix: &str| {
            let line = lines.next().and_then(Result::ok).unwrap_or_default();
            let address = line.strip_prefix(prefix);
            address
                .unwrap_or_else(|| panic!("{line:?}: {}", log.lock().unwrap()))
                .to_owned()
        };
        let public = address("listening on http://");
        let admin = address("admin on http://");
        Runtime {
            child,
            public,
            admin,
            log,
            folder: self,
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A folder that is left behind in the temporary folder harms nobody.
        let _left = fs::remove_dir_all(&self.0);
    }
}

/// A running runtime.
pub struct Runtime {
    child: Child,
    /// The address it serves on.
    pub public: String,
    /// The address of its admin port.
    pub admin: String,
    log: Arc<Mutex<String>>,
    /// Its files.
    pub folder: Folder,
}

impl Runtime {
    /// A runtime with the probe and these settings.
    pub fn new(settings: &str) -> Self {
        Folder::new("", settings).up()
    }

    /// Asks the application.
    pub fn get(&self, path: &str) -> Answer {
        Client::connect(&self.public).get(path)
    }

    /// Asks the admin port for a metric.
    pub fn metric(&self, name: &str) -> Option<f64> {
        let page = Client::connect(&self.admin)
            .get("/.well-known/undertone/metrics")
            .body;
        let line = page.lines().find_map(|line| line.strip_prefix(name))?;
        line.trim().parse().ok()
    }

    /// Waits until a metric has a value.
    pub fn shows(&self, name: &str, value: f64) {
        let end = Instant::now() + Duration::from_secs(20);
        while self.metric(name) != Some(value) {
            assert!(Instant::now() < end, "{name} is {:?}", self.metric(name));
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// What it has logged.
    pub fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    /// Waits until a line with this text is logged.
    pub fn logs(&self, text: &str) -> String {
        let end = Instant::now() + Duration::from_secs(20);
        loop {
            let log = self.log();
            if let Some(line) = log.lines().find(|line| line.contains(text)) {
                return line.to_owned();
            }
            assert!(Instant::now() < end, "no {text:?} in\n{log}");
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Tells it to stop.
    pub fn terminate(&self) {
        let id = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &id])
                .status()
                .unwrap()
                .success()
        );
    }

    /// Waits for its end: whether it ended well, and after how long.
    pub fn wait(&mut self) -> (bool, Duration) {
        let begun = Instant::now();
        let status = self.child.wait().unwrap();
        (status.success(), begun.elapsed())
    }
}

impl Drop for Runtime {
    fn drop(&mut self) {
        // It may have ended already.
        let _ended = self.child.kill();
        let _ended = self.child.wait();
    }
}
