//! The cells of a sheet.

use calamine::{DataRef, ExcelDateTime, ExcelDateTimeType};

use super::{BEGIN, END, Shared, Style, compound::bad, records::Records};
use crate::{
    Error,
    book::{Cell, Row},
    workbook::text_of,
};

/// So many cells, and so many bytes of their texts, are put in order.
const UNORDERED: usize = 1_000_000;
const UNORDERED_BYTES: usize = 64 << 20;
/// Most columns: newer programs than Excel write more than its 256.
const COLUMNS: u16 = 16_384;

/// What reads the cells of a sheet.
pub(super) struct Cells<'a> {
    pub records: &'a mut Records,
    pub style: &'a Style,
    pub shared: &'a Shared,
}

/// A cell: its row, and itself.
type Found = (u16, Cell);

type Take<'a> = &'a mut dyn FnMut(Row) -> Result<bool, Error>;

impl Cells<'_> {
    /// Whether the cells of the sheet there come row by row.
    pub fn are_in_order(&mut self, at: u64) -> Result<bool, Error> {
        let (mut last, mut in_order) = (0, true);
        self.each(at, &mut |row, _| {
            in_order &= row >= last;
            last = row;
            Ok(in_order)
        })?;
        Ok(in_order)
    }

    /// Hands on the rows of a sheet whose cells come row by row.
    pub fn rows(&mut self, at: u64, take: Take<'_>) -> Result<(), Error> {
        let mut row = row_of(0);
        let mut more = true;
        self.each(at, &mut |number, cell| {
            if row.number != u32::from(number) {
                more = take(std::mem::replace(&mut row, row_of(number)).in_order())?;
            }
            row.push(cell);
            Ok(more)
        })?;
        if more {
            take(row.in_order())?;
        }
        Ok(())
    }

    /// Puts the cells in order first.
    pub fn sorted_rows(&mut self, at: u64, take: Take<'_>) -> Result<(), Error> {
        let (mut cells, mut bytes): (Vec<Found>, usize) = (Vec::new(), 0);
        self.each(at, &mut |number, cell| {
            bytes += cell.text.len();
            if cells.len() >= UNORDERED || bytes > UNORDERED_BYTES {
                return Err(bad(
                    "its cells are not in order, and too many to put them so",
                ));
            }
            cells.push((number, cell));
            Ok(true)
        })?;
        cells.sort_by_key(|(row, _)| *row);
        let mut row = row_of(0);
        for (number, cell) in cells {
            if row.number != u32::from(number)
                && !take(std::mem::replace(&mut row, row_of(number)).in_order())?
            {
                return Ok(());
            }
            row.push(cell);
        }
        take(row.in_order()).map(|_| ())
    }

    /// Hands on the filled cells of the sheet there, until it is enough.
    fn each(
        &mut self,
        at: u64,
        take: &mut dyn FnMut(u16, Cell) -> Result<bool, Error>,
    ) -> Result<(), Error> {
        self.records.go_to(at);
        if self.records.next()? != Some(BEGIN) {
            return Err(bad("a sheet is missing"));
        }
        // Charts within a sheet begin and end as it does.
        let mut depth = 1;
        // The cell whose formula gives a text, which comes behind it.
        let mut pending: Option<(u16, u16)> = None;
        while let Some(kind) = self.records.next()? {
            match kind {
                BEGIN => depth += 1,
                END => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                break;
            }
            if depth > 1 {
                continue;
            }
            if kind == 0x207 {
                if let Some((row, column)) = pending.take() {
                    let text = self.records.text(true)?;
                    if !hand(row, column, &DataRef::String(text), take)? {
                        return Ok(());
                    }
                }
                continue;
            }
            if kind == 0xBD {
                if !self.numbers(take)? {
                    return Ok(());
                }
                continue;
            }
            if !matches!(
                kind,
                0xFD | 0x203 | 0x27E | 0x204 | 0xD6 | 0x205 | 0x06 | 0x206 | 0x406
            ) {
                continue;
            }
            let (row, column, style) = (
                self.records.two()?,
                self.records.two()?,
                self.records.two()?,
            );
            let value = match kind {
                0xFD => {
                    let number = self.records.four()?;
                    DataRef::SharedString(self.shared.get(number).unwrap_or_default())
                }
                0x203 => {
                    let number = self.records.eight()?;
                    self.number(f64::from_le_bytes(number), style)
                }
                0x27E => {
                    let packed = self.records.four()?;
                    self.number(unpacked(packed), style)
                }
                0x204 | 0xD6 => DataRef::String(self.records.text(true)?),
                0x205 => truth(self.records.byte()?, self.records.byte()? == 0),
                _ => match self.records.eight()? {
                    [0, .., 0xFF, 0xFF] => {
                        pending = Some((row, column));
                        continue;
                    }
                    [kind, _, value, .., 0xFF, 0xFF] => truth(value, kind == 1),
                    number => self.number(f64::from_le_bytes(number), style),
                },
            };
            if !hand(row, column, &value, take)? {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Several numbers of a row.
    fn numbers(
        &mut self,
        take: &mut dyn FnMut(u16, Cell) -> Result<bool, Error>,
    ) -> Result<bool, Error> {
        let (row, first) = (self.records.two()?, self.records.two()?);
        let count = self.records.rest().len().saturating_sub(2) / 6;
        for column in (first..COLUMNS).take(count) {
            let style = self.records.two()?;
            let packed = self.records.four()?;
            let value = self.number(unpacked(packed), style);
            if !hand(row, column, &value, take)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn number(&self, number: f64, style: u16) -> DataRef<'static> {
        let is_date = self.style.dates.get(usize::from(style)) == Some(&true);
        // A day beyond the year 9999, or before the first, is none.
        if is_date && (0.0..2_958_466.0).contains(&number) {
            let kind = ExcelDateTimeType::DateTime;
            return DataRef::DateTime(ExcelDateTime::new(number, kind, self.style.from_1904));
        }
        DataRef::Float(number)
    }
}

fn hand(
    row: u16,
    column: u16,
    value: &DataRef<'_>,
    take: &mut dyn FnMut(u16, Cell) -> Result<bool, Error>,
) -> Result<bool, Error> {
    let (text, is_word) = text_of(value);
    if text.trim().is_empty() {
        return Ok(true);
    }
    if column >= COLUMNS {
        return Err(bad("a cell lies outside of any sheet"));
    }
    let column = usize::from(column);
    take(
        row,
        Cell {
            column,
            text,
            is_word,
        },
    )
}

fn truth(value: u8, is_truth: bool) -> DataRef<'static> {
    if is_truth {
        DataRef::Bool(value != 0)
    } else {
        DataRef::Empty
    }
}

/// A number as it is packed: a whole one or the upper half of another, perhaps in hundredths.
fn unpacked(packed: u32) -> f64 {
    let number = if packed & 2 == 0 {
        f64::from_bits(u64::from(packed & !3) << 32)
    } else {
        f64::from(packed.cast_signed() >> 2)
    };
    if packed & 1 == 0 {
        number
    } else {
        number / 100.0
    }
}

fn row_of(number: u16) -> Row {
    Row::new(number.into(), u64::from(number) + 1)
}
