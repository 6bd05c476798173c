//! Comma-separated text that a spreadsheet of a country of semicolons saved again: each of its lines is one cell, in quotes
//! where it has some, with empty cells behind it.

/// Longest line that is held; one that is longer is written as it stands.
const LONGEST: usize = 8 << 20;
/// What a text in UTF-8 may start with.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// Takes the lines out of their cells, piece by piece.
pub(crate) struct Wrapped {
    /// The start of a line whose end has not come yet.
    line: Vec<u8>,
    /// Whether it is so long that it is written as it comes.
    long: bool,
    /// Whether a line ended.
    begun: bool,
    out: Vec<u8>,
}

/// Whether a file starts so: the header's only filled cell is a list of names, and so are the rows.
pub(crate) fn detect(head: &[u8]) -> bool {
    let head = head.strip_prefix(MARK).unwrap_or(head);
    let mut lines = head.split_inclusive(|byte| *byte == b'\n');
    let Some(header) = lines.next().and_then(|line| {
        let cell = cell(line.trim_ascii_end())?;
        (!cell.contains(&b';')).then(|| commas(cell))
    }) else {
        return false;
    };
    // The last line may be cut.
    let is_filled = |line: &&[u8]| line.iter().any(|byte| !b";\r\n".contains(byte));
    let lines = lines.filter(|line| line.ends_with(b"\n") && is_filled(line));
    let (mut all, mut padded, mut full) = (0, 0, 0);
    for line in lines {
        all += 1;
        let Some(cell) = cell(line.trim_ascii_end()) else {
            continue;
        };
        let is_one = inner(cell).is_some();
        padded += usize::from(is_one || !cell.contains(&b'"'));
        full += usize::from(is_one && commas(cell) >= header);
    }
    header >= 2 && all >= 2 && padded * 10 >= all * 9 && full > 0
}

/// What stands in the first cell of a line, quotes and all, where the others are empty.
fn cell(line: &[u8]) -> Option<&[u8]> {
    let end = line.iter().rposition(|byte| *byte != b';')?;
    (end + 1 < line.len()).then(|| &line[..=end])
}

/// What stands between the quotes of a cell that is one in quotes: all within are written twice.
fn inner(cell: &[u8]) -> Option<&[u8]> {
    let inner = cell.strip_prefix(b"\"")?.strip_suffix(b"\"")?;
    let mut runs = inner.split(|byte| *byte != b'"');
    runs.all(|run| run.len() % 2 == 0).then_some(inner)
}

fn commas(cell: &[u8]) -> usize {
    cell.split(|byte| *byte == b',').count() - 1
}

impl Wrapped {
    pub fn new() -> Self {
        Self {
            line: Vec::new(),
            long: false,
            begun: false,
            out: Vec::new(),
        }
    }

