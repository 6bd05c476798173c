//! Whether a stored export is there, and still the one that was uploaded.

use crate::plan::is_as_sent;
use ::tickets::Inspection;
use data_encoding::HEXLOWER;
use endpoint::Context;
use folder::uploads::Uploads;
use queue::{Claim, Failure, lease};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read};

/// So much is read between two renewals of the lease.
const STEP: u64 = 16 << 20;

/// Whether the export of an upload is there in its whole length and, where it is stored as it was sent, has its SHA-256.
/// What was unpacked or written as a table has none: there each chunk is held against its own, where that is known.
pub async fn is_there(
    cx: &Context,
    claim: &Claim,
    uploads: &Uploads,
    job: &str,
) -> Result<bool, Failure> {
    let (size, sha256, inspection): (i64, String, Json) = cx
        .records
        .query_one(
            "SELECT file_size, content_sha256, inspection FROM jobs WHERE id = $1",
            (job,),
        )
        .await?;
    let inspection: Inspection =
        serde_json::from_value(inspection).map_err(|error| Failure::bug(&error))?;
    let mut file = match File::open(uploads.file(job)) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error.into()),
    };
    if file.metadata()?.len() < inspection.bytes {
        return Ok(false);
    }
    if !is_as_sent(&inspection, size) {
        return Ok(true);
    }
    let mut hash = Sha256::new();
    loop {
        let read = io::copy(&mut file.by_ref().take(STEP), &mut Hashing(&mut hash))?;
        lease::touch(cx, claim).await?;
        if read == 0 {
            break;
        }
    }
    // Behind it may stand the job, where another has the same content.
    Ok(sha256.split(' ').next() == Some(HEXLOWER.encode(&hash.finalize()).as_str()))
}

/// Takes the digest of what is written to it.
struct Hashing<'a>(&'a mut Sha256);

impl io::Write for Hashing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
