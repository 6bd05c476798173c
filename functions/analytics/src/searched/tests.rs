//! Both ways of finding tickets, at bounds so tight that a few tickets reach them.

use endpoint::Dates;
use figures::fixture::Ticket;
use futures::executor::block_on;
use serde_json::json;

use super::find::Found;
use super::*;
use crate::bounds::BOUNDS;
use crate::testing::Fixture;

/// From the tickets already where two texts hold the words.
const TIGHT: Bounds = Bounds { few: 1, ..BOUNDS };
const ORDERS: [&str; 4] = [
    " ORDER BY t.created_at DESC NULLS LAST, t.id DESC",
    " ORDER BY t.created_at NULLS LAST, t.id",
    " ORDER BY COALESCE(t.updated_at, t.created_at) DESC NULLS LAST, t.id DESC",
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
    (order, bounds): (&'static str, &Bounds),
) -> Found {
    let params = serde_json::from_value(query).unwrap();
    let selection = Selection::new(params, &Dates::default()).unwrap();
    let asked = Asked {
        workspace,
        selection: &selection,
        search: selection.search.as_ref().unwrap(),
        order,
        bounds,
    };
    block_on(asked.find(&fixture.app.cx.records)).unwrap()
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
    // More texts are stored: on SQLite by the newest with the words, which are all.
    let newest = Bounds { most: 15, ..TIGHT };
    // The first ticket of an order is not looked at in vain.
    let walked = Bounds { walked: 1, ..TIGHT };
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
            for bounds in [&TIGHT, &newest, &walked] {
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

/// The word stands in the five oldest of twelve tickets, which are the best in mood, too, and in many of their texts.
fn old_product() -> Vec<Ticket> {
    (0..12_i32)
        .map(|number| {
            let created = format!("2026-03-{:02}T08:00:00Z", number + 1);
            let ticket = Ticket::new(
                &format!("SUP-{number}"),
                &created,
                f64::from(-number) / 20.0,
            );
            if number >= 5 {
                return ticket;
            }
            ["Zephyr is slow", "Zephyr again"]
                .into_iter()
                .fold(ticket, |ticket, text| {
                    ticket.comment("2026-03-20T08:00:00Z", "eve", text, 0.0)
                })
        })
        .collect()
}

#[test]
fn what_the_first_tickets_of_an_order_do_not_hold_is_found_all_the_same() {
    let fixture = Fixture::with(&old_product());
    for order in ORDERS {
        let all = ask(&fixture, 1, json!({"q": "zephyr"}), (order, &BOUNDS));
        assert_eq!((all.ids.len(), all.is_all), (5, true));
        // None, some and all of the tickets that fit are among those looked at, or not, by the order.
        for walked in 1..12 {
            let bounds = Bounds { walked, ..TIGHT };
            let found = ask(&fixture, 1, json!({"q": "zephyr"}), (order, &bounds));
            assert_eq!(found, all, "{walked} {order}");
            let bounds = Bounds {
                counted: 3,
                ..bounds
            };
            let found = ask(&fixture, 1, json!({"q": "zephyr"}), (order, &bounds));
            assert_eq!(
                (found.ids.as_slice(), found.is_all),
                (&all.ids[..3], false),
                "{walked} {order}"
            );
        }
        let walked = Bounds { walked: 2, ..TIGHT };
        let keys = ask(&fixture, 1, json!({"q": "sup-1"}), (order, &BOUNDS));
        assert_eq!(keys.ids.len(), 3);
        assert_eq!(
            ask(&fixture, 1, json!({"q": "sup-1"}), (order, &walked)),
            keys
        );
        let none = ask(
            &fixture,
            1,
            json!({"q": "zephyr", "product": "None"}),
            (order, &walked),
        );
        assert_eq!((none.ids.len(), none.is_all), (0, true));
    }
}

#[test]
fn what_is_staged_takes_up_no_place_of_what_is_published() {
    let fixture = Fixture::with(&old_product());
    let staged: Vec<_> = old_product()
        .into_iter()
        .map(|ticket| Ticket {
            ticket_id: ticket.ticket_id.replace("SUP", "NEW"),
            ..ticket
        })
        .collect();
    fixture.stage(1, &staged);
    for order in ORDERS {
        let all = ask(&fixture, 1, json!({"q": "zephyr"}), (order, &BOUNDS));
        let bounds = Bounds {
            walked: 1,
            most: 10,
            ..TIGHT
        };
        let found = ask(&fixture, 1, json!({"q": "zephyr"}), (order, &bounds));
        assert_eq!(found, all, "{order}");
    }
}

#[test]
fn what_was_not_looked_at_is_not_called_all() {
    let fixture = Fixture::with(&old_product());
    let bounds = Bounds {
        walked: 1,
        most: 4,
        ..TIGHT
    };
    let is_exact = block_on(fixture.app.cx.records.dialect()) == Dialect::Postgres;
    for order in ORDERS {
        // The newest four of ten texts: those of the last two tickets that fit. The first ticket of an order is known all
        // the same, but not to SQLite.
        let first = is_exact && order == ORDERS[1];
        let found = ask(&fixture, 1, json!({"q": "zephyr"}), (order, &bounds));
        let expected = if first { 3 } else { 2 };
        assert_eq!(
            (found.ids.len(), found.is_all),
            (expected, false),
            "{order}"
        );
        let found = ask(&fixture, 1, json!({"q": "sup-"}), (order, &bounds));
        assert!(!found.is_all && !found.ids.is_empty(), "{order}");
    }
    // Each ticket is looked at, but on SQLite by the newest texts alone.
    let every = Bounds {
        walked: 12,
        ..bounds
    };
    let found = ask(&fixture, 1, json!({"q": "zephyr"}), (ORDERS[0], &every));
    let expected = if is_exact { (5, true) } else { (2, false) };
    assert_eq!((found.ids.len(), found.is_all), expected);
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
