//! Whether records, lake, uploads and backups are what was written, beside the running application or without it; and a
//! rebuild asked for where the lake is not.
//!
//! Nothing is changed but for the rows that ask for a rebuild: the application carries it out.

mod backups;
mod error;
mod finding;
mod lake;
mod queue;
mod records;
mod repair;
mod uploads;

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use schema::Database;

pub use error::Error;
pub use finding::{Finding, Report};
use records::Records;

/// What is looked at.
#[derive(Clone, Debug)]
pub struct Check {
    /// The application's data folder.
    pub data: PathBuf,
    /// Its records.
    pub database: Database,
    /// Backups.
    pub backups: Vec<PathBuf>,
    /// Whether to ask for rebuilds.
    pub repair: bool,
    /// The present moment.
    pub now: Timestamp,
}

/// Looks at the lake alone.
pub async fn verify_lake(database: &Database, data: &Path) -> Result<Report, Error> {
    let mut report = Report::default();
    let records = Records::open(database).await?;
    lake::check(&records, &data.join("data").join("lake"), &mut report).await?;
    Ok(report)
}

/// Asks for a rebuild of the lake of one workspace, or of all; says what came of each.
pub async fn rebuild_lake(
    database: &Database,
    workspace: Option<i64>,
    now: Timestamp,
) -> Result<Report, Error> {
    let mut report = Report::default();
    let mut records = Records::open(database).await?;
    let all = records
        .rows("SELECT id FROM workspaces ORDER BY id")
        .await?;
    let all = all.iter().map(|row| records::number(row.first()));
    let mut wanted = all.collect::<Result<Vec<i64>, Error>>()?;
    wanted.retain(|id| workspace.is_none_or(|only| only == *id));
    if let (true, Some(workspace)) = (wanted.is_empty(), workspace) {
        return Err(Error::NoWorkspace(workspace));
    }
    for workspace in wanted {
        let told = repair::ask(&mut records, workspace, now).await?;
        report.note(told);
    }
    Ok(report)
}

/// Pauses the whole queue of an application, or lets it go on.
pub async fn pause_queue(database: &Database, paused: bool, now: Timestamp) -> Result<(), Error> {
    let mut records = Records::open(database).await?;
    queue::set(&mut records, paused, now).await
}

/// Looks at everything. What is wrong is in the report; an error is what keeps from looking.
pub async fn check(asked: &Check) -> Result<Report, Error> {
    let mut report = Report::default();
    match Records::open(&asked.database).await {
        Ok(mut records) => of_records(asked, &mut records, &mut report).await?,
        Err(Error::Schema(error)) => report.find(
            "records",
            asked.database.to_string(),
            error.to_string(),
            "name the right database, or restore a backup",
        ),
        Err(error) => return Err(error),
    }
    for path in &asked.backups {
        backups::check(path, &mut report);
    }
    Ok(report)
}

async fn of_records(
    asked: &Check,
    records: &mut Records,
    report: &mut Report,
) -> Result<(), Error> {
    let wrong = records.integrity().await?;
    let is_sound = wrong.is_empty();
    for reason in wrong {
        report.find(
            "records",
            asked.database.to_string(),
            reason,
            "stop the application and restore a backup",
        );
    }
    if is_sound {
        report.note(format!("records: {} is sound", asked.database));
    }
    let data = asked.data.join("data");
    let damaged = lake::check(records, &data.join("lake"), report).await?;
    uploads::check(records, &data.join("uploads"), report).await?;
    if asked.repair {
        for workspace in damaged {
            let told = repair::ask(records, workspace, asked.now).await?;
            report.note(told);
        }
    }
    Ok(())
}
