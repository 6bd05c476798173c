//! A PostgreSQL cluster of a test's own: in a temporary folder, on a free port, gone when the tests end.
//!
//! It never touches a server it did not start.

use std::{
    fs::{self, Permissions},
    io,
    net::TcpListener,
    os::unix::{
        fs::{MetadataExt, PermissionsExt, chown},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{ChildStdin, Command, Stdio},
    sync::OnceLock,
};

/// The password of the user `owner`; in a URL it needs percent encoding.
const PASSWORD: &str = "p@ss/word %";
const ENCODED: &str = "p%40ss%2Fword%20%25";
/// Where its certificate and key lie, when it speaks TLS.
const CERTIFICATE: &str = "server.crt";
const KEY: &str = "server.key";

/// A running cluster. A process of its own ends it, however this process ends.
pub struct Cluster {
    folder: PathBuf,
    port: u16,
    _keeper: ChildStdin,
}

impl Cluster {
    /// The cluster that all tests of this process share.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Cluster> = OnceLock::new();
        SHARED.get_or_init(|| Self::start().unwrap_or_else(|error| panic!("{error}")))
    }

    /// Whether PostgreSQL's server is installed.
    pub fn is_installed() -> bool {
        binary("initdb").is_ok()
    }

    /// Starts one.
    pub fn start() -> io::Result<Self> {
        Self::with_files(&[])
    }

    /// Starts one that also speaks TLS, with this certificate and its key (PEM).
    pub fn start_with_tls(certificate: &str, key: &str) -> io::Result<Self> {
        Self::with_files(&[(CERTIFICATE, certificate), (KEY, key)])
    }

    fn with_files(files: &[(&str, &str)]) -> io::Result<Self> {
        let folder = tempfile::Builder::new()
            .prefix("undertone-pg-")
            .tempdir()?
            .keep();
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let password = folder.join("password");
        let mut own = vec![folder.clone()];
        for (name, text) in files.iter().chain(&[("password", PASSWORD)]) {
            let path = folder.join(name);
            fs::write(&path, text)?;
            fs::set_permissions(&path, Permissions::from_mode(0o600))?;
            own.push(path);
        }
        if let Some((user, group)) = owner() {
            for path in own {
                chown(path, Some(user), Some(group))?;
            }
        }
        let data = folder.join("data");
        succeed(
            unprivileged("initdb")?
                .arg("-D")
                .arg(&data)
                .args([
                    "--username=owner",
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                ])
                // A language's order of words, so that what relies on its own order is found out.
                .args([
                    "--locale=C.UTF-8",
                    "--locale-provider=icu",
                    "--icu-locale=en",
                ])
                .args(["--no-sync", "--pwfile"])
                .arg(&password),
        )?;
        // Reads until this process has ended, then cleans up.
        let keeper = unprivileged("pg_ctl")?;
        let script = "cat >/dev/null; \"$0\" -D \"$1/data\" -m immediate stop >/dev/null 2>&1; rm -rf \"$1\"";
        let mut shell = Command::new("sh");
        shell
            .args(["-c", script])
            .arg(keeper.get_program())
            .arg(&folder);
        shell.current_dir("/").stdin(Stdio::piped());
        if let Some((user, group)) = owner() {
            shell.uid(user).gid(group);
        }
        let keeper = shell.spawn()?.stdin.ok_or(io::ErrorKind::BrokenPipe)?;
        let cluster = Self {
            folder,
            port,
            _keeper: keeper,
        };
        cluster.launch()?;
        Ok(cluster)
    }

    /// Starts the server again, which crashed or was stopped.
    pub fn launch(&self) -> io::Result<()> {
        let mut options = format!(
            "-p {} -k '' -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200",
            self.port
        );
        let (certificate, key) = (self.folder.join(CERTIFICATE), self.folder.join(KEY));
        if certificate.exists() {
            let (certificate, key) = (certificate.display(), key.display());
            let tls = format!(" -c ssl=on -c ssl_cert_file={certificate} -c ssl_key_file={key}");
            options.push_str(&tls);
        }
        succeed(
            unprivileged("pg_ctl")?
                .arg("-D")
                .arg(self.folder.join("data"))
                .arg("-l")
                .arg(self.folder.join("log"))
                .args(["--wait", "--silent", "-o", &options, "start"])
                .stdout(Stdio::null())
                .stderr(Stdio::null()),
        )
    }

    /// Ends the server without warning: connections break, and it recovers from its log when it is launched again.
    pub fn crash(&self) -> io::Result<()> {
        succeed(
            unprivileged("pg_ctl")?
                .arg("-D")
                .arg(self.folder.join("data"))
                .args(["--wait", "--silent", "-m", "immediate", "stop"])
                .stdout(Stdio::null())
                .stderr(Stdio::null()),
        )
    }

    /// Makes a database and hands out its address.
    pub fn database(&self, name: &str) -> String {
        self.sql("postgres", &format!("CREATE DATABASE \"{name}\""));
        self.url(name)
    }

    /// The address of a database.
    pub fn url(&self, name: &str) -> String {
        let port = self.port;
        format!("postgres://owner:{ENCODED}@127.0.0.1:{port}/{name}?sslmode=disable")
    }

    /// The port it listens on, at 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Runs SQL with PostgreSQL's own client and hands back what it prints; panics with its words when it fails.
    pub fn sql(&self, database: &str, sql: &str) -> String {
        let run = || -> io::Result<std::process::Output> {
            Command::new(binary("psql")?)
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
        };
        let output = run().unwrap_or_else(|error| panic!("{error}"));
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{sql}: {told}");
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// Makes a file or folder the server's own.
    pub fn give(&self, path: &Path) -> io::Result<()> {
        owner().map_or(Ok(()), |(user, group)| chown(path, Some(user), Some(group)))
    }

    /// Where its files are.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

/// Where a program of PostgreSQL's is: of the newest version that the system's packages installed, or on the path.
fn binary(name: &str) -> io::Result<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let version = path.file_name()?.to_str()?.parse().ok()?;
            Some((version, path.join("bin").join(name)))
        })
        .filter(|(_, path)| path.exists())
        .collect();
    found.sort();
    if let Some((_, path)) = found.pop() {
        return Ok(path);
    }
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let mut on_path = std::env::split_paths(&paths).map(|folder| folder.join(name));
    on_path.find(|path| path.exists()).ok_or_else(|| {
        let remedy = "install PostgreSQL 15 or newer, `apt-get install postgresql`";
        io::Error::new(
            io::ErrorKind::NotFound,
            format!("there is no `{name}`: {remedy}"),
        )
    })
}

/// A program that does not run as root: PostgreSQL refuses that.
fn unprivileged(name: &str) -> io::Result<Command> {
    let mut command = Command::new(binary(name)?);
    command.current_dir("/");
    if let Some((user, group)) = owner() {
        command.uid(user).gid(group);
    }
    Ok(command)
}

/// Who runs the cluster when the tests run as root: `postgres`, or `nobody`.
fn owner() -> Option<(u32, u32)> {
    if fs::metadata("/proc/self").ok()?.uid() != 0 {
        return None;
    }
    let users = fs::read_to_string("/etc/passwd").ok()?;
    let find = |name: &str| {
        let line = users
            .lines()
            .find(|line| line.split(':').next() == Some(name))?;
        let mut ids = line.split(':').skip(2);
        Some((ids.next()?.parse().ok()?, ids.next()?.parse().ok()?))
    };
    find("postgres").or_else(|| find("nobody"))
}

fn succeed(command: &mut Command) -> io::Result<()> {
    let output = command.output()?;
    if output.status.success() {
        return Ok(());
    }
    let program = command.get_program().to_string_lossy().into_owned();
    let told = String::from_utf8_lossy(&output.stderr);
    Err(io::Error::other(format!("{program}: {told}")))
}
