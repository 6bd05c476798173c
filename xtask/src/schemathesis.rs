//! Part of `cargo xtask test`: the running app is held to its document by schemathesis.

use crate::{build, step, tools};
use std::process::Command;

/// The release whose checks are held to.
const PACKAGE: &str = "schemathesis==4.32.5";

/// Sends requests, good and bad, for so many minutes, against an app of its own; on PostgreSQL where its address is given.
pub fn run(minutes: u32, server: Option<(&str, String)>) -> anyhow::Result<()> {
    let python = tools::python(&[PACKAGE])?;
    step::run_with(
        &format!("the API's document, held against the app for {minutes} minutes"),
        Command::new("cargo")
            .args(["test", "--release"])
            .args(build::OPTIMIZED_TESTS)
            .args(["--test", "application", "--"])
            .args(["--ignored", "--nocapture", "schemathesis::"])
            .env("UNDERTONE_PYTHON", python)
            .env("UNDERTONE_SECONDS", (minutes * 60).to_string())
            .envs(server),
    )
}
