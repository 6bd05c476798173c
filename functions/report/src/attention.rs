//! Open tickets somebody should look at.

use brief::{Attention, Label, Top};
use endpoint::Result;
use jiff::Timestamp;
use stores::{FromRow, Records, Row, Statement};

use crate::scope::Scope;

/// The most tickets listed.
const LISTED: u32 = 20;

/// The longest summary kept, in characters; the typesetter cuts it to its lines.
const LONGEST_SUMMARY: usize = 300;

/// What all of them are: negative, not resolved, and in no state that says they are.
const OPEN: &str = " AND t.ultimate_sentiment = 'negative' AND t.resolved_at IS NULL \
     AND lower(t.status) NOT IN ('closed', 'done', 'resolved')";

/// The negative tickets of a scope that are open, the most pressing first: urgency (0 to 1) less compound score (−1 to
/// 1), largest first. `url` is where the web app is reached.
pub(crate) async fn pressing(
    records: &Records,
    scope: &Scope<'_>,
    url: Option<&str>,
) -> Result<Top<Attention>> {
    let mut statement = Statement::new("SELECT count(*) FROM tickets t WHERE ");
    scope.restrict(&mut statement);
    statement.push(OPEN);
    let (sql, params) = statement.into_parts();
    let (total,) = records.query_one(&sql, params).await?;
    let mut statement = Statement::new(
        "SELECT COALESCE(t.moved_key, t.ticket_id), t.summary, t.created_at, t.priority, t.compound FROM tickets t WHERE ",
    );
    scope.restrict(&mut statement);
    statement
        .push(OPEN)
        .push(" ORDER BY t.urgency - t.compound DESC, t.created_at DESC, t.id LIMIT ")
        .bind(LISTED);
    let (sql, params) = statement.into_parts();
    let tickets: Vec<Listed> = records.query(&sql, params).await?;
    let rows = tickets.into_iter().map(|Listed(ticket)| Attention {
        url: url.and_then(|url| link(url, &ticket.key)),
        ..ticket
    });
    Ok(Top {
        rows: rows.collect(),
        total,
    })
}

/// Where the web app shows a ticket; none where the address is none of the web.
fn link(url: &str, key: &str) -> Option<String> {
    let of_web = url.starts_with("https://") || url.starts_with("http://");
    let key = key.bytes().map(|byte| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
            char::from(byte).to_string()
        }
        other => format!("%{other:02X}"),
    });
    let key: String = key.collect();
    of_web.then(|| format!("{}/tickets/{key}", url.trim_end_matches('/')))
}

/// On one line, and no longer than is kept.
fn short(summary: &str) -> String {
    let line = summary.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST_SUMMARY) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
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
            summary: short(&summary),
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
    use calendar::Period;
    use figures::fixture::{Ticket, publish, stage};
    use futures::executor::block_on;
    use stores::lake::Lake;

    use super::*;
    use crate::filters::Filters;

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
        let listed = |filters: &Filters| {
            let scope = Scope {
                workspace: 1,
                period: day,
                filters,
            };
            block_on(pressing(&records, &scope, Some("https://u.example/"))).unwrap()
        };
        let all = listed(&Filters::default());
        let keys: Vec<_> = all.rows.iter().map(|ticket| ticket.key.as_str()).collect();
        assert_eq!((all.total, keys), (2, vec!["A-2", "A-1"]));
        assert_eq!(all.rows[0].priority, None);
        let url = all.rows[0].url.as_deref();
        assert_eq!(url, Some("https://u.example/tickets/A-2"));
        let high = listed(&Filters {
            priority: vec!["Medium".into(), "Low".into()],
            ..Filters::default()
        });
        assert_eq!((high.total, high.rows[0].key.as_str()), (1, "A-1"));
    }

    #[test]
    fn a_key_is_one_part_of_a_path_and_an_address_is_one_of_the_web() {
        let of = |key| link("http://u.example", key);
        let url = Some("http://u.example/tickets/a%2Fb%20%C3%A4%3F".to_owned());
        assert_eq!(of("a/b ä?"), url);
        assert_eq!(link("javascript:alert(1)", "A-1"), None);
    }

    #[test]
    fn a_summary_is_one_line_and_says_where_it_was_cut() {
        let lines = format!("{}end", "x\n\n\n".repeat(200));
        assert_eq!(short(&lines).chars().count(), 301);
        assert!(short(&lines).ends_with('…') && !short(&lines).contains('\n'));
        assert_eq!(short(" a\r\nb "), "a b");
    }
}
