//! A workbook as Excel 2003 wrote it in XML: its visible sheets.

use tickets::{Encoding, FileError, Origin, Wire};

use super::events::{Step, each};
use crate::{
    Error,
    book::{Book, Cell, Row, Take},
    source::Source,
};

/// Most columns of a sheet, and most rows.
const COLUMNS: usize = 16_384;
const ROWS: u32 = 10_000_000;
/// Longest text of a cell, in bytes: a little more than a record may have, so that it is told.
const LONGEST: usize = (8 << 20) + 1;
/// Most sheets.
const SHEETS: usize = 1_000;

/// A workbook that can be read again.
pub(crate) struct Sheets<'a> {
    source: &'a mut dyn Source,
    encoding: Encoding,
    /// The names of all sheets, and whether they are shown.
    names: Vec<(String, bool)>,
}

impl<'a> Sheets<'a> {
    /// Looks which sheets there are.
    pub fn new(source: &'a mut dyn Source, encoding: Encoding) -> Result<Self, Error> {
        let mut names: Vec<(String, bool)> = Vec::new();
        let (mut path, mut many) = (Vec::new(), false);
        each(source, encoding, &mut |step, _| {
            match step {
                Step::Start(name, attributes) => {
                    path.push(name.to_owned());
                    if name == "Worksheet" && path.len() == 2 {
                        let called = attributes.iter().find(|(name, _)| *name == "Name");
                        let called = called.map(|(_, name)| name).unwrap_or_default();
                        // Excel's have 31 characters.
                        names.push((called.chars().take(200).collect(), true));
                        many = names.len() > SHEETS;
                    }
                }
                Step::End => {
                    path.pop();
                }
                Step::Text(text) => {
                    let hides = path.last().is_some_and(|name| name == "Visible");
                    if let Some((_, shown)) = names.last_mut().filter(|_| hides) {
                        *shown = !text.contains("Hidden");
                    }
                }
            }
            Ok(!many)
        })?;
        if many {
            let reason = format!("it has more than {SHEETS} sheets");
            return Err(FileError::BadWorkbook { reason }.into());
        }
        Ok(Self {
            source,
            encoding,
            names,
        })
    }
}

/// Where in a sheet the next cell is.
#[derive(Default)]
struct At {
    /// The sheet's number, once one came.
    sheet: Option<usize>,
    row: u32,
    column: usize,
    /// The columns that the cell goes over beyond its own.
    over: usize,
    kind: String,
    text: String,
    inside: bool,
    cells: Row,
    /// Whether no more of the sheet is wanted.
    enough: bool,
}

impl Book for Sheets<'_> {
    fn origin(&self) -> Origin {
        // Its cells stand as they were, other than those that are made of elements.
        Origin::new(Wire::Xlsx, self.encoding)
    }

    fn name(&self, number: usize) -> String {
        self.names
            .get(number)
            .map_or_else(String::new, |(name, _)| name.clone())
    }

    fn each(&mut self, wanted: &dyn Fn(usize) -> bool, take: Take<'_>) -> Result<(), Error> {
        let names = &self.names;
        let mut at = At::default();
        // The names of open elements are few and short where they matter.
        let mut path: Vec<&'static str> = Vec::new();
        each(self.source, self.encoding, &mut |step, _| {
            match step {
                Step::Start(name, attributes) => {
                    let known = ["Workbook", "Worksheet", "Table", "Row", "Cell", "Data"];
                    let name = known.into_iter().find(|known| *known == name).unwrap_or("");
                    path.push(name);
                    let value = |of: &str| {
                        attributes
                            .iter()
                            .find(|(name, _)| *name == of)
                            .map(|(_, value)| value)
                    };
                    let number =
                        |of: &str| value(of).and_then(|number| number.trim().parse::<usize>().ok());
                    match (name, path.len()) {
                        ("Worksheet", 2) => {
                            let sheet = at.sheet.map_or(0, |sheet| sheet + 1);
                            at = At {
                                sheet: Some(sheet),
                                enough: !names.get(sheet).is_some_and(|(_, shown)| *shown)
                                    || !wanted(sheet),
                                ..At::default()
                            };
                        }
                        ("Row", 4) => {
                            let index = number("Index").and_then(|index| u32::try_from(index).ok());
                            at.row =
                                index.map_or(at.row, |index| index.saturating_sub(1).max(at.row));
                            at.column = 0;
                        }
                        ("Cell", 5) => {
                            at.column =
                                number("Index").map_or(at.column, |index| index.saturating_sub(1));
                            at.over = number("MergeAcross").unwrap_or(0).min(COLUMNS);
                            at.text.clear();
                        }
                        ("Data", 6) => {
                            at.inside = true;
                            at.kind = value("Type").unwrap_or_default();
                        }
                        _ => {}
                    }
                    if at.column >= COLUMNS || at.row >= ROWS {
                        let reason = "a cell lies outside of any sheet".to_owned();
                        return Err(FileError::BadWorkbook { reason }.into());
                    }
                }
                Step::Text(text) => {
                    if at.inside && at.text.len() < LONGEST && !at.enough {
                        at.text.push_str(&text);
                    }
                }
                Step::End => match (path.pop(), path.len()) {
                    (Some("Data"), 5) => at.inside = false,
                    (Some("Cell"), 4) => at.end_cell(),
                    (Some("Row"), 3) => at.end_row(take)?,
                    _ => {}
                },
            }
            Ok(true)
        })
    }
}

impl At {
    fn end_cell(&mut self) {
        let text = match self.kind.as_str() {
            "Error" => "",
            "Boolean" if self.text.trim() == "1" => "true",
            "Boolean" => "false",
            _ => self.text.as_str(),
        };
        if !self.text.trim().is_empty() && !text.is_empty() {
            let is_word = self.kind == "String" && text.trim().parse::<f64>().is_err();
            self.cells.push(Cell {
                column: self.column,
                text: text.to_owned(),
                is_word,
            });
        }
        self.text.clear();
        self.column += 1 + self.over;
    }

    fn end_row(&mut self, take: Take<'_>) -> Result<(), Error> {
        let mut row = std::mem::take(&mut self.cells).in_order();
        (row.number, row.line) = (self.row, u64::from(self.row) + 1);
        self.row += 1;
        if let Some(sheet) = self.sheet.filter(|_| !self.enough) {
            self.enough = !take(sheet, row)?;
        }
        Ok(())
    }
}
