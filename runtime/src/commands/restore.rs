//! `undertone restore`: makes a data folder, and the records beside it, out of a backup.

use super::{CommandError, database};
use backup::Restore;
use std::path::PathBuf;

/// Flags of `undertone restore`.
#[derive(clap::Args)]
pub struct Flags {
    /// The backup.
    #[arg(long)]
    from: PathBuf,
    /// The data folder to make.
    #[arg(long, default_value = ".undertone")]
    data: PathBuf,
    /// The PostgreSQL database the records go to [default: what `SPIN_VARIABLE_DATABASE_URL` names, else the folder's file]
    #[arg(long)]
    database: Option<String>,
    /// Replace what is in the folder and the database.
    #[arg(long)]
    overwrite: bool,
}

/// Restores.
pub fn run(flags: Flags) -> Result<(), CommandError> {
    let manifest = backup::restore(&Restore {
        from: flags.from,
        database: database::of(flags.database.as_deref(), &flags.data)?,
        data: flags.data.clone(),
        overwrite: flags.overwrite,
    })?;
    let rows: u64 = manifest.tables.iter().map(|table| table.rows).sum();
    println!(
        "restored and verified {rows} rows and {} files of {} to {}",
        manifest.files(),
        manifest.created_at,
        flags.data.display()
    );
    Ok(())
}
