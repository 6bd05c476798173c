//! What a machine needs beside Rust, installed when it is missing.

use crate::root::path;
use crate::step::{answers, run, run_with};
use anyhow::bail;
use pg_cluster::Cluster;
use std::process::Command;

/// The target the components are built for.
pub const GUEST: &str = "wasm32-wasip2";

/// Starts a PostgreSQL of the tests' own, from the system's packages; it ends when it is dropped.
pub fn cluster() -> anyhow::Result<Cluster> {
    if !Cluster::is_installed() {
        // Part of the server's packages; the client alone does not bring it.
        system_packages(&[("pg_ctlcluster", &["postgresql"])])?;
    }
    Ok(Cluster::start()?)
}

/// Brings what components are compiled with: the WebAssembly target, and a C compiler that knows it.
pub fn guest_compilers() -> anyhow::Result<()> {
    guest_target()?;
    // As `.cargo/config.toml` names them; who has set others has them.
    let is_own = |name: &str| std::env::var_os(format!("{name}_wasm32_wasip2")).is_some();
    let wanted: [(&str, &str, &[&str]); 2] =
        [("CC", "clang", &["clang"]), ("AR", "llvm-ar", &["llvm"])];
    let wanted: Vec<(&str, &[&str])> = wanted
        .into_iter()
        .filter(|(variable, ..)| !is_own(variable))
        .map(|(_, program, packages)| (program, packages))
        .collect();
    system_packages(&wanted)
}

/// Adds the WebAssembly target.
fn guest_target() -> anyhow::Result<()> {
    let output = Command::new("rustc")
        .args(["--print", "target-libdir", "--target", GUEST])
        .output()?;
    if std::path::Path::new(String::from_utf8_lossy(&output.stdout).trim()).exists() {
        return Ok(());
    }
    run(
        "add the WebAssembly target",
        "rustup",
        &["target", "add", GUEST],
    )
}

/// Installs the web app's packages as its lock file says. Not `npm ci`: it misses the optional packages of other
/// platforms, which a lock file without addresses leaves out.
pub fn web_packages() -> anyhow::Result<()> {
    if !answers("npm", &["--version"]) {
        system_packages(&[("npm", &["nodejs", "npm"])])?;
    }
    let lock = path("web/package-lock.json");
    let installed = path("web/node_modules/.package-lock.json");
    if let (Ok(lock), Ok(installed)) = (lock.metadata(), installed.metadata())
        && installed.modified()? >= lock.modified()?
    {
        return Ok(());
    }
    run_with(
        "install the web app's packages",
        Command::new("npm")
            .args(["install", "--no-save", "--no-audit", "--no-fund"])
            .current_dir(path("web")),
    )
}

/// Installs system packages for programs that are missing: (program, packages that bring it).
pub fn system_packages(wanted: &[(&str, &[&str])]) -> anyhow::Result<()> {
    let missing: Vec<&str> = wanted
        .iter()
        .filter(|(program, _)| !answers("sh", &["-c", &format!("command -v {program}")]))
        .flat_map(|(_, packages)| packages.iter().copied())
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let install = format!(
        "apt-get install -y --no-install-recommends {}",
        missing.join(" ")
    );
    let may_install = answers("sh", &["-c", "[ \"$(id -u)\" = 0 ] && command -v apt-get"]);
    if !may_install {
        bail!("missing programs; install them with: sudo {install}");
    }
    run("read the package lists", "apt-get", &["update", "-qq"])?;
    run(
        &format!("install {}", missing.join(", ")),
        "sh",
        &[
            "-c",
            &format!("DEBIAN_FRONTEND=noninteractive {install} -qq >/dev/null"),
        ],
    )
}

/// A Python of the project's own, with the packages the tests compare with; returns its path.
pub fn python(packages: &[&str]) -> anyhow::Result<String> {
    let home = path("target/python");
    let python = home.join("bin/python").display().to_string();
    if !answers(&python, &["--version"]) {
        if !answers("python3", &["-c", "import ensurepip"]) {
            system_packages(&[("python3-with-venv", &["python3", "python3-venv"])])?;
        }
        run(
            "make a Python environment",
            "python3",
            &["-m", "venv", &home.display().to_string()],
        )?;
    }
    let imports: Vec<String> = packages.iter().map(|package| at_hand(package)).collect();
    if !answers(&python, &["-c", &imports.join(";")]) {
        let mut arguments = vec![
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
        ];
        arguments.extend(packages);
        run("install Python packages", &python, &arguments)?;
    }
    Ok(python)
}

/// What Python says without an error where a package is installed, in its version if one is named (`name==version`).
fn at_hand(package: &str) -> String {
    match package.split_once("==") {
        Some((name, version)) => format!(
            "import importlib.metadata as found; assert found.version('{name}') == '{version}'"
        ),
        None => format!("import {package}"),
    }
}

/// Installs a cargo subcommand from its sources when it is missing.
pub fn cargo_tool(name: &str, version: &str) -> anyhow::Result<()> {
    if answers("cargo", &[name, "--version"]) {
        return Ok(());
    }
    let package = format!("cargo-{name}@{version}");
    run(
        &format!("install {package}"),
        "cargo",
        // Not optimized: it is built for longer than it will ever run.
        &["install", "--locked", "--quiet", "--debug", &package],
    )
}
