//! Comma-separated text that a spreadsheet of a country of semicolons saved again: each of its lines is one cell, in quotes
//! where it has some, with empty cells behind it.

/// Takes the lines out of their cells, piece by piece.
pub(crate) struct Wrapped {
    /// The start of a line whose end has not come yet.
    line: Vec<u8>,
    out: Vec<u8>,
}

/// Whether a file starts so: the header's only filled cell is a list of names, and so are the rows.
pub(crate) fn detect(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
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
        if let Some(cell) = cell(line.trim_ascii_end()) {
            padded += 1;
            full += usize::from(commas(cell) >= header && cell.starts_with(b"\""));
        }
    }
    header >= 2 && all >= 2 && padded * 10 >= all * 9 && full > 0
}

/// What stands in the first cell of a line, quotes and all, where the others are empty.
fn cell(line: &[u8]) -> Option<&[u8]> {
    let end = line.iter().rposition(|byte| *byte != b';')?;
    (end + 1 < line.len()).then(|| &line[..=end])
}

fn commas(cell: &[u8]) -> usize {
    cell.split(|byte| *byte == b',').count() - 1
}

impl Wrapped {
    pub fn new() -> Self {
        Self {
            line: Vec::new(),
            out: Vec::new(),
        }
    }

    /// The lines that end in the next bytes.
    pub fn feed(&mut self, bytes: &[u8]) -> &[u8] {
        self.out.clear();
        for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.line.extend_from_slice(piece);
            if piece.ends_with(b"\n") {
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
        let text = line.trim_ascii_end();
        let is_empty = text.iter().all(|byte| *byte == b';');
        let cell = if is_empty {
            b""
        } else {
            cell(text).unwrap_or(text)
        };
        let inner = cell.strip_prefix(b"\"");
        let inner = inner.and_then(|inner| inner.strip_suffix(b"\""));
        match inner {
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
}
