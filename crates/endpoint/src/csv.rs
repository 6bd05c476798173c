//! Writes CSV that a spreadsheet opens without running anything in it.

use std::io::{self, Write};

/// Writes rows as RFC 4180 has them (CRLF, quotes where needed). A cell that a spreadsheet would run as a formula gets a
/// leading `'`, see [`formula::is_formula`], and so does one that begins with `'`: whoever takes one `'` off each cell that begins
/// with it has what was written.
#[derive(Debug)]
pub struct Writer<W> {
    out: W,
}

impl<W: Write> Writer<W> {
    /// A writer onto `out`; it does not buffer.
    pub fn new(out: W) -> Self {
        Self { out }
    }

    /// Writes one row.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) -> io::Result<()> {
        for (number, cell) in cells.into_iter().enumerate() {
            if number > 0 {
                self.out.write_all(b",")?;
            }
            self.cell(cell)?;
        }
        self.out.write_all(b"\r\n")
    }

    /// Gives back what was written onto.
    pub fn into_inner(self) -> W {
        self.out
    }

    fn cell(&mut self, cell: &str) -> io::Result<()> {
        let guard = if formula::is_guarded(cell) { "'" } else { "" };
        let quoted = cell.contains([',', ';', '"', '\r', '\n', '\t'])
            || cell.starts_with(' ')
            || cell.ends_with(' ');
        if !quoted {
            return write!(self.out, "{guard}{cell}");
        }
        write!(self.out, "\"{guard}")?;
        for (number, part) in cell.split('"').enumerate() {
            let doubled = if number > 0 { "\"\"" } else { "" };
            write!(self.out, "{doubled}{part}")?;
        }
        self.out.write_all(b"\"")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use formula::is_formula;

    use super::*;

    fn written(rows: &[&[&str]]) -> String {
        let mut writer = Writer::new(Vec::new());
        for row in rows {
            writer.row(row.iter().copied()).unwrap();
        }
        String::from_utf8(writer.into_inner()).unwrap()
    }

    #[test]
    fn formulas_are_disarmed_and_quotes_doubled() {
        assert_eq!(
            written(&[&["=1+1", "a\"b", "", "x,y"]]),
            "'=1+1,\"a\"\"b\",,\"x,y\"\r\n"
        );
        assert_eq!(
            written(&[&["@cmd|' /C calc'!A0", "\tx", "-1+cmd", "-", "1-1"]]),
            "'@cmd|' /C calc'!A0,\"'\tx\",'-1+cmd,'-,1-1\r\n"
        );
    }

    #[test]
    fn wide_signs_are_formulas_too() {
        for cell in [
            "＝1+1",
            "＋1",
            "－1",
            "＠SUM(A1)",
            "−1",
            "\n=1",
            "\u{feff}=1+1",
            "\t＝1",
            "  =1+1",
            "\u{a0}@x",
            "\u{3000}＝1",
        ] {
            assert!(is_formula(cell), "{cell:?}");
        }
        for cell in ["1＝1", "a＠b.example", "「＝」", ""] {
            assert!(!is_formula(cell), "{cell:?}");
        }
        assert_eq!(written(&[&["＝1+1", "＠x"]]), "'＝1+1,'＠x\r\n");
    }

    #[test]
    fn a_quote_at_the_beginning_is_doubled() {
        let cells = ["'=1+1", "''=1+1", "'quoted'", "it's", " =1"];
        let expected = "''=1+1,'''=1+1,''quoted',it's,\"' =1\"\r\n";
        assert_eq!(written(&[&cells]), expected);
    }

    #[test]
    fn negative_numbers_stay_numbers() {
        assert_eq!(
            written(&[&["-1", "-0.25", "-.5", "-1.", "-1.2.3"]]),
            "-1,-0.25,'-.5,'-1.,'-1.2.3\r\n"
        );
    }

    proptest! {
        #[test]
        fn other_readers_read_it_back(cells in prop::collection::vec("[a'=;,\"\r\n\t é＝-]{0,8}", 2..5)) {
            let text = written(&[&cells.iter().map(String::as_str).collect::<Vec<_>>()]);
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
            let record = reader.records().next().unwrap().unwrap();
            for (read, cell) in record.iter().zip(&cells) {
                prop_assert!(!is_formula(read));
                prop_assert_eq!(read.strip_prefix('\'').unwrap_or(read), cell);
            }
        }
    }
}
