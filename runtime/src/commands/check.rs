//! `undertone check`: looks whether records, lake, uploads and backups are what was written, and asks for a rebuild where
//! the lake is not.

use super::{CommandError, database, wait};
use crate::installation::{mounted, sides};
use check::{Check, Finding, Report};
use installation::{Refusal, Verdict, judge};
use schema::Database;
use std::path::{Path, PathBuf};

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
    let now = super::now();
    let database = database::of(flags.database.as_deref(), &flags.data)?;
    let refusal = wait(refusal(&database, &flags.data))?;
    let asked = Check {
        database,
        data: flags.data,
        backups: flags.backups,
        // Beside another folder every file is missing: a rebuild would mend nothing.
        repair: flags.repair && refusal.is_none(),
        now,
    };
    let mut report = wait(check::check(&asked))??;
    if let Some(refusal) = refusal {
        let finding = Finding {
            area: "records",
            subject: asked.database.to_string(),
            reason: refusal.to_string(),
            remedy: refusal.remedy(),
        };
        report.findings.insert(0, finding);
    }
    told(&report)
}

/// Prints a report; what is wrong is an error.
pub fn told(report: &Report) -> Result<(), CommandError> {
    print!("{report}");
    match report.findings.len() {
        0 => {
            println!("nothing is wrong");
            Ok(())
        }
        findings => Err(CommandError::Damaged(findings)),
    }
}

/// Why records and folder are not used together, if so. Records that do not answer are a finding of the check itself.
async fn refusal(database: &Database, data: &Path) -> Option<Refusal> {
    match sides(database, &mounted(data))
        .await
        .map(|sides| judge(&sides))
    {
        Ok(Verdict::Refused(refusal)) => Some(refusal),
        _ => None,
    }
}

/// Refuses records and a folder that are not used together.
pub fn belongs_together(database: &Database, data: &Path) -> Result<(), CommandError> {
    match wait(refusal(database, data))? {
        Some(refusal) => Err(CommandError::NotTogether { refusal }),
        None => Ok(()),
    }
}
