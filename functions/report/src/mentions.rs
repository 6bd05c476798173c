//! What the tickets of a period mention most, and how those tickets sound.

use brief::Entity;
use calendar::Period;
use endpoint::Result;
use stores::{FromRow, Records, Row};

/// The most entities shown.
const SHOWN: u32 = 10;

/// The entities most tickets created in a period mention: a ticket counts once, however often it mentions a thing.
pub(crate) async fn most(records: &Records, workspace: i64, period: Period) -> Result<Vec<Entity>> {
    // CROSS JOIN: from the tickets of the period to their entities, or SQLite would read every entity of the workspace.
    let entities: Vec<Mentioned> = records
        .query(
            "SELECT d.text, d.label, count(*), avg(d.compound) FROM (SELECT DISTINCT t.id, t.compound, e.label, e.text \
             FROM tickets t CROSS JOIN entities e CROSS JOIN jobs j \
             WHERE t.workspace_id = $1 AND t.created_at >= $2 AND t.created_at < $3 \
             AND e.workspace_id = t.workspace_id AND e.source = t.source AND e.ticket_id = t.ticket_id \
             AND j.id = e.job_id \
             AND (e.job_id = t.job_id OR (e.field_type = 'comment' AND j.snapshot_id IS NOT NULL))) d \
             GROUP BY d.text, d.label ORDER BY 3 DESC, d.text, d.label LIMIT $4",
            (workspace, period.start(), period.end(), SHOWN),
        )
        .await?;
    Ok(entities.into_iter().map(|mentioned| mentioned.0).collect())
}

struct Mentioned(Entity);

impl FromRow for Mentioned {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        Ok(Self(Entity {
            text: row.take()?,
            kind: row.take()?,
            tickets: row.take()?,
            // The mean of many may leave the range of each by a rounding error.
            compound: row.take::<Option<f64>>()?.map(|mean| mean.clamp(-1.0, 1.0)),
        }))
    }
}

#[cfg(test)]
mod tests {
    use figures::fixture::{Ticket, publish, stage};
    use futures::executor::block_on;
    use stores::lake::Lake;

    use super::*;

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
        let day = Period::new(
            "2026-11-10T00:00:00Z".parse().unwrap(),
            "2026-11-11T00:00:00Z".parse().unwrap(),
        )
        .unwrap();
        let entities = block_on(most(&records, 1, day)).unwrap();
        let told: Vec<_> = entities
            .iter()
            .map(|entity| (entity.text.as_str(), entity.tickets, entity.compound))
            .collect();
        assert_eq!(
            told,
            [("Billing", 2, Some(-0.25)), ("Login", 1, Some(-0.5))]
        );
    }
}
