//! Aggregation: on codes instead of texts, over the columns and row groups that are needed and no other.

mod compile;
mod keys;
mod labels;
mod part;
mod run;
#[cfg(test)]
pub(in crate::engine) mod sample;
#[cfg(test)]
mod tests;
mod totals;

use compile::{Compiled, Key};
use keys::Places;
use labels::Labels;
use part::Part;
use run::{Numbers, Run};
use totals::Totals;

use super::column::Column;
use super::load::Loader;
use crate::catalog::Listed;
use crate::zone::{Zone, week_of_day};
use crate::{Error, Group, Plan};

/// The most groups of an answer. There may be any number of them where only the largest are asked for.
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
    let keys = labels
        .iter()
        .map(|labels| u64::from(labels.count()))
        .try_fold(1, u64::checked_mul);
    let keys = keys.ok_or_else(|| Error::Invalid("there are too many groups".to_owned()))?;
    let mut places = Places::new(keys);
    let mut totals = Totals::new(&plan.measures, |at| plan.nullable[at], places.count());
    for (part, numbers) in parts.iter().zip(&numbers) {
        let columns = part.load(loader, &plan)?;
        Run::new(&plan, &labels, numbers, &columns)?.add(&mut places, &mut totals);
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
        let column = part.column(loader, *at)?;
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
            let count = u64::from(labels.count());
            let part = key % count;
            key /= count;
            u32::try_from(part).unwrap_or_default()
        };
        labels.iter().map(part).collect()
    };
    let met = places
        .keys()
        .into_iter()
        .filter(|(_, place)| totals.rows[*place] > 0);
    let mut found: Vec<(Vec<u32>, usize)> = met.map(|(key, place)| (split(key), place)).collect();
    if let Some(most) = plan.largest {
        keep_candidates(&mut found, most, totals);
    }
    let rank = |numbers: &[u32]| -> Vec<u32> {
        ranks
            .iter()
            .zip(numbers)
            .map(|(ranks, number)| ranks[*number as usize])
            .collect()
    };
    found.sort_by_cached_key(|(numbers, _)| rank(numbers));
    if let Some(most) = plan.largest {
        keep_largest(&mut found, most, totals);
    }
    if found.len() > MOST_GROUPS {
        return Err(Error::Invalid(format!(
            "the answer has more than {MOST_GROUPS} groups"
        )));
    }
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

/// What groups are compared by; one without a value comes last.
fn size(totals: &Totals, place: usize) -> f64 {
    let first = totals.values(place).first().copied().flatten();
    first.unwrap_or(f64::NEG_INFINITY)
}

/// Drops the groups that are smaller than the smallest wanted one. Its equals stay.
fn keep_candidates(found: &mut Vec<(Vec<u32>, usize)>, most: usize, totals: &Totals) {
    if most == 0 || found.len() <= most {
        found.truncate(most);
        return;
    }
    let mut sizes: Vec<f64> = found
        .iter()
        .map(|(_, place)| size(totals, *place))
        .collect();
    let (_, smallest, _) =
        sizes.select_nth_unstable_by(most - 1, |one, other| other.total_cmp(one));
    let smallest = *smallest;
    found.retain(|(_, place)| size(totals, *place) >= smallest);
}

/// Of groups sorted by their keys keeps the largest, in that order.
fn keep_largest(found: &mut Vec<(Vec<u32>, usize)>, most: usize, totals: &Totals) {
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by(|one, other| {
        size(totals, found[*other].1).total_cmp(&size(totals, found[*one].1))
    });
    let mut kept = vec![false; found.len()];
    order.iter().take(most).for_each(|at| kept[*at] = true);
    let mut kept = kept.into_iter();
    found.retain(|_| kept.next().unwrap_or_default());
}
