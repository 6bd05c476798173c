//! The stored exports: each is there, in its length, and what was uploaded.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use data_encoding::HEXLOWER;
use serde_json::Value as Json;
use sha2::{Digest, Sha256};

use crate::records::{Records, number, text};
use crate::{Error, Report};

const RESTORE: &str =
    "put it back from a backup: without it the rows of this export cannot be written anew";

/// The digest of an undone upload has more behind it.
const JOBS: &str = "SELECT id, file_name, file_size, substr(content_sha256, 1, 64), inspection FROM jobs WHERE kind = 'upload' \
    ORDER BY sequence";

/// The chunks that were read, in their order, and what was noted of them.
const CHUNKS: &str = "SELECT q.job_id, q.phase_data, q.outcome FROM phase_queue q JOIN jobs j ON j.id = q.job_id \
    WHERE j.kind = 'upload' AND q.queue_id LIKE q.job_id || '-score-%' AND q.outcome IS NOT NULL ORDER BY j.sequence, q.chunk";

/// Looks at the export of every upload.
pub async fn check(records: &Records, folder: &Path, report: &mut Report) -> Result<(), Error> {
    let chunks = records.rows(CHUNKS).await?;
    let mut looked_at = 0;
    for row in records.rows(JOBS).await? {
        let (job, name) = (text(row.first())?, text(row.get(1))?);
        let path = folder.join(job).join("export");
        looked_at += 1;
        let of_job = chunks
            .iter()
            .filter(|chunk| matches!(chunk.first(), Some(Some(of)) if of == job));
        let parsed = of_job
            .map(|chunk| Ok((json(chunk.get(1))?, json(chunk.get(2))?)))
            .collect::<Result<Vec<_>, Error>>()?;
        let inspection = match row.get(4).cloned().flatten() {
            Some(inspection) => parse(&inspection)?,
            None => Json::Null,
        };
        let known = Known {
            size: number(row.get(2))?,
            // Behind it may stand the job, where another has the same content.
            sha256: text(row.get(3))?.split(' ').next().unwrap_or_default(),
            is_table: inspection["origin"].is_null(),
            end: end(&inspection),
        };
        let wrong = examine(&path, &known, &parsed).map_err(Error::file(&path))?;
        if let Some(reason) = wrong {
            report.find("uploads", format!("{job} {name:?}"), reason, RESTORE);
        }
    }
    report.note(format!("uploads: looked at {looked_at} exports"));
    Ok(())
}

/// What the records know of an export.
struct Known<'a> {
    /// Size and digest as it was sent.
    size: u64,
    sha256: &'a str,
    /// Whether it was a table when it was sent.
    is_table: bool,
    /// Where its last chunk ends.
    end: u64,
}

/// What is wrong with a stored export, if anything.
fn examine(
    path: &Path,
    known: &Known<'_>,
    chunks: &[(Json, Json)],
) -> io::Result<Option<&'static str>> {
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Ok(Some("the stored export is missing"));
        }
        Err(error) => return Err(error),
    };
    let length = file.metadata()?.len();
    if length < known.end {
        return Ok(Some("the stored export is shorter than it was"));
    }
    let mut is_altered = false;
    if known.is_table && length == known.size {
        // It is stored as it was sent.
        is_altered = digest(&mut file)? != known.sha256;
    } else {
        for (chunk, outcome) in chunks {
            if let Some(wanted) = outcome["sha256"].as_str() {
                is_altered |= digest_of(&mut file, &pieces(chunk))? != wanted;
            }
        }
    }
    Ok(is_altered.then_some("the stored export is not the one that was uploaded"))
}

fn digest(file: &mut File) -> io::Result<String> {
    digest_of(file, &[(0, u64::MAX)])
}

/// The digest of the pieces of a file, by offset and length, one behind the other.
fn digest_of(file: &mut File, pieces: &[(u64, u64)]) -> io::Result<String> {
    let mut hash = Sha256::new();
    let mut block = vec![0; 256 << 10];
    for &(start, length) in pieces {
        file.seek(SeekFrom::Start(start))?;
        let mut piece = file.by_ref().take(length);
        loop {
            match piece.read(&mut block)? {
                0 => break,
                read => hash.update(&block[..read]),
            }
        }
    }
    Ok(HEXLOWER.encode(&hash.finalize()))
}

/// Where the records of a chunk lie: in one piece, or in several where others lie between them.
fn pieces(chunk: &Json) -> Vec<(u64, u64)> {
    if let Some(ranges) = chunk["ranges"].as_str() {
        let mut end = 0;
        let of = |range: &str| {
            // How many bytes lie between it and the one before, and its own.
            let mut numbers = range.split(' ').map_while(|number| number.parse().ok());
            let (gap, length): (u64, u64) = (numbers.next()?, numbers.next()?);
            let start = end + gap;
            end = start + length;
            Some((start, length))
        };
        return ranges.split_terminator(';').filter_map(of).collect();
    }
    let range = chunk["byte_start"].as_u64().zip(chunk["byte_end"].as_u64());
    let range = range.map(|(start, end)| (start, end.saturating_sub(start)));
    range.into_iter().collect()
}

fn end(inspection: &Json) -> u64 {
    let chunks = inspection["chunks"].as_array();
    let last = chunks.and_then(|chunks| chunks.last());
    last.and_then(|chunk| chunk["byte_end"].as_u64())
        .unwrap_or(0)
}

fn json(column: Option<&Option<String>>) -> Result<Json, Error> {
    parse(text(column)?)
}

fn parse(text: &str) -> Result<Json, Error> {
    serde_json::from_str(text).map_err(|error| Error::Strange(error.to_string()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_export_is_held_against_what_the_records_know() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("export");
        let sha256 = HEXLOWER.encode(&Sha256::digest(b"abcdef"));
        let as_sent = Known {
            size: 6,
            sha256: &sha256,
            is_table: true,
            end: 6,
        };
        let unpacked = Known {
            size: 3,
            is_table: false,
            ..as_sent
        };
        let part = HEXLOWER.encode(&Sha256::digest(b"cd"));
        let apart = HEXLOWER.encode(&Sha256::digest(b"acdf"));
        let ranges = "0 1 1 2 1;1 2 2 2 1;1 1 2 2 1;";
        let chunks = [
            (
                json!({"byte_start": 2, "byte_end": 4}),
                json!({"sha256": part}),
            ),
            (
                json!({"byte_start": 0, "byte_end": 6, "ranges": ranges}),
                json!({"sha256": apart}),
            ),
        ];
        let told = |known: &Known<'_>| examine(&path, known, &chunks).unwrap();
        assert_eq!(told(&as_sent), Some("the stored export is missing"));
        std::fs::write(&path, b"abcdef").unwrap();
        assert_eq!((told(&as_sent), told(&unpacked)), (None, None));
        std::fs::write(&path, b"abXdef").unwrap();
        let altered = Some("the stored export is not the one that was uploaded");
        assert_eq!((told(&as_sent), told(&unpacked)), (altered, altered));
        std::fs::write(&path, b"abcde").unwrap();
        let shorter = Some("the stored export is shorter than it was");
        assert_eq!((told(&as_sent), told(&unpacked)), (shorter, shorter));
    }
}
