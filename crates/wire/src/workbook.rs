//! An Excel workbook: the rows of its first sheet that holds any.

use calamine::{DataRef, Reader, SheetVisible, Xlsx, XlsxError};
use tickets::{Encoding, FileError, Origin, Wire};

use crate::{Error, Landing, Limits, ReadSeek, Sink, limits::Meter, table::Table};

/// Reads the first visible sheet with a header: the first row in which at least two cells hold something.
pub(crate) fn rows(
    reader: Box<dyn ReadSeek + Send>,
    limits: Limits,
    sink: Sink<'_>,
) -> Result<Landing, Error> {
    let mut workbook = Xlsx::new(reader).map_err(broken)?;
    let sheets: Vec<String> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    let from_1904 = workbook.has_1904_epoch();
    for sheet in sheets {
        // A sheet that is a chart has no cells.
        let Ok(mut cells) = workbook.worksheet_cells_reader(&sheet) else {
            continue;
        };
        let mut rows = Rows {
            table: Table::new(),
            meter: Meter::new(limits),
            width: 0,
            row: None,
            cells: Vec::new(),
        };
        // The archive was measured before; what counts here is how often a shared string is repeated.
        rows.meter.take(u64::MAX / 2);
        while let Some(cell) = cells.next_cell().map_err(broken)? {
            let (row, column) = cell.get_position();
            if rows.row != Some(row) {
                rows.end(sink)?;
                rows.row = Some(row);
            }
            let value = text(cell.get_value());
            if !value.trim().is_empty() {
                rows.cells.push((column as usize, value));
            }
        }
        rows.end(sink)?;
        if rows.width > 0 {
            let origin = Origin {
                from_1904,
                ..Origin::new(Wire::Xlsx, Encoding::Utf8)
            };
            return Ok(Landing::Rows(rows.table.header(origin)));
        }
    }
    Err(FileError::Empty.into())
}

struct Rows {
    table: Table,
    meter: Meter,
    /// Columns of the header; 0 while there is none.
    width: usize,
    row: Option<u32>,
    cells: Vec<(usize, String)>,
}

impl Rows {
    /// Ends a row of the sheet.
    fn end(&mut self, sink: Sink<'_>) -> Result<(), Error> {
        let line = u64::from(self.row.unwrap_or(0)) + 1;
        let cells = std::mem::take(&mut self.cells);
        if self.width == 0 {
            if cells.len() >= 2 {
                self.header(&cells)?;
            }
            return Ok(());
        }
        if cells.is_empty() {
            return Ok(());
        }
        for (column, value) in cells {
            // Far beyond the header it does not matter where: the row is told as too wide.
            self.table.cell_at(column.min(self.width + 999), value);
        }
        let row = self.table.end(line);
        self.meter.give(row.len() as u64)?;
        sink(row)
    }

    fn header(&mut self, cells: &[(usize, String)]) -> Result<(), Error> {
        self.width = cells.last().map_or(0, |(column, _)| column + 1);
        for column in 0..self.width {
            let name = cells.iter().find(|(at, _)| *at == column);
            self.table.add(name.map_or("", |(_, name)| name.trim()))?;
        }
        Ok(())
    }
}

/// A cell as text; dates in ISO form without a zone, as workbooks have none.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty | DataRef::Error(_) => String::new(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::DateTime(time) if time.is_datetime() => {
            let (year, month, day, hour, minute, second, milli) = time.to_ymd_hms_milli();
            // Excel counts in days: 17:00:00 may come as 16:59:59.999.
            let date = jiff::civil::Date::new(
                i16::try_from(year).unwrap_or(1900),
                i8::try_from(month).unwrap_or(1),
                i8::try_from(day).unwrap_or(1),
            );
            let at = date.ok().and_then(|date| {
                let seconds = i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second);
                let millis = seconds * 1000 + i64::from(milli) + 500;
                date.to_datetime(jiff::civil::Time::midnight())
                    .checked_add(jiff::SignedDuration::from_secs(millis / 1000))
                    .ok()
            });
            at.map_or_else(
                || time.as_f64().to_string(),
                |at| at.strftime("%Y-%m-%d %H:%M:%S").to_string(),
            )
        }
        DataRef::DateTime(time) => time.as_f64().to_string(),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "the form `map_err` calls")]
fn broken(error: XlsxError) -> Error {
    Error::File(FileError::BadWorkbook {
        reason: error.to_string(),
    })
}
