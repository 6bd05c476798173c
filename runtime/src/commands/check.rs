//! `undertone check`: looks whether records, lake, uploads and backups are what was written, and asks for a rebuild where
//! the lake is not.

use super::{CommandError, database};
use check::Check;
use jiff::Timestamp;
use std::path::PathBuf;

/// Flags of `undertone check`.
#[derive(clap::Args)]
pub struct Flags {
    /// The application's data folder.
    #[arg(long, default_value = ".undertone")]
    data: PathBuf,
    /// Its records [default: what `SPIN_VARIABLE_DATABASE_URL` names, else the data folder's file]
    #[arg(long)]
    database: Option<String>,
    /// Ask for a rebuild of each workspace whose lake is damaged. The running application carries it out, or the next start.
    #[arg(long)]
    repair: bool,
    /// Backups to look at as well.
    backups: Vec<PathBuf>,
}

/// Looks, and tells what is wrong: it changes nothing without `--repair`, and runs beside the application.
pub fn run(flags: Flags) -> Result<(), CommandError> {
    #[expect(
        clippy::disallowed_methods,
        reason = "the command is where the clock comes in"
    )]
    let now = Timestamp::now();
    let asked = Check {
        database: database::of(flags.database.as_deref(), &flags.data)?,
        data: flags.data,
        backups: flags.backups,
        repair: flags.repair,
        now,
    };
    let report = super::wait(check::check(&asked))??;
    print!("{report}");
    match report.findings.len() {
        0 => {
            println!("nothing is wrong");
            Ok(())
        }
        findings => Err(CommandError::Damaged(findings)),
    }
}
