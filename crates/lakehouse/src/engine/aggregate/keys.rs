//! Which group each row of a part belongs to.

use std::collections::HashMap;

use super::compile::{Compiled, Key};
use super::labels::Labels;
use super::part::{Loaded, Source};
use crate::engine::column::{Codes, Column};
use crate::zone::{Zone, week_of_day};

/// Rows looked at together: their group numbers stay in the nearest cache.
pub(super) const BLOCK: usize = 4096;

/// No group: a filter holds the row back.
pub(super) const NONE: u32 = u32::MAX;

/// Up to this many groups, the group's key is its place in the totals.
const DENSE: u64 = 1 << 20;

/// Gives keys places in the totals.
pub(super) enum Places {
    /// The key is the place.
    Dense,
    /// Places in order of appearance.
    Sparse(HashMap<u64, u32>),
}

impl Places {
    /// Places for `keys` possible keys, and how many to make room for at once.
    pub(super) fn new(keys: u64) -> (Self, usize) {
        match usize::try_from(keys) {
            Ok(room) if keys <= DENSE => (Self::Dense, room),
            _ => (Self::Sparse(HashMap::new()), 0),
        }
    }

    /// The place of a key, and whether it is a new one.
    #[inline]
    pub(super) fn of(&mut self, key: u64) -> u32 {
        match self {
            // Dense keys are below 2^20.
            #[expect(clippy::cast_possible_truncation, reason = "dense keys are small")]
            Self::Dense => key as u32,
            Self::Sparse(known) => {
                let next = u32::try_from(known.len()).unwrap_or(NONE - 1);
                *known.entry(key).or_insert(next)
            }
        }
    }
}

/// The numbers of a part's own codes: per dimension of text, the number of each code.
pub(super) type Numbers = Vec<Vec<u32>>;

/// One dimension of a part.
pub(super) struct Grouping<'a> {
    pub(super) key: &'a Key,
    pub(super) labels: &'a Labels,
    pub(super) source: &'a Source,
    /// The number of each of the part's own codes.
    pub(super) numbers: &'a [u32],
    /// `created_at` of the part.
    pub(super) moments: &'a [i64],
}

impl Grouping<'_> {
    /// Adds the number of each row's value, times `stride`, to the keys of rows from `start` on.
    pub(super) fn add(&self, start: usize, stride: u64, keys: &mut [u64]) {
        match (self.key, self.source) {
            (Key::Text(_), Source::Texts(column)) => {
                if let Column::Text(column) = column.as_ref() {
                    match &column.codes {
                        Codes::Narrow(codes) => {
                            add_codes(&codes[start..], self.numbers, stride, keys);
                        }
                        Codes::Middle(codes) => {
                            add_codes(&codes[start..], self.numbers, stride, keys);
                        }
                        Codes::Wide(codes) => {
                            add_codes(&codes[start..], self.numbers, stride, keys);
                        }
                    }
                }
            }
            (Key::Day(..) | Key::Week(..), Source::Days(days)) => {
                self.add_days(&days.0, start, stride, keys);
            }
            (Key::Hour(zone), _) => add_hours(zone, &self.moments[start..], stride, keys),
            (Key::Band(_, edges), Source::Numbers(column)) => {
                for (row, key) in (start..).zip(keys) {
                    let band = |number| 1 + edges.partition_point(|edge| *edge <= number);
                    *key += number_at(column, row).map_or(0, band) as u64 * stride;
                }
            }
            _ => {}
        }
    }

    fn add_days(&self, days: &[(i32, usize)], start: usize, stride: u64, keys: &mut [u64]) {
        let end = start + keys.len();
        let mut from = start;
        for (day, until) in &days[days.partition_point(|(_, until)| *until <= start)..] {
            let until = end.min(*until);
            let part = u64::from(day_number(self.labels, *day)) * stride;
            keys[from - start..until - start]
                .iter_mut()
                .for_each(|key| *key += part);
            from = until;
            if from == end {
                break;
            }
        }
    }
}

fn add_codes<C: Copy + Into<u32>>(codes: &[C], numbers: &[u32], stride: u64, keys: &mut [u64]) {
    for (key, code) in keys.iter_mut().zip(codes) {
        *key += u64::from(numbers[(*code).into() as usize]) * stride;
    }
}

fn add_hours(zone: &Zone, moments: &[i64], stride: u64, keys: &mut [u64]) {
    for (key, at) in keys.iter_mut().zip(moments) {
        *key += u64::from(zone.hour(*at)) * stride;
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

/// Marks rows of a block that a filter holds back.
pub(super) fn hold_back(
    plan: &Compiled,
    loaded: &Loaded,
    start: usize,
    places: &mut [u32],
    accepted: &[Vec<bool>],
) {
    for ((_, accepted), column) in plan.filters.iter().zip(accepted).zip(&loaded.filters) {
        let Column::Text(column) = column.as_ref() else {
            continue;
        };
        match &column.codes {
            Codes::Narrow(codes) => mark(&codes[start..], accepted, places),
            Codes::Middle(codes) => mark(&codes[start..], accepted, places),
            Codes::Wide(codes) => mark(&codes[start..], accepted, places),
        }
    }
}

fn mark<C: Copy + Into<u32>>(codes: &[C], accepted: &[bool], places: &mut [u32]) {
    for (place, code) in places.iter_mut().zip(codes) {
        if !accepted[(*code).into() as usize] {
            *place = NONE;
        }
    }
}
