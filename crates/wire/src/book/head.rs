//! Which row of a sheet is its header: there may be titles above it.

use tickets::{FileError, Origin};

use super::Row;
use crate::table::Table;

/// Filled rows that are looked at.
const ROWS: usize = 60;
/// Rows below a header that it is compared with.
const BELOW: usize = 20;

/// The first rows of a sheet, and its header among them.
#[derive(Debug, Default)]
pub(super) struct Head {
    rows: Vec<Row>,
    /// Filled rows in all, as far as they were counted.
    filled: u64,
    /// Position of the header among the rows.
    header: usize,
    names: Vec<String>,
}

impl Head {
    /// Whether rows are still kept.
    pub fn is_open(&self) -> bool {
        self.rows.len() < ROWS
    }

    /// Takes the next row; says whether another is wanted.
    pub fn take(&mut self, row: Row) -> bool {
        if row.cells.is_empty() {
            return true;
        }
        self.filled += 1;
        if self.is_open() {
            self.rows.push(row);
        }
        self.is_open()
    }

    /// Decides which row is the header; none where no row has two filled cells.
    pub fn finish(mut self) -> Option<Self> {
        let wide = |row: &Row| row.cells.len() >= 2;
        let words = |row: &Row| row.cells.iter().all(|cell| cell.is_word);
        let positions = 0..self.rows.len();
        let fitting = positions.clone().find(|&at| {
            let row = &self.rows[at];
            let below = self.rows.get(at + 1);
            let is_group = row.is_wide && below.is_some_and(|below| below.is_head);
            wide(row) && words(row) && !is_group && self.covers(at)
        });
        let first = || positions.clone().find(|&at| wide(&self.rows[at]));
        self.header = fitting.or_else(first)?;
        let header = &self.rows[self.header];
        let width = header.cells.last().map_or(0, |cell| cell.column + 1);
        let mut names = vec![String::new(); width];
        for cell in &header.cells {
            cell.text.trim().clone_into(&mut names[cell.column]);
        }
        self.names = names;
        Some(self)
    }

    /// Whether there are cells below the row, and nearly every one stands under one of the row's.
    fn covers(&self, at: usize) -> bool {
        let columns: Vec<usize> = self.rows[at].cells.iter().map(|cell| cell.column).collect();
        let below = self.rows[at + 1..].iter().take(BELOW);
        let cells: Vec<usize> = below
            .flat_map(|row| row.cells.iter().map(|cell| cell.column))
            .collect();
        let under = cells
            .iter()
            .filter(|column| columns.binary_search(column).is_ok());
        !cells.is_empty() && under.count() * 10 >= cells.len() * 9
    }

    /// The number of the header's row, from 0.
    pub fn number(&self) -> u32 {
        self.rows[self.header].number
    }

    /// The names of the columns.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Filled rows below the header.
    pub fn rows(&self) -> u64 {
        self.filled - 1 - self.header as u64
    }

    /// A table of these columns.
    pub fn columns(&self) -> Result<Table, FileError> {
        let mut table = Table::new();
        for name in &self.names {
            table.add(name)?;
        }
        Ok(table)
    }

    /// What is known so far as a table, to see what it looks like.
    pub fn table(&self, origin: Origin) -> Result<Vec<u8>, FileError> {
        let mut table = self.columns()?;
        let mut out = table.header(origin);
        for row in &self.rows[self.header + 1..] {
            for cell in row
                .cells
                .iter()
                .filter(|cell| cell.column < self.names.len())
            {
                table.cell_at(cell.column, cell.text.as_str());
            }
            out.extend_from_slice(table.end(row.line));
        }
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::Cell;

    fn header(rows: &[&str]) -> Option<(u32, Vec<String>)> {
        let mut head = Head::default();
        for (number, row) in (0..).zip(rows) {
            let cells = row.split('|').enumerate();
            let cells = cells.filter(|(_, text)| !text.is_empty());
            let cells = cells.map(|(column, text)| Cell {
                column,
                text: text.to_owned(),
                is_word: text.parse::<f64>().is_err(),
            });
            let mut row = Row::new(number, u64::from(number) + 1);
            cells.for_each(|cell| row.push(cell));
            head.take(row);
        }
        let head = head.finish()?;
        Some((head.number(), head.names().to_vec()))
    }

    #[test]
    fn titles_above_the_header_are_skipped() {
        let names = ["Issue key", "Summary", "Created"]
            .map(str::to_owned)
            .to_vec();
        let table = ["Issue key|Summary|Created", "A-1|x|45000", "A-2|y|45001"];
        for titles in [
            &[][..],
            &["Weekly report"],
            &["Exported|2024"],
            &["Report", "By|Kim", "", "Filter|open"],
        ] {
            let rows = [titles, &table].concat();
            let at = u32::try_from(titles.len()).unwrap();
            assert_eq!(header(&rows), Some((at, names.clone())), "{titles:?}");
        }
        // One that is all there is, and one with a row beyond it.
        assert_eq!(header(&table[..1]), Some((0, names.clone())));
        assert_eq!(header(&[table[0], "A-1||||x"]), Some((0, names)));
        assert_eq!(header(&["one", "two"]), None);
    }
}
