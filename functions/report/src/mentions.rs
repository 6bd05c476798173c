//! What the tickets of a period mention most, and how those tickets sound.

use brief::Entity;
use calendar::Period;
use endpoint::Result;
use figures::Figures;
use stores::Records;

/// The most entities shown.
const SHOWN: usize = 10;

/// How many of the most frequent mentions are looked at more closely.
const CANDIDATES: usize = 40;

/// The entities most tickets created in a period mention. The lake tells which are mentioned often, the records in how
/// many tickets: one ticket may mention a thing many times.
pub(crate) async fn most(
    records: &Records,
    figures: &Figures,
    workspace: i64,
    period: Period,
) -> Result<Vec<Entity>> {
    let mut entities = Vec::new();
    for candidate in figures.top_entities(Some(period), CANDIDATES).await? {
        let (tickets, compound): (u64, Option<f64>) = records
            .query_one(
                "SELECT count(*), avg(t.compound) FROM tickets t WHERE t.workspace_id = $1 \
                 AND t.created_at >= $2 AND t.created_at < $3 AND EXISTS (SELECT 1 FROM entities e \
                 JOIN sentiment_results r ON r.workspace_id = e.workspace_id AND r.source = e.source \
                 AND r.ticket_id = e.ticket_id AND r.fingerprint = e.fingerprint AND r.job_id = e.job_id \
                 JOIN jobs j ON j.id = r.job_id \
                 WHERE e.workspace_id = t.workspace_id AND e.source = t.source AND e.ticket_id = t.ticket_id \
                 AND e.label = $4 AND e.text = $5 \
                 AND (r.job_id = t.job_id OR (r.field_type = 'comment' AND j.snapshot_id IS NOT NULL)))",
                (workspace, period.start(), period.end(), &candidate.label, &candidate.text),
            )
            .await?;
        if tickets > 0 {
            let compound = compound.map(|mean| mean.clamp(-1.0, 1.0));
            entities.push(Entity {
                text: candidate.text,
                kind: candidate.label,
                tickets,
                compound,
            });
        }
    }
    entities.sort_by_key(|entity| std::cmp::Reverse(entity.tickets));
    entities.truncate(SHOWN);
    Ok(entities)
}

#[cfg(test)]
mod tests {
    use figures::fixture::{Ticket, publish};
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
            ticket("A-2", 0.2).mention("PRODUCT", "Billing"),
            ticket("A-3", -0.6).mention("PRODUCT", "Billing"),
            Ticket::new("A-4", "2026-11-11T00:00:00Z", 1.0).mention("PRODUCT", "Login"),
        ];
        block_on(publish(&records, &lake, 1, now, &tickets));
        let day = Period::new(
            "2026-11-10T00:00:00Z".parse().unwrap(),
            "2026-11-11T00:00:00Z".parse().unwrap(),
        )
        .unwrap();
        let figures = block_on(Figures::at_present(&lake, 1)).unwrap();
        let entities = block_on(most(&records, &figures, 1, day)).unwrap();
        let told: Vec<_> = entities
            .iter()
            .map(|entity| (entity.text.as_str(), entity.tickets, entity.compound))
            .collect();
        assert_eq!(told, [("Billing", 2, Some(-0.2)), ("Login", 1, Some(-0.5))]);
    }
}
