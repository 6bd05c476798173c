//! What the tickets of a period mention most, and how those tickets sound.

use brief::{Entity, Mean, Number, Top};
use endpoint::Result;
use stores::{FromRow, Records, Row, Statement};

use crate::scope::Scope;

/// The most entities shown.
const SHOWN: u32 = 10;

/// Each entity of each ticket once, however often the ticket mentions it, and how many entities there are.
///
/// CROSS JOIN: from the tickets of the period to their entities, or SQLite would read every entity of the workspace.
const MENTIONED: &str = "SELECT d.text, d.label, count(*), avg(d.compound), count(*) OVER () FROM (SELECT DISTINCT t.id, t.compound, \
     e.label, e.text FROM tickets t CROSS JOIN entities e CROSS JOIN jobs j WHERE ";

/// Those of the present revisions and of published comments.
const SHOWING: &str = " AND e.workspace_id = t.workspace_id AND e.source = t.source AND e.ticket_id = t.ticket_id \
     AND j.id = e.job_id AND (e.job_id = t.job_id OR (e.field_type = 'comment' AND j.snapshot_id IS NOT NULL))";

/// The entities most tickets of a scope mention, each beside how it was mentioned in the scope before, if there is one.
pub(crate) async fn most(
    records: &Records,
    scope: &Scope<'_>,
    before: Option<&Scope<'_>>,
) -> Result<Top<Entity>> {
    let now = mentioned(records, scope, &[]).await?;
    let total = now.first().map_or(0, |first| first.of);
    let earlier = match before {
        Some(before) if !now.is_empty() => mentioned(records, before, &now).await?,
        _ => Vec::new(),
    };
    let entity = |found: &Mentioned| {
        let same = |other: &&Mentioned| other.text == found.text && other.kind == found.kind;
        let earlier = earlier.iter().find(same);
        Entity {
            text: found.text.clone(),
            kind: found.kind.clone(),
            tickets: Number {
                value: found.tickets,
                previous: before.map(|_| earlier.map_or(0, |earlier| earlier.tickets)),
            },
            compound: Mean {
                value: found.compound,
                previous: earlier.and_then(|earlier| earlier.compound),
            },
        }
    };
    Ok(Top {
        rows: now.iter().map(entity).collect(),
        total,
    })
}

/// The most mentioned entities, or, where some are named, those.
async fn mentioned(
    records: &Records,
    scope: &Scope<'_>,
    named: &[Mentioned],
) -> Result<Vec<Mentioned>> {
    let mut statement = Statement::new(MENTIONED);
    scope.restrict(&mut statement);
    statement.push(SHOWING);
    if !named.is_empty() {
        statement.push(" AND e.text IN (");
        statement
            .bind_all(named.iter().map(|named| &named.text))
            .push(")");
    }
    statement.push(") d GROUP BY d.text, d.label ORDER BY 3 DESC, d.text, d.label LIMIT ");
    // Of one text there may be several kinds; seldom more than a few.
    statement.bind(if named.is_empty() { SHOWN } else { 20 * SHOWN });
    let (sql, params) = statement.into_parts();
    Ok(records.query(&sql, params).await?)
}

/// An entity as it was found.
struct Mentioned {
    text: String,
    kind: String,
    tickets: u64,
    compound: Option<f64>,
    /// Of so many entities.
    of: u64,
}

impl FromRow for Mentioned {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        Ok(Self {
            text: row.take()?,
            kind: row.take()?,
            tickets: row.take()?,
            // The mean of many may leave the range of each by a rounding error.
            compound: row.take::<Option<f64>>()?.map(|mean| mean.clamp(-1.0, 1.0)),
            of: row.take()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use calendar::Period;
    use figures::fixture::{Ticket, publish, stage};
    use futures::executor::block_on;
    use stores::lake::Lake;

    use super::*;
    use crate::filters::Filters;

    #[test]
    fn a_ticket_counts_once_however_often_it_mentions_something() {
        let records = Records::in_memory();
        let lake = Lake::temporary(records.clone());
        let now = "2026-11-20T12:00:00Z".parse().unwrap();
        let ticket = |id: &str, compound| Ticket::new(id, "2026-11-10T00:00:00Z", compound);
        let tickets = [
            ticket("A-1", -0.5)
                .mention("PRODUCT", "Login")
                .mention("PRODUCT", "Login")
                .mention("PRODUCT", "Login"),
            ticket("A-2", 0.25).mention("PRODUCT", "Billing"),
            ticket("A-3", -0.75).mention("PRODUCT", "Billing"),
            ticket("A-5", 0.9).comment("2026-11-10T01:00:00Z", "", "Fine", 0.9),
            Ticket::new("A-4", "2026-11-11T00:00:00Z", 1.0).mention("PRODUCT", "Login"),
        ];
        block_on(publish(&records, &lake, 1, now, &tickets));
        block_on(publish(&records, &lake, 2, now, &tickets[..1]));
        let staged = ticket("A-2", 0.25).mention("PRODUCT", "Not yet");
        block_on(stage(&records, 1, now, &[staged]));
        let day = |day: &str| {
            let start: jiff::Timestamp = format!("{day}T00:00:00Z").parse().unwrap();
            Period::new(start, start + jiff::SignedDuration::from_hours(24)).unwrap()
        };
        let (filters, other) = (
            Filters::default(),
            Filters {
                product: vec!["Other".into()],
                ..Filters::default()
            },
        );
        let scope = |period, filters| Scope {
            workspace: 1,
            period,
            filters,
        };
        let (now, before) = (
            scope(day("2026-11-10"), &filters),
            scope(day("2026-11-11"), &filters),
        );
        let found = block_on(most(&records, &now, Some(&before))).unwrap();
        let told: Vec<_> = found
            .rows
            .iter()
            .map(|entity| (entity.text.as_str(), entity.tickets, entity.compound.value))
            .collect();
        let number = |value, previous| Number {
            value,
            previous: Some(previous),
        };
        assert_eq!(
            told,
            [
                ("Billing", number(2, 0), Some(-0.25)),
                ("Login", number(1, 1), Some(-0.5))
            ]
        );
        assert_eq!(
            (found.total, found.rows[1].compound.previous),
            (2, Some(1.0))
        );
        let none = block_on(most(&records, &scope(day("2026-11-10"), &other), None)).unwrap();
        assert_eq!(none, Top::default());
    }
}
