//! `cargo xtask check`: format, lints, documentation, licences.

use crate::build::COMPONENTS;
use crate::root::path;
use crate::step::run_with;
use crate::tools;
use clap::Args;
use std::process::Command;

/// Which checks to leave out.
#[derive(Args, Default)]
pub struct Options {
    /// Leave out the licence and source check of dependencies.
    #[arg(long)]
    no_deny: bool,
}

/// Runs all checks; a warning is an error.
pub fn run(options: &Options) -> anyhow::Result<()> {
    crate::step::run("check the format", "cargo", &["fmt", "--all", "--check"])?;
    crate::step::run(
        "lint the native side",
        "cargo",
        &[
            "clippy",
            "--quiet",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ],
    )?;
    tools::guest_compilers()?;
    // Not optimized, as the native side: both use the same procedural macros, and nothing waits for who builds optimized.
    let mut guests = vec!["clippy", "--quiet", "--target", tools::GUEST];
    // The typesetter's guest side is its ten lines of boundary: not worth checking all of typst a second time.
    for component in COMPONENTS.into_iter().filter(|name| *name != "typeset") {
        guests.extend(["-p", component]);
    }
    guests.extend(["--", "-D", "warnings"]);
    crate::step::run("lint the components", "cargo", &guests)?;
    run_with(
        "check the documentation",
        Command::new("cargo")
            .args(["doc", "--quiet", "--workspace", "--no-deps"])
            .env("RUSTDOCFLAGS", "-D warnings"),
    )?;
    if !options.no_deny {
        tools::cargo_tool("deny", "0.20.2")?;
        crate::step::run(
            "check licences and sources",
            "cargo",
            &[
                "deny",
                "--log-level",
                "error",
                "check",
                "bans",
                "licenses",
                "sources",
            ],
        )?;
    }
    web()
}

/// Lints and unit tests of the web app.
pub fn web() -> anyhow::Result<()> {
    tools::web_packages()?;
    run_with(
        "check the web app",
        Command::new("npm")
            .args(["run", "--silent", "check"])
            .current_dir(path("web")),
    )
}
