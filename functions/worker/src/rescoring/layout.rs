//! Phase map of a rescoring: the workspace's tickets as ranges, each a chunk.

use super::Range;
use crate::workspace_job::queue_steps;
use endpoint::Context;
use queue::kind::SCORE;
use queue::{Claim, Failure, lease};
use serde_json::json;
use stores::ToValue;

/// How much a range may hold.
#[derive(Clone, Copy, Debug)]
pub struct Most {
    /// Tickets.
    pub tickets: u64,
    /// Characters of their texts.
    pub characters: u64,
}

/// What is scored anew in one step: half the characters that an upload's chunk may hold in bytes, for those that take
/// several.
pub const SCORED: Most = Most {
    tickets: 2_000,
    characters: 2 << 20,
};
/// What is kept beside a comment's text.
const OF_A_COMMENT: u64 = 200;
/// So many tickets are looked at at a time.
const PAGE: i64 = 10_000;

/// A ticket: source, key, length of its texts, comments.
type Ticket = (String, String, u64, u64);

/// The workspace's tickets as ranges.
pub async fn ranges(cx: &Context, claim: &Claim, most: Most) -> Result<Vec<Range>, Failure> {
    let statement = "SELECT t.source, t.ticket_id, CAST(COALESCE((SELECT sum(length(r.text)) FROM sentiment_results r \
             WHERE r.workspace_id = t.workspace_id AND r.source = t.source AND r.ticket_id = t.ticket_id), 0) AS BIGINT), \
             t.comment_count \
         FROM tickets t WHERE t.workspace_id = $1 AND (t.source, t.ticket_id) > ($2, $3) \
         ORDER BY t.source, t.ticket_id LIMIT $4";
    ranges_of(cx, claim, statement, claim.workspace, most).await
}

/// The tickets that a statement finds as ranges, page by page in the order of source and key: its parameters are `of`, the
/// source and key behind which it goes on, and how many tickets it may find.
pub async fn ranges_of(
    cx: &Context,
    claim: &Claim,
    statement: &str,
    of: impl ToValue,
    most: Most,
) -> Result<Vec<Range>, Failure> {
    let mut layout = Layout::new(most);
    let (mut source, mut key) = (String::new(), String::new());
    let of = of.to_value();
    loop {
        let params = (of.clone(), source.as_str(), key.as_str(), PAGE);
        let page: Vec<Ticket> = cx.records.query(statement, params).await?;
        let Some(last) = page.last() else { break };
        (source, key) = (last.0.clone(), last.1.clone());
        for ticket in page {
            layout.take(ticket);
        }
        lease::touch(cx, claim).await?;
    }
    Ok(layout.into_ranges())
}

/// Adds one score step per range, or goes on to publishing where there is no ticket.
pub async fn lay_out(cx: &Context, claim: &Claim) -> Result<(), Failure> {
    let ranges = ranges(cx, claim, SCORED).await?;
    let tickets: u64 = ranges.iter().map(|range| range.tickets).sum();
    let outcome = json!({"rows": tickets, "bytes": 0, "errors": 0});
    queue_steps(cx, claim, &SCORE, &ranges, tickets, outcome).await
}

/// Ranges so far, and how much the last one holds.
struct Layout {
    most: Most,
    ranges: Vec<Range>,
    characters: u64,
}

impl Layout {
    /// None yet.
    pub fn new(most: Most) -> Self {
        Self {
            most,
            ranges: Vec::new(),
            characters: 0,
        }
    }

    /// The ranges.
    pub fn into_ranges(self) -> Vec<Range> {
        self.ranges
    }

    /// Adds the next ticket, in the order of source and key.
    pub fn take(&mut self, (source, key, length, comments): Ticket) {
        let characters = length + comments * OF_A_COMMENT;
        if let Some(range) = self.ranges.last_mut()
            && range.source == source
            && range.tickets < self.most.tickets
            && self.characters + characters <= self.most.characters
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
        let mut layout = Layout::new(SCORED);
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
