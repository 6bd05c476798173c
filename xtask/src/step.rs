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
