//! `cargo xtask openapi`: the API's document, from the functions' routes, and the web app's types, from the document.

use crate::root::path;
use crate::step::run_with;
use crate::{build, tools};
use std::process::Command;

/// Writes `functions/web/openapi.json` and `web/src/api/schema.ts`.
pub fn run() -> anyhow::Result<()> {
    build::web()?;
    run_with(
        "write the API's document",
        Command::new("cargo")
            .args(["test", "--quiet", "-p", "web", "--test", "openapi"])
            .env("UPDATE_OPENAPI", "1"),
    )?;
    tools::web_packages()?;
    run_with(
        "write the web app's types",
        Command::new("npm")
            .args(["run", "--silent", "types"])
            .current_dir(path("web")),
    )
}
