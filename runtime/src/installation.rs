//! Whether the records the application is set to are those of its data folder, before anybody is served.

mod records;

pub use records::{Native, RecordsError};

use crate::{
    assemble::{Plan, StartError},
    commands::wait,
};
use installation::{Sides, Verdict, is_filled, judge, look, read};
use schema::Database;
use std::{
    io,
    path::{Path, PathBuf},
};

/// What an application is composed with that keeps records and files of one installation.
const STORAGE: &str = "undertone:storage";

/// Where lake and uploads are, below the data folder.
pub fn mounted(data: &Path) -> PathBuf {
    data.join("data")
}

/// Refuses records that are not the data folder's. Records that do not answer yet are checked at their first use.
pub fn check(plan: &Plan, data: &Path, database_url: Option<&str>) -> Result<(), StartError> {
    let mut dependencies = plan.manifest.components.values();
    if !dependencies.any(|component| {
        let mut names = component.dependencies.iter();
        names.any(|entry| entry.dependency.name.starts_with(STORAGE))
    }) {
        return Ok(());
    }
    let later = |cause: &dyn std::fmt::Display| {
        tracing::warn!(event = "records_not_checked", %cause);
    };
    let database = match Database::of_data(data, database_url) {
        Ok(database) => database,
        Err(error) => {
            later(&error);
            return Ok(());
        }
    };
    let root = mounted(data);
    let sides = match wait(sides(&database, &root))? {
        Ok(sides) => sides,
        Err(installation::Error::Folder(error)) => return Err(error.into()),
        Err(error) => {
            later(&error);
            return Ok(());
        }
    };
    match judge(&sides) {
        Verdict::Refused(refusal) => Err(StartError::Installation {
            refusal,
            database: database.to_string(),
            folder: data.to_owned(),
        }),
        Verdict::Same | Verdict::New | Verdict::Own => Ok(()),
    }
}

/// Both sides. A database without our tables is a new one.
pub async fn sides(
    database: &Database,
    root: &Path,
) -> Result<Sides, installation::Error<RecordsError>> {
    let records = Native::open(database)
        .await
        .map_err(installation::Error::Records)?;
    let Some(records) = records else {
        return new(root).map_err(installation::Error::Folder);
    };
    let sides = look(&records, root).await?;
    if judge(&sides) == Verdict::Same && sides.behind.is_some() {
        tracing::warn!(
            event = "records_behind",
            %database,
            cause = "the records lack a run of the sweeper that the data folder has seen: nothing is swept",
        );
    }
    Ok(sides)
}

/// What a folder is beside records that do not exist yet.
fn new(root: &Path) -> io::Result<Sides> {
    Ok(Sides {
        folder: installation::Folder {
            id: read(root)?.map(|mark| mark.id),
            filled: is_filled(root)?,
        },
        ..Sides::default()
    })
}
