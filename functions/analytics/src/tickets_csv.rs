//! The tickets of a list as a spreadsheet, however many there are.

use std::collections::BTreeMap;

use axum::{extract::State, response::Response};
use endpoint::{Caller, Context, Dates, Download, Part, Problem, Query, Result, audit};
use jiff::Timestamp;
use serde_json::json;
use stores::{FromRow, Records, Row};

use crate::bounds::{BOUNDS, Bounds};
use crate::full_text::fetch;
use crate::searched::{Start, from_all};
use crate::selection::{self, Selection};
use crate::statement::Statement;

/// Tickets read at once: what bounds the memory of an export.
const PAGE: u32 = 500;

/// What the columns of the export are called, the columns of `tickets` they come from, and what these hold.
const COLUMNS: [(&str, &str, Cell); 45] = [
    ("ticket_id", "ticket_id", Cell::Key),
    ("source", "source", Cell::Text),
    ("summary", "summary", Cell::Text),
    ("status", "status", Cell::Text),
    ("priority", "priority", Cell::Text),
    ("issue_type", "issue_type", Cell::Text),
    ("project", "project", Cell::Text),
    ("product", "product", Cell::Text),
    ("organization", "organization", Cell::Text),
    ("assignee", "assignee", Cell::Text),
    ("reporter", "reporter", Cell::Text),
    ("created_at", "created_at", Cell::Moment),
    ("updated_at", "updated_at", Cell::Moment),
    ("resolved_at", "resolved_at", Cell::Moment),
    ("comments", "comment_count", Cell::Whole),
    ("sentiment", "ultimate_sentiment", Cell::Text),
    ("compound", "compound", Cell::Real),
    ("confidence", "ultimate_confidence", Cell::Real),
    ("trend", "sentiment_trend", Cell::Text),
    ("mood", "sentiment_status", Cell::Text),
    ("urgency", "urgency", Cell::Real),
    ("team", "team", Cell::Text),
    ("channel", "channel", Cell::Text),
    ("customer", "customer", Cell::Text),
    ("satisfaction", "satisfaction", Cell::Text),
    ("due_at", "due_at", Cell::Moment),
    ("first_response_at", "first_response_at", Cell::Moment),
    ("time_spent_minutes", "time_spent_minutes", Cell::Real),
    ("reopenings", "reopenings", Cell::Whole),
    ("category", "category", Cell::Text),
    ("emotion", "emotion", Cell::Text),
    ("trajectory_type", "trajectory_type", Cell::Text),
    ("improvement_score", "improvement_score", Cell::Real),
    ("volatility_score", "volatility_score", Cell::Real),
    ("turning_points", "turning_points", Cell::Whole),
    ("language", "language", Cell::Text),
    ("opening_sentiment", "opening_sentiment", Cell::Text),
    ("opening_compound", "opening_compound", Cell::Real),
    ("answered_sentiment", "answered_sentiment", Cell::Text),
    ("answered_compound", "answered_compound", Cell::Real),
    (
        "minutes_to_first_response",
        "minutes_to_first_response",
        Cell::Real,
    ),
    ("minutes_to_resolution", "minutes_to_resolution", Cell::Real),
    ("customer_turns", "customer_turns", Cell::Whole),
    ("staff_turns", "staff_turns", Cell::Whole),
    ("created_from", "created_from", Cell::Text),
];

/// What a column of `tickets` holds; all but texts may hold nothing.
#[derive(Clone, Copy)]
enum Cell {
    /// The key the ticket has now.
    Key,
    Text,
    Moment,
    Whole,
    Real,
}

impl Cell {
    /// The next column as the export writes it: empty where it holds nothing.
    fn read(self, row: &mut Row) -> Result<String, stores::Error> {
        let given = match self {
            Self::Key | Self::Text => Some(row.take()?),
            Self::Moment => row.take::<Option<Timestamp>>()?.map(|at| at.to_string()),
            Self::Whole => row.take::<Option<i64>>()?.map(|number| number.to_string()),
            Self::Real => row.take::<Option<f64>>()?.map(|number| number.to_string()),
        };
        Ok(given.unwrap_or_default())
    }
}

