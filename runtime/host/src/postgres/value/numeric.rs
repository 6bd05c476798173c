//! `numeric` as a decimal text: exact, however long. The binary format has digits of base 10,000.

use super::Boxed;
use bytes::{BufMut, BytesMut};
use std::fmt::Write as _;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};

const NEGATIVE: u16 = 0x4000;
const NAN: u16 = 0xC000;
const INFINITY: u16 = 0xD000;
const NEGATIVE_INFINITY: u16 = 0xF000;
/// Decimal digits in one of base 10,000.
const GROUP: usize = 4;

/// A decimal number as PostgreSQL prints it.
#[derive(Debug, PartialEq)]
pub(super) struct Numeric(pub(super) String);

impl<'a> FromSql<'a> for Numeric {
    fn from_sql(_of: &Type, bytes: &'a [u8]) -> Result<Self, Boxed> {
        read(bytes)
            .map(Self)
            .ok_or_else(|| "a numeric of an unknown form".into())
    }

    fn accepts(of: &Type) -> bool {
        *of == Type::NUMERIC
    }
}

impl ToSql for Numeric {
    fn to_sql(&self, _of: &Type, out: &mut BytesMut) -> Result<IsNull, Boxed> {
        write(&self.0, out)?;
        Ok(IsNull::No)
    }

    fn accepts(of: &Type) -> bool {
        *of == Type::NUMERIC
    }

    to_sql_checked!();
}

fn read(bytes: &[u8]) -> Option<String> {
    let mut words = bytes
        .chunks_exact(2)
        .map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    let count = usize::from(words.next()?);
    let weight = i32::from(words.next()?.cast_signed());
    let sign = words.next()?;
    let scale = usize::from(words.next()?);
    let digits: Vec<u16> = words.collect();
    if digits.len() != count || digits.iter().any(|digit| *digit > 9999) {
        return None;
    }
    match sign {
        NAN => return Some("NaN".to_owned()),
        INFINITY => return Some("Infinity".to_owned()),
        NEGATIVE_INFINITY => return Some("-Infinity".to_owned()),
        0 | NEGATIVE => {}
        _ => return None,
    }
    // The group that stands for 10,000 to the power of `place`.
    let group = |place: i32| {
        let index = usize::try_from(weight - place).ok();
        index
            .and_then(|index| digits.get(index))
            .copied()
            .unwrap_or(0)
    };
    let mut text = String::from(if sign == NEGATIVE { "-" } else { "" });
    text.push_str(&group(weight.max(0)).to_string());
    for place in (0..weight.max(0)).rev() {
        let _infallible = write!(text, "{:04}", group(place));
    }
    if scale > 0 {
        let mut fraction = String::new();
        let mut place = -1;
        while fraction.len() < scale {
            let _infallible = write!(fraction, "{:04}", group(place));
            place -= 1;
        }
        text.push('.');
        text.push_str(&fraction[..scale]);
    }
    Some(text)
}

/// Appends the binary format of a decimal text: `-12.50`, `NaN`, `Infinity`, `-Infinity`.
pub(super) fn write(text: &str, out: &mut BytesMut) -> Result<(), Boxed> {
    for (name, sign) in [
        ("NaN", NAN),
        ("Infinity", INFINITY),
        ("-Infinity", NEGATIVE_INFINITY),
    ] {
        if text.eq_ignore_ascii_case(name) {
            for word in [0, 0, sign, 0] {
                out.put_u16(word);
            }
            return Ok(());
        }
    }
    let wrong = || Boxed::from(format!("`{text}` is no decimal number such as -12.50"));
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    if whole.len() + fraction.len() == 0
        || !whole
            .bytes()
            .chain(fraction.bytes())
            .all(|byte| byte.is_ascii_digit())
    {
        return Err(wrong());
    }
    let whole = whole.trim_start_matches('0');
    let groups_before = whole.len().div_ceil(GROUP);
    // Zeros on both sides, so that groups are full.
    let digits = format!(
        "{}{whole}{fraction}{}",
        "0".repeat(groups_before * GROUP - whole.len()),
        "0".repeat(fraction.len().div_ceil(GROUP) * GROUP - fraction.len()),
    );
    let groups: Vec<i16> = digits
        .as_bytes()
        .chunks_exact(GROUP)
        .map(|group| {
            group
                .iter()
                .fold(0, |sum, digit| sum * 10 + i16::from(digit - b'0'))
        })
        .collect();
    let first = groups.iter().position(|group| *group != 0);
    let Some(first) = first else {
        for word in [0, 0, 0, u16::try_from(fraction.len())?] {
            out.put_u16(word);
        }
        return Ok(());
    };
    let last = groups
        .iter()
        .rposition(|group| *group != 0)
        .unwrap_or(first);
    let weight = i16::try_from(groups_before)? - i16::try_from(first)? - 1;
    out.put_i16(i16::try_from(last - first + 1)?);
    out.put_i16(weight);
    out.put_u16(if text.starts_with('-') { NEGATIVE } else { 0 });
    out.put_u16(u16::try_from(fraction.len())?);
    for group in &groups[first..=last] {
        out.put_i16(*group);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(text: &str) -> BytesMut {
        let mut out = BytesMut::new();
        write(text, &mut out).unwrap();
        out
    }

    #[test]
    fn numbers_come_back_to_the_digit() {
        for text in [
            "0",
            "0.00",
            "1",
            "-1",
            "10000",
            "12345678901234567890.0001",
            "0.0001",
            "-0.00010",
            "99999999",
            "0.00000000000000000000000000000000000012",
            "123.4500",
            "NaN",
            "Infinity",
            "-Infinity",
            "100000000",
        ] {
            assert_eq!(read(&bytes(text)).as_deref(), Some(text));
        }
        let long = format!("{}.{}", "7".repeat(3000), "3".repeat(1001));
        assert_eq!(read(&bytes(&long)), Some(long));
        for (odd, plain) in [
            ("+5", "5"),
            ("007", "7"),
            (".5", "0.5"),
            ("5.", "5"),
            ("-0", "0"),
        ] {
            assert_eq!(read(&bytes(odd)).as_deref(), Some(plain));
        }
    }

    #[test]
    fn the_format_is_the_servers() {
        // select encode(numeric_send(12345.678), 'hex')
        assert_eq!(
            bytes("12345.678")[..],
            [0, 3, 0, 1, 0, 0, 0, 3, 0, 1, 0x09, 0x29, 0x1a, 0x7c]
        );
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for wrong in ["", "-", ".", "1e5", "1,5", "0x1", " 1", "--1", "१"] {
            assert!(write(wrong, &mut BytesMut::new()).is_err(), "{wrong}");
        }
        assert_eq!(read(&[0, 1, 0, 0, 0, 0, 0, 0]), None);
    }
}
