//! Where the cells of tables are: each table has rows of its own, also one that lies in another's cell.

use tickets::FileError;

use super::{
    cell::Text,
    tokens::{Token, attribute},
};
use crate::{
    Error,
    book::{Cell, Row},
};

/// Most tables of a page.
const TABLES: usize = 1_000;
/// How deep tables may lie within each other and still be tables of their own.
const DEPTH: usize = 5;
/// Most columns that a cell goes over, and so many rows.
const SPAN: usize = 500;
/// Most columns of a table that cells of rows above reach into.
const ABOVE: usize = 200;
/// Most columns of a table.
const COLUMNS: usize = 10_000;
/// Longest name that is repeated in the columns that its header cell goes over.
const NAME: usize = 200;
/// Longest text that is repeated in the rows below.
const REPEATED: usize = 1_000;

/// The tables that are open.
#[derive(Debug, Default)]
pub(super) struct Grid {
    open: Vec<Open>,
    /// Tables so far.
    count: usize,
    /// Tables that are open and lie too deep.
    deep: usize,
}

/// A table that is open.
#[derive(Debug)]
struct Open {
    number: usize,
    rows: u32,
    line: u64,
    row: Option<Row>,
    /// The column behind the last cell.
    column: usize,
    /// The columns and rows that the row's widest cell goes over.
    widest: usize,
    cell: Option<(usize, u32, bool, Text)>,
    /// What the row's cells are, as far as it may be a header.
    names: Names,
    /// Cells of rows above that reach down: column, rows left, text.
    above: Vec<(usize, u32, String)>,
}

/// The header cells of a row.
#[derive(Debug, Default)]
struct Names {
    /// Those over several columns: where the text is, and how many columns.
    wide: Vec<(usize, usize, String)>,
    /// Columns that have a name of their own.
    single: usize,
    /// Whether there are cells of another kind, or some that reach down to a second row of names.
    others: bool,
}

type Take<'a> = &'a mut dyn FnMut(usize, Row) -> Result<(), Error>;

impl Grid {
    /// Whether no table came.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    pub fn take(&mut self, token: Token<'_>, line: u64, take: Take<'_>) -> Result<(), Error> {
        match token {
            Token::Text(text) => {
                for table in &mut self.open {
                    table.text(|cell| cell.push(text));
                }
            }
            Token::Start("table", _) => return self.begin(line),
            Token::End("table") => return self.end(take),
            Token::Start(name, attributes) => {
                let own = matches!(name, "tr" | "td" | "th") && self.deep == 0;
                let last = self.open.len().saturating_sub(usize::from(own));
                for table in &mut self.open[..last] {
                    table.text(|cell| cell.start(name, attributes));
                }
                if let Some(table) = self.open.last_mut().filter(|_| own) {
                    match name {
                        "tr" => {
                            table.end_row(take)?;
                            table.begin_row(line);
                        }
                        _ => table.begin_cell(name, attributes, line),
                    }
                }
            }
            Token::End(name) => {
                let own = matches!(name, "tr" | "td" | "th") && self.deep == 0;
                let last = self.open.len().saturating_sub(usize::from(own));
                for table in &mut self.open[..last] {
                    table.text(|cell| cell.end(name));
                }
                if let Some(table) = self.open.last_mut().filter(|_| own) {
                    match name {
                        "tr" => table.end_row(take)?,
                        _ => table.end_cell(),
                    }
                }
            }
        }
        Ok(())
    }

    fn begin(&mut self, line: u64) -> Result<(), Error> {
        for table in &mut self.open {
            table.text(|cell| cell.start("div", ""));
        }
        if self.open.len() >= DEPTH || (self.count >= TABLES && !self.open.is_empty()) {
            self.deep += 1;
            return Ok(());
        }
        if self.count >= TABLES {
            let what = format!("an HTML page of more than {TABLES} tables").into();
            return Err(FileError::Binary { what }.into());
        }
        self.open.push(Open {
            number: self.count,
            rows: 0,
            line,
            row: None,
            column: 0,
            widest: 1,
            cell: None,
            names: Names::default(),
            above: Vec::new(),
        });
        self.count += 1;
        Ok(())
    }

    fn end(&mut self, take: Take<'_>) -> Result<(), Error> {
        if self.deep > 0 {
            self.deep -= 1;
        } else if let Some(mut table) = self.open.pop() {
            table.end_row(take)?;
        }
        for table in &mut self.open {
            table.text(|cell| cell.end("div"));
        }
        Ok(())
    }

    /// Ends the page, whose tables may be open.
    pub fn finish(&mut self, take: Take<'_>) -> Result<(), Error> {
        while let Some(mut table) = self.open.pop() {
            table.end_row(take)?;
        }
        Ok(())
    }
}

