//! A job's file as it is read at present: the head of what is stored, and the mapping.

use crate::choices::Said;
use crate::problem::of_file;
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
    /// What a person said of it.
    pub said: Said,
}

impl Table {
    /// A file read as it is said, with what its format proposes.
    pub fn proposed(path: &Path, said: Said) -> Result<Self, Error> {
        let (head, complete) = head(path).map_err(Error::internal)?;
        let (format, sniff) =
            tickets::detect_with(&head, complete, &said.file).map_err(|error| of_file(&error))?;
        Ok(Self {
            format,
            mapping: format.propose(&sniff),
            sniff,
            said,
        })
    }
}

/// The file of a job, by the job's mapping.
pub async fn read(cx: &Context, uploads: &Uploads, id: &str) -> Result<Table, Error> {
    let found: Option<(JsonValue, Option<JsonValue>)> = cx
        .records
        .query_optional(
            "SELECT mapping, choices FROM jobs WHERE id = $1 AND kind = 'upload'",
            (id,),
        )
        .await?;
    let (mapping, said) = found.ok_or_else(|| crate::job::unknown(id))?;
    let mapping: Mapping = serde_json::from_value(mapping).map_err(Error::internal)?;
    let said = said.map(serde_json::from_value).transpose();
    let said: Said = said.map_err(Error::internal)?.unwrap_or_default();
    let (head, complete) = head(&uploads.file(id)).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Error::not_found(
            "original_missing",
            format!("the file of job {id} is missing"),
        )
        .remedy("upload the same file again: it is put back in its place"),
        _ => Error::internal(error),
    })?;
    let (format, sniff) =
        tickets::detect_with(&head, complete, &said.file).map_err(Error::internal)?;
    Ok(Table {
        format,
        sniff,
        mapping,
        said,
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
