//! Phase map of a rescoring: the workspace's tickets as ranges, each a chunk.

use super::super::claim::{self, Claim, Phase};
use super::super::failure::Failure;
use super::super::{history, lease};
use super::Range;
use endpoint::Context;
use serde_json::json;

/// At most so many tickets a chunk.
const MOST_TICKETS: u64 = 2_000;
/// At most so many characters a chunk: half of what an upload's chunk may hold in bytes, for those that take several.
const MOST_CHARACTERS: u64 = 2 << 20;
/// What is kept beside a comment's text.
const OF_A_COMMENT: u64 = 200;
/// So many tickets are looked at at a time.
const PAGE: i64 = 10_000;

/// A ticket: source, key, length of its texts, comments.
type Ticket = (String, String, u64, u64);

/// The workspace's tickets as ranges.
pub async fn ranges(cx: &Context, claim: &Claim) -> Result<Vec<Range>, Failure> {
    let mut layout = Layout::default();
    let (mut source, mut key) = (String::new(), String::new());
    loop {
        let page: Vec<Ticket> = cx
            .records
            .query(
                "SELECT t.source, t.ticket_id, CAST(COALESCE((SELECT sum(length(r.text)) FROM sentiment_results r \
                     WHERE r.workspace_id = t.workspace_id AND r.source = t.source AND r.ticket_id = t.ticket_id), 0) AS BIGINT), \
                     t.comment_count \
                 FROM tickets t WHERE t.workspace_id = $1 AND (t.source, t.ticket_id) > ($2, $3) \
                 ORDER BY t.source, t.ticket_id LIMIT $4",
                (claim.workspace, source.as_str(), key.as_str(), PAGE),
            )
            .await?;
        let Some(last) = page.last() else { break };
        (source, key) = (last.0.clone(), last.1.clone());
        for ticket in page {
            layout.take(ticket);
        }
        lease::touch(cx, claim).await?;
    }
    Ok(layout.ranges)
}

/// Adds one score step per range, or goes on to publishing where there is no ticket.
pub async fn lay_out(cx: &Context, claim: &Claim) -> Result<(), Failure> {
    let ranges = ranges(cx, claim).await?;
    let tickets: u64 = ranges.iter().map(|range| range.tickets).sum();
    let transaction = cx.records.begin().await?;
    let job = (claim.workspace, claim.job.as_str());
    for (number, range) in (0..).zip(&ranges) {
        let data = serde_json::to_value(range).map_err(|error| Failure::bug(&error))?;
        claim::enqueue(cx, &transaction, job, Phase::Score, number, data).await?;
    }
    let next = if ranges.is_empty() {
        claim::enqueue(cx, &transaction, job, Phase::Publish, 0, json!({})).await?;
        Phase::Publish
    } else {
        Phase::Score
    };
    transaction
        .execute(
            "UPDATE jobs SET status = 'running', phase = $1, total_rows = $2, started_at = COALESCE(started_at, $3), \
                 updated_at = $3 WHERE id = $4",
            (next.as_str(), tickets, cx.clock.now(), claim.job.as_str()),
        )
        .await?;
    let outcome = json!({"rows": tickets, "bytes": 0, "errors": 0});
    claim::complete(cx, &transaction, claim, outcome).await?;
    history::book(&transaction, &claim.job).await?;
    transaction.commit().await?;
    Ok(())
}

/// Ranges so far, and how much the last one holds.
#[derive(Default)]
struct Layout {
    ranges: Vec<Range>,
    characters: u64,
}

impl Layout {
    fn take(&mut self, (source, key, length, comments): Ticket) {
        let characters = length + comments * OF_A_COMMENT;
        if let Some(range) = self.ranges.last_mut()
            && range.source == source
            && range.tickets < MOST_TICKETS
            && self.characters + characters <= MOST_CHARACTERS
        {
            range.to = key;
            range.tickets += 1;
            self.characters += characters;
            return;
        }
        let after = match self.ranges.last() {
            Some(range) if range.source == source => range.to.clone(),
            _ => String::new(),
        };
        self.characters = characters;
        self.ranges.push(Range {
            source,
            after,
            to: key,
            tickets: 1,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laid_out(tickets: impl IntoIterator<Item = (&'static str, u64, u64)>) -> Vec<Range> {
        let mut layout = Layout::default();
        for (number, (source, length, comments)) in tickets.into_iter().enumerate() {
            layout.take((
                source.to_owned(),
                format!("A-{number:05}"),
                length,
                comments,
            ));
        }
        layout.ranges
    }

    #[test]
    fn ranges_follow_each_other_without_a_gap() {
        let ranges = laid_out((0..4_500).map(|_| ("jira", 10, 1)));
        let sizes: Vec<u64> = ranges.iter().map(|range| range.tickets).collect();
        assert_eq!(sizes, [2_000, 2_000, 500]);
        assert_eq!(
            (ranges[0].after.as_str(), ranges[0].to.as_str()),
            ("", "A-01999")
        );
        assert_eq!(ranges[1].after, ranges[0].to);
        assert_eq!(ranges[2].to, "A-04499");
    }

    #[test]
    fn long_texts_and_another_source_begin_a_range() {
        let ranges = laid_out([
            ("csv", 10, 0),
            ("jira", 3 << 20, 0),
            ("jira", 0, 4_000),
            ("jira", 1, 1),
        ]);
        let found: Vec<_> = ranges
            .iter()
            .map(|range| (range.source.as_str(), range.after.as_str(), range.tickets))
            .collect();
        assert_eq!(
            found,
            [("csv", "", 1), ("jira", "", 1), ("jira", "A-00001", 2)]
        );
        // One ticket that is too long by itself is a range all the same.
        assert_eq!(laid_out([("csv", 9 << 20, 0)]).len(), 1);
    }
}
