//! Whether a write failed for want of room.
//!
//! A component's standard library says "I/O error" whatever became of a write to a file. The interface beneath it knows
//! better, and is asked by writing a few bytes more.

use std::io;
use std::path::Path;

/// The error of a write below `folder`, which is [`io::ErrorKind::StorageFull`] or [`io::ErrorKind::QuotaExceeded`] where
/// the disk takes no more.
pub fn explained(error: io::Error, folder: &Path) -> io::Error {
    match probe(folder) {
        Some(kind) => kind.into(),
        None => error,
    }
}

#[cfg(target_arch = "wasm32")]
fn probe(folder: &Path) -> Option<io::ErrorKind> {
    use wasip2::filesystem::{
        preopens::get_directories,
        types::{DescriptorFlags, ErrorCode, OpenFlags, PathFlags},
    };

    // More than what is left of a file's last block.
    const ENOUGH: usize = 64 * 1024;
    let directories = get_directories();
    let (directory, inside) = directories
        .iter()
        .find_map(|(directory, at)| Some((directory, folder.strip_prefix(at).ok()?)))?;
    let name = inside.join("probe");
    let name = name.to_str()?;
    let written = directory
        .open_at(
            PathFlags::empty(),
            name,
            OpenFlags::CREATE,
            DescriptorFlags::WRITE,
        )
        .and_then(|file| file.write(&vec![0; ENOUGH], 0));
    // Not there when it could not be opened.
    let _gone = directory.unlink_file_at(name);
    match written {
        Err(ErrorCode::InsufficientSpace) => Some(io::ErrorKind::StorageFull),
        Err(ErrorCode::Quota) => Some(io::ErrorKind::QuotaExceeded),
        // It took a part: there was not room for all.
        Ok(count) if count < ENOUGH as u64 => Some(io::ErrorKind::StorageFull),
        _ => None,
    }
}

/// Elsewhere the error says so itself.
#[cfg(not(target_arch = "wasm32"))]
fn probe(_folder: &Path) -> Option<io::ErrorKind> {
    None
}
