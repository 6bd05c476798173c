//! Which group each row of a part belongs to.

use std::collections::HashMap;
use std::ops::{AddAssign, Mul};

use super::compile::Key;
use super::labels::Labels;
use super::part::Source;
use crate::engine::column::{Codes, Column};
use crate::zone::{Zone, week_of_day};

/// Up to this many groups, the group's key is its place in the totals.
const DENSE: u64 = 1 << 20;

/// Gives keys places in the totals. One place more takes the rows that filters hold back: cheaper than to leave them
/// out one by one.
pub(super) enum Places {
    /// The key is the place; the last place is for rows held back.
    Dense(u32),
    /// Places from 1 on in order of appearance; 0 is for rows held back.
    Sparse(HashMap<u64, u32>),
}

impl Places {
    /// Places for so many possible keys.
    pub(super) fn new(keys: u64) -> Self {
        match u32::try_from(keys) {
            Ok(keys) if u64::from(keys) <= DENSE => Self::Dense(keys),
            _ => Self::Sparse(HashMap::new()),
        }
    }

    /// How many places there are.
    pub(super) fn count(&self) -> usize {
        match self {
            Self::Dense(keys) => *keys as usize + 1,
            Self::Sparse(known) => known.len() + 1,
        }
    }

    /// The place of rows held back.
    pub(super) fn held_back(&self) -> u32 {
        if let Self::Dense(keys) = self {
            *keys
        } else {
            0
        }
    }

    /// Every key met or possible, with its place.
    pub(super) fn keys(&self) -> Vec<(u64, usize)> {
        match self {
            Self::Dense(keys) => (0..u64::from(*keys)).zip(0..).collect(),
            Self::Sparse(known) => known
                .iter()
                .map(|(key, place)| (*key, *place as usize))
                .collect(),
        }
    }
}

/// The place of a key among those met.
pub(super) fn place_of(known: &mut HashMap<u64, u32>, key: u64) -> u32 {
    let next = u32::try_from(known.len() + 1).unwrap_or(u32::MAX);
    *known.entry(key).or_insert(next)
}

/// A key under construction: as wide as the number of possible keys asks for.
pub(super) trait Number: Copy + From<u32> + AddAssign + Mul<Output = Self> {}

impl Number for u32 {}
impl Number for u64 {}

/// One dimension of a part.
pub(super) struct Grouping<'a> {
    pub(super) key: &'a Key,
    pub(super) labels: &'a Labels,
    pub(super) source: &'a Source,
    /// The number of each of the part's own codes.
    pub(super) numbers: &'a [u32],
    /// `created_at` of the part, where hours are asked for.
    pub(super) moments: &'a [i64],
}

impl Grouping<'_> {
    /// Adds the number of each row's value, times `stride`, to the keys of rows from `start` on.
    pub(super) fn add<N: Number>(&self, start: usize, stride: N, keys: &mut [N]) {
        match (self.key, self.source) {
            (Key::Text(_), Source::Texts(column)) => {
                if let Column::Text(column) = column.as_ref() {
                    self.add_codes(&column.codes, start, stride, keys);
                }
            }
            (Key::Day(..) | Key::Week(..), Source::Days(days)) => {
                self.add_days(&days.0, start, stride, keys);
            }
            (Key::Hour(zone), _) => add_hours(zone, &self.moments[start..], stride, keys),
            (Key::Band(_, edges), Source::Numbers(column)) => {
                for (row, key) in (start..).zip(keys) {
                    let band = |number| 1 + edges.partition_point(|edge| *edge <= number);
                    let band = number_at(column, row).map_or(0, band);
                    *key += N::from(u32::try_from(band).unwrap_or_default()) * stride;
                }
            }
            _ => {}
        }
    }

    fn add_codes<N: Number>(&self, codes: &Codes, start: usize, stride: N, keys: &mut [N]) {
        match codes {
            Codes::Narrow(codes) => {
                // As many entries as a byte has values: no code needs to be checked.
                let mut table = [N::from(0); 256];
                for (entry, number) in table.iter_mut().zip(self.numbers) {
                    *entry = N::from(*number) * stride;
                }
                for (key, code) in keys.iter_mut().zip(&codes[start..]) {
                    *key += table[usize::from(*code)];
                }
            }
            Codes::Middle(codes) => {
                for (key, code) in keys.iter_mut().zip(&codes[start..]) {
                    *key += N::from(self.numbers[usize::from(*code)]) * stride;
                }
            }
            Codes::Wide(codes) => {
                for (key, code) in keys.iter_mut().zip(&codes[start..]) {
                    *key += N::from(self.numbers[*code as usize]) * stride;
                }
            }
        }
    }

    fn add_days<N: Number>(&self, days: &[(i32, usize)], start: usize, stride: N, keys: &mut [N]) {
        let end = start + keys.len();
        let mut from = start;
        for (day, until) in &days[days.partition_point(|(_, until)| *until <= start)..] {
            let until = end.min(*until);
            let part = N::from(day_number(self.labels, *day)) * stride;
            for key in &mut keys[from - start..until - start] {
                *key += part;
            }
            from = until;
            if from == end {
                break;
            }
        }
    }
}

fn add_hours<N: Number>(zone: &Zone, moments: &[i64], stride: N, keys: &mut [N]) {
    for (key, at) in keys.iter_mut().zip(moments) {
        *key += N::from(zone.hour(*at).into()) * stride;
    }
}

/// The number of a local day among a dimension's days or weeks.
pub(super) fn day_number(labels: &Labels, day: i32) -> u32 {
    let offset = match labels {
        Labels::Days { first, .. } => day - first,
        Labels::Weeks { first, .. } => week_of_day(day) - first,
        _ => 0,
    };
    u32::try_from(offset).unwrap_or_default()
}

/// A number, or a moment in µs, of a row; none for null.
#[expect(
    clippy::cast_precision_loss,
    reason = "moments of the next 200 years are exact in 53 bits"
)]
pub(super) fn number_at(column: &Column, row: usize) -> Option<f64> {
    let there = |present: &Option<Vec<bool>>| present.as_ref().is_none_or(|present| present[row]);
    match column {
        Column::Numbers(column) => there(&column.present).then(|| column.values[row]),
        Column::Moments(column) => there(&column.present).then(|| column.values[row] as f64),
        Column::Text(_) => None,
    }
}

/// Moves rows from `start` on whose code is not accepted to the place of those held back.
pub(super) fn hold_back(
    codes: &Codes,
    accepted: &[bool],
    start: usize,
    held_back: u32,
    places: &mut [u32],
) {
    match codes {
        Codes::Narrow(codes) => {
            let mut table = [false; 256];
            table[..accepted.len()].copy_from_slice(accepted);
            for (place, code) in places.iter_mut().zip(&codes[start..]) {
                *place = if table[usize::from(*code)] {
                    *place
                } else {
                    held_back
                };
            }
        }
        Codes::Middle(codes) => {
            for (place, code) in places.iter_mut().zip(&codes[start..]) {
                *place = if accepted[usize::from(*code)] {
                    *place
                } else {
                    held_back
                };
            }
        }
        Codes::Wide(codes) => {
            for (place, code) in places.iter_mut().zip(&codes[start..]) {
                *place = if accepted[*code as usize] {
                    *place
                } else {
                    held_back
                };
            }
        }
    }
}
