//! JSON to rows: an array, an object that holds one, or one object per line.

mod adf;
mod author_type;
mod board;
mod comment;
mod deep;
mod envelope;
mod key;
mod nested;
mod perceval;
mod record;
mod rows;
mod shape;
mod split;
mod surrogates;
mod tabular;

use crate::{Error, Limits, Sink, table::Table};
pub(crate) use record::{is_comments, write as write_record};
use rows::Rows;
use shape::Shape;
use split::Splitter;
pub use surrogates::mended;

/// So much of the head is looked at to find where the records are.
const HEAD: usize = 1 << 20;

/// The state between two pieces of a JSON file.
pub(crate) struct JsonRows {
    limits: Limits,
    head: Vec<u8>,
    splitter: Option<Splitter>,
    rows: Rows,
}

impl JsonRows {
    /// Rows for a table that may have columns of other files already.
    pub fn new(limits: Limits, table: Table) -> Self {
        Self {
            limits,
            head: Vec::new(),
            splitter: None,
            rows: Rows::new(limits, table),
        }
    }

    /// Takes the next bytes and hands on the rows of the records that end in them.
    pub fn feed(&mut self, bytes: &[u8], sink: Sink<'_>) -> Result<(), Error> {
        let rows = &mut self.rows;
        rows.take(bytes.len() as u64);
        if let Some(splitter) = &mut self.splitter {
            return splitter.feed(bytes, &mut |item| rows.write(item, sink));
        }
        self.head.extend_from_slice(bytes);
        if self.head.len() >= HEAD {
            self.begin(sink)?;
        }
        Ok(())
    }

    /// Ends the file; the table's columns are known then.
    pub fn finish(mut self, sink: Sink<'_>) -> Result<Table, Error> {
        if self.splitter.is_none() {
            self.begin(sink)?;
        }
        let rows = &mut self.rows;
        if let Some(splitter) = &mut self.splitter {
            splitter.finish(&mut |item| rows.write(item, sink))?;
        }
        self.rows.finish()
    }

    fn begin(&mut self, sink: Sink<'_>) -> Result<(), Error> {
        let head = std::mem::take(&mut self.head);
        let shape = match shape::of(&head) {
            // One record may well be longer than that, but an object that holds many is not read as a whole.
            Shape::Loose if head.len() >= HEAD => {
                deep::path(&head).map_or(Shape::Loose, Shape::Wrapped)
            }
            shape => shape,
        };
        let rows = &mut self.rows;
        rows.in_list(matches!(shape, Shape::Array | Shape::Wrapped(_)));
        let mut splitter = Splitter::new(shape, self.limits.record);
        splitter.feed(&head, &mut |item| rows.write(item, sink))?;
        self.splitter = Some(splitter);
        Ok(())
    }
}

