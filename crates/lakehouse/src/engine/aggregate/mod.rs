//! Aggregation: on codes instead of texts, over the columns and row groups that are needed and no other.

mod compile;
mod keys;
mod labels;
mod part;
#[cfg(test)]
pub(in crate::engine) mod sample;
#[cfg(test)]
mod tests;
mod totals;

use compile::{Compiled, Key};
use keys::{BLOCK, Grouping, Numbers, Places};
use labels::Labels;
use part::{Loaded, Part, Source};
use totals::Totals;

use super::column::Column;
use super::load::Loader;
use crate::catalog::Listed;
use crate::zone::{Zone, week_of_day};
use crate::{Error, Group, Plan};

/// The most groups of an answer.
const MOST_GROUPS: usize = 100_000;

/// Aggregates the rows that count of these files; those of other datasets are passed over.
pub(super) fn aggregate(
    loader: &Loader,
    files: &[Listed],
    plan: &Plan,
) -> Result<Vec<Group>, Error> {
    let files = files
        .iter()
        .filter(|listed| listed.file.dataset == plan.dataset);
    let (earliest, latest) =
        files
            .clone()
            .fold((i64::MAX, i64::MIN), |(earliest, latest), listed| {
                (
                    earliest.min(listed.min_created_at),
                    latest.max(listed.max_created_at),
                )
            });
    // Without any file, the plan is checked all the same.
    let span = if earliest <= latest {
        (earliest, latest)
    } else {
        (0, 0)
    };
    let plan = compile::compile(plan, span)?;
    let mut parts = Vec::new();
    for listed in files {
        parts.extend(part::parts(loader, &plan, listed)?);
    }
    let span = (span.0.max(plan.period.0), span.1.min(plan.period.1));
    let mut labels: Vec<Labels> = plan
        .dimensions
        .iter()
        .map(|key| labels_of(key, span))
        .collect();
    let numbers = parts
        .iter()
        .map(|part| number_texts(loader, &plan, part, &mut labels))
        .collect::<Result<Vec<_>, _>>()?;
    let counts = labels.iter().map(Labels::count);
    let keys = counts.clone().try_fold(1u64, u64::checked_mul);
    let keys = keys.ok_or_else(|| Error::Invalid("there are too many groups".to_owned()))?;
    let (mut places, room) = Places::new(keys);
    let mut totals = Totals::new(&plan.measures, room);
    for (part, numbers) in parts.iter().zip(&numbers) {
        let columns = part.load(loader, &plan)?;
        Run {
            plan: &plan,
            labels: &labels,
            numbers,
            loaded: &columns,
        }
        .add(&mut places, &mut totals)?;
    }
    groups(&plan, &labels, &places, &totals)
}

/// The values of a dimension as far as they are known before any row is read.
fn labels_of(key: &Key, (earliest, latest): (i64, i64)) -> Labels {
    // A day to spare on each side: where clocks go back at midnight, an earlier moment can be of a later day.
    let days = |zone: &Zone| {
        (
            zone.day(earliest).0 - 1,
            zone.day(latest.max(earliest)).0 + 1,
        )
    };
    let count = |first: i32, last: i32| u32::try_from(last - first + 1).unwrap_or_default();
    match key {
        Key::Text(_) => Labels::texts(),
        Key::Day(_, zone) => {
            let (first, last) = days(zone);
            Labels::Days {
                first,
                count: count(first, last),
            }
        }
        Key::Week(_, zone) => {
            let (first, last) = days(zone);
            let (first, last) = (week_of_day(first), week_of_day(last));
            Labels::Weeks {
                first,
                count: count(first, last),
            }
        }
        Key::Hour(_) => Labels::Hours,
        Key::Band(_, edges) => Labels::Bands {
            edges: u32::try_from(edges.len()).unwrap_or(u32::MAX),
        },
    }
}

/// Numbers the different texts of a part.
fn number_texts(
    loader: &Loader,
    plan: &Compiled,
    part: &Part<'_>,
    labels: &mut [Labels],
) -> Result<Numbers, Error> {
    let number = |(key, labels): (&Key, &mut Labels)| {
        let Key::Text(at) = key else {
            return Ok(Vec::new());
        };
        let column = part.column(loader, plan, *at)?;
        let Column::Text(column) = column.as_ref() else {
            return Ok(Vec::new());
        };
        Ok(column
            .values
            .iter()
            .map(|text| labels.number(text.as_deref()))
            .collect())
    };
    plan.dimensions.iter().zip(labels).map(number).collect()
}

/// One part, ready to be added up.
struct Run<'a> {
    plan: &'a Compiled,
    labels: &'a [Labels],
    numbers: &'a Numbers,
    loaded: &'a Loaded,
}

