//! Files that are no tables of text.

use crate::FileError;

/// So many control characters make no file binary, however small it is.
const SLIPS: usize = 4;

/// Refuses a file that starts as one of another kind does.
pub(super) fn refuse(head: &[u8]) -> Result<(), FileError> {
    const MAGIC: [(&[u8], &str); 10] = [
        (b"PK\x03\x04", "a ZIP archive or an Excel workbook"),
        (b"PK\x05\x06", "an empty ZIP archive"),
        (b"\x1F\x8B", "a gzip archive"),
        (b"\xD0\xCF\x11\xE0", "an old Excel workbook"),
        (b"%PDF", "a PDF"),
        (b"PAR1", "a Parquet file"),
        (b"\x89PNG", "a PNG image"),
        (b"\xFF\xD8\xFF", "a JPEG image"),
        (b"\x7FELF", "a program"),
        (b"BZh9", "a bzip2 archive"),
    ];
    if head.is_empty() {
        return Err(FileError::Empty);
    }
    if head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") {
        return Err(FileError::Utf16);
    }
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Err(FileError::Binary {
            what: (*what).into(),
        });
    }
    let text = head.trim_ascii_start();
    let starts = |tag: &[u8]| {
        text.get(..tag.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(tag))
    };
    if starts(b"<!doctype html") || starts(b"<html") {
        return Err(FileError::Binary {
            what: "an HTML page (perhaps a sign-in page)".into(),
        });
    }
    let top = &head[..head.len().min(2048)];
    let is_feed = || memchr::memmem::find(top, b"<rss").is_some();
    if starts(b"<?xml") || starts(b"<rss") || starts(b"<bugzilla") || (starts(b"<!--") && is_feed())
    {
        return Err(FileError::Binary {
            what: "an XML document (export CSV or JSON instead)".into(),
        });
    }
    let start = &head[..head.len().min(1 << 16)];
    let nuls = memchr::memchr_iter(0, start).count();
    let odd = memchr::memchr_iter(0, start)
        .filter(|at| at % 2 == 1)
        .count();
    if nuls * 3 > start.len() && (odd * 10 > nuls * 9 || odd * 10 < nuls) {
        return Err(FileError::Utf16);
    }
    let controls = start
        .iter()
        .filter(|&&b| b < 0x20 && !b.is_ascii_whitespace() && b != 0x1B)
        .count();
    // A few in a small file are a slip in a cell, which its row is told of.
    if controls > SLIPS && controls * 50 > start.len() {
        Err(FileError::Binary {
            what: "a binary file".into(),
        })
    } else {
        Ok(())
    }
}
