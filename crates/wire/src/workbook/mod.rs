//! An Excel workbook: its visible sheets.

mod cell;

use calamine::{DataRef, Reader, SheetVisible, Xlsx, XlsxCellReader, XlsxError};
use tickets::{Encoding, FileError, Origin, Wire};

use crate::{
    Error, Landing, Limits, ReadSeek, Sink,
    book::{self, Book, Cell, Row, Take},
};

type Cells<'a> = XlsxCellReader<'a, Box<dyn ReadSeek + Send>>;

/// A workbook and the names of its visible sheets.
struct Workbook {
    inner: Xlsx<Box<dyn ReadSeek + Send>>,
    sheets: Vec<String>,
}

/// Reads the sheets that look most like tickets, or the one of that name.
pub(crate) fn rows(
    reader: Box<dyn ReadSeek + Send>,
    limits: Limits,
    wanted: Option<&str>,
    sink: Sink<'_>,
) -> Result<Landing, Error> {
    let inner = Xlsx::new(reader).map_err(broken)?;
    let visible = inner
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible);
    let sheets = visible.map(|sheet| sheet.name.clone()).collect();
    book::rows(&mut Workbook { inner, sheets }, limits, wanted, sink)
}

impl Book for Workbook {
    fn origin(&self) -> Origin {
        Origin {
            from_1904: self.inner.has_1904_epoch(),
            ..Origin::new(Wire::Xlsx, Encoding::Utf8)
        }
    }

    fn name(&self, number: usize) -> String {
        self.sheets[number].clone()
    }

    fn is_single(&self) -> bool {
        self.sheets.len() == 1
    }

    fn each(&mut self, wanted: &dyn Fn(usize) -> bool, take: Take<'_>) -> Result<(), Error> {
        for number in (0..self.sheets.len()).filter(|number| wanted(*number)) {
            // A sheet that is a chart has no cells.
            if let Ok(mut cells) = self.inner.worksheet_cells_reader(&self.sheets[number]) {
                rows_of(&mut cells, &mut |row| take(number, row))?;
            }
        }
        Ok(())
    }
}

/// Hands on the rows of a sheet until one says that it is enough.
fn rows_of(
    cells: &mut Cells<'_>,
    take: &mut dyn FnMut(Row) -> Result<bool, Error>,
) -> Result<(), Error> {
    let mut row = row_of(0);
    while let Some(cell) = cells.next_cell().map_err(broken)? {
        let (number, column) = cell.get_position();
        if row.number != number && !take(std::mem::replace(&mut row, row_of(number)))? {
            return Ok(());
        }
        let (text, is_word) = text_of(cell.get_value());
        if !text.trim().is_empty() {
            row.push(Cell {
                column: column as usize,
                text,
                is_word,
            });
        }
    }
    take(row).map(|_| ())
}

/// A cell as text, and whether it is a word.
pub(crate) fn text_of(value: &DataRef<'_>) -> (String, bool) {
    (cell::text(value), cell::is_word(value))
}

fn row_of(number: u32) -> Row {
    Row::new(number, u64::from(number) + 1)
}

#[expect(clippy::needless_pass_by_value, reason = "the form `map_err` calls")]
fn broken(error: XlsxError) -> Error {
    Error::File(FileError::BadWorkbook {
        reason: error.to_string(),
    })
}