/// The tickets of a list as CSV, one row each, in the order they first arrived in; times are UTC. All of them, also where a
/// list says that there are more than it counts. Cells that a spreadsheet would run as formulas are escaped.
#[utoipa::path(get, path = "/api/tickets.csv", tag = "tickets", operation_id = "export_tickets",
    params(selection::Params, Dates), extensions(("x-permission" = json!("tickets:read"))),
    responses((status = 200, body = String, content_type = "text/csv"), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn get(
    State(cx): State<Context>,
    caller: Caller,
    Query(params): Query<selection::Params>,
    Query(dates): Query<Dates>,
    Query(filters): Query<BTreeMap<String, String>>,
) -> Result<Response> {
    let workspace = caller.workspace.0;
    let selection = Selection::of(&cx.records, workspace, params, &dates).await?;
    let export = Export::new(cx.records.clone(), workspace, selection, &BOUNDS).await?;
    let details = json!({ "filters": filters });
    let file = Download {
        name: "tickets.csv",
        entry: audit::Entry::by(&caller, "tickets_exported", "tickets", details),
    };
    let columns = COLUMNS.map(|(name, ..)| name);
    file.csv(&cx, &columns, export, Export::part).await
}

/// An export under way.
struct Export {
    records: Records,
    workspace: i64,
    selection: Selection,
    /// Where tickets are found from, if something is looked for.
    start: Option<Start>,
    /// Tickets looked at at once where they are found from the tickets.
    stretch: u32,
    /// The last ticket that was met, 0 before the first; none when there are no others.
    after: Option<i64>,
}

impl Export {
    async fn new(
        records: Records,
        workspace: i64,
        selection: Selection,
        bounds: &Bounds,
    ) -> Result<Self> {
        let start = match &selection.search {
            Some(search) => Some(match search.start(&records, workspace, bounds).await? {
                // All of them: further ones may be published meanwhile.
                Start::Matches(_) => Start::Matches(u32::MAX),
                from_tickets @ Start::Tickets(_) => from_tickets,
            }),
            None => None,
        };
        Ok(Self {
            records,
            workspace,
            selection,
            start,
            stretch: bounds.stretch,
            after: Some(0),
        })
    }

    /// The next rows, and the export that goes on behind them.
    async fn part(mut self) -> Result<Part<Vec<String>, Self>> {
        let page = self.page().await?.unwrap_or_default();
        Ok(Part {
            rows: page.into_iter().map(|ticket| ticket.cells).collect(),
            next: self.after.is_some().then_some(self),
        })
    }

    /// The next tickets that fit; none when there are no others. Their numbers never change, so each is met once,
    /// whatever is published meanwhile.
    async fn page(&mut self) -> Result<Option<Vec<Exported>>> {
        let Some(after) = self.after else {
            return Ok(None);
        };
        if !matches!(self.start, Some(Start::Tickets(_))) {
            let page = self.rows((after, i64::MAX), PAGE).await?;
            self.after = page
                .last()
                .filter(|_| page.len() == PAGE as usize)
                .map(|last| last.id);
            return Ok(Some(page));
        }
        let mut after = after;
        while let Some(last) = self.stretch(after).await? {
            let page = self.rows((after, last), self.stretch).await?;
            after = last;
            if !page.is_empty() {
                self.after = Some(last);
                return Ok(Some(page));
            }
        }
        self.after = None;
        Ok(None)
    }

    /// The last of the next tickets that the filters leave: among these the search is answered.
    async fn stretch(&self, after: i64) -> Result<Option<i64>> {
        let mut statement =
            Statement::new("SELECT max(s.id) FROM (SELECT t.id FROM tickets t WHERE");
        self.selection.restrict(&mut statement, self.workspace);
        statement
            .push(" AND t.id > ")
            .bind(after)
            .push(" ORDER BY t.id LIMIT ")
            .bind(self.stretch)
            .push(") s");
        let (sql, params) = statement.into_parts();
        let (last,) = self.records.query_one(&sql, params).await?;
        Ok(last)
    }

    /// The tickets that fit and whose numbers lie between two, the second included.
    async fn rows(&self, (after, last): (i64, i64), most: u32) -> Result<Vec<Exported>> {
        let mut statement = Statement::new("SELECT t.id");
        for (_, column, cell) in COLUMNS {
            match cell {
                Cell::Key => statement.push(", COALESCE(t.moved_key, t.ticket_id)"),
                _ => statement.push(", t.").push(column),
            };
        }
        let dialect = self.records.dialect().await;
        let found = self.selection.search.as_ref().zip(self.start);
        if let Some((search, start)) = found {
            let looked_for = (&self.selection, search, start);
            from_all(&mut statement, dialect, self.workspace, looked_for);
        } else {
            statement.push(" FROM tickets t WHERE");
            self.selection.restrict(&mut statement, self.workspace);
        }
        statement
            .push(" AND t.id > ")
            .bind(after)
            .push(" AND t.id <= ")
            .bind(last)
            .push(" ORDER BY t.id LIMIT ")
            .bind(most);
        Ok(fetch(&self.records, statement).await?)
    }
}

/// A row of the export.
struct Exported {
    id: i64,
    cells: Vec<String>,
}

impl FromRow for Exported {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        let id = row.take()?;
        let cells: Result<_, _> = COLUMNS.iter().map(|(.., cell)| cell.read(row)).collect();
        Ok(Self { id, cells: cells? })
    }
}

