//! The tickets of a workspace, filtered, sorted and cut into pages.

mod distributions;
mod listed;
mod order;
#[cfg(test)]
mod undated;

use axum::extract::State;
use endpoint::{Caller, Context, Dates, Json, Listed, Page, Problem, Query, Result};
use serde::Serialize;
use stores::Records;
use utoipa::ToSchema;

use crate::bounds::{BOUNDS, Bounds};
use crate::searched::Asked;
use crate::selection::{self, Selection};
use crate::statement::Statement;
use listed::ListedTicket;
use order::Order;

/// A page of tickets.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Tickets {
    /// Hits of a search are counted up to 1,000.
    #[serde(flatten)]
    listed: Listed<ListedTicket>,
    /// False where there may be more tickets than `total`: more than pages lead through, or than were looked at.
    total_is_exact: bool,
}

/// The tickets of the workspace.
#[utoipa::path(get, path = "/api/tickets", tag = "tickets", operation_id = "list_tickets",
    params(selection::Params, Dates, Order, Page), extensions(("x-permission" = json!("tickets:read"))),
    responses((status = 200, body = Tickets), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn get(
    State(cx): State<Context>,
    caller: Caller,
    Query(params): Query<selection::Params>,
    Query(dates): Query<Dates>,
    Query(order): Query<Order>,
    Query(page): Query<Page>,
) -> Result<Json<Tickets>> {
    let workspace = caller.workspace.0;
    let selection = Selection::of(&cx.records, workspace, params, &dates).await?;
    let order = order.fragment(selection.are_dated())?;
    let part = Part { order, page };
    let answer = list(&cx.records, workspace, &selection, (part, &BOUNDS)).await?;
    Ok(Json(answer))
}

/// Which part of a list is asked for.
#[derive(Debug, Clone, Copy)]
struct Part {
    order: &'static str,
    page: Page,
}

async fn list(
    records: &Records,
    workspace: i64,
    selection: &Selection,
    (part, bounds): (Part, &Bounds),
) -> Result<Tickets> {
    let (total, total_is_exact, mut results) = match &selection.search {
        Some(search) => {
            let asked = Asked {
                workspace,
                selection,
                search,
                order: part.order,
                bounds,
            };
            searched(records, asked, part).await?
        }
        None => (
            count(records, workspace, selection).await?,
            true,
            listed::rows(records, page_of(selection, workspace, part)).await?,
        ),
    };
    let listed = results.iter().map(|ticket| ticket.id);
    let texts = distributions::of(records, workspace, listed).await?;
    for ticket in &mut results {
        ticket.sentiment_distribution = texts.get(&ticket.id).copied().unwrap_or_default();
    }
    Ok(Tickets {
        listed: part.page.of(total, results),
        total_is_exact,
    })
}

/// How many tickets fit, whether that is all, and a page of them.
async fn searched(
    records: &Records,
    asked: Asked<'_>,
    part: Part,
) -> Result<(u64, bool, Vec<ListedTicket>)> {
    let found = asked.find(records).await?;
    let page = part.page.cut(&found.ids);
    let listed = listed::of(records, asked.workspace, page).await?;
    Ok((found.ids.len() as u64, found.is_all, listed))
}

async fn count(records: &Records, workspace: i64, selection: &Selection) -> Result<u64> {
    let (sql, params) = count_of(selection, workspace).into_parts();
    let (total,) = records.query_one(&sql, params).await?;
    Ok(total)
}

fn count_of(selection: &Selection, workspace: i64) -> Statement {
    let mut statement = Statement::new("SELECT count(*) FROM tickets t WHERE");
    selection.restrict(&mut statement, workspace);
    statement
}

fn page_of(selection: &Selection, workspace: i64, part: Part) -> Statement {
    let mut statement = Statement::new(listed::COLUMNS);
    selection.restrict(&mut statement, workspace);
    statement
        .push(part.order)
        .push(" LIMIT ")
        .bind(part.page.limit())
        .push(" OFFSET ")
        .bind(part.page.offset());
    statement
}

#[cfg(test)]
mod tests {
    use endpoint::Dates;
    use figures::fixture::Ticket;
    use serde_json::json;

    use super::{Order, Page, Part, count_of, page_of};
    use crate::selection::Selection;
    use crate::testing::{Fixture, column};

    fn tickets() -> Vec<Ticket> {
        vec![
            Ticket {
                urgency: 0.9,
                ..Ticket::new("SUP-1", "2026-03-01T08:00:00Z", -0.9)
            }
            .comment(
                "2026-03-02T08:00:00Z",
                "eve",
                "The login form crashes",
                -0.5,
            )
            .comment("2026-03-03T08:00:00Z", "bob", "Solved, thank you", 0.7),
            Ticket {
                priority: "High".into(),
                product: "Login".into(),
                ..Ticket::new("SUP-2", "2026-03-02T23:30:00Z", 0.6)
            },
            Ticket {
                status: "Closed".into(),
                assignee: "bob".into(),
                ..Ticket::new("OPS-10", "2026-03-03T08:00:00Z", 0.0)
            },
        ]
    }

    pub(super) fn found(fixture: &Fixture, query: &str) -> Vec<String> {
        let answer = fixture.json(&format!("/api/tickets?{query}"));
        let keys: Vec<_> = column(&answer["results"], "ticket_id")
            .into_iter()
            .map(str::to_owned)
            .collect();
        assert_eq!(answer["total"], keys.len(), "{query}");
        keys
    }

    #[test]
    fn a_ticket_is_listed_with_all_it_is() {
        let fixture = Fixture::with(&tickets());
        let answer = fixture.json("/api/tickets?sort=created_at&limit=1");
        let expected = json!({"total": 3, "total_is_exact": true, "offset": 0, "limit": 1, "results": [{
            "ticket_id": "SUP-1", "source": "SUP", "summary": "Summary of SUP-1", "excerpt": "", "status_name": "Open",
            "priority": "Medium", "product": "Billing", "assignee": "ada", "created_at": "2026-03-01T08:00:00Z",
            "updated_at": null, "total_comments": 2,
            "sentiment_distribution": {"positive": 1, "negative": 2, "neutral": 0},
            "final_sentiment": "negative", "read": true, "compound": -0.9, "confidence": 0.9, "trend": "stable",
            "status": "single_negative", "urgency": 0.9,
            "first_comment_date": "2026-03-02T08:00:00Z", "last_comment_date": "2026-03-03T08:00:00Z",
        }]});
        assert_eq!(answer, expected);
    }

    #[test]
    fn every_filter_filters() {
        let fixture = Fixture::with(&tickets());
        for (query, expected) in [
            ("", &["OPS-10", "SUP-2", "SUP-1"][..]),
            ("sentiment=negative", &["SUP-1"]),
            ("read=false", &["OPS-10"]),
            ("read=true", &["SUP-2", "SUP-1"]),
            ("read=false&sentiment=negative", &[]),
            ("status=Closed", &["OPS-10"]),
            ("priority=High", &["SUP-2"]),
            ("product=Login", &["SUP-2"]),
            ("assignee=bob", &["OPS-10"]),
            ("assignee=%27%20OR%201=1", &[]),
            ("start_date=2026-03-02&end_date=2026-03-02", &["SUP-2"]),
            ("end_date=2026-03-02&timezone=Europe/Berlin", &["SUP-1"]),
            ("q=login", &["SUP-1"]),
            ("q=LOG", &["SUP-1"]),
            ("q=crashes%20login", &["SUP-1"]),
            ("q=login%20thank", &[]),
            ("q=summary", &["OPS-10", "SUP-2", "SUP-1"]),
            ("q=sup-", &["SUP-2", "SUP-1"]),
            ("q=ops-10", &["OPS-10"]),
            ("q=%25", &[]),
            ("q=%22%29*:^", &[]),
            ("q=login&sentiment=positive", &[]),
        ] {
            assert_eq!(found(&fixture, query), expected, "{query}");
        }
    }

    #[test]
    fn every_order_orders_both_ways() {
        let fixture = Fixture::with(&tickets());
        for (sort, first) in [
            ("created_at", "SUP-1"),
            ("updated_at", "SUP-1"),
            ("compound", "SUP-1"),
            ("-comment_count", "SUP-1"),
            ("-urgency", "SUP-1"),
            ("-compound", "SUP-2"),
        ] {
            let upwards = found(&fixture, &format!("sort={sort}"));
            assert_eq!(upwards[0], first, "{sort}");
            let turned = sort
                .strip_prefix('-')
                .map_or_else(|| format!("-{sort}"), str::to_owned);
            let mut downwards = found(&fixture, &format!("sort={turned}"));
            downwards.reverse();
            assert_eq!(upwards, downwards, "{sort}");
        }
        let page = fixture.json("/api/tickets?limit=2&offset=2");
        assert_eq!(column(&page["results"], "ticket_id"), ["SUP-1"]);
        assert_eq!(page["total"], 3);
    }

    fn first(order: &Order) -> Part {
        Part {
            order: order.fragment(false).unwrap(),
            page: Page::default(),
        }
    }

    /// Without its index a filter reads every ticket and an order sorts them all: half a second at 100,000 tickets.
    #[test]
    fn every_filter_and_order_has_its_index() {
        let records = stores::Records::in_memory();
        if futures::executor::block_on(records.dialect()) == stores::Dialect::Postgres {
            // Plans of an empty database say nothing there.
            return;
        }
        let plan = |sql: &str, params: Vec<stores::Value>| -> String {
            let explain = format!("EXPLAIN QUERY PLAN {sql}");
            let plan: Vec<(i64, i64, i64, String)> =
                futures::executor::block_on(records.query(&explain, params)).unwrap();
            plan.into_iter()
                .map(|step| step.3)
                .collect::<Vec<_>>()
                .join("; ")
        };
        for column in ["status", "priority", "product", "assignee"] {
            for filter in [json!({column: "x"}), json!({"missing": column})] {
                let params = serde_json::from_value(filter).unwrap();
                let selection = Selection::new(params, &Dates::default()).unwrap();
                let (sql, params) = count_of(&selection, 1).into_parts();
                let index =
                    format!("COVERING INDEX tickets_{column} (workspace_id=? AND {column}=?)");
                assert!(plan(&sql, params).ends_with(&index), "{column}");
                let (sql, params) = page_of(&selection, 1, first(&Order::default())).into_parts();
                let plan = plan(&sql, params);
                assert!(
                    plan.contains("(workspace_id=?") && !plan.contains("TEMP B-TREE"),
                    "{plan}"
                );
            }
        }
        for column in [
            "created_at",
            "updated_at",
            "compound",
            "comment_count",
            "urgency",
        ] {
            for sort in [column.to_owned(), format!("-{column}")] {
                let order = Order { sort: Some(sort) };
                let statement = page_of(&Selection::default(), 1, first(&order));
                let (sql, params) = statement.into_parts();
                let plan = plan(&sql, params);
                assert!(!plan.contains("TEMP B-TREE"), "{column}: {plan}");
            }
        }
    }

    #[test]
    fn what_is_staged_or_anothers_is_not_seen() {
        let fixture = Fixture::with(&tickets()[..1]);
        fixture.publish(2, &tickets()[1..]);
        let late =
            tickets()[0]
                .clone()
                .comment("2026-03-04T00:00:00Z", "eve", "Secretly staged", -0.1);
        fixture.stage(
            1,
            &[late, Ticket::new("SUP-9", "2026-03-01T08:00:00Z", 0.0)],
        );
        assert_eq!(found(&fixture, ""), ["SUP-1"]);
        assert_eq!(found(&fixture, "q=secretly"), [""; 0]);
        assert_eq!(
            fixture.json("/api/tickets")["results"][0]["sentiment_distribution"]["negative"],
            2
        );
        assert_eq!(fixture.json_of(2, "/api/tickets?q=login")["total"], 0);
    }

    #[test]
    fn an_update_replaces_the_summary_and_keeps_the_comments() {
        let fixture = Fixture::with(&tickets()[..1]);
        let mut updated = Ticket {
            summary: "All is well".into(),
            ..Ticket::new("SUP-1", "2026-03-01T08:00:00Z", 0.5)
        };
        updated.comments.clear();
        fixture.publish(1, &[updated]);
        assert_eq!(found(&fixture, "q=summary"), [""; 0]);
        assert_eq!(found(&fixture, "q=well"), ["SUP-1"]);
        assert_eq!(found(&fixture, "q=crashes"), ["SUP-1"]);
    }
}
