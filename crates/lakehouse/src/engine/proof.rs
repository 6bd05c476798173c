//! Whether a published file is the one that was written.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::footer::Footer;
use super::load::Loader;
use super::{damaged, digest};
use crate::Error;
use crate::catalog::Listed;

/// Holds a file against the catalog: that it is there, its size, and, where it is known, its digest.
pub(super) fn whole(root: &Path, listed: &Listed) -> Result<(), Error> {
    let path = listed.file.path.as_str();
    there(root, path, listed.file.byte_size)?;
    let Some(wanted) = &listed.digest else {
        return Ok(());
    };
    let found = digest_of(root, path)?;
    if found == *wanted {
        Ok(())
    } else {
        Err(damaged(
            path,
            "its bytes are not those that were written".to_owned(),
        ))
    }
}

/// Whether a file is there and has its size.
pub(super) fn there(root: &Path, path: &str, bytes: u64) -> Result<(), Error> {
    let found = fs::metadata(root.join(path)).map_err(|error| unreadable(path, &error))?;
    match found.len() {
        length if length == bytes => Ok(()),
        length => Err(damaged(path, format!("{length} bytes instead of {bytes}"))),
    }
}

/// Reads a file without a digest from its first byte to its last, each column of it, and returns its digest.
pub(super) fn readable(loader: &Loader, listed: &Listed) -> Result<String, Error> {
    let path = listed.file.path.as_str();
    there(loader.root(), path, listed.file.byte_size)?;
    let footer = Footer::read(loader.root(), path, listed.file.dataset)?;
    let rows: usize = footer.groups.iter().map(|group| group.rows).sum();
    if rows as u64 != listed.file.row_count {
        let wanted = listed.file.row_count;
        return Err(damaged(path, format!("{rows} rows instead of {wanted}")));
    }
    for (group, about) in footer.groups.iter().enumerate() {
        if about.earliest < listed.min_created_at || about.latest > listed.max_created_at {
            return Err(damaged(path, "moments that it should not have"));
        }
        for column in 0..footer.metadata.schema().fields().len() {
            let array = loader.array(path, &footer, group, column, None)?;
            if array.len() != about.rows {
                return Err(damaged(path, "a row group has fewer rows than it says"));
            }
        }
    }
    digest_of(loader.root(), path)
}

fn digest_of(root: &Path, path: &str) -> Result<String, Error> {
    let read = File::open(root.join(path)).and_then(digest::of);
    read.map_err(|error| unreadable(path, &error))
}

/// A file that is gone, cut off or on a bad part of the disk is damaged; one that the system keeps from us for another
/// reason may be fine.
pub(super) fn unreadable(path: &str, error: &io::Error) -> Error {
    // The system's number of an error of the device.
    let device = if cfg!(target_family = "wasm") { 29 } else { 5 };
    match error.kind() {
        io::ErrorKind::NotFound => damaged(path, "it is missing"),
        io::ErrorKind::UnexpectedEof => damaged(path, "it ends too early"),
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => damaged(path, error),
        _ if error.raw_os_error() == Some(device) => damaged(path, error),
        _ => Error::Unavailable(format!("{path}: {error}")),
    }
}
