//! `undertone backup`: records, lake and uploads as one consistent set, while the application runs.

use super::{CommandError, database};
use backup::BackUp;
use std::path::PathBuf;

/// Flags of `undertone backup`.
#[derive(clap::Args)]
pub struct Flags {
    /// The application's data folder.
    #[arg(long, default_value = ".undertone")]
    data: PathBuf,
    /// Its records [default: what `SPIN_VARIABLE_DATABASE_URL` names, else the data folder's file]
    #[arg(long)]
    database: Option<String>,
    /// The file to write.
    #[arg(long)]
    to: PathBuf,
}

/// Backs up.
pub fn run(flags: Flags) -> Result<(), CommandError> {
    let now = super::now();
    let manifest = backup::back_up(&BackUp {
        database: database::of(flags.database.as_deref(), &flags.data)?,
        data: flags.data,
        to: flags.to.clone(),
        now,
    })?;
    let rows: u64 = manifest.tables.iter().map(|table| table.rows).sum();
    println!(
        "backed up {rows} rows and {} files to {}",
        manifest.files(),
        flags.to.display()
    );
    Ok(())
}
