//! undertone: runs the components of a spin.toml.

mod admin;
mod application;
mod assemble;
mod commands;
mod data_dir;
mod document;
mod endpoint;
mod gate;
mod manifest;
mod metrics;
mod problem;
mod request_id;
mod routes;
mod settings;
mod template;
mod triggers;

use clap::Parser;
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Runs the components of a spin.toml.
#[derive(Parser)]
#[command(name = "undertone", version)]
enum Command {
    /// Serve the application until SIGINT or SIGTERM.
    Up(commands::up::Flags),
    /// Compile the components into the cache.
    Compile(commands::compile::Flags),
}

fn main() -> ExitCode {
    let outcome = match Command::parse() {
        Command::Up(flags) => commands::up::run(flags),
        Command::Compile(flags) => commands::compile::run(flags),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