/// Whether a text starts as JSON does: with an object, or with an array of objects.
pub(crate) fn is_json(text: &[u8]) -> bool {
    let text = text
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(text)
        .trim_ascii_start();
    let next = |rest: &[u8]| rest.trim_ascii_start().first().copied();
    match text.split_first() {
        Some((b'{', rest)) => matches!(next(rest), Some(b'"' | b'}')),
        Some((b'[', rest)) => matches!(next(rest), Some(b'{' | b']' | b'[')),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use tickets::FileError;

    use super::*;

    /// The header and the rows of a file that comes in pieces of that size.
    pub(super) fn rows(json: &str, piece: usize) -> Result<(String, String), Error> {
        let mut rows = JsonRows::new(Limits::of_uploads(1 << 20), Table::new());
        let mut out = Vec::new();
        let mut sink = |bytes: &[u8]| {
            out.extend_from_slice(bytes);
            Ok(())
        };
        for part in json.as_bytes().chunks(piece) {
            rows.feed(part, &mut sink)?;
        }
        let table = rows.finish(&mut sink)?;
        let origin = tickets::Origin::new(tickets::Wire::Json, tickets::Encoding::Utf8);
        let header = String::from_utf8(table.header(origin)).unwrap();
        let header = header.split_once("#fault").unwrap().1.trim_end().to_owned();
        Ok((header, String::from_utf8(out).unwrap()))
    }

    #[test]
    fn the_same_records_however_they_are_held() {
        for (json, second) in [
            ("{\"id\":1,\"t\":\"a\"}\n{\"id\":2,\"t\":\"b\"}", 2),
            (r#"[{"id":1,"t":"a"},{"id":2,"t":"b"}]"#, 1),
            ("[\n{\"id\":1,\"t\":\"a\"},\n{\"id\":2,\"t\":\"b\"}]", 3),
            ("{\n\"id\":1,\"t\":\"a\"}\n{\n\"id\":2,\"t\":\"b\"}", 3),
            (
                r#"{"count":2,"tickets":[{"id":1,"t":"a"},{"id":2,"t":"b"}],"users":[{"id":9}],"next":null}"#,
                1,
            ),
            (
                "{\"tickets\":[{\"id\":1,\"t\":\"a\"}],\"after_cursor\":\"x\"}\n{\"tickets\":[{\"id\":2,\"t\":\"b\"}]}",
                2,
            ),
            (
                r#"{"type":"conversation.list","conversations":[{"id":1,"t":"a"},{"id":2,"t":"b"}]}"#,
                1,
            ),
        ] {
            let first = if second == 3 && json.starts_with('[') {
                2
            } else {
                1
            };
            let (header, rows) = rows(json, 3).unwrap();
            assert_eq!(header, ",id,t", "{json}");
            assert_eq!(rows, format!("{first},,1,a\r\n{second},,2,b\r\n"), "{json}");
        }
    }

    #[test]
    fn rows_without_names_stand_under_the_first() {
        let (header, rows) = rows(r#"[["id","t"],[1,"a"],[2],["x","y","z"]]"#, 3).unwrap();
        assert_eq!(header, ",id,t");
        assert!(
            rows.starts_with("1,,1,a\r\n1,,2\r\n1,\"the record is no JSON object"),
            "{rows}"
        );
    }

    #[test]
    fn a_broken_line_is_told_and_the_others_are_read() {
        let json = "{\"id\":1,\"t\":\"a\"}\n{\"id\":2,\"t\":\"cut\n\n[3]\n{\"id\":4,\"t\":\"d\"}\n";
        for piece in [1, 7, 1000] {
            let (_, rows) = rows(json, piece).unwrap();
            let lines: Vec<_> = rows.split("\r\n").collect();
            assert_eq!(lines[0], "1,,1,a");
            assert!(
                lines[1].starts_with("2,\"the record is no JSON: EOF"),
                "{rows}"
            );
            assert!(
                lines[2].starts_with("4,\"the record is no JSON object"),
                "{rows}"
            );
            assert_eq!(lines[3], "5,,4,d");
        }
    }

    #[test]
    fn half_a_letter_loses_no_record() {
        let json = "[{\"id\":1,\"t\":\"lone \\ud83d x\"},{\"id\":2,\"t\":\"\\ud83d\\ude00\"}]";
        let (_, rows) = rows(json, 5).unwrap();
        assert_eq!(rows, "1,,1,lone \u{fffd} x\r\n1,,2,😀\r\n");
    }

    #[test]
    fn a_record_that_is_too_long_is_told_and_the_others_are_read() {
        let long = format!("{{\"id\":2,\"t\":\"{} ]}}\\\"\"}}", "x".repeat(9 << 20));
        for json in [
            format!("[{{\"id\":1}},{long},{{\"id\":3}}]"),
            format!("{{\"count\":3,\"tickets\":[{{\"id\":1}},{long},{{\"id\":3}}]}}"),
            format!("{{\"id\":1}}\n{long}\n{{\"id\":3}}\n"),
        ] {
            let (_, rows) = rows(&json, 1 << 16).unwrap();
            let lines: Vec<_> = rows.split("\r\n").collect();
            assert_eq!((lines.len(), lines[0].ends_with(",,1")), (4, true));
            let told = "\"the record is longer than 8 MiB\n{\"\"id\"\":2,";
            assert!(lines[1].contains(told), "{}", &lines[1][..80]);
            assert!(lines[2].ends_with(",,3"));
        }
    }

    #[test]
    fn long_answers_are_read_record_by_record() {
        let text = "x".repeat(9_000);
        let hits = (0..300).map(|id| {
            format!("{{\"_index\":\"a\",\"_source\":{{\"id\":{id},\"title\":\"{text}\"}}}}")
        });
        let hits = hits.collect::<Vec<_>>().join(",\n");
        let json = format!(
            "{{\"took\":3,\"hits\":{{\"total\":1000,\"hits\":[{hits}]}},\"aggregations\":{{\"a\":[{{}}]}}}}"
        );
        let (header, rows) = rows(&json, 1 << 16).unwrap();
        assert_eq!((header.as_str(), rows.lines().count()), (",id,title", 300));
        // Each is told by its own line.
        assert!(rows.contains("\r\n300,,299,xxx"), "{}", &rows[..80]);
        assert!(rows.lines().all(|row| row.ends_with("xxx")));
    }

    #[test]
    fn what_is_no_json_is_told_with_its_place() {
        for (json, row, line) in [
            ("[{\"id\":1},\n{\"id\":2", 2, 2),
            ("[{\"id\":1}\n{\"id\":2}]", 2, 2),
            ("[{\"id\":1}] x", 2, 1),
        ] {
            match rows(json, 2) {
                Err(Error::File(FileError::BadJson {
                    row: at_row,
                    line: at_line,
                    ..
                })) => assert_eq!((at_row, at_line), (row, line), "{json}"),
                other => panic!("{json}: {other:?}"),
            }
        }
        assert!(matches!(rows("[]", 1), Err(Error::File(FileError::NoRows))));
    }

    #[test]
    fn separators_are_no_way_to_fill_the_disk() {
        let names = (0..9_000).map(|number: u32| number.to_string());
        let json: String = names
            .flat_map(|name| ["{\"k".to_owned(), name, "\":1}\n".to_owned()])
            .collect();
        assert!(matches!(
            rows(&json, 1000),
            Err(Error::File(
                FileError::UnpackedTooLarge { .. } | FileError::UnpackedRatio { .. }
            ))
        ));
    }

    #[test]
    fn values_that_are_no_objects_are_records_that_are_told() {
        let (_, rows) = rows(r#"[{"id":1}, 5 ,"x,]", null,{"id":2}]"#, 1).unwrap();
        let told = rows.matches("the record is no JSON object").count();
        assert_eq!(
            (
                rows.lines().filter(|line| line.contains(",,")).count(),
                told
            ),
            (2, 3),
            "{rows}"
        );
    }
}
