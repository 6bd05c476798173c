//! A column of one row group, decoded for aggregation.

use std::collections::HashMap;
use std::mem::size_of;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int32Type, TimestampMicrosecondType};
use arrow_array::{Array, ArrayRef};
use arrow_schema::DataType;

use super::damaged;
use crate::Error;
use crate::zone::Zone;

/// A moment that is not known. It lies before all others, as the rows of a file are sorted, and in no period.
pub(super) const NEVER: i64 = i64::MIN;

/// A decoded column.
#[derive(Debug)]
pub(super) enum Column {
    /// Codes into a list of different texts.
    Text(Texts),
    /// Numbers.
    Numbers(Values<f64>),
    /// Moments, µs since the epoch; a null one is [`NEVER`].
    Moments(Values<i64>),
}

/// Values, and which of them are there.
#[derive(Debug)]
pub(super) struct Values<T> {
    pub(super) values: Vec<T>,
    /// None when none is null.
    pub(super) present: Option<Vec<bool>>,
}

/// Text as codes.
#[derive(Debug)]
pub(super) struct Texts {
    pub(super) codes: Codes,
    /// None stands for null.
    pub(super) values: Vec<Option<Box<str>>>,
}

/// Codes, as wide as their number asks for.
#[derive(Debug)]
pub(super) enum Codes {
    Narrow(Vec<u8>),
    Middle(Vec<u16>),
    Wide(Vec<u32>),
}

/// Stretches of rows whose moments fall on the same local day: (days since 1970-01-01, row behind the last).
#[derive(Debug)]
pub(super) struct Days(pub(super) Vec<(i32, usize)>);

impl Column {
    /// Decodes an array that was read from `path`.
    pub(super) fn decode(path: &str, array: &ArrayRef) -> Result<Self, Error> {
        let present: Option<Vec<bool>> = array
            .nulls()
            .filter(|nulls| nulls.null_count() > 0)
            .map(|nulls| nulls.iter().collect());
        Ok(match array.data_type() {
            DataType::Float64 => Self::Numbers(Values {
                values: array.as_primitive::<Float64Type>().values().to_vec(),
                present,
            }),
            DataType::Int32 => {
                let values = array
                    .as_primitive::<Int32Type>()
                    .values()
                    .iter()
                    .copied()
                    .map(f64::from)
                    .collect();
                Self::Numbers(Values { values, present })
            }
            DataType::Timestamp(..) => {
                let values = array.as_primitive_opt::<TimestampMicrosecondType>();
                let mut values = values
                    .ok_or_else(|| damaged(path, "moments are not in microseconds"))?
                    .values()
                    .to_vec();
                for (value, present) in values.iter_mut().zip(present.iter().flatten()) {
                    if !present {
                        *value = NEVER;
                    }
                }
                Self::Moments(Values { values, present })
            }
            DataType::Dictionary(..) => {
                let array = array
                    .as_dictionary_opt::<Int32Type>()
                    .ok_or_else(|| damaged(path, "a strange dictionary"))?;
                let words = array
                    .values()
                    .as_string_opt::<i32>()
                    .ok_or_else(|| damaged(path, "a strange dictionary"))?;
                let mut intern = Intern::default();
                // A dictionary may name a text twice, or one that no row uses.
                let codes: Vec<u32> = words.iter().map(|word| intern.code(word)).collect();
                let keys = array.keys().iter();
                let rows = keys.map(|key| match key.and_then(|key| usize::try_from(key).ok()) {
                    Some(key) => codes[key],
                    None => intern.code(None),
                });
                let rows = rows.collect();
                Self::Text(intern.texts(rows))
            }
            DataType::Utf8 => {
                let mut intern = Intern::default();
                let rows = array
                    .as_string::<i32>()
                    .iter()
                    .map(|text| intern.code(text))
                    .collect();
                Self::Text(intern.texts(rows))
            }
            other => return Err(damaged(path, format!("a column of type {other}"))),
        })
    }

    /// Memory it takes, in bytes, roughly.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Numbers(column) => column.bytes(),
            Self::Moments(column) => column.bytes(),
            Self::Text(column) => {
                let words = column
                    .values
                    .iter()
                    .map(|word| 16 + word.as_ref().map_or(0, |word| word.len()));
                words.sum::<usize>() + column.codes.bytes()
            }
        }
    }
}

impl Texts {
    /// The text of a row; none for null.
    pub(super) fn text_at(&self, row: usize) -> Option<&str> {
        let code = match &self.codes {
            Codes::Narrow(codes) => usize::from(codes[row]),
            Codes::Middle(codes) => usize::from(codes[row]),
            Codes::Wide(codes) => codes[row] as usize,
        };
        self.values[code].as_deref()
    }
}