impl Open {
    fn text(&mut self, with: impl FnOnce(&mut Text)) {
        if let Some((.., text)) = &mut self.cell {
            with(text);
        }
    }

    fn begin_row(&mut self, line: u64) {
        self.line = line;
        self.row = Some(Row::new(self.rows, line));
        (self.column, self.widest) = (0, 1);
        self.names = Names::default();
    }

    fn begin_cell(&mut self, name: &str, attributes: &str, line: u64) {
        self.end_cell();
        if self.row.is_none() {
            self.begin_row(line);
        }
        let span = |of: &str| {
            let found = attribute(attributes, of).and_then(|span| span.trim().parse().ok());
            found.unwrap_or(1).clamp(1, SPAN)
        };
        let (columns, rows) = (span("colspan"), span("rowspan"));
        while self.above.iter().any(|(column, ..)| *column == self.column) {
            self.column += 1;
        }
        self.widest = self.widest.max(columns);
        let rows = u32::try_from(rows).unwrap_or(1);
        self.cell = Some((columns, rows, name == "th", Text::default()));
    }

    fn end_cell(&mut self) {
        let Some((columns, rows, is_head, text)) = self.cell.take() else {
            return;
        };
        let text = text.finish();
        let column = self.column.min(COLUMNS);
        self.column = column + columns;
        if rows > 1 {
            // This row comes off when it ends.
            let room = ABOVE.saturating_sub(self.above.len()).min(columns);
            let repeated = |at: usize| at == 0 && text.len() <= REPEATED;
            self.above.extend((0..room).map(|at| {
                let text = if repeated(at) {
                    text.clone()
                } else {
                    String::new()
                };
                (column + at, rows, text)
            }));
        }
        if let Some(row) = self.row.as_mut().filter(|_| !text.trim().is_empty()) {
            let names = &mut self.names;
            names.others |= !is_head || rows > 1;
            if columns == 1 {
                names.single += 1;
            } else if is_head && text.len() <= NAME {
                names.wide.push((column, columns, text.clone()));
            }
            let is_word = is_head || text.trim().parse::<f64>().is_err();
            row.push(Cell {
                column,
                text,
                is_word,
            });
        }
    }

    /// Hands on the row. One cell that goes over several columns alone is a title or a note, and no row.
    fn end_row(&mut self, take: Take<'_>) -> Result<(), Error> {
        self.end_cell();
        let Some(mut row) = self.row.take() else {
            return Ok(());
        };
        if row.cells.len() == 1 && self.widest > 1 {
            row.cells.clear();
        }
        self.names.write(&mut row);
        for (column, _, text) in &self.above {
            let is_there = row.cells.iter().any(|cell| cell.column == *column);
            if !is_there && !text.is_empty() {
                row.push(Cell {
                    column: *column,
                    text: text.clone(),
                    is_word: text.trim().parse::<f64>().is_err(),
                });
            }
        }
        for (_, rows, _) in &mut self.above {
            *rows -= 1;
        }
        self.above.retain(|(_, rows, _)| *rows > 0);
        self.rows = self.rows.saturating_add(1);
        take(self.number, row.in_order())
    }
}

impl Names {
    /// Repeats names over several columns, unless they stand for groups: names of their own are in the row below then.
    fn write(&mut self, row: &mut Row) {
        let Self {
            wide,
            single,
            others,
        } = std::mem::take(self);
        row.is_head = !others;
        if others || wide.len() > single {
            return;
        }
        for (first, columns, text) in wide {
            row.is_wide = true;
            for column in (first + 1..first + columns).take_while(|column| *column < COLUMNS) {
                let text = text.clone();
                let is_word = true;
                row.push(Cell {
                    column,
                    text,
                    is_word,
                });
            }
        }
    }
}
