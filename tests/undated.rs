//! No creation date is ever made up: what has none is in no period, is counted apart, and every sum adds up.

use serde_json::{Value, json};
use system_tests::{App, Client, Upload};

const ALL_DAYS: &str = "start_date=2020-01-01&end_date=2029-12-31";

/// Neither of the two has a date, nor has anything else in the file.
const EMPTY: &str = "Issue key,Summary,Created\nA-1,Printer is broken,\nA-2,Printer off,\n";

/// One of three has a date, one a day that does not exist.
const UNREADABLE: &str =
    "Issue key,Summary,Created\nG-1,Thank you,28/03/2025\nA-3,It is broken,31/02/2025\nA-4,x,\n";

fn analytics(client: &Client) -> Value {
    client.json(&format!("/api/support/analytics?{ALL_DAYS}"))
}

fn created(client: &Client, key: &str) -> (Value, Value) {
    let ticket = client.json(&format!("/api/tickets/{key}"));
    (ticket["created_at"].clone(), ticket["created_from"].clone())
}

/// The tickets of all periods and those of none are all there are, in the lake as in the records.
fn adds_up(client: &Client, dated: u64, undated: u64) {
    let found = analytics(client);
    assert_eq!(found["summary"]["total_tickets"], dated);
    assert_eq!(found["undated"]["tickets"], undated);
    let days = found["sentiment_trend"].as_array().expect("days");
    let of_day = |day: &Value| {
        let moods = ["positive", "neutral", "negative"];
        moods
            .iter()
            .filter_map(|mood| day[mood].as_u64())
            .sum::<u64>()
    };
    assert_eq!(days.iter().map(of_day).sum::<u64>(), dated);
    let now = client.json("/api/support/analytics");
    assert_eq!(now["summary"]["total_tickets"], 0, "nothing is of today");
    let metrics = client.json("/api/dashboard/metrics");
    assert_eq!(metrics["total_tickets"], dated + undated);
    assert_eq!(metrics["undated"]["tickets"], undated);
    let overview = client.json(&format!("/api/sentiment/overview?{ALL_DAYS}"));
    assert_eq!(
        (&overview["total"], &overview["undated"]["tickets"]),
        (&dated.into(), &undated.into())
    );
    assert_eq!(client.tickets("dated=false"), undated);
    assert_eq!(client.tickets("dated=true"), dated);
    assert_eq!(client.tickets(ALL_DAYS), dated);
    assert_eq!(client.tickets("offset=0"), dated + undated);
}

#[test]
fn a_file_without_any_date_makes_none_up() {
    let app = App::start();
    let client = app.bootstrap();
    let job = client.ingest(&Upload::bytes("empty.csv", EMPTY));
    assert_eq!(
        (
            &job["tickets_added"],
            &job["tickets_undated"],
            &job["row_errors"]
        ),
        (&json!(2), &json!(2), &json!(0))
    );
    for key in ["A-1", "A-2"] {
        assert_eq!(created(&client, key), (Value::Null, json!("unknown")));
    }
    adds_up(&client, 0, 2);
    assert_eq!(
        analytics(&client)["undated"],
        json!({"texts": 2, "tickets": 2})
    );
    let csv = client.get("/api/tickets.csv").text();
    let cells: Vec<&str> = csv.lines().nth(1).expect("a ticket").split(',').collect();
    assert_eq!((cells[11], cells.last()), ("", Some(&"unknown")));
}

#[test]
fn an_unreadable_date_is_listed_and_not_replaced() {
    let app = App::start();
    let client = app.bootstrap();
    let job = client.ingest(&Upload::bytes("unreadable.csv", UNREADABLE));
    assert_eq!(
        (&job["tickets_undated"], &job["row_errors"]),
        (&json!(2), &json!(1))
    );
    assert_eq!(
        created(&client, "G-1"),
        (json!("2025-03-28T00:00:00Z"), json!("column"))
    );
    for key in ["A-3", "A-4"] {
        assert_eq!(created(&client, key), (Value::Null, json!("unknown")));
    }
    adds_up(&client, 1, 2);
    for (sort, expected) in [
        ("created_at", ["G-1", "A-3", "A-4"]),
        ("-created_at", ["G-1", "A-4", "A-3"]),
    ] {
        let keys = |offset: u64| {
            let page = client.json(&format!("/api/tickets?sort={sort}&limit=1&offset={offset}"));
            page["results"][0]["ticket_id"].clone()
        };
        assert_eq!(
            [keys(0), keys(1), keys(2)],
            expected.map(Value::from),
            "{sort}"
        );
    }

    // A later export has the dates that this one lacks; one without them takes none away.
    let later = "Issue key,Summary,Created,Updated\nG-1,Thanks,,2025-05-01\nA-3,It is broken,28/02/2025,2025-05-01\n\
         A-4,x,,2025-05-01\n";
    let job = client.ingest(&Upload::bytes("later.csv", later));
    assert_eq!(job["tickets_undated"], 0);
    assert_eq!(
        created(&client, "G-1"),
        (json!("2025-03-28T00:00:00Z"), json!("column"))
    );
    assert_eq!(
        created(&client, "A-3"),
        (json!("2025-02-28T00:00:00Z"), json!("column"))
    );
    assert_eq!(
        created(&client, "A-4"),
        (json!("2025-05-01T00:00:00Z"), json!("other_date"))
    );
    adds_up(&client, 3, 0);
}
