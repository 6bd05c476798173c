//! Both ways of finding tickets, at bounds so tight that a few tickets reach them.

use endpoint::Dates;
use figures::fixture::Ticket;
use futures::executor::block_on;
use serde_json::json;

use super::*;
use crate::bounds::BOUNDS;
use crate::testing::Fixture;

/// From the tickets already where two texts hold the words.
const TIGHT: Bounds = Bounds { few: 1, ..BOUNDS };
const ORDERS: [&str; 4] = [
    " ORDER BY t.created_at DESC, t.id DESC",
    " ORDER BY t.created_at, t.id",
    " ORDER BY COALESCE(t.updated_at, t.created_at) DESC, t.id DESC",
    " ORDER BY t.compound, t.id",
];

/// Ten tickets, every third without the word, their moments and moods in no order.
fn tickets() -> Vec<Ticket> {
    (0..10_i32)
        .map(|number| {
            let created = format!("2026-03-{:02}T08:00:00Z", number * 7 % 10 + 1);
            let mood = f64::from(number * 3 % 10) / 10.0 - 0.5;
            let ticket = Ticket::new(&format!("SUP-{number}"), &created, mood);
            let text = if number % 3 == 0 {
                "All is well"
            } else {
                "It crashes"
            };
            Ticket {
                product: if number < 5 { "Billing" } else { "Login" }.into(),
                ..ticket.comment("2026-03-20T08:00:00Z", "eve", text, 0.0)
            }
        })
        .collect()
}

fn ask(
    fixture: &Fixture,
    workspace: i64,
    query: serde_json::Value,
    asked: (&'static str, &Bounds),
) -> Found {
    let params = serde_json::from_value(query).unwrap();
    let selection = Selection::new(params, &Dates::default()).unwrap();
    let search = selection.search.as_ref().unwrap();
    let records = &fixture.app.cx.records;
    block_on(find(records, workspace, (&selection, search), asked)).unwrap()
}

#[test]
fn both_ways_find_the_same_tickets_in_the_same_order() {
    let fixture = Fixture::with(&tickets());
    fixture.stage(
        1,
        &[Ticket::new("NEW-1", "2026-03-01T08:00:00Z", 0.0).comment(
            "2026-03-20T08:00:00Z",
            "eve",
            "It crashes",
            0.0,
        )],
    );
    let kept = Bounds { small: 0, ..TIGHT };
    for order in ORDERS {
        for query in [
            json!({"q": "crashes"}),
            json!({"q": "it crash"}),
            json!({"q": "sup-"}),
            json!({"q": "Sup"}),
            json!({"q": "crashes", "product": "Login"}),
            json!({"q": "crashes", "product": "None"}),
        ] {
            let expected = ask(&fixture, 1, query.clone(), (order, &BOUNDS));
            for bounds in [&TIGHT, &kept] {
                let found = ask(&fixture, 1, query.clone(), (order, bounds));
                assert_eq!(found, expected, "{query} {order}");
            }
            assert!(expected.is_all);
        }
    }
    assert_eq!(
        ask(&fixture, 1, json!({"q": "crashes"}), (ORDERS[0], &TIGHT))
            .ids
            .len(),
        6
    );
}

#[test]
fn more_than_are_counted_are_cut_in_the_order_asked_for() {
    let fixture = Fixture::with(&tickets());
    for few in [1, 100] {
        for order in ORDERS {
            let query = || json!({"q": "crashes"});
            let all = ask(&fixture, 1, query(), (order, &BOUNDS));
            let bounds = Bounds {
                counted: 4,
                few,
                ..BOUNDS
            };
            let cut = ask(&fixture, 1, query(), (order, &bounds));
            assert_eq!(
                (cut.ids.as_slice(), cut.is_all),
                (&all.ids[..4], false),
                "{order}"
            );
            let enough = Bounds {
                counted: 6,
                few,
                ..BOUNDS
            };
            assert_eq!(ask(&fixture, 1, query(), (order, &enough)), all);
        }
    }
}

#[test]
fn what_was_not_looked_at_is_not_called_all() {
    let fixture = Fixture::with(&tickets());
    let order = ORDERS[1];
    let walked = Bounds { walked: 7, ..TIGHT };
    let found = ask(&fixture, 1, json!({"q": "crashes"}), (order, &walked));
    assert!(!found.is_all && !found.ids.is_empty() && found.ids.len() < 6);
    // The filter leaves five tickets: each was looked at.
    let filtered = ask(
        &fixture,
        1,
        json!({"q": "crashes", "product": "Login"}),
        (order, &walked),
    );
    assert!(filtered.is_all);
    let kept = Bounds {
        small: 0,
        kept: 2,
        ..TIGHT
    };
    let found = ask(&fixture, 1, json!({"q": "crashes"}), (order, &kept));
    if block_on(fixture.app.cx.records.dialect()) == Dialect::Sqlite {
        assert_eq!((found.ids.len(), found.is_all), (2, false));
    } else {
        assert_eq!((found.ids.len(), found.is_all), (6, true));
    }
}

/// 100,000 texts of another workspace hold the word, older and newer than the three of this one.
#[test]
fn hits_of_others_do_not_take_up_what_is_looked_at() {
    let fixture = Fixture::empty();
    fixture.publish(2, &[Ticket::new("B-1", "2026-03-01T08:00:00Z", 0.0)]);
    let records = &fixture.app.cx.records;
    let others = |from: i64| {
        let statement = "WITH RECURSIVE numbers (n) AS (SELECT CAST($1 AS BIGINT) UNION ALL SELECT n + 1 FROM numbers \
             WHERE n < CAST($2 AS BIGINT)) INSERT INTO sentiment_results (workspace_id, job_id, chunk, source, ticket_id, \
             field_type, text, sentiment, confidence, compound, fingerprint, scoring_version, created_at) \
             SELECT r.workspace_id, r.job_id, r.chunk, r.source, r.ticket_id, r.field_type, 'It crashes', r.sentiment, \
             r.confidence, r.compound, CAST(numbers.n AS TEXT), r.scoring_version, r.created_at \
             FROM numbers, sentiment_results r WHERE r.workspace_id = 2 AND r.ticket_id = 'B-1' \
             AND r.text = 'Summary of B-1'";
        let inserted = block_on(records.execute(statement, (from, from + 49_999)));
        assert_eq!(inserted, Ok(50_000));
    };
    others(1);
    fixture.publish(1, &tickets()[1..4]);
    others(100_000);
    let query = || json!({"q": "crashes"});
    let found = ask(&fixture, 1, query(), (ORDERS[0], &BOUNDS));
    assert_eq!((found.ids.len(), found.is_all), (2, true));
    let other = ask(&fixture, 2, query(), (ORDERS[0], &BOUNDS));
    assert_eq!(other.ids.len(), 1);
    let texts = fixture.json("/api/search?q=crashes");
    assert_eq!(
        (texts["total"].clone(), texts["total_is_exact"].clone()),
        (json!(2), json!(true))
    );
    let others = fixture.json_of(2, "/api/search?q=crashes&limit=1&offset=999");
    assert_eq!(
        (
            others["total"].clone(),
            others["total_is_exact"].clone(),
            others["results"].as_array().map(Vec::len)
        ),
        (json!(1000), json!(false), Some(1))
    );
}
