//! One step of a command: says what it does, does it, says how long it took.

use crate::root::root;
use anyhow::{Context, bail};
use std::process::{Command, Stdio};
use std::time::Instant;

/// Runs a program in the repository's top folder and fails when it does.
pub fn run(what: &str, program: &str, arguments: &[&str]) -> anyhow::Result<()> {
    run_with(what, Command::new(program).args(arguments))
}

/// As [`run`], for a command that needs more than a name and arguments.
pub fn run_with(what: &str, command: &mut Command) -> anyhow::Result<()> {
    if command.get_current_dir().is_none() {
        command.current_dir(root());
    }
    as_typed(command);
    println!("── {what}");
    let start = Instant::now();
    let status = command
        .stdin(Stdio::null())
        .status()
        .with_context(|| format!("{what}: cannot start {}", command.get_program().display()))?;
    let seconds = start.elapsed().as_secs_f64();
    if !status.success() {
        bail!("{what} failed after {seconds:.1} s ({status})");
    }
    println!("   {what}: {seconds:.1} s");
    Ok(())
}

/// Takes away what cargo told this program about itself, so that a build it starts is the one that would come of the same
/// command typed by hand: build scripts look at some of it, and cargo builds anew what it believes has changed.
pub fn as_typed(command: &mut Command) {
    let given: Vec<_> = command
        .get_envs()
        .map(|(name, _)| name.to_owned())
        .collect();
    for (name, _) in std::env::vars_os() {
        let of_package = name.to_str().is_some_and(|name| {
            name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
        });
        if of_package && !given.contains(&name) {
            command.env_remove(name);
        }
    }
}

/// Whether a program can be started and answers `arguments` with success.
pub fn answers(program: &str, arguments: &[&str]) -> bool {
    Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