impl<T> Values<T> {
    fn bytes(&self) -> usize {
        self.values.len() * size_of::<T>() + self.present.as_ref().map_or(0, Vec::len)
    }
}

impl Codes {
    fn new(codes: Vec<u32>, different: usize) -> Self {
        // The casts keep every code: there are no more than `different` of them.
        #[expect(
            clippy::cast_possible_truncation,
            reason = "codes are smaller than their number"
        )]
        match different {
            0..=0x100 => Self::Narrow(codes.into_iter().map(|code| code as u8).collect()),
            0x101..=0x1_0000 => Self::Middle(codes.into_iter().map(|code| code as u16).collect()),
            _ => Self::Wide(codes),
        }
    }

    fn bytes(&self) -> usize {
        match self {
            Self::Narrow(codes) => codes.len(),
            Self::Middle(codes) => codes.len() * 2,
            Self::Wide(codes) => codes.len() * 4,
        }
    }
}

/// Gives each different text a number.
#[derive(Default)]
struct Intern<'a> {
    known: HashMap<Option<&'a str>, u32>,
    values: Vec<Option<Box<str>>>,
}

impl<'a> Intern<'a> {
    fn code(&mut self, text: Option<&'a str>) -> u32 {
        *self.known.entry(text).or_insert_with(|| {
            self.values.push(text.map(Into::into));
            u32::try_from(self.values.len() - 1).unwrap_or(u32::MAX)
        })
    }

    fn texts(self, rows: Vec<u32>) -> Texts {
        Texts {
            codes: Codes::new(rows, self.values.len()),
            values: self.values,
        }
    }
}

impl Days {
    /// Cuts sorted moments into local days; those that are not known come first and are of none.
    pub(super) fn new(zone: &Zone, moments: &[i64]) -> Self {
        let mut runs: Vec<(i32, usize)> = Vec::new();
        let mut start = moments.partition_point(|at| *at == NEVER);
        while start < moments.len() {
            let (day, until) = zone.day(moments[start]);
            let end = start + moments[start..].partition_point(|at| *at < until);
            match runs.last_mut() {
                // A change of the offset splits a day.
                Some(last) if last.0 == day => last.1 = end,
                _ => runs.push((day, end)),
            }
            start = end;
        }
        Self(runs)
    }

    /// Memory it takes, in bytes.
    pub(super) fn bytes(&self) -> usize {
        self.0.len() * size_of::<(i32, usize)>()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow_array::{DictionaryArray, Int32Array, StringArray};

    use super::*;

    fn text(array: &ArrayRef) -> Vec<Option<String>> {
        let Column::Text(column) = Column::decode("f", array).unwrap() else {
            panic!("no text")
        };
        let Codes::Narrow(codes) = column.codes else {
            panic!("few codes are narrow")
        };
        codes
            .into_iter()
            .map(|code| {
                column.values[usize::from(code)]
                    .as_deref()
                    .map(str::to_owned)
            })
            .collect()
    }

    #[test]
    fn text_keeps_its_rows_with_and_without_a_dictionary() {
        let rows = vec![Some("b"), None, Some("a"), Some("b")];
        let expected: Vec<Option<String>> = rows.iter().map(|row| row.map(str::to_owned)).collect();
        assert_eq!(
            text(&(Arc::new(StringArray::from(rows)) as ArrayRef)),
            expected
        );
        let keys = Int32Array::from(vec![Some(1), None, Some(0), Some(2)]);
        let dictionary =
            DictionaryArray::new(keys, Arc::new(StringArray::from(vec!["a", "b", "b"])));
        assert_eq!(text(&(Arc::new(dictionary) as ArrayRef)), expected);
    }

    #[test]
    fn many_texts_get_wider_codes() {
        for (different, width) in [(256, 1), (257, 2), (65_536, 2), (65_537, 4)] {
            assert_eq!(Codes::new(vec![0], different).bytes(), width);
        }
    }

    #[test]
    fn a_day_with_a_change_of_the_clock_is_one_day() {
        let zone = Zone::new("Europe/Berlin", 0, 2_000_000_000_000_000).unwrap();
        // 2026-03-29 has 23 hours: 2026-03-28T23:00Z to 2026-03-29T22:00Z.
        let first = 1_774_738_800_000_000;
        let hours: Vec<i64> = (-1..24).map(|hour| first + hour * 3_600_000_000).collect();
        let days = Days::new(&zone, &hours).0;
        assert_eq!(
            days.iter().map(|(_, end)| *end).collect::<Vec<_>>(),
            [1, 24, 25]
        );
    }
}
