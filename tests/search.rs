//! Searches that find very many tickets: counted up to a number, each page right, the export whole, and no other workspace
//! in the way.

use std::{collections::BTreeSet, fmt::Write as _};

use serde_json::{Value, json};
use system_tests::{App, Client, Upload};

/// More tickets than a search counts, all with the same word.
const MANY: usize = 1_100;
/// More texts with a word than tickets are found from at once.
const OLD: usize = 10_500;
/// More tickets than are looked at in an order.
const NEW: usize = 20_500;

fn export(prefix: &str, tickets: usize) -> Upload {
    let mut csv = "Issue key,Summary,Created,Product\n".to_owned();
    for number in 0..tickets {
        let (day, hour) = (number / 24 % 28 + 1, number % 24);
        let product = if number < 40 { "Login" } else { "Billing" };
        let _ = writeln!(
            csv,
            "{prefix}-{number},The dashboard crashes {number},2026-03-{day:02} {hour:02}:00,{product}"
        );
    }
    Upload::bytes(&format!("{prefix}.csv"), csv)
}

fn total(answer: &Value) -> (u64, bool) {
    let total = answer["total"].as_u64().expect("a total");
    (total, answer["total_is_exact"].as_bool().expect("a word"))
}

fn keys(rows: &[Value]) -> Vec<&str> {
    rows.iter()
        .filter_map(|row| row["ticket_id"].as_str())
        .collect()
}

#[test]
fn a_frequent_word_is_counted_up_to_a_number_and_a_rare_one_beside_it_exactly() {
    let app = App::start();
    let admin = app.bootstrap();
    let other = app.other_workspace(&admin);
    admin.ingest(&export("SUP", MANY));
    other.ingest(&export("OPS", 2));

    let tickets = admin.json("/api/tickets?q=crashes&limit=20");
    assert_eq!(total(&tickets), (1_000, false));
    let texts = admin.json("/api/search?q=crashes");
    assert_eq!(total(&texts), (1_000, false));
    pages_lead_through_what_is_counted(&admin);
    orders_are_right(&admin);
    let filtered = admin.json("/api/tickets?q=crashes&product=Login");
    assert_eq!(total(&filtered), (40, true));
    let whole = admin.get("/api/tickets.csv?q=crashes").text();
    assert_eq!(
        whole.lines().count(),
        MANY + 1,
        "the export leaves out nothing"
    );

    for path in ["/api/tickets?q=crashes", "/api/search?q=crashes"] {
        let found = other.json(path);
        assert_eq!(total(&found), (2, true), "{path}");
        let results = found["results"].as_array().expect("results");
        let found: BTreeSet<_> = keys(results).into_iter().collect();
        assert_eq!(found, BTreeSet::from(["OPS-0", "OPS-1"]), "{path}");
    }
    assert_eq!(total(&other.json("/api/tickets?q=sup-")), (0, true));
}

fn pages_lead_through_what_is_counted(client: &Client) {
    for path in ["/api/tickets?q=crashes", "/api/search?q=crashes"] {
        let rows = client.pages(path);
        let found: BTreeSet<_> = keys(&rows).into_iter().collect();
        assert_eq!((rows.len(), found.len()), (1_000, 1_000), "{path}");
        let beyond = client.json(&format!("{path}&offset=1000"));
        assert_eq!(beyond["results"], json!([]), "{path}");
    }
}

/// The first page of a search is the first page of all tickets: each holds the word.
fn orders_are_right(client: &Client) {
    for sort in ["-created_at", "created_at", "-compound", "urgency"] {
        let searched = client.json(&format!("/api/tickets?q=crashes&sort={sort}&limit=50"));
        let all = client.json(&format!("/api/tickets?sort={sort}&limit=50"));
        assert_eq!(searched["results"], all["results"], "{sort}");
    }
}

/// The name of an old product stands in thousands of tickets and in none of those that come first in most orders.
#[test]
fn a_word_that_none_of_the_first_tickets_holds_is_found() {
    let app = App::start();
    let admin = app.bootstrap();
    let mut csv = "Issue key,Summary,Created,Product\n".to_owned();
    for number in 0..OLD + NEW {
        let (minute, hour) = (number % 60, number / 60 % 24);
        let (day, month) = (number / 1_440 % 28 + 1, number / 40_320 + 1);
        let (text, product) = match number {
            0..20 => ("Zephyr is broken and terrible", "Loom"),
            20..OLD => ("Zephyr is slow", "Zephyr"),
            _ => ("Thanks for the wonderful help", "Mistral"),
        };
        let _ = writeln!(
            csv,
            "OLD-{number},{text},2026-{month:02}-{day:02} {hour:02}:{minute:02},{product}"
        );
    }
    admin.ingest(&Upload::bytes("old.csv", csv));

    // The word stands in the oldest tickets, whose mood is the worst: the last of two orders, the first of the others.
    for (sort, before) in [
        ("-created_at", NEW),
        ("-compound", NEW),
        ("created_at", 0),
        ("compound", 0),
    ] {
        let found = admin.json(&format!("/api/tickets?q=zephyr&sort={sort}&limit=50"));
        assert_eq!(total(&found), (1_000, false), "{sort}");
        let all = admin.json(&format!(
            "/api/tickets?sort={sort}&limit=50&offset={before}"
        ));
        assert_eq!(found["results"], all["results"], "{sort}");
    }
    let few = admin.json("/api/tickets?q=zephyr&product=Loom");
    assert_eq!(total(&few), (20, true));
    let none = admin.json("/api/tickets?q=zephyr&product=Mistral");
    assert_eq!((total(&none), &none["results"]), ((0, true), &json!([])));
    let whole = admin.get("/api/tickets.csv?q=zephyr").text();
    assert_eq!(whole.lines().count(), OLD + 1, "the export finds all");
}
