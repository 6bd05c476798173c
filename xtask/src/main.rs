//! The commands a developer types: each is one file here.

mod bench;
mod build;
mod check;
mod openapi;
mod root;
mod sample;
mod schemathesis;
mod step;
mod test;
mod tools;
mod train;
mod unit;
mod up;

use clap::{Parser, Subcommand};

/// Undertone's development commands.
#[derive(Parser)]
#[command(name = "cargo xtask", disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build everything and serve the app, from a fresh clone to a printed URL.
    Up(up::Options),
    /// Build the components, the web app and the runtime.
    Build(build::Options),
    /// Format, lint and licence checks.
    Check(check::Options),
    /// Run everything there is to check: lints, unit tests, whole-system and browser tests.
    Test(test::Options),
    /// Write the API's document and the web app's types from the functions' routes.
    Openapi,
    /// Write a generated Jira export, as odd as real ones, and its manifest.
    Sample(sample::Options),
    /// Rebuild the weights of the scorer from labelled texts, and judge them.
    Train(train::Options),
    /// Measure side by side with a peer.
    Bench(bench::Options),
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().command {
        Command::Up(options) => up::run(&options),
        Command::Build(options) => build::run(&options),
        Command::Check(options) => check::run(&options),
        Command::Test(options) => test::run(&options),
        Command::Openapi => openapi::run(),
        Command::Sample(options) => sample::run(&options),
        Command::Train(options) => train::run(&options),
        Command::Bench(options) => bench::run(&options),
    }
}
