//! `undertone adopt`: shows records and data folder side by side, and makes them one installation.

use super::{CommandError, database, wait};
use crate::{
    data_dir::DataDir,
    installation::{Native, mounted, sides},
};
use installation::{Verdict, adopt, fresh, judge, survey};
use schema::{Database, migrate};
use std::path::Path;

/// Flags of `undertone adopt`.
#[derive(clap::Args)]
pub struct Flags {
    #[command(flatten)]
    place: database::Flags,
    /// Make the folder the records' own; without it nothing is changed.
    #[arg(long)]
    yes: bool,
}

/// Shows both sides; with `--yes` makes them one.
pub fn run(flags: &Flags) -> Result<(), CommandError> {
    let database = flags.place.database()?;
    let data = flags.place.data();
    if !data.is_dir() {
        let error = std::io::Error::from(std::io::ErrorKind::NotFound);
        return Err(CommandError::file(data, error));
    }
    if !flags.yes {
        wait(show(&database, data))??;
        return Ok(());
    }
    // Nobody uses the folder meanwhile.
    let _held = DataDir::open(data).map_err(crate::assemble::StartError::from)?;
    wait(async {
        show(&database, data).await?;
        migrate::up(&database).await?;
        let Some(records) = Native::open(&database).await? else {
            return Err(CommandError::NoRecords(database.to_string()));
        };
        let mut random = [0; 16];
        getrandom::fill(&mut random).map_err(|error| std::io::Error::other(error.to_string()))?;
        let id = fresh(random);
        let now = super::now();
        adopt(&records, &mounted(data), id.clone(), now).await?;
        println!("adopted: both are installation {id} now");
        Ok(())
    })?
}

async fn show(database: &Database, data: &Path) -> Result<(), CommandError> {
    let root = mounted(data);
    let told = |id: Option<String>| id.unwrap_or_else(|| "none".to_owned());
    let sides = match sides(database, &root).await {
        // A file that cannot be read is shown, and replaced.
        Err(installation::Error::Folder(error)) => {
            println!("data folder  {}\n  {error}", data.display());
            return Ok(());
        }
        other => other?,
    };
    println!("records      {database}");
    println!("  installation  {}", told(sides.records.clone()));
    if let Some(records) = Native::open(database).await? {
        let survey = survey(&records, &root).await?;
        println!(
            "  {} users, {} jobs, {} tickets",
            survey.users, survey.jobs, survey.tickets
        );
        println!(
            "  files of the lake they list: {} in the folder, {} missing",
            survey.listed.0, survey.listed.1
        );
        println!(
            "  originals of their uploads: {} in the folder, {} missing",
            survey.originals.0, survey.originals.1
        );
        println!("data folder  {}", data.display());
        println!("  installation  {}", told(sides.folder.id.clone()));
        println!("  files the records do not name: {}", survey.unnamed);
    } else {
        println!("  empty");
        println!("data folder  {}", data.display());
        println!("  installation  {}", told(sides.folder.id.clone()));
    }
    match judge(&sides) {
        Verdict::Refused(refusal) => println!("they are not used together: {refusal}"),
        Verdict::Same => println!("they belong together"),
        Verdict::New | Verdict::Own => println!("they are made one installation at the next start"),
    }
    println!("`--yes` makes them one installation; what lies in the folder then is never swept");
    Ok(())
}
