//! One part, added to the totals.

use super::compile::Compiled;
use super::keys::{self, Grouping, Number, Places};
use super::labels::Labels;
use super::part::{self, Loaded, Source};
use super::totals::{Stretch, Totals};
use crate::Error;
use crate::engine::column::{Codes, Column};

/// Rows looked at together: their keys stay in the nearest cache.
const BLOCK: usize = 4096;

/// Per dimension of text, the number of each of a part's own codes.
pub(super) type Numbers = Vec<Vec<u32>>;

/// A part, ready to be added.
pub(super) struct Run<'a> {
    plan: &'a Compiled,
    labels: &'a [Labels],
    groupings: Vec<Grouping<'a>>,
    /// Codes of each filter's column, and which of them pass.
    filters: Vec<(&'a Codes, Vec<bool>)>,
    loaded: &'a Loaded,
}

impl<'a> Run<'a> {
    pub(super) fn new(
        plan: &'a Compiled,
        labels: &'a [Labels],
        numbers: &'a Numbers,
        loaded: &'a Loaded,
    ) -> Result<Self, Error> {
        let moments = match &loaded.created_at {
            Some(created_at) => part::moments("", created_at)?,
            None => &[],
        };
        let each = plan
            .dimensions
            .iter()
            .zip(labels)
            .zip(&loaded.dimensions)
            .zip(numbers);
        let groupings = each
            .map(|(((key, labels), source), numbers)| Grouping {
                key,
                labels,
                source,
                numbers,
                moments,
            })
            .collect();
        let filters =
            plan.filters
                .iter()
                .zip(&loaded.filters)
                .filter_map(|((_, values), column)| {
                    let Column::Text(column) = column.as_ref() else {
                        return None;
                    };
                    let passes = |text: &Option<Box<str>>| {
                        text.as_deref().is_some_and(|text| values.contains(text))
                    };
                    Some((&column.codes, column.values.iter().map(passes).collect()))
                });
        Ok(Self {
            plan,
            labels,
            groupings,
            filters: filters.collect(),
            loaded,
        })
    }

    /// Adds every row that counts.
    pub(super) fn add(&self, places: &mut Places, totals: &mut Totals) {
        match (
            self.plan.filters.as_slice(),
            self.loaded.dimensions.as_slice(),
            &*places,
        ) {
            // Whole stretches of rows are of one group.
            ([], [], _) => {
                let stretches: Vec<Stretch> = self
                    .loaded
                    .live
                    .iter()
                    .map(|(start, end)| Stretch {
                        place: 0,
                        start: *start,
                        end: *end,
                    })
                    .collect();
                totals.add_stretches(&stretches, &self.loaded.measures);
            }
            ([], [Source::Days(days)], Places::Dense(_)) => {
                totals.add_stretches(&self.days(&days.0), &self.loaded.measures);
            }
            _ => self.add_rows(places, totals),
        }
    }

    fn days(&self, days: &[(i32, usize)]) -> Vec<Stretch> {
        let mut stretches = Vec::with_capacity(days.len() + self.loaded.live.len());
        let mut at = 0;
        for &(mut start, end) in &self.loaded.live {
            while start < end {
                while days[at].1 <= start {
                    at += 1;
                }
                let until = end.min(days[at].1);
                stretches.push(Stretch {
                    place: keys::day_number(&self.labels[0], days[at].0),
                    start,
                    end: until,
                });
                start = until;
            }
        }
        stretches
    }

    fn add_rows(&self, places: &mut Places, totals: &mut Totals) {
        let (mut found, mut keys) = (vec![0u32; BLOCK], vec![0u64; BLOCK]);
        let held_back = places.held_back();
        for &(first, end) in &self.loaded.live {
            for start in (first..end).step_by(BLOCK) {
                let length = BLOCK.min(end - start);
                let found = &mut found[..length];
                match places {
                    Places::Dense(_) => {
                        self.keys(start, found);
                        self.hold_back(start, held_back, found);
                    }
                    Places::Sparse(known) => {
                        let keys = &mut keys[..length];
                        self.keys(start, keys);
                        found.fill(u32::MAX);
                        self.hold_back(start, held_back, found);
                        for (place, key) in found.iter_mut().zip(keys) {
                            if *place != held_back {
                                *place = keys::place_of(known, *key);
                            }
                        }
                        totals.make_room(known.len() + 1);
                    }
                }
                totals.add_rows(found, &self.loaded.measures, start);
            }
        }
    }

    fn keys<N: Number>(&self, start: usize, keys: &mut [N]) {
        keys.fill(N::from(0));
        let mut stride = N::from(1);
        for grouping in &self.groupings {
            grouping.add(start, stride, keys);
            stride = N::from(grouping.labels.count()) * stride;
        }
    }

    fn hold_back(&self, start: usize, held_back: u32, places: &mut [u32]) {
        for (codes, passes) in &self.filters {
            keys::hold_back(codes, passes, start, held_back, places);
        }
    }
}
