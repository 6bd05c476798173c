//! Every row of a chunk with every cell that holds something, whether it is mapped or not.

use std::collections::HashMap;
use std::ops::Range;

use super::scan;
use crate::{
    Chunk, FileError, Inspection, Origin,
    csv::{
        cells::Cells,
        scan::{Record, Sink},
    },
    inspect::{Role, is_repeated_header, roles},
    row_error::shown,
};

/// Cells beyond the header that are kept: such a row is no ticket, but nothing of it is lost.
const BEYOND: usize = 1_000;

/// One row of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawRow<'a> {
    /// Its number, from 1, as row errors have it.
    pub row: u64,
    /// What stands in its key column.
    pub key: Option<String>,
    /// Its filled cells as a JSON object by column name, in the order of the header. A name that the header repeats has an
    /// array: the nth value is the nth column's, empty where that is. `#31` is a column without a name, or beyond a header
    /// of 30 columns.
    pub cells: &'a str,
}

/// Hands on every filled row of an inspected file's chunk; a repeated header is none.
pub fn raw_rows(
    bytes: &[u8],
    inspection: &Inspection,
    chunk: &Chunk,
    mut take: impl FnMut(RawRow<'_>),
) -> Result<(), FileError> {
    let roles = all_roles(inspection);
    let wanted = vec![true; roles.len()];
    let mut reader = Reader {
        rows: Rows::new(inspection, roles.len(), &mut take),
        roles,
        cells: Cells::new(usize::MAX),
    };
    scan(bytes, inspection, chunk, &wanted, &mut reader)
}

/// What each column is for, and each cell beyond the header that is kept.
pub(super) fn all_roles(inspection: &Inspection) -> Vec<Role> {
    let columns = inspection.header.len();
    let mut roles = roles(&inspection.mapping, &inspection.header, inspection.origin);
    for &column in &inspection.counts {
        if let Some(role) = roles.get_mut(column) {
            *role = Role::None;
        }
    }
    roles.resize(columns + BEYOND, Role::None);
    roles
}

/// Where a column stands in the JSON: columns of one name stand together.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// The first column of its name.
    first: usize,
    /// How many columns of its name come before it.
    nth: usize,
    /// Whether the header has its name more than once.
    repeated: bool,
}

impl Place {
    fn alone(column: usize) -> Self {
        Self {
            first: column,
            nth: 0,
            repeated: false,
        }
    }
}

/// What each column is called, as JSON has it.
fn names(inspection: &Inspection, count: usize) -> Vec<String> {
    let controls = inspection.origin.map_or(0, Origin::controls);
    let named = inspection.header.names();
    let name = |column: usize| {
        let mut json = String::new();
        match named.get(column).filter(|name| !name.is_empty()) {
            Some(name) => quoted(name, &mut json),
            None => quoted(
                &format!("#{}", (column + 1).saturating_sub(controls)),
                &mut json,
            ),
        }
        json
    };
    (0..count).map(name).collect()
}

fn places(inspection: &Inspection) -> Vec<Place> {
    let names = inspection.header.names();
    let mut seen: HashMap<&str, (usize, usize)> = HashMap::new();
    let mut places: Vec<Place> = names
        .iter()
        .enumerate()
        .map(|(column, name)| {
            if name.is_empty() {
                return Place::alone(column);
            }
            let (first, count) = seen.entry(name).or_insert((column, 0));
            *count += 1;
            Place {
                first: *first,
                nth: *count - 1,
                repeated: false,
            }
        })
        .collect();
    for (place, name) in places.iter_mut().zip(names) {
        place.repeated = seen.get(name.as_str()).is_some_and(|(_, count)| *count > 1);
    }
    places
}

/// Writes rows as JSON and hands them on.
pub(super) struct Rows<'a> {
    inspection: &'a Inspection,
    places: Vec<Place>,
    names: Vec<String>,
    /// Place and column of each filled cell, and its text in `texts`.
    found: Vec<(Place, usize, Range<usize>)>,
    texts: String,
    json: String,
    take: &'a mut dyn FnMut(RawRow<'_>),
}

