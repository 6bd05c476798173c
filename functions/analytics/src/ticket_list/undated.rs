//! Tickets without a creation date, wherever tickets are listed.

use figures::fixture::{Ticket, UNDATED};
use serde_json::json;

use super::tests::found;
use crate::testing::{Fixture, column};

#[test]
fn the_undated_come_last_both_ways_and_are_in_no_period() {
    let fixture = Fixture::with(&[
        Ticket::new("U-1", UNDATED, 0.5),
        Ticket::new("D-1", "2026-03-02T08:00:00Z", 0.5),
        Ticket::new("U-2", UNDATED, -0.5),
        Ticket::new("D-2", "2026-03-01T08:00:00Z", 0.5),
        Ticket {
            updated_at: Some("2026-03-01T12:00:00Z".parse().unwrap()),
            ..Ticket::new("U-3", UNDATED, 0.5)
        },
    ]);
    for (query, expected) in [
        ("", &["D-1", "D-2", "U-3", "U-2", "U-1"][..]),
        ("sort=-created_at", &["D-1", "D-2", "U-3", "U-2", "U-1"]),
        ("sort=created_at", &["D-2", "D-1", "U-1", "U-2", "U-3"]),
        ("sort=-updated_at", &["D-1", "U-3", "D-2", "U-2", "U-1"]),
        ("sort=updated_at", &["D-2", "U-3", "D-1", "U-1", "U-2"]),
        ("dated=false", &["U-3", "U-2", "U-1"]),
        ("dated=true", &["D-1", "D-2"]),
        ("dated=true&sort=created_at", &["D-2", "D-1"]),
        ("end_date=2026-12-31&sort=created_at", &["D-2", "D-1"]),
        ("dated=false&sentiment=negative", &["U-2"]),
        ("dated=false&q=summary", &["U-3", "U-2", "U-1"]),
        ("q=summary", &["D-1", "D-2", "U-3", "U-2", "U-1"]),
        (
            "q=summary&sort=created_at",
            &["D-2", "D-1", "U-1", "U-2", "U-3"],
        ),
        ("start_date=1970-01-01&end_date=2026-12-31", &["D-1", "D-2"]),
        ("start_date=1970-01-01", &["D-1", "D-2"]),
        ("end_date=2026-12-31", &["D-1", "D-2"]),
        ("dated=false&end_date=2026-12-31", &[]),
    ] {
        assert_eq!(found(&fixture, query), expected, "{query}");
    }
    // Page by page it is the same list.
    for sort in ["created_at", "-created_at", "updated_at", "-updated_at"] {
        let whole = found(&fixture, &format!("sort={sort}"));
        let mut pages = Vec::new();
        for offset in 0..5 {
            let page = format!("/api/tickets?sort={sort}&limit=1&offset={offset}");
            let page = fixture.json(&page);
            pages.extend(
                column(&page["results"], "ticket_id")
                    .into_iter()
                    .map(str::to_owned),
            );
        }
        assert_eq!(pages, whole, "{sort}");
    }
    let listed = fixture.json("/api/tickets?dated=false&limit=1");
    assert_eq!(listed["results"][0]["created_at"], json!(null));
    let ticket = fixture.json("/api/tickets/U-1");
    assert_eq!(
        (&ticket["created_at"], &ticket["created_from"]),
        (&json!(null), &json!("unknown"))
    );
    let csv = fixture.get("/api/tickets.csv?dated=false").text();
    assert!(
        csv.lines().skip(1).all(|line| line.ends_with(",unknown")),
        "{csv}"
    );
    let recent = fixture.json("/api/dashboard/recent-tickets");
    assert_eq!(recent[4]["created_date"], json!(null));
    let hits = fixture.json("/api/search?q=summary");
    assert_eq!(hits["total"], 5);
    let support = fixture.json("/api/support/analytics?start_date=2026-01-01&end_date=2026-12-31");
    assert_eq!(support["undated"], json!({"texts": 3, "tickets": 3}));
    assert_eq!(support["summary"]["total_tickets"], 2);
}
