//! What a report must satisfy beyond its types, and which field does not.

use std::ops::RangeInclusive;

use jiff::tz::TimeZone;

use crate::{Counts, Group, Mean, Report, Top};

/// The longest series, in days: ten years.
pub const MAX_DAYS: usize = 3660;
/// The most tickets listed for attention.
pub const MAX_ATTENTION: usize = 200;
/// The most rows of any other table.
pub const MAX_ROWS: usize = 50;
/// The most paragraphs of the summary.
pub const MAX_SUMMARY: usize = 20;
/// The longest single text, in bytes.
pub const MAX_TEXT: usize = 20_000;

/// A value a report cannot be set with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field} {reason}")]
pub struct Invalid {
    /// The path of the field in the JSON, e.g. `days[3].compound`.
    pub field: String,
    /// What is wrong with it, e.g. "must lie between -1 and 1".
    pub reason: String,
}

const COMPOUND: RangeInclusive<f64> = -1.0..=1.0;
const SHARE: RangeInclusive<f64> = 0.0..=1.0;

impl Report {
    /// Says what is wrong with the report, if anything.
    ///
    /// # Errors
    /// The first field that is out of range, out of order, too long or unknown.
    pub fn check(&self) -> Result<(), Invalid> {
        self.check_head()?;
        self.check_days()?;
        self.check_tables()?;
        self.check_attention()
    }

    fn check_head(&self) -> Result<(), Invalid> {
        text("title", &self.title)?;
        text("workspace", &self.workspace)?;
        if self.title.trim().is_empty() {
            return Err(invalid("title", "must not be empty"));
        }
        if self.period.from > self.period.to {
            return Err(invalid("period.to", "must not lie before period.from"));
        }
        if TimeZone::get(&self.period.timezone).is_err() {
            return Err(invalid("period.timezone", "must be an IANA timezone name"));
        }
        at_most("summary", self.summary.len(), MAX_SUMMARY)?;
        for (i, paragraph) in self.summary.iter().enumerate() {
            text(&format!("summary[{i}]"), paragraph)?;
        }
        mean("kpis.compound", self.kpis.compound, &COMPOUND)?;
        mean("kpis.negative_share", self.kpis.negative_share, &SHARE)?;
        at_most("notes.filters", self.notes.filters.len(), MAX_ROWS)?;
        match self.layout.repeated() {
            None => Ok(()),
            Some(at) => Err(invalid(
                format!("layout.sections[{at}]"),
                "must not come twice",
            )),
        }
    }

    fn check_days(&self) -> Result<(), Invalid> {
        at_most("days", self.days.len(), MAX_DAYS)?;
        let mut last = None;
        for (i, day) in self.days.iter().enumerate() {
            let field = |name: &str| format!("days[{i}].{name}");
            if day.date < self.period.from || day.date > self.period.to {
                return Err(invalid(field("date"), "must lie within the period"));
            }
            if last.is_some_and(|last| day.date <= last) {
                return Err(invalid(field("date"), "must come after the day before it"));
            }
            if day.compound.is_some() && day.counts == Counts::default() {
                return Err(invalid(
                    field("compound"),
                    "must be null when the day has no scored tickets",
                ));
            }
            within(&field("compound"), day.compound, &COMPOUND)?;
            last = Some(day.date);
        }
        Ok(())
    }

    fn check_tables(&self) -> Result<(), Invalid> {
        for (name, groups) in [
            ("products", &self.products),
            ("teams", &self.teams),
            ("categories", &self.categories),
            ("emotions", &self.emotions),
            ("aspects", &self.aspects),
            ("trajectories", &self.trajectories),
        ] {
            check_groups(name, groups)?;
        }
        rows("entities", &self.entities, MAX_ROWS)?;
        for (i, row) in self.entities.rows.iter().enumerate() {
            text(&format!("entities.rows[{i}].text"), &row.text)?;
            mean(
                &format!("entities.rows[{i}].compound"),
                row.compound,
                &COMPOUND,
            )?;
        }
        Ok(())
    }

    fn check_attention(&self) -> Result<(), Invalid> {
        rows("attention", &self.attention, MAX_ATTENTION)?;
        for (i, ticket) in self.attention.rows.iter().enumerate() {
            let field = |name: &str| format!("attention.rows[{i}].{name}");
            text(&field("key"), &ticket.key)?;
            text(&field("summary"), &ticket.summary)?;
            within(&field("compound"), Some(ticket.compound), &COMPOUND)?;
            if let Some(url) = &ticket.url
                && !(url.starts_with("https://") || url.starts_with("http://"))
            {
                return Err(invalid(field("url"), "must start with https:// or http://"));
            }
        }
        Ok(())
    }
}

fn check_groups(name: &str, groups: &Top<Group>) -> Result<(), Invalid> {
    rows(name, groups, MAX_ROWS)?;
    for (i, row) in groups.rows.iter().enumerate() {
        let field = |part: &str| format!("{name}.rows[{i}].{part}");
        text(&field("name"), &row.name)?;
        mean(&field("negative_share"), row.negative_share, &SHARE)?;
        mean(&field("compound"), row.compound, &COMPOUND)?;
    }
    Ok(())
}

fn invalid(field: impl Into<String>, reason: impl Into<String>) -> Invalid {
    Invalid {
        field: field.into(),
        reason: reason.into(),
    }
}

fn at_most(field: &str, count: usize, limit: usize) -> Result<(), Invalid> {
    if count <= limit {
        return Ok(());
    }
    Err(invalid(
        field,
        format!("must have at most {limit} entries, not {count}"),
    ))
}

fn rows<T>(field: &str, top: &Top<T>, limit: usize) -> Result<(), Invalid> {
    at_most(&format!("{field}.rows"), top.rows.len(), limit)?;
    if top.rows.len() as u64 <= top.total {
        return Ok(());
    }
    Err(invalid(
        format!("{field}.total"),
        "must not be less than the rows there are",
    ))
}

fn text(field: &str, text: &str) -> Result<(), Invalid> {
    if text.len() <= MAX_TEXT {
        return Ok(());
    }
    Err(invalid(field, format!("must be at most {MAX_TEXT} bytes")))
}

fn mean(field: &str, mean: Mean, range: &RangeInclusive<f64>) -> Result<(), Invalid> {
    within(&format!("{field}.value"), mean.value, range)?;
    within(&format!("{field}.previous"), mean.previous, range)
}

fn within(field: &str, value: Option<f64>, range: &RangeInclusive<f64>) -> Result<(), Invalid> {
    if value.is_none_or(|value| range.contains(&value)) {
        return Ok(());
    }
    let (low, high) = (range.start(), range.end());
    Err(invalid(field, format!("must lie between {low} and {high}")))
}
