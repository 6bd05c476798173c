//! What the sentences of tickets judge: aspects, by the number of tickets that judge them.

use brief::{Group, Mean, Names, Number, Top, Words};
use endpoint::Result;
use stores::{Dialect, FromRow, Records, Row, Statement};

use crate::scope::Scope;

/// The aspects that the tickets of a scope judge, each beside how it was judged in the scope before, if there is one.
pub(crate) async fn judged(
    records: &Records,
    scope: &Scope<'_>,
    before: Option<&Scope<'_>>,
    words: &Words,
) -> Result<Top<Group>> {
    let now = found(records, scope).await?;
    let earlier = match before {
        Some(before) => found(records, before).await?,
        None => Vec::new(),
    };
    let rows: Vec<Group> = now
        .iter()
        .map(|judged| {
            let earlier = earlier.iter().find(|other| other.aspect == judged.aspect);
            Group {
                name: Names::of(words.names.aspects, &judged.aspect).to_owned(),
                tickets: Number {
                    value: judged.tickets,
                    previous: before.map(|_| earlier.map_or(0, |earlier| earlier.tickets)),
                },
                negative_share: Mean {
                    value: judged.negative_share,
                    previous: earlier.and_then(|earlier| earlier.negative_share),
                },
                compound: Mean {
                    value: judged.compound,
                    previous: earlier.and_then(|earlier| earlier.compound),
                },
            }
        })
        .collect();
    let most = rows.len();
    Ok(Top::of(rows, most))
}

/// The parts of a list, as either database takes it apart.
fn parts(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Sqlite => "json_each(t.aspects) AS a",
        Dialect::Postgres => "jsonb_array_elements(t.aspects) AS a (value)",
    }
}

async fn found(records: &Records, scope: &Scope<'_>) -> Result<Vec<Judged>> {
    let mut statement = Statement::new(
        "SELECT a.value ->> 'aspect', count(*), avg(CAST(CASE WHEN a.value ->> 'label' = 'negative' THEN 1 ELSE 0 END \
         AS DOUBLE PRECISION)), avg(CAST(a.value ->> 'compound' AS DOUBLE PRECISION)) FROM tickets t CROSS JOIN ",
    );
    statement
        .push(parts(records.dialect().await))
        .push(" WHERE ");
    scope.restrict(&mut statement);
    statement.push(" GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 50");
    let (sql, params) = statement.into_parts();
    Ok(records.query(&sql, params).await?)
}

/// An aspect and its tickets.
struct Judged {
    aspect: String,
    tickets: u64,
    negative_share: Option<f64>,
    compound: Option<f64>,
}

impl FromRow for Judged {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        Ok(Self {
            aspect: row.take()?,
            tickets: row.take()?,
            // The mean of many may leave the range of each by a rounding error.
            negative_share: row
                .take::<Option<f64>>()?
                .map(|share| share.clamp(0.0, 1.0)),
            compound: row.take::<Option<f64>>()?.map(|mean| mean.clamp(-1.0, 1.0)),
        })
    }
}

#[cfg(test)]
mod tests {
    use brief::Language;
    use calendar::Period;
    use figures::fixture::{Ticket, publish};
    use futures::executor::block_on;
    use stores::lake::Lake;

    use super::*;
    use crate::filters::Filters;

    #[test]
    fn aspects_count_the_tickets_that_judge_them() {
        let records = Records::in_memory();
        let lake = Lake::temporary(records.clone());
        let now = "2026-11-20T12:00:00Z".parse().unwrap();
        let ticket = |id: &str, aspects: &[(&'static str, f64)]| Ticket {
            aspects: aspects.to_vec(),
            ..Ticket::new(id, "2026-11-10T00:00:00Z", 0.0)
        };
        let tickets = [
            ticket("A-1", &[("value", -0.5), ("features", 0.5)]),
            ticket("A-2", &[("value", 0.25)]),
            ticket("A-3", &[]),
        ];
        block_on(publish(&records, &lake, 1, now, &tickets));
        let filters = Filters::default();
        let scope = |start: &str, end: &str| Scope {
            workspace: 1,
            period: Period::new(start.parse().unwrap(), end.parse().unwrap()).unwrap(),
            filters: &filters,
        };
        let then = scope("2026-11-10T00:00:00Z", "2026-11-11T00:00:00Z");
        let later = scope("2026-11-11T00:00:00Z", "2026-11-12T00:00:00Z");
        let words = Language::En.words();
        let found = block_on(judged(&records, &then, Some(&later), words)).unwrap();
        let told: Vec<_> = found
            .rows
            .iter()
            .map(|row| {
                (
                    row.name.as_str(),
                    row.tickets.value,
                    row.tickets.previous,
                    row.compound.value,
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                ("Value for money", 2, Some(0), Some(-0.125)),
                ("Features", 1, Some(0), Some(0.5))
            ]
        );
        assert_eq!(found.rows[0].negative_share.value, Some(0.5));
        let none = block_on(judged(&records, &later, None, words)).unwrap();
        assert_eq!(none, Top::default());
    }
}
