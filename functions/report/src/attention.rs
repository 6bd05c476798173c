//! Open tickets somebody should look at.

use brief::{Attention, Label};
use calendar::Period;
use endpoint::Result;
use jiff::Timestamp;
use stores::{FromRow, Records, Row};

/// The most tickets listed.
const LISTED: u32 = 10;

/// The longest summary kept, in characters; the typesetter cuts it to its lines.
const LONGEST_SUMMARY: usize = 300;

/// Negative tickets that are still open.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Pressing {
    /// How many there are.
    pub(crate) total: u64,
    /// The most pressing ones: urgency (0 to 1) less compound score (−1 to 1), largest first.
    pub(crate) tickets: Vec<Attention>,
}

/// The negative tickets created in a period that are open: not resolved, and in no state that says they are.
pub(crate) async fn pressing(
    records: &Records,
    workspace: i64,
    period: Period,
) -> Result<Pressing> {
    let (total,) = records
        .query_one(
            "SELECT count(*) FROM tickets \
             WHERE workspace_id = $1 AND ultimate_sentiment = 'negative' AND created_at >= $2 AND created_at < $3 \
             AND resolved_at IS NULL AND lower(status) NOT IN ('closed', 'done', 'resolved')",
            (workspace, period.start(), period.end()),
        )
        .await?;
    let tickets: Vec<Listed> = records
        .query(
            "SELECT ticket_id, summary, created_at, priority, compound FROM tickets \
             WHERE workspace_id = $1 AND ultimate_sentiment = 'negative' AND created_at >= $2 AND created_at < $3 \
             AND resolved_at IS NULL AND lower(status) NOT IN ('closed', 'done', 'resolved') \
             ORDER BY urgency - compound DESC, created_at DESC, id LIMIT $4",
            (workspace, period.start(), period.end(), LISTED),
        )
        .await?;
    Ok(Pressing {
        total,
        tickets: tickets.into_iter().map(|listed| listed.0).collect(),
    })
}

struct Listed(Attention);

impl FromRow for Listed {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        let key = row.take()?;
        let summary: String = row.take()?;
        let created: Timestamp = row.take()?;
        let priority: String = row.take()?;
        Ok(Self(Attention {
            key,
            summary: summary.chars().take(LONGEST_SUMMARY).collect(),
            created,
            priority: Some(priority).filter(|priority| !priority.is_empty()),
            compound: row.take()?,
            label: Label::Negative,
            url: None,
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
    fn the_most_pressing_open_tickets_come_first() {
        let records = Records::in_memory();
        let lake = Lake::temporary(records.clone());
        let ticket = |id: &str, compound| Ticket::new(id, "2026-11-10T00:00:00Z", compound);
        let now = "2026-11-20T12:00:00Z".parse().unwrap();
        let tickets = [
            ticket("A-1", -0.5),
            Ticket {
                urgency: 0.9,
                priority: String::new(),
                ..ticket("A-2", -0.4)
            },
            Ticket {
                resolved_at: Some(now),
                ..ticket("A-3", -0.9)
            },
            Ticket {
                status: "Closed".into(),
                ..ticket("A-4", -0.9)
            },
            ticket("A-5", 0.9),
            Ticket {
                urgency: 0.8,
                ..Ticket::new("A-6", "2026-11-11T00:00:00Z", -0.8)
            },
        ];
        block_on(publish(&records, &lake, 1, now, &tickets));
        block_on(publish(&records, &lake, 2, now, &[ticket("B-1", -0.9)]));
        block_on(stage(&records, 1, now, &[ticket("A-7", -0.9)]));
        let day = Period::new(
            "2026-11-10T00:00:00Z".parse().unwrap(),
            "2026-11-11T00:00:00Z".parse().unwrap(),
        )
        .unwrap();
        let pressing = block_on(pressing(&records, 1, day)).unwrap();
        let keys: Vec<_> = pressing
            .tickets
            .iter()
            .map(|ticket| ticket.key.as_str())
            .collect();
        assert_eq!((pressing.total, keys), (2, vec!["A-2", "A-1"]));
        assert_eq!(pressing.tickets[0].priority, None);
    }
}
