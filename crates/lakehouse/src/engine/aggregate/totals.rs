//! What has been computed per group so far.

use super::compile::Value;
use super::keys::{NONE, number_at};
use crate::engine::column::Column;

/// Totals of all groups, by their places.
pub(super) struct Totals {
    /// Rows of each group.
    pub(super) rows: Vec<u64>,
    measures: Vec<Total>,
}

/// Totals of one measure.
struct Total {
    value: Value,
    totals: Vec<f64>,
    /// Whether anything was measured.
    seen: Vec<bool>,
}

impl Totals {
    pub(super) fn new(measures: &[Value], room: usize) -> Self {
        let total = |value: &Value| Total {
            value: *value,
            totals: Vec::new(),
            seen: Vec::new(),
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
                    Value::Minimum(_) => f64::INFINITY,
                    Value::Maximum(_) => f64::NEG_INFINITY,
                    Value::Count | Value::Sum(_) | Value::Present(_) => 0.0,
                };
                total.totals.resize(room, start);
                total.seen.resize(room, false);
            }
        }
    }

    /// Adds rows `start..end` of a part, all of one group.
    pub(super) fn add_run(
        &mut self,
        place: u32,
        columns: &[Option<std::sync::Arc<Column>>],
        start: usize,
        end: usize,
    ) {
        self.rows[place as usize] += (end - start) as u64;
        for (total, column) in self.measures.iter_mut().zip(columns) {
            if let Some(column) = column {
                total.add_run(place as usize, column, start, end);
            }
        }
    }

    /// Adds rows from `start` on, each with its own place.
    pub(super) fn add_rows(
        &mut self,
        places: &[u32],
        columns: &[Option<std::sync::Arc<Column>>],
        start: usize,
    ) {
        for place in places {
            if *place != NONE {
                self.rows[*place as usize] += 1;
            }
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
            _ => total.seen[place].then(|| total.totals[place]),
        };
        self.measures.iter().map(value).collect()
    }
}

impl Total {
    fn add_run(&mut self, place: usize, column: &Column, start: usize, end: usize) {
        match (self.value, column) {
            (Value::Sum(_), Column::Numbers(column)) if column.present.is_none() => {
                self.totals[place] += sum(&column.values[start..end]);
                self.seen[place] |= start < end;
            }
            _ => (start..end).for_each(|row| self.add(place, column, row)),
        }
    }

    fn add_rows(&mut self, places: &[u32], column: &Column, start: usize) {
        match (self.value, column) {
            (Value::Sum(_), Column::Numbers(column)) if column.present.is_none() => {
                for (place, number) in places.iter().zip(&column.values[start..]) {
                    if *place != NONE {
                        self.totals[*place as usize] += number;
                        self.seen[*place as usize] = true;
                    }
                }
            }
            _ => {
                for (row, place) in (start..).zip(places) {
                    if *place != NONE {
                        self.add(*place as usize, column, row);
                    }
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
        self.seen[place] = true;
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
