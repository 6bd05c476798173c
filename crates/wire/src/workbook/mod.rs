//! An Excel workbook: the rows of its visible sheets, those of one header as one table.

mod beside;
mod cell;
mod head;

use calamine::{Reader, SheetVisible, Xlsx, XlsxCellReader, XlsxError};
use tickets::{Encoding, FileError, Origin, TableFound, Wire};

use crate::{
    Error, Landing, Limits, ReadSeek, Sink,
    choose::{self, Candidate},
    limits::Meter,
    table::Table,
};
use beside::Beside;
use head::Head;

type Workbook = Xlsx<Box<dyn ReadSeek + Send>>;
type Cells<'a> = XlsxCellReader<'a, Box<dyn ReadSeek + Send>>;

/// A row of a sheet: its number from 0, and its filled cells.
#[derive(Debug, Default)]
struct Row {
    number: u32,
    cells: Vec<Cell>,
}

/// A filled cell.
#[derive(Debug)]
struct Cell {
    column: usize,
    text: String,
    /// Whether it holds a word: no number, no date.
    is_word: bool,
}

/// Reads the sheets that look most like tickets, or the one of that name.
pub(crate) fn rows(
    reader: Box<dyn ReadSeek + Send>,
    limits: Limits,
    wanted: Option<&str>,
    sink: Sink<'_>,
) -> Result<Landing, Error> {
    let mut workbook = Xlsx::new(reader).map_err(broken)?;
    let origin = Origin {
        from_1904: workbook.has_1904_epoch(),
        ..Origin::new(Wire::Xlsx, Encoding::Utf8)
    };
    let sheets: Vec<String> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    let mut candidates = Vec::new();
    let mut heads = Vec::new();
    for name in &sheets {
        let Some(head) = look(&mut workbook, name, sheets.len() > 1)? else {
            continue;
        };
        let table = head.table(origin)?;
        let fits = choose::look(&table, false).map_or((false, false, false), |(_, fits)| fits);
        candidates.push(Candidate {
            name: name.clone(),
            rows: head.rows(),
            kind: head.names().join("\u{1f}"),
            fits,
        });
        heads.push(head);
    }
    if candidates.is_empty() {
        return Err(FileError::Empty.into());
    }
    let choose::Choice { list, told } = choose::choose(&candidates, wanted)?;
    let mut table: Option<Table> = None;
    let mut beside = Beside::default();
    let mut meter = Meter::new(limits);
    // The archive was measured before; what counts here is how often a shared string is repeated.
    meter.take(u64::MAX / 2);
    for (found, head) in list.iter().zip(&heads).filter(|(found, _)| found.taken) {
        let table = match &mut table {
            Some(table) => table,
            none => none.insert(head.columns()?),
        };
        write(
            &mut workbook,
            found,
            head,
            table,
            &mut beside,
            &mut meter,
            sink,
        )?;
    }
    let table = table.unwrap_or_else(Table::new);
    Ok(Landing::Rows(table.header_of(origin, &told)))
}

/// Where a sheet's header is, and how many rows are below it where that is to be counted; none if it holds none.
fn look(workbook: &mut Workbook, sheet: &str, count: bool) -> Result<Option<Head>, Error> {
    // A sheet that is a chart has no cells.
    let Ok(mut cells) = workbook.worksheet_cells_reader(sheet) else {
        return Ok(None);
    };
    let mut head = Head::default();
    each(&mut cells, &mut |row| Ok(head.take(row) || count))?;
    Ok(head.finish())
}

/// Writes the rows below the header.
fn write(
    workbook: &mut Workbook,
    found: &TableFound,
    head: &Head,
    table: &mut Table,
    beside: &mut Beside,
    meter: &mut Meter,
    sink: Sink<'_>,
) -> Result<(), Error> {
    let mut cells = workbook
        .worksheet_cells_reader(&found.name)
        .map_err(broken)?;
    let width = head.names().len();
    each(&mut cells, &mut |row| {
        if row.number <= head.number() || row.cells.is_empty() {
            return Ok(true);
        }
        beside.place(row.cells, width, table)?;
        let row = table.end(u64::from(row.number) + 1);
        meter.give(row.len() as u64)?;
        sink(row)?;
        Ok(true)
    })
}

/// Hands on the rows of a sheet until one says that it is enough.
fn each(
    cells: &mut Cells<'_>,
    take: &mut dyn FnMut(Row) -> Result<bool, Error>,
) -> Result<(), Error> {
    let mut row = Row::default();
    while let Some(cell) = cells.next_cell().map_err(broken)? {
        let (number, column) = cell.get_position();
        if row.number != number {
            if !take(std::mem::take(&mut row))? {
                return Ok(());
            }
            row.number = number;
        }
        let value = cell.get_value();
        let text = cell::text(value);
        if !text.trim().is_empty() {
            row.cells.push(Cell {
                column: column as usize,
                text,
                is_word: cell::is_word(value),
            });
        }
    }
    take(row).map(|_| ())
}

#[expect(clippy::needless_pass_by_value, reason = "the form `map_err` calls")]
fn broken(error: XlsxError) -> Error {
    Error::File(FileError::BadWorkbook {
        reason: error.to_string(),
    })
}
