//! Rows on their way: the tuples of PostgreSQL's binary COPY, which both directions use.

use schema::Kind;
use uuid::Uuid;

use super::{Cell, Fault};

/// What stands before the first tuple: signature, no flags, no extension.
pub const HEAD: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";
/// What stands behind the last one.
pub const TAIL: &[u8] = &[0xff, 0xff];

/// PostgreSQL counts moments from 2000-01-01, in µs after the epoch.
const YEAR_2000: i64 = 946_684_800_000_000;
/// The first moment PostgreSQL knows (4714-11-24 BC) and the first it does not know (294277-01-01), in its count.
const MOMENTS: std::ops::Range<i64> = -211_813_488_000_000_000..9_223_371_331_200_000_000;
/// The version that stands before a `jsonb` document.
const JSONB: u8 = 1;

/// Appends a row.
pub fn encode(cells: &[Cell<'_>], out: &mut Vec<u8>) -> Result<(), (usize, Fault)> {
    let count = u16::try_from(cells.len()).map_err(|_| (0, Fault::Form))?;
    out.extend_from_slice(&count.to_be_bytes());
    for (number, cell) in cells.iter().enumerate() {
        encode_cell(cell, out).map_err(|fault| (number, fault))?;
    }
    Ok(())
}

fn encode_cell(cell: &Cell<'_>, out: &mut Vec<u8>) -> Result<(), Fault> {
    match *cell {
        Cell::Null => out.extend_from_slice(&(-1_i32).to_be_bytes()),
        Cell::Integer(value) => field(out, &[&value.to_be_bytes()])?,
        Cell::Moment(value) => {
            let counted = value
                .checked_sub(YEAR_2000)
                .filter(|counted| MOMENTS.contains(counted));
            field(out, &[&counted.ok_or(Fault::Moment(value))?.to_be_bytes()])?;
        }
        Cell::Boolean(value) => field(out, &[&[u8::from(value)]])?,
        Cell::Real(value) => field(out, &[&value.to_be_bytes()])?,
        Cell::Text(value) => {
            if memchr::memchr(0, value.as_bytes()).is_some() {
                return Err(Fault::Nul);
            }
            field(out, &[value.as_bytes()])?;
        }
        Cell::Json(value) => field(out, &[&[JSONB], value.as_bytes()])?,
        Cell::Uuid(value) => field(out, &[value.as_bytes()])?,
        Cell::Bytes(value) => field(out, &[value])?,
    }
    Ok(())
}

fn field(out: &mut Vec<u8>, parts: &[&[u8]]) -> Result<(), Fault> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let length = i32::try_from(length).map_err(|_| Fault::Form)?;
    out.extend_from_slice(&length.to_be_bytes());
    for part in parts {
        out.extend_from_slice(part);
    }
    Ok(())
}

/// Reads the row that `bytes` begin with; none if the end of it is not there yet. Tells how many bytes it took; on a
/// fault, the column's number.
pub fn decode<'a>(
    bytes: &'a [u8],
    kinds: &[Kind],
    cells: &mut Vec<Cell<'a>>,
) -> Result<Option<usize>, (usize, Fault)> {
    cells.clear();
    let Some(count) = bytes.first_chunk::<2>() else {
        return Ok(None);
    };
    if usize::from(u16::from_be_bytes(*count)) != kinds.len() {
        return Err((0, Fault::Form));
    }
    let mut at = 2;
    for (number, kind) in kinds.iter().enumerate() {
        let Some(length) = bytes[at..].first_chunk::<4>() else {
            return Ok(None);
        };
        at += 4;
        let length = i32::from_be_bytes(*length);
        if length < 0 {
            cells.push(Cell::Null);
            continue;
        }
        let length = usize::try_from(length).map_err(|_| (number, Fault::Form))?;
        let Some(value) = bytes.get(at..at + length) else {
            return Ok(None);
        };
        at += length;
        cells.push(decode_cell(value, *kind).map_err(|fault| (number, fault))?);
    }
    Ok(Some(at))
}

fn decode_cell(bytes: &[u8], kind: Kind) -> Result<Cell<'_>, Fault> {
    let eight = || <[u8; 8]>::try_from(bytes).map_err(|_| Fault::Form);
    Ok(match kind {
        Kind::Integer => Cell::Integer(i64::from_be_bytes(eight()?)),
        Kind::Moment => match i64::from_be_bytes(eight()?) {
            i64::MIN | i64::MAX => return Err(Fault::Infinite),
            counted => Cell::Moment(
                counted
                    .checked_add(YEAR_2000)
                    .ok_or(Fault::Moment(counted))?,
            ),
        },
        Kind::Boolean => Cell::Boolean(bytes == [1]),
        Kind::Real => Cell::Real(f64::from_be_bytes(eight()?)),
        Kind::Text => Cell::Text(std::str::from_utf8(bytes).map_err(|_| Fault::Utf8)?),
        Kind::Json => match bytes.split_first() {
            Some((&JSONB, text)) => Cell::Json(std::str::from_utf8(text).map_err(|_| Fault::Utf8)?),
            _ => return Err(Fault::Form),
        },
        Kind::Uuid => Cell::Uuid(Uuid::from_slice(bytes).map_err(|_| Fault::Form)?),
        Kind::Bytes => Cell::Bytes(bytes),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_read_as_it_was_written_and_not_before_it_is_whole() {
        let row = [
            Cell::Null,
            Cell::Integer(i64::MIN),
            Cell::Moment(-1),
            Cell::Boolean(true),
            Cell::Real(-0.1),
            Cell::Text("é"),
            Cell::Json("{}"),
            Cell::Uuid(Uuid::max()),
            Cell::Bytes(&[0, 255]),
        ];
        let kinds = [
            Kind::Text,
            Kind::Integer,
            Kind::Moment,
            Kind::Boolean,
            Kind::Real,
            Kind::Text,
            Kind::Json,
            Kind::Uuid,
            Kind::Bytes,
        ];
        let mut bytes = Vec::new();
        encode(&row, &mut bytes).unwrap();
        let mut cells = Vec::new();
        assert_eq!(decode(&bytes, &kinds, &mut cells), Ok(Some(bytes.len())));
        assert_eq!(cells, row);
        for end in 0..bytes.len() {
            assert_eq!(decode(&bytes[..end], &kinds, &mut Vec::new()), Ok(None));
        }
    }

    #[test]
    fn what_one_side_cannot_hold_is_refused() {
        let fault = |cell| encode(&[cell], &mut Vec::new()).unwrap_err().1;
        assert_eq!(fault(Cell::Text("a\0b")), Fault::Nul);
        assert_eq!(fault(Cell::Moment(i64::MIN)), Fault::Moment(i64::MIN));
        let mut infinity = vec![0, 1, 0, 0, 0, 8];
        infinity.extend(i64::MAX.to_be_bytes());
        let read = decode(&infinity, &[Kind::Moment], &mut Vec::new());
        assert_eq!(read, Err((0, Fault::Infinite)));
    }
}