impl<'a> Rows<'a> {
    /// Of so many columns, those beyond the header counted in.
    pub fn new(
        inspection: &'a Inspection,
        columns: usize,
        take: &'a mut dyn FnMut(RawRow<'_>),
    ) -> Self {
        Self {
            inspection,
            places: places(inspection),
            names: names(inspection, columns),
            found: Vec::new(),
            texts: String::new(),
            json: String::new(),
            take,
        }
    }

    /// Takes a record that is a row; `roles` are those of all columns.
    pub fn row(&mut self, record: &Record, cells: &Cells, roles: &[Role]) {
        let key = self.collect(cells, roles);
        self.write();
        (self.take)(RawRow {
            row: record.row,
            key,
            cells: &self.json,
        });
    }

    /// Puts the texts of the cells in the order of the JSON; returns what stands in the key column.
    fn collect(&mut self, cells: &Cells, roles: &[Role]) -> Option<String> {
        let mut key = None;
        self.found.clear();
        self.texts.clear();
        for (column, bytes) in cells.iter() {
            // The line of a record is where it was in the upload, no part of it.
            if roles[column] == Role::Line {
                continue;
            }
            let text = self.inspection.encoding.decode(bytes).0;
            let text = shown(&text);
            if roles[column] == Role::Key && key.is_none() && !text.trim().is_empty() {
                key = Some(text.trim().to_owned());
            }
            let alone = || Place::alone(column);
            let place = self.places.get(column).copied().unwrap_or_else(alone);
            let start = self.texts.len();
            self.texts.push_str(&text);
            self.found.push((place, column, start..self.texts.len()));
        }
        let key = key.map(|key| {
            let cell = |wanted: usize| {
                let (_, bytes) = cells.iter().find(|(column, _)| *column == wanted)?;
                let text = self.inspection.encoding.decode(bytes).0;
                Some(shown(&text).into_owned())
            };
            self.inspection.mapping.key_of(&key, cell)
        });
        self.found
            .sort_by_key(|(place, ..)| (place.first, place.nth));
        key
    }

    fn write(&mut self) {
        self.json.clear();
        self.json.push('{');
        // The name that is being written, and which of its columns comes next where it has several.
        let mut open: Option<(usize, Option<usize>)> = None;
        for (place, column, text) in &self.found {
            let next = match open {
                Some((first, next)) if first == place.first => {
                    self.json.push(',');
                    next.unwrap_or(0)
                }
                before => {
                    self.json.push_str(match before {
                        None => "",
                        Some((_, None)) => ",",
                        Some((_, Some(_))) => "],",
                    });
                    self.json.push_str(&self.names[*column]);
                    self.json.push_str(if place.repeated { ":[" } else { ":" });
                    0
                }
            };
            for _ in next..place.nth {
                self.json.push_str("\"\",");
            }
            quoted(&self.texts[text.clone()], &mut self.json);
            open = Some((place.first, place.repeated.then_some(place.nth + 1)));
        }
        let ends = open.is_some_and(|(_, next)| next.is_some());
        self.json.push_str(if ends { "]}" } else { "}" });
    }
}

/// Writes a text as JSON has it.
fn quoted(text: &str, json: &mut String) {
    use std::fmt::Write as _;
    json.push('"');
    let mut rest = text;
    let special = |byte: &u8| *byte < b' ' || *byte == b'"' || *byte == b'\\';
    while let Some(at) = rest.as_bytes().iter().position(special) {
        json.push_str(&rest[..at]);
        match rest.as_bytes()[at] {
            b'"' => json.push_str("\\\""),
            b'\\' => json.push_str("\\\\"),
            b'\n' => json.push_str("\\n"),
            b'\r' => json.push_str("\\r"),
            b'\t' => json.push_str("\\t"),
            // Writing to a String cannot fail.
            control => {
                write!(json, "\\u{control:04x}").ok();
            }
        }
        rest = &rest[at + 1..];
    }
    json.push_str(rest);
    json.push('"');
}

/// The rows of a chunk alone.
struct Reader<'a> {
    rows: Rows<'a>,
    roles: Vec<Role>,
    cells: Cells,
}

