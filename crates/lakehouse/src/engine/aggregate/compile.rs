//! A plan checked against the dataset's columns.

use std::collections::HashSet;

use arrow_schema::{DataType, Schema};

use crate::engine::column::NEVER;
use crate::zone::Zone;
use crate::{Dataset, Dimension, Error, Measure, Plan, schema};

/// More dimensions than anyone can look at.
const MOST_DIMENSIONS: usize = 8;

/// A plan that can be carried out.
#[derive(Debug)]
pub(super) struct Compiled {
    /// Half-open, µs since the epoch; one that begins at [`NEVER`] holds rows whose moment is not known, too.
    pub(super) period: (i64, i64),
    /// Columns, and the values they may have.
    pub(super) filters: Vec<(usize, HashSet<String>)>,
    pub(super) dimensions: Vec<Key>,
    pub(super) measures: Vec<Value>,
    /// The most groups wanted; none for all.
    pub(super) largest: Option<usize>,
    /// Where `created_at` is.
    pub(super) created_at: usize,
    /// Per column of the schema, whether it may be null.
    pub(super) nullable: Vec<bool>,
}

/// What rows are grouped by; columns by their place in the schema.
#[derive(Debug)]
pub(super) enum Key {
    Text(usize),
    Day(String, Zone),
    Week(String, Zone),
    Hour(Zone),
    Band(usize, Vec<f64>),
}

/// What is computed; columns by their place in the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Count,
    Sum(usize),
    Present(usize),
    Minimum(usize),
    Maximum(usize),
}

/// Checks a plan. `span` is the earliest and latest moment of the rows it may meet.
pub(super) fn compile(plan: &Plan, span: (i64, i64)) -> Result<Compiled, Error> {
    let schema = schema::of(plan.dataset);
    let text = |name: &str| typed(plan.dataset, &schema, name, true);
    let number = |name: &str| typed(plan.dataset, &schema, name, false);
    let by_time = |dimension: &Dimension| {
        matches!(
            dimension,
            Dimension::Day(_) | Dimension::Week(_) | Dimension::Hour(_)
        )
    };
    // What has no moment is of no day, week or hour.
    let beginning = if plan.group_by.iter().any(by_time) {
        NEVER + 1
    } else {
        NEVER
    };
    let period = plan.period.map_or((beginning, i64::MAX), |(start, end)| {
        (start.as_microsecond(), end.as_microsecond())
    });
    if period.0 > period.1 {
        return Err(Error::Invalid(
            "the period ends before it begins".to_owned(),
        ));
    }
    let zone = |name: &str| Zone::new(name, span.0, span.1);
    let dimension = |dimension: &Dimension| {
        Ok(match dimension {
            Dimension::Column(name) => Key::Text(text(name)?),
            Dimension::Day(name) => Key::Day(name.clone(), zone(name)?),
            Dimension::Week(name) => Key::Week(name.clone(), zone(name)?),
            Dimension::Hour(name) => Key::Hour(zone(name)?),
            Dimension::Band(name, edges) => Key::Band(number(name)?, checked(edges)?),
        })
    };
    let measure = |measure: &Measure| {
        Ok(match measure {
            Measure::Count => Value::Count,
            Measure::Sum(name) => Value::Sum(number(name)?),
            Measure::Present(name) => Value::Present(place(plan.dataset, &schema, name)?),
            Measure::Minimum(name) => Value::Minimum(number(name)?),
            Measure::Maximum(name) => Value::Maximum(number(name)?),
        })
    };
    if plan.group_by.len() > MOST_DIMENSIONS {
        return Err(Error::Invalid(format!(
            "more than {MOST_DIMENSIONS} dimensions"
        )));
    }
    let filters = plan.filters.iter().map(|filter| {
        Ok((
            text(&filter.column)?,
            filter.values.iter().cloned().collect(),
        ))
    });
    Ok(Compiled {
        period,
        filters: filters.collect::<Result<_, Error>>()?,
        dimensions: plan
            .group_by
            .iter()
            .map(dimension)
            .collect::<Result<_, Error>>()?,
        measures: plan
            .measures
            .iter()
            .map(measure)
            .collect::<Result<_, Error>>()?,
        largest: plan.largest.map(|most| most as usize),
        created_at: place(plan.dataset, &schema, "created_at")?,
        nullable: schema
            .fields()
            .iter()
            .map(|field| field.is_nullable())
            .collect(),
    })
}

fn place(dataset: Dataset, schema: &Schema, name: &str) -> Result<usize, Error> {
    schema
        .index_of(name)
        .map_err(|_| Error::Invalid(format!("dataset {dataset} has no column {name:?}")))
}

fn typed(dataset: Dataset, schema: &Schema, name: &str, text: bool) -> Result<usize, Error> {
    let at = place(dataset, schema, name)?;
    if (schema.field(at).data_type() == &DataType::Utf8) == text {
        return Ok(at);
    }
    let kind = if text { "text" } else { "a number" };
    Err(Error::Invalid(format!(
        "column {name:?} of dataset {dataset} is not {kind}"
    )))
}

fn checked(edges: &[f64]) -> Result<Vec<f64>, Error> {
    if edges.iter().all(|edge| edge.is_finite()) && edges.is_sorted_by(|a, b| a < b) {
        Ok(edges.to_vec())
    } else {
        Err(Error::Invalid(
            "the edges of bands must be finite and ascending".to_owned(),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Filter;

    fn refusal(change: impl FnOnce(&mut Plan)) -> String {
        let mut plan = Plan::count(Dataset::Ticket);
        change(&mut plan);
        match compile(&plan, (0, 1)).unwrap_err() {
            Error::Invalid(reason) => reason,
            other => panic!("{other}"),
        }
    }

    #[test]
    fn what_cannot_be_computed_is_refused_by_name() {
        let sum = |name: &str| vec![Measure::Sum(name.to_owned())];
        assert_eq!(
            refusal(|plan| plan.measures = sum("mood")),
            "dataset ticket has no column \"mood\""
        );
        assert_eq!(
            refusal(|plan| plan.measures = sum("status")),
            "column \"status\" of dataset ticket is not a number"
        );
        let filter = Filter {
            column: "compound".to_owned(),
            values: Vec::new(),
        };
        assert_eq!(
            refusal(|plan| plan.filters = vec![filter]),
            "column \"compound\" of dataset ticket is not text"
        );
        let day = Dimension::Day("Nowhere".to_owned());
        assert_eq!(
            refusal(|plan| plan.group_by = vec![day]),
            "timezone \"Nowhere\" is not known"
        );
        let band = Dimension::Band("compound".to_owned(), vec![0.5, 0.5]);
        assert_eq!(
            refusal(|plan| plan.group_by = vec![band]),
            "the edges of bands must be finite and ascending"
        );
        let many = vec![Dimension::Column("status".to_owned()); 9];
        assert_eq!(
            refusal(|plan| plan.group_by = many),
            "more than 8 dimensions"
        );
    }
}
