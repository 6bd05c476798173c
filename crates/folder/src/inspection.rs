//! One pass over a stored file.

use crate::uploads::HEAD_BYTES;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use tickets::{Choices, FileError, Inspection, Mapping, Options};

/// So much is read between two calls of `between`.
const STEP: usize = 16 * 1024 * 1024;

/// Inspects a stored file from its first byte to its last in bounded memory, read as a person chose; `between` runs every
/// 16 MiB. The outer error is ours or the caller's, the inner one the file's.
pub async fn of_stored<E: From<io::Error>>(
    path: &Path,
    (mapping, choices): (&Mapping, &Choices),
    options: Options,
    mut between: impl AsyncFnMut() -> Result<(), E>,
) -> Result<Result<Inspection, FileError>, E> {
    let mut file = File::open(path)?;
    let size = file.metadata()?.len();
    let mut block = Vec::with_capacity(HEAD_BYTES);
    file.by_ref()
        .take(HEAD_BYTES as u64)
        .read_to_end(&mut block)?;
    let begun = tickets::detect_with(&block, block.len() as u64 == size, choices)
        .and_then(|(format, sniff)| format.inspector(&sniff, mapping, options));
    let mut inspector = match begun {
        Ok(inspector) => inspector,
        Err(error) => return Ok(Err(error)),
    };
    let mut unreported = 0;
    while !block.is_empty() {
        if let Err(error) = inspector.feed(&block) {
            return Ok(Err(error));
        }
        unreported += block.len();
        if unreported >= STEP {
            between().await?;
            unreported = 0;
        }
        block.clear();
        file.by_ref()
            .take(HEAD_BYTES as u64)
            .read_to_end(&mut block)?;
    }
    Ok(inspector.finish())
}
