//! A job's file as it is read at present: the head of what is stored, and the mapping.

use endpoint::{Context, Error};
use folder::uploads::{HEAD_BYTES, Uploads};
use serde_json::Value as JsonValue;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use tickets::{Format, Mapping, Sniff};

/// A table and how it is read.
pub struct Table {
    /// Which format reads it.
    pub format: &'static dyn Format,
    /// Its head.
    pub sniff: Sniff,
    /// Which column holds what.
    pub mapping: Mapping,
}

/// The file of a job, by the job's mapping.
pub async fn read(cx: &Context, uploads: &Uploads, id: &str) -> Result<Table, Error> {
    let found: Option<(JsonValue,)> = cx
        .records
        .query_optional(
            "SELECT mapping FROM jobs WHERE id = $1 AND kind = 'upload'",
            (id,),
        )
        .await?;
    let (mapping,) = found.ok_or_else(|| crate::job::unknown(id))?;
    let mapping: Mapping = serde_json::from_value(mapping).map_err(Error::internal)?;
    let (head, complete) = head(&uploads.file(id)).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Error::not_found(
            "original_missing",
            format!("the file of job {id} is missing"),
        )
        .remedy("upload the same file again: it is put back in its place"),
        _ => Error::internal(error),
    })?;
    let (format, sniff) = tickets::detect(&head, complete).map_err(Error::internal)?;
    Ok(Table {
        format,
        sniff,
        mapping,
    })
}

/// The first bytes of a file, and whether they are all of it.
pub fn head(path: &Path) -> io::Result<(Vec<u8>, bool)> {
    let file = File::open(path)?;
    let size = file.metadata()?.len();
    let mut head = Vec::new();
    file.take(HEAD_BYTES as u64).read_to_end(&mut head)?;
    let complete = head.len() as u64 == size;
    Ok((head, complete))
}
