//! undertone: runs the components of a spin.toml.

mod admin;
mod announced;
mod application;
mod assemble;
mod caller;
mod commands;
mod data_dir;
mod document;
mod endpoint;
mod gate;
mod holdings;
mod inbox;
mod installation;
mod lane;
mod manifest;
mod metrics;
mod problem;
mod request_id;
mod routes;
mod settings;
mod template;
mod triggers;
mod turns;

use clap::Parser;
use commands::CommandError;
use std::{os::unix::process::CommandExt, process::ExitCode};
use undertone_host::log::{self, LogSettings};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Runs the components of a spin.toml, and looks after their records.
#[derive(Parser)]
#[command(name = "undertone", version)]
enum Command {
    /// Serve the application until SIGINT or SIGTERM.
    Up(commands::up::Flags),
    /// Send exports to an application: files, folders, a pipe, or what is put into a folder.
    Import(commands::import::Flags),
    /// Compile the components into the cache.
    Compile(commands::compile::Flags),
    /// Look after the schema of the records.
    #[command(subcommand)]
    Migrate(commands::migrate::Task),
    /// Move the records from SQLite to PostgreSQL, or back.
    Move(commands::move_::Flags),
    /// Back up records, lake and uploads, while the application runs.
    Backup(commands::backup::Flags),
    /// Restore what was backed up.
    Restore(commands::restore::Flags),
    /// Show records and data folder side by side, and make them one installation.
    Adopt(commands::adopt::Flags),
    /// Look whether records, lake, uploads and backups are what was written.
    Check(commands::check::Flags),
    /// Look at the files of the lake, or have them written anew.
    #[command(subcommand)]
    Lake(commands::lake::Command),
    /// Show what cron triggers did and will do, or fire one now.
    #[command(subcommand)]
    Cron(commands::cron::Command),
    /// Pause the work on jobs, or let it go on.
    #[command(subcommand)]
    Queue(commands::queue::Command),
}

fn main() -> ExitCode {
    let command = Command::parse();
    if !matches!(command, Command::Up(_) | Command::Compile(_)) {
        // Those two say how they log.
        log::start(LogSettings::default());
    }
    let outcome = match command {
        Command::Up(flags) => {
            keep_memory_small();
            commands::up::run(flags).map_err(CommandError::from)
        }
        Command::Compile(flags) => commands::compile::run(flags).map_err(CommandError::from),
        Command::Import(flags) => commands::import::run(flags),
        Command::Migrate(task) => commands::migrate::run(task),
        Command::Move(flags) => {
            keep_memory_small();
            commands::move_::run(&flags)
        }
        Command::Backup(flags) => commands::backup::run(flags),
        Command::Restore(flags) => commands::restore::run(flags),
        Command::Adopt(flags) => commands::adopt::run(&flags),
        Command::Check(flags) => commands::check::run(flags),
        Command::Lake(command) => commands::lake::run(&command),
        Command::Cron(command) => commands::cron::run(command),
        Command::Queue(command) => commands::queue::run(&command),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Rust's allocator commits a gigabyte ahead, which huge pages make resident: 25 MB more for nothing. The C library's,
/// which SQLite uses, keeps what large statements gave back, once for each thread: hundreds of megabytes after an
/// ingest. What was given back returns to the system after 200 milliseconds instead of a second. Both read their settings
/// before `main` begins, so the process starts itself once more with them.
fn keep_memory_small() {
    const SETTINGS: [(&str, &str); 3] = [
        ("MIMALLOC_ARENA_EAGER_COMMIT", "0"),
        ("MIMALLOC_PURGE_DELAY", "200"),
        ("MALLOC_ARENA_MAX", "1"),
    ];
    let unset = SETTINGS
        .into_iter()
        .filter(|(name, _)| std::env::var_os(name).is_none());
    let unset: Vec<_> = unset.collect();
    if unset.is_empty() {
        return;
    }
    let mut arguments = std::env::args_os();
    let mut again = std::process::Command::new("/proc/self/exe");
    if let Some(name) = arguments.next() {
        again.arg0(name);
    }
    // Where it cannot start itself, it serves all the same.
    let _refused = again.args(arguments).envs(unset).exec();
}
