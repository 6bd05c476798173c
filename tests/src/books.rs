//! Whether all numbers of an app are those of a manifest, and of each other.

use std::collections::BTreeMap;

use sample::Counts;
use serde_json::Value;

use crate::Client;

/// All days of the generated exports.
pub const YEARS: &str = "start_date=2025-12-01&end_date=2026-12-31";

/// Holds every number that the app shows of all its tickets against the counts, and against each other.
pub fn agree(client: &Client, counts: &Counts) {
    assert_eq!(client.tickets(""), counts.tickets, "tickets of the list");
    assert_eq!(
        client.tickets(YEARS),
        counts.tickets,
        "tickets of the list in these years"
    );
    let support = client.json(&format!("/api/support/analytics?{YEARS}"));
    assert_eq!(
        support["summary"]["total_tickets"], counts.tickets,
        "tickets of support analytics"
    );
    assert_eq!(
        support["summary"]["total_comments"], counts.comments,
        "comments"
    );
    assert_eq!(
        tally(&support["by_status"], "status"),
        counts.status,
        "tickets by status"
    );
    assert_eq!(
        tally(&support["by_priority"], "priority"),
        counts.priority,
        "tickets by priority"
    );
    if !counts.product.is_empty() {
        assert_eq!(
            tally(&support["by_product"], "product"),
            counts.product,
            "tickets by product"
        );
    }
    assert_eq!(
        per_day(&support),
        counts.created_per_day,
        "tickets by day of creation"
    );
    for parts in [
        "sentiment_distribution",
        "tickets_by_comment_count",
        "confidence_distribution",
        "ticket_statuses",
    ] {
        assert_eq!(sum(&support[parts]), counts.tickets, "{parts} adds up");
    }
    let fields = &support["field_type_distribution"];
    assert_eq!(
        fields["comment"], counts.comments,
        "texts that are comments"
    );
    assert_eq!(
        fields["summary"], counts.tickets,
        "texts that are summaries"
    );

    let overview = client.json(&format!("/api/sentiment/overview?{YEARS}"));
    assert_eq!(overview["total"], counts.tickets, "tickets of the overview");
    for same in [
        "sentiment_distribution",
        "sentiment_trend",
        "average_compound",
    ] {
        assert_eq!(
            overview[same], support[same],
            "{same} of overview and support analytics"
        );
    }
    let metrics = client.json("/api/dashboard/metrics");
    assert_eq!(
        metrics["total_tickets"], counts.tickets,
        "tickets of the metrics"
    );
    assert_eq!(
        metrics["avg_sentiment"], overview["average_compound"],
        "mean of the metrics"
    );

    let lake = client.json("/api/system/lake");
    assert_eq!(
        lake["snapshot"]["ticket_rows"], counts.tickets,
        "tickets of the lake's snapshot"
    );
    assert_eq!(
        live_rows(&lake, "ticket"),
        counts.tickets,
        "tickets of the lake's files"
    );
    assert_eq!(
        live_rows(&lake, "sentiment"),
        sum(fields),
        "texts of the lake's files"
    );
    assert_eq!(
        lake["snapshot"]["sentiment_rows"],
        sum(fields),
        "texts of the lake's snapshot"
    );
    assert_eq!(
        lake["snapshot"]["entity_rows"],
        live_rows(&lake, "entity"),
        "entities of the lake"
    );
}

/// Rows of a dataset's files that count.
fn live_rows(lake: &Value, dataset: &str) -> u64 {
    let files = lake["files"].as_array().expect("files").iter();
    files
        .filter(|file| file["dataset"] == dataset)
        .map(|file| {
            let removed = file["removed"].as_array().expect("ranges").iter();
            let removed: u64 = removed
                .map(|range| number(&range[1]) - number(&range[0]))
                .sum();
            number(&file["row_count"]) - removed
        })
        .sum()
}

fn tally(rows: &Value, name: &str) -> BTreeMap<String, u64> {
    let rows = rows.as_array().expect("rows").iter();
    rows.map(|row| {
        (
            row[name].as_str().expect("a name").to_owned(),
            number(&row["total"]),
        )
    })
    .collect()
}

/// Tickets of each day that has some.
fn per_day(answer: &Value) -> BTreeMap<String, u64> {
    let days = answer["sentiment_trend"].as_array().expect("days").iter();
    let tickets = |day: &Value| {
        ["positive", "neutral", "negative"]
            .map(|label| number(&day[label]))
            .iter()
            .sum()
    };
    days.map(|day| {
        (
            day["date"].as_str().expect("a date").to_owned(),
            tickets(day),
        )
    })
    .filter(|(_, tickets)| *tickets > 0)
    .collect()
}

fn sum(parts: &Value) -> u64 {
    parts.as_object().expect("parts").values().map(number).sum()
}

fn number(value: &Value) -> u64 {
    value
        .as_u64()
        .unwrap_or_else(|| panic!("{value} is no count"))
}
