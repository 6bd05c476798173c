//! A row group on its way through an aggregation: its columns, and which of its rows count.

use std::sync::Arc;

use super::compile::{Compiled, Key, Value};
use crate::Error;
use crate::catalog::Listed;
use crate::engine::column::{Column, Days, NEVER};
use crate::engine::damaged;
use crate::engine::footer::Group;
use crate::engine::load::Loader;
use crate::ranges;
use crate::zone::Zone;

/// A row group that may hold rows of the period.
pub(super) struct Part<'f> {
    pub(super) listed: &'f Listed,
    path: Arc<str>,
    number: usize,
    group: Group,
}

/// What of a dimension is known of each row.
pub(super) enum Source {
    Texts(Arc<Column>),
    Days(Arc<Days>),
    Moments,
    Numbers(Arc<Column>),
}

/// The decoded columns of a part.
pub(super) struct Loaded {
    /// Rows that count, as half-open ranges of positions in the part.
    pub(super) live: Vec<(usize, usize)>,
    /// `created_at`, where single moments matter.
    pub(super) created_at: Option<Arc<Column>>,
    pub(super) filters: Vec<Arc<Column>>,
    pub(super) dimensions: Vec<Source>,
    /// None where the measure needs no column.
    pub(super) measures: Vec<Option<Arc<Column>>>,
}

/// Whether a row group holds no row of a period. All that there is holds rows whose moment is not known, no period does.
fn misses((start, end): (i64, i64), group: &Group) -> bool {
    let is_dated = group.latest >= start && group.earliest < end;
    !(is_dated || group.has_undated && start == NEVER)
}

/// The parts of a file that may hold rows of the period.
pub(super) fn parts<'f>(
    loader: &Loader,
    plan: &Compiled,
    listed: &'f Listed,
) -> Result<Vec<Part<'f>>, Error> {
    let (start, end) = plan.period;
    if listed.max_created_at < start || listed.min_created_at >= end {
        return Ok(Vec::new());
    }
    let path: Arc<str> = listed.file.path.as_str().into();
    let footer = loader.footer(listed)?;
    let rows: usize = footer.groups.iter().map(|group| group.rows).sum();
    if rows as u64 != listed.file.row_count {
        return Err(damaged(
            &path,
            format!("{rows} rows instead of {}", listed.file.row_count),
        ));
    }
    let groups = footer.groups.iter().copied().enumerate();
    let met = groups.filter(|(_, group)| !misses(plan.period, group));
    Ok(met
        .map(|(number, group)| Part {
            listed,
            path: path.clone(),
            number,
            group,
        })
        .collect())
}

impl Part<'_> {
    /// A column of it.
    pub(super) fn column(&self, loader: &Loader, column: usize) -> Result<Arc<Column>, Error> {
        let footer = loader.footer(self.listed)?;
        loader.column(&self.path, &footer, self.number, column)
    }

    /// All the columns a plan needs.
    pub(super) fn load(&self, loader: &Loader, plan: &Compiled) -> Result<Loaded, Error> {
        let column = |at: usize| self.column(loader, at);
        let within = plan.period.0 <= self.group.earliest
            && self.group.latest < plan.period.1
            && (!self.group.has_undated || plan.period.0 == NEVER);
        let by_hour = plan
            .dimensions
            .iter()
            .any(|key| matches!(key, Key::Hour(_)));
        let created_at = if within && !by_hour {
            None
        } else {
            Some(column(plan.created_at)?)
        };
        let days = |name: &str, zone: &Zone| {
            let cut = || {
                let created_at = column(plan.created_at)?;
                Ok(Days::new(zone, moments(&self.path, &created_at)?))
            };
            Ok::<_, Error>(Source::Days(loader.days(
                &self.path,
                self.number,
                name,
                cut,
            )?))
        };
        let dimension = |key: &Key| {
            Ok(match key {
                Key::Text(at) => Source::Texts(column(*at)?),
                Key::Day(name, zone) | Key::Week(name, zone) => days(name, zone)?,
                Key::Hour(_) => Source::Moments,
                Key::Band(at, _) => Source::Numbers(column(*at)?),
            })
        };
        let measure = |value: &Value| match value {
            Value::Count => Ok(None),
            Value::Sum(at) | Value::Present(at) | Value::Minimum(at) | Value::Maximum(at) => {
                column(*at).map(Some)
            }
        };
        Ok(Loaded {
            live: match &created_at {
                Some(created_at) => self.live(plan, moments(&self.path, created_at)?),
                None => self.kept(0, self.group.rows),
            },
            filters: plan
                .filters
                .iter()
                .map(|(at, _)| column(*at))
                .collect::<Result<_, _>>()?,
            dimensions: plan
                .dimensions
                .iter()
                .map(dimension)
                .collect::<Result<_, Error>>()?,
            measures: plan
                .measures
                .iter()
                .map(measure)
                .collect::<Result<_, _>>()?,
            created_at,
        })
    }

    /// Rows of the period that were not removed. Rows are sorted by `created_at`, those without one first, so the period is
    /// one range.
    fn live(&self, plan: &Compiled, moments: &[i64]) -> Vec<(usize, usize)> {
        let start = moments.partition_point(|at| *at < plan.period.0);
        let end = moments.partition_point(|at| *at < plan.period.1);
        self.kept(start, end)
    }

    /// Rows from `start` to before `end` that were not removed.
    fn kept(&self, start: usize, end: usize) -> Vec<(usize, usize)> {
        let first = self.group.first_row;
        let position = |row: usize| u32::try_from(first + row).unwrap_or(u32::MAX);
        let asked = [(position(start), position(end))];
        let kept = ranges::subtract(
            &asked[..usize::from(start < end)],
            &self.listed.file.removed,
        );
        kept.into_iter()
            .map(|(start, end)| (start as usize - first, end as usize - first))
            .collect()
    }
}

/// The moments of `created_at`.
pub(super) fn moments<'c>(path: &str, column: &'c Column) -> Result<&'c [i64], Error> {
    match column {
        Column::Moments(column) => Ok(&column.values),
        _ => Err(damaged(path, "created_at holds no moments")),
    }
}
