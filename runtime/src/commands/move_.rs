//! `undertone move`: takes the records from SQLite to PostgreSQL, or back.

use super::{CommandError, progress::Progress};
use mover::Options;
use schema::Database;
use std::io;

/// Flags of `undertone move`.
#[derive(clap::Args)]
pub struct Flags {
    /// Where the records are: sqlite:PATH or postgres://user:password@host:port/name.
    #[arg(long)]
    from: String,
    /// Where they go.
    #[arg(long)]
    to: String,
    /// Read every value, say what would be done, change nothing.
    #[arg(long)]
    dry_run: bool,
    /// Go on with a move that was interrupted.
    #[arg(long, conflicts_with = "overwrite")]
    resume: bool,
    /// Delete the rows of a target that is not empty.
    #[arg(long)]
    overwrite: bool,
    /// About how many rows go into one transaction.
    #[arg(long, default_value_t = mover::ROWS_AT_ONCE, value_parser = clap::value_parser!(u64).range(1..))]
    batch: u64,
}

/// Moves.
pub fn run(flags: &Flags) -> Result<(), CommandError> {
    let mut options = Options::new(Database::parse(&flags.from)?, Database::parse(&flags.to)?);
    options.dry_run = flags.dry_run;
    options.resume = flags.resume;
    options.overwrite = flags.overwrite;
    options.rows_at_once = flags.batch;
    let mut progress = Progress::new();
    let proofs = mover::run(&options, &mut io::stdout().lock(), &mut |event| {
        progress.hear(&event);
    })?;
    progress.end();
    if flags.dry_run {
        eprintln!("every value of the source fits; nothing was changed");
    } else {
        let rows: u64 = proofs.iter().map(|(_, sum)| sum.rows).sum();
        eprintln!("moved {rows} rows in {}", progress.time());
    }
    Ok(())
}
