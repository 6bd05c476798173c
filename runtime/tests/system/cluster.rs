//! A PostgreSQL cluster of the tests' own, in a temporary folder, on a free port, gone when the tests end.

use crate::certificates::Certificates;
use std::{
    fs,
    net::TcpListener,
    os::unix::{
        fs::{PermissionsExt, chown},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{ChildStdin, Command, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

const PASSWORD: &str = "p@ss/word %";
const ENCODED: &str = "p%40ss%2Fword%20%25";

/// A running cluster. Its keeper, a process of its own, ends it however this process ends.
pub struct Cluster {
    folder: PathBuf,
    port: u16,
    /// Its certificates.
    pub certificates: Certificates,
    _keeper: ChildStdin,
}

impl Cluster {
    /// The cluster of all tests that leave it running.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Cluster> = OnceLock::new();
        SHARED.get_or_init(Self::new)
    }

    /// A cluster of one test's own.
    pub fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder =
            std::env::temp_dir().join(format!("undertone-pg-{}-{number}", std::process::id()));
        fs::create_dir(&folder).unwrap();
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .unwrap()
            .port();
        let certificates = Certificates::new();
        let write = |name: &str, text: &str| {
            let path = folder.join(name);
            fs::write(&path, text).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
            path
        };
        let mut own = vec![
            folder.clone(),
            write("password", PASSWORD),
            write("server.crt", &certificates.server),
            write("server.key", &certificates.key),
        ];
        if let Some((user, group)) = owner() {
            for path in own.drain(..) {
                chown(path, Some(user), Some(group)).unwrap();
            }
        }
        let data = folder.join("data");
        succeed(
            program("initdb")
                .arg("-D")
                .arg(&data)
                .args([
                    "--username=owner",
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--no-sync",
                    "--pwfile",
                ])
                .arg(folder.join("password")),
        );
        let settings = format!(
            "listen_addresses = '127.0.0.1'\nport = {port}\nunix_socket_directories = ''\n\
             fsync = off\nmax_connections = 90\nssl = on\n\
             ssl_cert_file = '{0}/server.crt'\nssl_key_file = '{0}/server.key'\n",
            folder.display()
        );
        let config = data.join("postgresql.conf");
        let defaults = fs::read_to_string(&config).unwrap();
        fs::write(&config, defaults + &settings).unwrap();
        // It reads until this process has ended, then cleans up.
        let mut keeper = Command::new("sh");
        keeper
            .arg("-c")
            .arg("cat >/dev/null; \"$0\" -D \"$1/data\" -m immediate stop >/dev/null 2>&1; rm -rf \"$1\"")
            .arg(binary("pg_ctl"))
            .arg(&folder)
            .stdin(Stdio::piped());
        let keeper = unprivileged(&mut keeper).spawn().unwrap().stdin.unwrap();
        let cluster = Self {
            folder,
            port,
            certificates,
            _keeper: keeper,
        };
        cluster.start();
        cluster
    }

    /// Starts the server and waits until it serves.
    pub fn start(&self) {
        succeed(self.control("start").arg("-l").arg(self.folder.join("log")));
    }

    /// Stops the server as a crash would.
    pub fn crash(&self) {
        succeed(self.control("stop").args(["-m", "immediate"]));
    }

    fn control(&self, action: &str) -> Command {
        let mut command = program("pg_ctl");
        command.arg("-D").arg(self.folder.join("data"));
        command.args(["--wait", "--silent", action]);
        // A server must not keep the pipes of the tests open.
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    /// Makes a database and hands out its address.
    pub fn database(&self, name: &str) -> String {
        self.sql("postgres", &format!("CREATE DATABASE \"{name}\""));
        self.url(name)
    }

    /// The address of a database.
    pub fn url(&self, name: &str) -> String {
        format!(
            "postgres://owner:{ENCODED}@127.0.0.1:{}/{name}?sslmode=disable",
            self.port
        )
    }

    /// `localhost:port`, the name the certificate is for.
    pub fn localhost(&self) -> String {
        format!("localhost:{}", self.port)
    }

    /// Runs SQL with PostgreSQL's own client and hands back what it prints.
    pub fn sql(&self, database: &str, sql: &str) -> String {
        let output = Command::new(binary("psql"))
            .args([
                "--no-psqlrc",
                "-At",
                "-v",
                "ON_ERROR_STOP=1",
                "-h",
                "127.0.0.1",
            ])
            .args([
                "-U",
                "owner",
                "-p",
                &self.port.to_string(),
                "-d",
                database,
                "-c",
                sql,
            ])
            .env("PGPASSWORD", PASSWORD)
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{sql}: {told}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    /// Waits until SQL prints this.
    pub fn becomes(&self, database: &str, sql: &str, expected: &str) {
        let end = Instant::now() + Duration::from_secs(10);
        loop {
            let told = self.sql(database, sql);
            if told == expected {
                return;
            }
            assert!(Instant::now() < end, "{sql}: {told} instead of {expected}");
            thread::sleep(Duration::from_millis(20));
        }
    }
}

/// Where PostgreSQL's programs are: the newest version that the system's packages installed, or the path.
fn binary(name: &str) -> PathBuf {
    let installed = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    let mut versions: Vec<(u32, PathBuf)> = installed
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let version = path.file_name()?.to_str()?.parse().ok()?;
            Some((version, path.join("bin").join(name)))
        })
        .filter(|(_, path)| path.exists())
        .collect();
    versions.sort();
    let on_path = || {
        std::env::split_paths(&std::env::var_os("PATH")?)
            .map(|folder| folder.join(name))
            .find(|path| path.exists())
    };
    versions
        .pop()
        .map(|(_, path)| path)
        .or_else(on_path)
        .unwrap_or_else(|| {
            panic!(
                "there is no `{name}`: install PostgreSQL 15 or newer, `apt-get install postgresql`"
            )
        })
}

fn program(name: &str) -> Command {
    let mut command = Command::new(binary(name));
    unprivileged(&mut command);
    command
}

/// PostgreSQL refuses to run as root.
fn unprivileged(command: &mut Command) -> &mut Command {
    command.current_dir("/");
    if let Some((user, group)) = owner() {
        command.uid(user).gid(group);
    }
    command
}

/// Who runs the cluster when the tests run as root: `postgres`, or `nobody`.
fn owner() -> Option<(u32, u32)> {
    let root =
        fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0);
    if !root {
        return None;
    }
    let users = fs::read_to_string("/etc/passwd").unwrap();
    let find = |name: &str| {
        let line = users
            .lines()
            .find(|line| line.split(':').next() == Some(name))?;
        let mut ids = line.split(':').skip(2);
        Some((ids.next()?.parse().ok()?, ids.next()?.parse().ok()?))
    };
    find("postgres").or_else(|| find("nobody"))
}

fn succeed(command: &mut Command) {
    let path = Path::new(command.get_program()).to_owned();
    let output = command.output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {told}", path.display());
}