impl Sink for Reader<'_> {
    fn text(&mut self, column: usize, piece: &[u8]) {
        self.cells.push(column, piece);
    }

    fn record(&mut self, record: &Record) -> Result<(), FileError> {
        let Inspection {
            header,
            head_encoding,
            ..
        } = self.rows.inspection;
        if record.filled && !is_repeated_header(&self.cells, &self.roles, header, *head_encoding) {
            self.rows.row(record, &self.cells, &self.roles);
        }
        self.cells.clear();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::{Options, Zone, detect};

    fn rows(file: &[u8]) -> Vec<(u64, Option<String>, Value)> {
        let (format, sniff) = detect(file, true).unwrap();
        let mapping = format.propose(&sniff);
        let options = Options {
            chunk_rows: 2,
            ..Options::new(Zone::UTC, "2026-10-01T00:00:00Z".parse().unwrap())
        };
        let mut inspector = format.inspector(&sniff, &mapping, options).unwrap();
        inspector.feed(file).unwrap();
        let inspection = inspector.finish().unwrap();
        let mut all = Vec::new();
        for chunk in &inspection.chunks {
            raw_rows(&chunk.of(file), &inspection, chunk, |row| {
                all.push((row.row, row.key, serde_json::from_str(row.cells).unwrap()));
            })
            .unwrap();
        }
        all
    }

    #[test]
    fn every_cell_is_kept_under_its_name_and_place() {
        let rows = rows(
            b"Issue key,Comment,Summary,Comment,Custom (x),Created,Comment\n\
              A-1,,\"say \"\"hi\"\"\n\\\",b,,2026-01-02,d\n\
              Issue key,Comment,Summary,Comment,Custom (x),Created,Comment\n\
              A-2,a,x\t,,7,2026-01-02\n\
              ,,no key\n\
              A-4,a,b,c,d,2026-01-02,f,g,h\n",
        );
        let expected = [
            (
                1,
                Some("A-1"),
                json!({"Issue key": "A-1", "Comment": ["", "b", "d"], "Summary": "say \"hi\"\n\\", "Created": "2026-01-02"}),
            ),
            (
                3,
                Some("A-2"),
                json!({"Issue key": "A-2", "Comment": ["a"], "Summary": "x\t", "Custom (x)": "7", "Created": "2026-01-02"}),
            ),
            (4, None, json!({"Summary": "no key"})),
            (
                5,
                Some("A-4"),
                json!({"Issue key": "A-4", "Comment": ["a", "c", "f"], "Summary": "b", "Custom (x)": "d",
                    "Created": "2026-01-02", "#8": "g", "#9": "h"}),
            ),
        ];
        let expected = expected.map(|(row, key, cells)| (row, key.map(str::to_owned), cells));
        assert_eq!(rows, expected);
    }

    #[test]
    fn columns_without_a_name_are_told_apart_by_their_number() {
        let rows =
            rows(b"Issue key,,Summary,,Created\nA-1,x,b,y,2026-01-02\nA-2,,b,z,2026-01-02\n");
        let cells: Vec<Value> = rows.into_iter().map(|(.., cells)| cells).collect();
        assert_eq!(
            cells,
            [
                json!({"Issue key": "A-1", "#2": "x", "Summary": "b", "#4": "y", "Created": "2026-01-02"}),
                json!({"Issue key": "A-2", "Summary": "b", "#4": "z", "Created": "2026-01-02"}),
            ]
        );
    }

    #[test]
    fn what_stands_before_a_written_table_is_no_cell() {
        let rows = rows(
            b"#undertone 1 json utf-8\n#line,#fault,id,subject,created_at\n7,,1,x,2026-01-02\n8,\"no JSON\n{\",\n",
        );
        assert_eq!(
            rows,
            [
                (
                    1,
                    Some("1".to_owned()),
                    json!({"id": "1", "subject": "x", "created_at": "2026-01-02"})
                ),
                (2, None, json!({"#fault": "no JSON\n{"})),
            ]
        );
    }
}