    /// The lines that end in the next bytes.
    pub fn feed(&mut self, bytes: &[u8]) -> &[u8] {
        self.out.clear();
        for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
            let ends = piece.ends_with(b"\n");
            if self.long {
                self.out.extend_from_slice(piece);
                self.long = !ends;
                continue;
            }
            self.line.extend_from_slice(piece);
            if self.line.len() > LONGEST {
                self.out.append(&mut self.line);
                self.line = Vec::new();
                (self.long, self.begun) = (!ends, true);
            } else if ends {
                self.end();
            }
        }
        &self.out
    }

    /// The last line.
    pub fn finish(&mut self) -> &[u8] {
        self.out.clear();
        self.end();
        &self.out
    }

    fn end(&mut self) {
        let line = std::mem::take(&mut self.line);
        let mut text = line.trim_ascii_end();
        if !std::mem::replace(&mut self.begun, true)
            && let Some(rest) = text.strip_prefix(MARK)
        {
            self.out.extend_from_slice(MARK);
            text = rest;
        }
        let is_empty = text.iter().all(|byte| *byte == b';');
        let cell = if is_empty {
            b""
        } else {
            cell(text).unwrap_or(text)
        };
        match inner(cell) {
            None => self.out.extend_from_slice(cell),
            Some(inner) => {
                let mut quoted = false;
                for &byte in inner {
                    quoted = byte == b'"' && !quoted;
                    if !quoted {
                        self.out.push(byte);
                    }
                }
            }
        }
        if line.ends_with(b"\n") {
            self.out.push(b'\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Limits, whole};

    const FILE: &[u8] = b"id,title,body;;;\r\n\
        \"17,Door,\"\"It is\";;;\r\n\
        stuck;;;\r\n\
        ;;;\r\n\
        \"so, \"\"\"\"they\"\"\"\" say\"\"\";;;\r\n\
        18,Bill,Too late;;;\r\n";

    #[test]
    fn lines_are_taken_out_of_their_cells_at_any_piece_size() {
        assert!(detect(FILE));
        let plain =
            "id,title,body\n17,Door,\"It is\nstuck\n\nso, \"\"they\"\" say\"\n18,Bill,Too late\n";
        for piece in 1..9 {
            let table = whole(FILE, piece, Limits::of_uploads(1 << 20)).unwrap();
            assert_eq!(String::from_utf8(table).unwrap(), plain, "{piece}");
        }
    }

    #[test]
    fn tables_of_semicolons_stay() {
        for file in [
            &b"id;title;body\n17;Door;stuck\n18;Bill;late\n"[..],
            b"id;title;\n\"17,a,b,c\";;\n18;;\n19;;\n",
            b"id,title,body\n17,Door,stuck;;\n18,Bill,late;;\n",
            b"names, first, last;;\nOst;Lea;\nUde;Tim;\n",
            b"",
        ] {
            assert!(!detect(file), "{file:?}");
        }
    }

    #[test]
    fn lines_that_only_end_in_a_semicolon_stay() {
        let file = b"id,title,created_at;\n\"1\",\"Door, back\",\"2026-01-02\";\n\"2\",\"Bill\",\"2026-01-03\";\n\
            \"3\",\"Late, again, so\",\"2026-01-04\";\n";
        assert!(!detect(file));
        assert_eq!(inner(b"\"a,\"\"b\"\"\""), Some(&b"a,\"\"b\"\""[..]));
        for cell in [&b"\""[..], b"a", b"\"a\",\"b\"", b"\"a\"\""] {
            assert_eq!(inner(cell), None, "{cell:?}");
        }
    }

    #[test]
    fn a_mark_before_a_header_in_quotes_stays_before_it() {
        let file = "\u{FEFF}\"id,\"\"title\"\",\"\"body\"\"\";;;\r\n\"1,\"\"Door\"\",\"\"x\"\"\";;;\r\n\"2,\"\"Bill, so\"\",y\";;;\r\n";
        let plain = "\u{FEFF}id,\"title\",\"body\"\n1,\"Door\",\"x\"\n2,\"Bill, so\",y\n";
        for piece in 1..9 {
            let table = whole(file.as_bytes(), piece, Limits::of_uploads(1 << 20)).unwrap();
            assert_eq!(String::from_utf8(table).unwrap(), plain, "{piece}");
        }
    }

    #[test]
    fn a_line_that_is_too_long_is_not_held() {
        let long = format!("\"{}\";;;\n", "x".repeat(LONGEST));
        let file = [FILE, long.as_bytes(), b"\"19,a\";;;\n"].concat();
        for piece in [1 << 16, file.len()] {
            let mut wrapped = Wrapped::new();
            let mut out = Vec::new();
            for bytes in file.chunks(piece) {
                out.extend_from_slice(wrapped.feed(bytes));
                assert!(wrapped.line.len() <= LONGEST);
            }
            out.extend_from_slice(wrapped.finish());
            assert!(out.ends_with(format!("Too late\n{long}19,a\n").as_bytes()));
        }
    }
}
