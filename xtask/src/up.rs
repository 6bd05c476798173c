//! `cargo xtask up`: from a fresh clone to a printed URL.

use crate::root::path;
use crate::{build, tools};
use anyhow::{Context, bail};
use clap::Args;
use std::fs::{self, OpenOptions};
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::process::{Command, Stdio};
use std::time::Instant;

/// Where to serve.
#[derive(Args)]
pub struct Options {
    /// Address of the app.
    #[arg(long, default_value = "127.0.0.1:3000")]
    listen: String,
    /// Folder for everything that is kept.
    #[arg(long, default_value = ".undertone")]
    data: String,
}

/// Builds what is missing, starts the runtime and prints the URL and, until the first user exists, the bootstrap token.
pub fn run(options: &Options) -> anyhow::Result<()> {
    let start = Instant::now();
    println!(
        "builds the web app, the components and the runtime, then serves the app: about 15 minutes the first time on 2 cores, seconds after"
    );
    tools::guest_compilers()?;
    build::run_all()?;
    let data = path(&options.data);
    let token = bootstrap_token(&data)?;
    println!(
        "── start the app (ready {:.0} s after the command was typed)",
        start.elapsed().as_secs_f64()
    );
    let mut app = Command::new(path("target/release/undertone"))
        .args(["up", "--manifest"])
        .arg(path("spin.toml"))
        .args(["--listen", &options.listen, "--data"])
        .arg(&data)
        .env("SPIN_VARIABLE_BOOTSTRAP_TOKEN", &token)
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot start target/release/undertone")?;
    let output = app
        .stdout
        .take()
        .context("the runtime has no standard output")?;
    for line in BufReader::new(output).lines() {
        let line = line?;
        println!("{line}");
        if let Some(url) = line.strip_prefix("listening on ") {
            println!(
                "\n   Undertone is at {url}\n   first time? {url}/#token={token}\n   bootstrap token: {token}\n   Ctrl-C stops it; all data is in {}\n",
                data.display()
            );
        }
    }
    let status = app.wait()?;
    if !status.success() {
        bail!("the runtime stopped: {status}");
    }
    Ok(())
}

/// The one-time token of this data folder: made once, readable by its owner alone.
fn bootstrap_token(data: &std::path::Path) -> anyhow::Result<String> {
    fs::create_dir_all(data)?;
    let file = data.join("bootstrap-token");
    if let Ok(token) = fs::read_to_string(&file) {
        return Ok(token.trim().to_owned());
    }
    let mut random = [0u8; 20];
    fs::File::open("/dev/urandom")?.read_exact(&mut random)?;
    let token = random
        .iter()
        .fold(String::new(), |token, byte| token + &format!("{byte:02x}"));
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&file)?
        .write_all(token.as_bytes())?;
    Ok(token)
}
