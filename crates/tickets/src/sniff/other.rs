//! Files that are no tables of text.

use crate::FileError;

/// So many control characters make no file binary, however small it is.
const SLIPS: usize = 4;

/// Refuses a file that starts as one of another kind does.
pub(super) fn refuse(head: &[u8]) -> Result<(), FileError> {
    const MAGIC: [(&[u8], &str); 11] = [
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
        (
            b"MIME-Version:",
            "a web archive, whatever its name ends in (save it as a workbook or as CSV)",
        ),
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
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let text = text.trim_ascii_start();
    let starts = |tag: &[u8]| {
        text.get(..tag.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(tag))
    };
    // What holds records or a table was made one before.
    if starts(b"<!doctype html") || starts(b"<html") {
        return Err(FileError::Binary {
            what: "an HTML page (perhaps a sign-in page)".into(),
        });
    }
    if starts(b"<?xml") || starts(b"<rss") || starts(b"<!--") || is_markup(text) {
        return Err(FileError::Binary {
            what: "an XML document or an HTML page".into(),
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

/// Whether a text starts with an element and another within.
fn is_markup(text: &[u8]) -> bool {
    let Some(end) = memchr::memchr(b'>', &text[..text.len().min(4096)]) else {
        return false;
    };
    let name = text.get(1).is_some_and(u8::is_ascii_alphabetic);
    let mut behind = text[end + 1..].trim_ascii_start().iter();
    text.starts_with(b"<") && name && behind.next() == Some(&b'<')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_no_table() {
        for head in [
            "<?xml version=\"1.0\"?>\n<issues/>",
            "\u{feff}<!--\n RSS of a search -->\n<rss version=\"0.92\">",
            "<bugs version=\"5.0\"><bug><id>1</id></bug></bugs>",
            "<TABLE><tr><th>ID</th></tr>",
        ] {
            match refuse(head.as_bytes()) {
                Err(FileError::Binary { what: told }) => {
                    assert_eq!(told, "an XML document or an HTML page", "{head}");
                }
                other => panic!("{head}: {other:?}"),
            }
        }
        assert!(refuse(b"<key>,summary\nA-1,x\n").is_ok());
    }
}
