//! What has been computed per group so far.

use std::sync::Arc;

use super::compile::Value;
use super::keys::number_at;
use crate::engine::column::Column;

/// Totals of all groups, by their places.
pub(super) struct Totals {
    /// Rows of each group.
    pub(super) rows: Vec<u64>,
    measures: Vec<Total>,
}

/// Rows `start..end` of a part, all of one group.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    pub(super) place: u32,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Totals of one measure.
struct Total {
    value: Value,
    totals: Vec<f64>,
    /// Of a column that may be null: how many numbers were measured.
    seen: Option<Vec<u64>>,
}

impl Totals {
    /// Nothing yet, with room for places below `room`; `nullable` tells which columns may be null.
    pub(super) fn new(measures: &[Value], nullable: impl Fn(usize) -> bool, room: usize) -> Self {
        let total = |value: &Value| {
            let counted = match value {
                Value::Count | Value::Present(_) => false,
                Value::Sum(at) | Value::Minimum(at) | Value::Maximum(at) => nullable(*at),
            };
            Total {
                value: *value,
                totals: Vec::new(),
                seen: counted.then(Vec::new),
            }
        };
        let mut totals = Self {
            rows: Vec::new(),
            measures: measures.iter().map(total).collect(),
        };
        totals.make_room(room);
        totals
    }

    /// Makes room for places below `room`.
    pub(super) fn make_room(&mut self, room: usize) {
        if self.rows.len() < room {
            self.rows.resize(room, 0);
            for total in &mut self.measures {
                let start = match total.value {
                    Value::Count => continue,
                    Value::Minimum(_) => f64::INFINITY,
                    Value::Maximum(_) => f64::NEG_INFINITY,
                    Value::Sum(_) | Value::Present(_) => 0.0,
                };
                total.totals.resize(room, start);
                if let Some(seen) = &mut total.seen {
                    seen.resize(room, 0);
                }
            }
        }
    }

    /// Adds stretches of rows.
    pub(super) fn add_stretches(&mut self, stretches: &[Stretch], columns: &[Option<Arc<Column>>]) {
        for stretch in stretches {
            self.rows[stretch.place as usize] += (stretch.end - stretch.start) as u64;
        }
        for (total, column) in self.measures.iter_mut().zip(columns) {
            if let Some(column) = column {
                total.add_stretches(stretches, column);
            }
        }
    }

    /// Adds rows from `start` on, each with its own place.
    pub(super) fn add_rows(
        &mut self,
        places: &[u32],
        columns: &[Option<Arc<Column>>],
        start: usize,
    ) {
        for place in places {
            self.rows[*place as usize] += 1;
        }
        for (total, column) in self.measures.iter_mut().zip(columns) {
            if let Some(column) = column {
                total.add_rows(places, column, start);
            }
        }
    }

    /// The values of a group.
    #[expect(clippy::cast_precision_loss, reason = "no lake holds 2^53 rows")]
    pub(super) fn values(&self, place: usize) -> Vec<Option<f64>> {
        let value = |total: &Total| match total.value {
            Value::Count => Some(self.rows[place] as f64),
            Value::Present(_) => Some(total.totals[place]),
            _ => {
                let measured = total
                    .seen
                    .as_ref()
                    .map_or(self.rows[place], |seen| seen[place]);
                (measured > 0).then(|| total.totals[place])
            }
        };
        self.measures.iter().map(value).collect()
    }
}

impl Total {
    fn add_stretches(&mut self, stretches: &[Stretch], column: &Column) {
        match (self.value, column) {
            (Value::Sum(_), Column::Numbers(column)) if self.seen.is_none() => {
                for stretch in stretches {
                    self.totals[stretch.place as usize] +=
                        sum(&column.values[stretch.start..stretch.end]);
                }
            }
            _ => {
                for stretch in stretches {
                    for row in stretch.start..stretch.end {
                        self.add(stretch.place as usize, column, row);
                    }
                }
            }
        }
    }

    fn add_rows(&mut self, places: &[u32], column: &Column, start: usize) {
        match (self.value, column) {
            (Value::Sum(_), Column::Numbers(column)) if self.seen.is_none() => {
                for (place, number) in places.iter().zip(&column.values[start..]) {
                    self.totals[*place as usize] += number;
                }
            }
            _ => {
                for (row, place) in (start..).zip(places) {
                    self.add(*place as usize, column, row);
                }
            }
        }
    }

    #[inline]
    fn add(&mut self, place: usize, column: &Column, row: usize) {
        if matches!(self.value, Value::Present(_)) {
            self.totals[place] += f64::from(u8::from(is_present(column, row)));
            return;
        }
        let Some(number) = number_at(column, row) else {
            return;
        };
        if let Some(seen) = &mut self.seen {
            seen[place] += 1;
        }
        let total = &mut self.totals[place];
        match self.value {
            Value::Minimum(_) => *total = total.min(number),
            Value::Maximum(_) => *total = total.max(number),
            _ => *total += number,
        }
    }
}

/// Four sums side by side: the processor need not wait for one addition to begin the next.
fn sum(numbers: &[f64]) -> f64 {
    let (fours, rest) = numbers.as_chunks::<4>();
    let mut sums = [0.0; 4];
    for four in fours {
        for (sum, number) in sums.iter_mut().zip(four) {
            *sum += number;
        }
    }
    sums.into_iter().sum::<f64>() + rest.iter().sum::<f64>()
}

fn is_present(column: &Column, row: usize) -> bool {
    match column {
        Column::Text(column) => column.text_at(row).is_some(),
        other => number_at(other, row).is_some(),
    }
}
