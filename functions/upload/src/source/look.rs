//! Whether a file's first tickets are those that a source has under the same keys.

use super::Of;
use super::known::Source;
use endpoint::Error;
use identity::WorkspaceId;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use stores::{Dialect, Records, Value};
use tickets::{Preview, TicketKey};

/// So many tickets of the head are looked up, in so many sources.
const MOST: usize = 200;
const SOURCES: usize = 8;
/// Characters of a summary that are compared.
const CHARS: usize = 120;
/// Creation dates that lie no further apart may be one: a zone may have been wrong, or the hour left out.
const ONE_DATE: SignedDuration = SignedDuration::from_hours(26);

/// Tickets that file and source have under one key.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    /// With the same summary.
    pub same: usize,
    /// With another summary, and the same date or none.
    renamed: usize,
    /// With another summary and another date.
    other: usize,
}

/// What that says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Most are the same.
    Same,
    /// Most are other tickets.
    Other,
    /// No key is in both, or it cannot be said.
    Unknown,
}

impl Look {
    /// What it says, where the source's files had like columns or had not: of another header, another summary is enough.
    pub fn verdict(self, is_like: bool) -> Verdict {
        let all = self.same + self.renamed + self.other;
        let other = self.other + if is_like { 0 } else { self.renamed };
        if all == 0 {
            Verdict::Unknown
        } else if other * 2 > all {
            Verdict::Other
        } else if self.same * 2 >= all {
            Verdict::Same
        } else {
            Verdict::Unknown
        }
    }
}

/// From the keys `k` that are parameter `$3`, a JSON array.
const fn keys_of(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Sqlite => "json_each($3) AS k",
        Dialect::Postgres => "jsonb_array_elements_text($3) AS k (value)",
    }
}

/// Looks a file's first tickets up in each of the sources.
pub async fn looks(
    records: &Records,
    workspace: WorkspaceId,
    of: &Of<'_>,
    sources: &[Source],
) -> Result<Vec<Look>, Error> {
    let mut looks = vec![Look::default(); sources.len()];
    let preview = of.mapping.preview(of.sniff, of.zone, MOST);
    let head: BTreeMap<String, Preview> = preview
        .into_iter()
        .filter_map(|ticket| {
            let key = TicketKey::new(&ticket.key).ok()?;
            Some((key.as_str().to_owned(), ticket)).filter(|(_, ticket)| !ticket.summary.is_empty())
        })
        .collect();
    if head.is_empty() {
        return Ok(looks);
    }
    let keys: Vec<&String> = head.keys().collect();
    let keys = Value::Json(serde_json::to_string(&keys).map_err(Error::internal)?);
    let statement = format!(
        "SELECT ticket_id, summary, created_at FROM tickets WHERE workspace_id = $1 AND source = $2 AND moved_key IS NULL \
             AND ticket_id IN (SELECT k.value FROM {from}) \
         UNION ALL SELECT moved_key, summary, created_at FROM tickets WHERE workspace_id = $1 AND source = $2 \
             AND moved_key IN (SELECT k.value FROM {from})",
        from = keys_of(records.dialect().await)
    );
    for (source, look) in sources.iter().zip(&mut looks).take(SOURCES) {
        let stored: Vec<(String, String, Option<Timestamp>)> = records
            .query(
                &statement,
                (workspace.0, source.name.as_str(), keys.clone()),
            )
            .await?;
        for (key, summary, created_at) in stored {
            if let Some(ticket) = head.get(&key) {
                look.take(ticket, &summary, created_at);
            }
        }
    }
    Ok(looks)
}

impl Look {
    fn take(&mut self, ticket: &Preview, summary: &str, created_at: Option<Timestamp>) {
        let apart = ticket
            .created_at
            .zip(created_at)
            .is_some_and(|(a, b)| a.duration_since(b).abs() > ONE_DATE);
        if comparable(&ticket.summary) == comparable(summary) {
            self.same += 1;
        } else if apart {
            self.other += 1;
        } else {
            self.renamed += 1;
        }
    }
}

/// The letters and figures of a summary, as far as they are compared.
fn comparable(summary: &str) -> String {
    let letters = summary.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).take(CHARS).collect()
}