#[cfg(test)]
mod tests {
    use figures::fixture::Ticket;

    use super::*;
    use crate::testing::Fixture;

    #[test]
    fn a_ticket_is_one_row_and_no_formula_survives() {
        let fixture = Fixture::with(&[Ticket {
            summary: "=HYPERLINK(\"http://x\")".into(),
            resolved_at: Some("2026-03-02T00:00:00Z".parse().unwrap()),
            ..Ticket::new("A-1", "2026-03-01T08:00:00Z", -0.5)
        }
        .comment("2026-03-01T09:00:00Z", "eve", "No", -0.5)]);
        fixture
            .app
            .execute("UPDATE tickets SET team = 'Payments', reopenings = 2");
        let answer = fixture.get("/api/tickets.csv");
        assert_eq!(
            answer.header("content-type"),
            Some("text/csv; charset=utf-8")
        );
        assert_eq!(
            answer.header("content-disposition"),
            Some("attachment; filename=\"tickets.csv\"")
        );
        let text = answer.text();
        let mut lines = text.split("\r\n");
        assert_eq!(
            lines.next(),
            Some(COLUMNS.map(|(name, ..)| name).join(",").as_str())
        );
        assert_eq!(
            lines.next(),
            Some(
                "A-1,SUP,\"'=HYPERLINK(\"\"http://x\"\")\",Open,Medium,Bug,SUP,Billing,,ada,bob,2026-03-01T08:00:00Z,,\
                 2026-03-02T00:00:00Z,1,negative,-0.5,0.5,stable,single_negative,0,Payments,,,,,,,2,,,,,,,,,,,,,,,,column"
            )
        );
        assert_eq!((lines.next(), lines.next()), (Some(""), None));
        assert_eq!(fixture.get("/api/tickets.csv?status=Open").status, 200);
        let booked =
            "SELECT resource, details FROM audit_log WHERE action = 'tickets_exported' ORDER BY id";
        let booked: Vec<(String, serde_json::Value)> =
            futures::executor::block_on(fixture.app.cx.records.query(booked, ())).unwrap();
        let tickets = |filters| ("tickets".to_owned(), json!({ "filters": filters }));
        assert_eq!(
            booked,
            [tickets(json!({})), tickets(json!({"status": "Open"}))]
        );
    }

    #[test]
    fn a_large_list_comes_whole_and_in_pages() {
        let tickets: Vec<_> = (0..1001)
            .map(|number| Ticket::new(&format!("A-{number}"), "2026-03-01T08:00:00Z", 0.0))
            .collect();
        let fixture = Fixture::with(&tickets);
        fixture.publish(2, &tickets[..1]);
        let text = fixture.get("/api/tickets.csv").text();
        let keys: std::collections::BTreeSet<_> = text
            .lines()
            .skip(1)
            .map(|line| line.split(',').next().unwrap_or_default())
            .collect();
        assert_eq!((text.lines().count(), keys.len()), (1002, 1001));
        assert_eq!(
            fixture
                .get("/api/tickets.csv?q=A-99")
                .text()
                .lines()
                .count(),
            12
        );
    }

    #[test]
    fn a_search_for_a_frequent_word_is_exported_whole() {
        let tickets: Vec<_> = (0..20)
            .map(|number| {
                // The word stands in every other ticket, and in none of the last ones.
                let text = if number % 2 == 0 && number < 14 {
                    "It crashes"
                } else {
                    "All is well"
                };
                Ticket::new(&format!("A-{number:02}"), "2026-03-01T08:00:00Z", 0.0).comment(
                    "2026-03-01T09:00:00Z",
                    "eve",
                    text,
                    0.0,
                )
            })
            .collect();
        let fixture = Fixture::with(&tickets);
        let bounds = Bounds {
            few: 1,
            stretch: 3,
            ..BOUNDS
        };
        let params = serde_json::from_value(serde_json::json!({"q": "crashes"})).unwrap();
        let selection = Selection::new(params, &Dates::default()).unwrap();
        let records = fixture.app.cx.records.clone();
        let found = futures::executor::block_on(async {
            let mut export = Export::new(records, 1, selection, &bounds).await.unwrap();
            let mut found = Vec::new();
            while let Some(page) = export.page().await.unwrap() {
                assert!(!page.is_empty());
                found.extend(page.into_iter().map(|ticket| ticket.cells[0].clone()));
            }
            found
        });
        assert_eq!(
            found,
            ["A-00", "A-02", "A-04", "A-06", "A-08", "A-10", "A-12"]
        );
    }
}