impl Run<'_> {
    fn add(&self, places: &mut Places, totals: &mut Totals) -> Result<(), Error> {
        let one = match (
            self.plan.filters.as_slice(),
            self.loaded.dimensions.as_slice(),
        ) {
            ([], []) => Some(None),
            ([], [Source::Days(days)]) => Some(Some(days)),
            _ => None,
        };
        match one {
            // No group by anything, or by one calendar unit: whole stretches of rows are of one group.
            Some(None) => {
                let place = places.of(0);
                self.loaded.live.iter().for_each(|(start, end)| {
                    totals.add_run(place, &self.loaded.measures, *start, *end);
                });
            }
            Some(Some(days)) => self.add_days(&days.0, places, totals),
            None => self.add_rows(places, totals)?,
        }
        Ok(())
    }

    fn add_days(&self, days: &[(i32, usize)], places: &mut Places, totals: &mut Totals) {
        let mut at = 0;
        for &(mut start, end) in &self.loaded.live {
            while start < end {
                while days[at].1 <= start {
                    at += 1;
                }
                let until = end.min(days[at].1);
                let place = places.of(u64::from(keys::day_number(&self.labels[0], days[at].0)));
                totals.make_room(place as usize + 1);
                totals.add_run(place, &self.loaded.measures, start, until);
                start = until;
            }
        }
    }

    fn add_rows(&self, places: &mut Places, totals: &mut Totals) -> Result<(), Error> {
        let moments = part::moments("", &self.loaded.created_at)?;
        let accepted: Vec<Vec<bool>> = self
            .plan
            .filters
            .iter()
            .zip(&self.loaded.filters)
            .map(|((_, values), column)| {
                let Column::Text(column) = column.as_ref() else {
                    return Vec::new();
                };
                column
                    .values
                    .iter()
                    .map(|text| text.as_deref().is_some_and(|text| values.contains(text)))
                    .collect()
            })
            .collect();
        let (mut keys, mut found) = (vec![0; BLOCK], vec![0; BLOCK]);
        for &(first, end) in &self.loaded.live {
            for start in (first..end).step_by(BLOCK) {
                let length = BLOCK.min(end - start);
                let (keys, found) = (&mut keys[..length], &mut found[..length]);
                keys.fill(0);
                found.fill(0);
                keys::hold_back(self.plan, self.loaded, start, found, &accepted);
                let mut stride = 1;
                for (at, key) in self.plan.dimensions.iter().enumerate() {
                    let labels = &self.labels[at];
                    let source = &self.loaded.dimensions[at];
                    Grouping {
                        key,
                        labels,
                        source,
                        numbers: &self.numbers[at],
                        moments,
                    }
                    .add(start, stride, keys);
                    stride *= labels.count();
                }
                for (key, place) in keys.iter().zip(found.iter_mut()) {
                    if *place != keys::NONE {
                        *place = places.of(*key);
                    }
                }
                if let Places::Sparse(known) = places {
                    totals.make_room(known.len());
                }
                totals.add_rows(found, &self.loaded.measures, start);
            }
        }
        Ok(())
    }
}

/// The groups that have rows, sorted by their keys.
fn groups(
    plan: &Compiled,
    labels: &[Labels],
    places: &Places,
    totals: &Totals,
) -> Result<Vec<Group>, Error> {
    if plan.dimensions.is_empty() {
        return Ok(vec![Group {
            keys: Vec::new(),
            values: totals.values(0),
        }]);
    }
    let ranks: Vec<Vec<u32>> = labels.iter().map(Labels::ranks).collect();
    let split = |mut key: u64| -> Vec<u32> {
        let part = |labels: &Labels| {
            let part = key % labels.count();
            key /= labels.count();
            u32::try_from(part).unwrap_or_default()
        };
        labels.iter().map(part).collect()
    };
    let keyed: Vec<(u64, usize)> = match places {
        Places::Dense => (0..).zip(0..totals.rows.len()).collect(),
        Places::Sparse(known) => known
            .iter()
            .map(|(key, place)| (*key, *place as usize))
            .collect(),
    };
    let met = keyed
        .into_iter()
        .filter(|(_, place)| totals.rows[*place] > 0);
    let mut found: Vec<(Vec<u32>, usize)> = met.map(|(key, place)| (split(key), place)).collect();
    if found.len() > MOST_GROUPS {
        return Err(Error::Invalid(format!(
            "the answer has more than {MOST_GROUPS} groups"
        )));
    }
    let rank = |numbers: &[u32]| -> Vec<u32> {
        ranks
            .iter()
            .zip(numbers)
            .map(|(ranks, number)| ranks[*number as usize])
            .collect()
    };
    found.sort_by_cached_key(|(numbers, _)| rank(numbers));
    let group = |(numbers, place): (Vec<u32>, usize)| Group {
        keys: labels
            .iter()
            .zip(numbers)
            .map(|(labels, number)| labels.label(number))
            .collect(),
        values: totals.values(place),
    };
    Ok(found.into_iter().map(group).collect())
}
