//! Values beside a sheet's table: notes that somebody left there, or rows that moved to the right.

use tickets::FileError;

use super::Cell;
use crate::table::Table;

/// So far beside the last column a note may stand.
const APART: usize = 50;

/// What was seen beside the table so far.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// Whether a row moved: from then on every value beside the table is told.
    moved: bool,
}

impl Beside {
    /// Writes the cells of a row below a header of that width. A value that stands apart gets a column without a name; one
    /// right beside the last column has moved there, and with it perhaps the whole row, which is told as too wide.
    pub fn place(
        &mut self,
        cells: Vec<Cell>,
        width: usize,
        table: &mut Table,
    ) -> Result<(), FileError> {
        let moved = cells.iter().any(|cell| cell.column == width);
        self.moved |= moved;
        for cell in cells {
            let column = if cell.column < width {
                cell.column
            } else if self.moved || cell.column > width + APART {
                // Far beyond the header it does not matter where.
                (cell.column - width).min(999) + table.width().max(width)
            } else {
                table.reach(cell.column)?;
                cell.column
            };
            table.cell_at(column, cell.text);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_has_a_column_and_a_row_that_moved_is_too_wide() {
        let mut table = Table::new();
        for name in ["Key", "Title"] {
            table.add(name).unwrap();
        }
        let mut beside = Beside::default();
        let mut row = |cells: &[(usize, &str)]| {
            let cells = cells.iter().map(|(column, text)| Cell {
                column: *column,
                text: (*text).to_owned(),
                is_word: true,
            });
            beside.place(cells.collect(), 2, &mut table).unwrap();
            let row = String::from_utf8_lossy(table.end(1)).into_owned();
            (row.trim_end().to_owned(), table.width())
        };
        assert_eq!(row(&[(0, "A"), (1, "x")]), ("1,,A,x".to_owned(), 2));
        assert_eq!(row(&[(0, "A"), (4, "?")]), ("1,,A,,,,?".to_owned(), 5));
        assert_eq!(row(&[(1, "A"), (2, "x")]), ("1,,,A,,,,x".to_owned(), 5));
        assert_eq!(row(&[(0, "A"), (4, "?")]), ("1,,A,,,,,,,?".to_owned(), 5));
    }
}
