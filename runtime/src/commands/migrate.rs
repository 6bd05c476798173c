//! `undertone migrate`: tells which migrations a database has, applies what is pending, proves its schema.

use super::{CommandError, database};
use clap::Subcommand;
use jiff::Timestamp;
use schema::{
    Database,
    migrate::{self, Checksum},
};
use std::{fs, path::PathBuf};

/// Subcommands of `undertone migrate`.
#[derive(Subcommand)]
pub enum Task {
    /// List all migrations: applied or pending, and what each enables.
    Status(database::Flags),
    /// Apply what is pending: all of it or nothing.
    Up(database::Flags),
    /// Prove that texts, checksums and the live schema are what this program expects.
    Verify(database::Flags),
    /// Draft the PostgreSQL twin of a SQLite migration, for a person to finish.
    Draft {
        /// The SQLite migration.
        file: PathBuf,
    },
}

/// Runs one of them.
pub fn run(task: Task) -> Result<(), CommandError> {
    match task {
        Task::Status(flags) => status(&flags.database()?),
        Task::Up(flags) => up(&flags.database()?),
        Task::Verify(flags) => verify(&flags.database()?),
        Task::Draft { file } => {
            let text =
                fs::read_to_string(&file).map_err(|error| CommandError::file(&file, error))?;
            print!("{}", schema::draft(&text));
            Ok(())
        }
    }
}

fn status(database: &Database) -> Result<(), CommandError> {
    println!("{database}");
    for step in super::wait(migrate::status(database))?? {
        let applied = match step.applied_at.map(Timestamp::from_microsecond) {
            Some(Ok(at)) => format!("applied {at:.0}"),
            Some(Err(_)) => "applied at an unknown time".to_owned(),
            None => "pending".to_owned(),
        };
        let checksum = match step.checksum {
            Checksum::Same => "checksum ok",
            Checksum::Edited => "EDITED since",
            Checksum::Pending => "",
            Checksum::Unknown => "UNKNOWN to this version",
        };
        let line = format!(
            "{:04} {:<18} {applied:<28} {checksum:<24} {}",
            step.version, step.name, step.features
        );
        println!("{}", line.trim_end());
    }
    Ok(())
}

fn up(database: &Database) -> Result<(), CommandError> {
    let applied = super::wait(migrate::up(database))??;
    for name in &applied {
        println!("applied {name}");
    }
    if applied.is_empty() {
        println!("{database} is up to date");
    }
    Ok(())
}

fn verify(database: &Database) -> Result<(), CommandError> {
    let wrong = super::wait(migrate::verify(database))??;
    if wrong.is_empty() {
        println!("{database}: migrations, checksums and schema are as expected");
        return Ok(());
    }
    for line in &wrong {
        println!("{line}");
    }
    Err(CommandError::Wrong(wrong.len()))
}
