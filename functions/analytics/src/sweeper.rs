//! What the sweeper said last, for the list of services.

use brief::number::{counted, grouped};
use jiff::Timestamp;
use stores::{FromRow, Records, Row};

use crate::words::ago;

/// The sweeper's row.
struct Sweeper {
    last_sweep_at: Option<Timestamp>,
    trashed: u64,
    deleted: u64,
    brought_back: u64,
    unknown_files: u64,
    refused: Option<String>,
}

impl FromRow for Sweeper {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        Ok(Self {
            last_sweep_at: row.take()?,
            trashed: row.take()?,
            deleted: row.take()?,
            brought_back: row.take()?,
            unknown_files: row.take()?,
            refused: row.take()?,
        })
    }
}

/// Whether it sweeps, and what it did; or why it does not.
pub(crate) async fn state(records: &Records, now: Timestamp) -> Result<String, String> {
    let row: Option<Sweeper> = records
        .query_optional(
            "SELECT last_sweep_at, trashed, deleted, brought_back, unknown_files, refused FROM sweeper \
             WHERE name = 'sweeper'",
            (),
        )
        .await
        .map_err(|error| error.to_string())?;
    let Some(row) = row else {
        return Ok("not run yet".to_owned());
    };
    if let Some(cause) = row.refused {
        return Err(format!(
            "it deletes nothing: {cause}; start with the database and the data folder that belong together, or run \
             `undertone adopt`"
        ));
    }
    let last = row
        .last_sweep_at
        .map_or("never".to_owned(), |at| ago(now.duration_since(at)));
    Ok(format!(
        "last run {last}, {} moved to the trash, {} deleted from it, {} brought back, {} no record knows",
        grouped(row.trashed),
        grouped(row.deleted),
        grouped(row.brought_back),
        counted(row.unknown_files, "file", "files")
    ))
}
