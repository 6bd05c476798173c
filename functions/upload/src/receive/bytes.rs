//! Where a file's bytes come from: a form, as they come in, or the disk, where parts were put together.

use crate::problem::{of_form, storage};
use axum::extract::multipart::Field;
use bytes::Bytes;
use endpoint::Error;
use std::fs::File;
use std::io::Read;

/// So many bytes are read and unpacked at a time.
pub const STEP: usize = 64 * 1024;

/// Where a file's bytes come from.
pub enum Source<'a> {
    /// A field of the form, as it comes in.
    Form(Box<Field<'a>>),
    /// A file on disk.
    Disk(File),
}

impl Source<'_> {
    /// Its next bytes; none at the end.
    pub async fn next(&mut self) -> Result<Option<Bytes>, Error> {
        match self {
            Self::Form(field) => field.chunk().await.map_err(of_form),
            Self::Disk(file) => {
                let mut bytes = Vec::with_capacity(STEP);
                let mut step = file.take(STEP as u64);
                step.read_to_end(&mut bytes).map_err(storage)?;
                Ok(Some(Bytes::from(bytes)).filter(|bytes| !bytes.is_empty()))
            }
        }
    }
}
