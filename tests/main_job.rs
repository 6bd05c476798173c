//! The main job: one export in, every number and the PDF out.

use std::{collections::BTreeMap, fs, process::Command, time::Duration};

use jiff::tz::TimeZone;
use sample::{Columns, Options};
use serde_json::Value;
use system_tests::{App, Client, Export, YEARS, agree, full, run_all};

/// An app after one export.
struct Done {
    app: App,
    client: Client,
    export: Export,
    job: Value,
}

#[test]
fn one_export_gives_every_number_and_the_report() {
    let app = App::start();
    let client = app.bootstrap();
    let options = Options {
        broken_share: 0.02,
        zone: TimeZone::get("Europe/Berlin").expect("a zone"),
        ..Options::new(if full() { 10_000 } else { 400 }, Columns::Wide, 42)
    };
    let export = Export::generate(&app, &options);
    let sent = client.upload(&export.upload());
    let waited = sent.0.waited;
    let accepted = sent.accepted();
    assert_eq!(accepted["duplicate"], false);
    // The worker may have begun already.
    assert_ne!(accepted["status"], "review");
    assert_eq!(accepted["file_info"]["rows"], export.manifest.rows);
    assert_eq!(accepted["file_info"]["columns"], 1_667);
    assert_eq!(accepted["file_info"]["size"], export.manifest.bytes);
    assert_eq!(accepted["mapping"]["sure"], true);
    let job = client.completed(&sent.job(), Duration::from_mins(5));
    let done = Done {
        app,
        client,
        export,
        job,
    };
    run_all(
        &done,
        &[
            ("the job's own counts", the_jobs_counts),
            ("all numbers are the manifest's", |done| {
                agree(&done.client, &done.export.manifest.union);
            }),
            ("row errors are the manifest's", row_errors),
            ("known tickets are as the export has them", known_tickets),
            ("every number leads to its tickets", drill_down),
            ("days are those of the zone asked for", days_of_a_zone),
            ("a period may have one end", periods_with_one_end),
            ("the CSV export has all tickets", csv_export),
            ("search finds what was written", search),
            ("recent tickets and filters", recent_and_filters),
            ("progress can be followed", events),
            ("the report says the same", report),
        ],
    );
    // How soon is the machine's affair as well: benches/ingest.py holds it to 500 ms.
    println!("the answer came {waited:?} after the last byte");
}

fn the_jobs_counts(done: &Done) {
    let (job, manifest) = (&done.job, &done.export.manifest);
    assert_eq!(job["phase"], "done");
    assert_eq!(job["progress"], 1.0);
    assert_eq!(job["error"], Value::Null);
    assert_eq!(job["total_rows"], manifest.rows);
    assert_eq!(job["records_processed"], manifest.rows);
    assert_eq!(job["tickets_added"], manifest.file.tickets);
    assert_eq!(
        (&job["tickets_updated"], &job["tickets_unchanged"]),
        (&0.into(), &0.into())
    );
    assert_eq!(job["row_errors"], manifest.row_errors.values().sum::<u64>());
    assert_eq!(job["timezone"], "Europe/Berlin");
    let phases = job["phase_durations"].as_object().expect("phases");
    for phase in ["score", "publish", "compare"] {
        assert!(phases[phase]["seconds"].is_number(), "{phase}: {phases:?}");
    }
}

fn row_errors(done: &Done) {
    let id = done.job["job_id"].as_str().expect("an id");
    let errors = done.client.pages(&format!("/api/job/{id}/errors"));
    let mut kinds: BTreeMap<String, u64> = BTreeMap::new();
    for error in &errors {
        assert!(
            error["row"].as_u64() >= Some(1) && error["line"].as_u64() > error["row"].as_u64(),
            "{error}"
        );
        assert!(
            error["remedy"]
                .as_str()
                .is_some_and(|remedy| !remedy.is_empty()),
            "{error}"
        );
        *kinds
            .entry(error["code"].as_str().expect("a code").to_owned())
            .or_default() += 1;
    }
    assert_eq!(kinds, done.export.manifest.row_errors);
    let download = done.client.get(&format!("/api/job/{id}/errors.csv"));
    assert!(
        download
            .header("content-disposition")
            .starts_with("attachment")
    );
    let rows = csv(&download.body);
    assert_eq!(
        rows[0],
        ["row", "line", "column", "value", "code", "reason", "remedy"]
    );
    assert_eq!(rows.len() - 1, errors.len());
}

fn known_tickets(done: &Done) {
    assert!(done.export.manifest.known.len() >= 20);
    for known in &done.export.manifest.known {
        let ticket = done.client.json(&format!("/api/tickets/{}", known.key));
        assert_eq!(
            ticket["created_at"],
            known.created_at.to_string(),
            "{}",
            known.key
        );
        assert_eq!(
            ticket["updated_at"],
            known.updated_at.to_string(),
            "{}",
            known.key
        );
        assert_eq!(ticket["status_name"], known.status, "{}", known.key);
        assert_eq!(ticket["priority"], known.priority, "{}", known.key);
        assert_eq!(
            ticket["assignee"],
            known.assignee.as_deref().unwrap_or_default(),
            "{}",
            known.key
        );
        assert_eq!(ticket["total_comments"], known.comments, "{}", known.key);
        let texts = ticket["comments"].as_array().expect("texts").iter();
        let comments = texts.filter(|text| text["field_type"] == "comment").count();
        assert_eq!(comments as u64, known.comments, "{}", known.key);
    }
}

fn drill_down(done: &Done) {
    let client = &done.client;
    let support = client.json(&format!("/api/support/analytics?{YEARS}"));
    for label in ["positive", "neutral", "negative"] {
        let listed = client.tickets(&format!("{YEARS}&sentiment={label}"));
        assert_eq!(support["sentiment_distribution"][label], listed, "{label}");
    }
    for field in ["status", "priority", "product"] {
        for row in support[format!("by_{field}")].as_array().expect("rows") {
            let name = encoded(row[field].as_str().expect("a name"));
            let listed = client.tickets(&format!("{YEARS}&{field}={name}"));
            assert_eq!(row["total"], listed, "{field} {name}");
            let negative = client.tickets(&format!("{YEARS}&{field}={name}&sentiment=negative"));
            assert_eq!(row["negative"], negative, "negative of {field} {name}");
        }
    }
}

fn days_of_a_zone(done: &Done) {
    for zone in ["UTC", "Europe/Berlin", "America/Los_Angeles"] {
        let overview = done
            .client
            .json(&format!("/api/sentiment/overview?{YEARS}&timezone={zone}"));
        assert_eq!(
            overview["total"], done.export.manifest.union.tickets,
            "{zone}"
        );
        let days = overview["sentiment_trend"].as_array().expect("days");
        for day in days
            .iter()
            .filter(|day| !day["compound"].is_null())
            .step_by(17)
        {
            let date = day["date"].as_str().expect("a date");
            for label in ["positive", "neutral", "negative"] {
                let query =
                    format!("start_date={date}&end_date={date}&timezone={zone}&sentiment={label}");
                assert_eq!(day[label], done.client.tickets(&query), "{query}");
            }
        }
    }
}

/// `YEARS` hold every ticket: so does each half of time that one of its ends bounds.
fn periods_with_one_end(done: &Done) {
    let ends: Vec<&str> = YEARS.split('&').collect();
    let asked = |path: &str, query: &str| done.client.json(&format!("{path}?limit=100&{query}"));
    for end in ends {
        for zone in ["UTC", "Pacific/Apia", "America/Los_Angeles"] {
            let query = format!("{end}&timezone={zone}");
            assert_eq!(
                asked("/api/entities/top", &query)["entities"],
                asked("/api/entities/top", "")["entities"],
                "{query}"
            );
            for (path, rest) in [("/api/tickets", ""), ("/api/search", "&q=the")] {
                assert_eq!(
                    asked(path, &format!("{query}{rest}"))["total"],
                    asked(path, &format!("{YEARS}{rest}"))["total"],
                    "{path} {query}"
                );
            }
        }
    }
}

fn csv_export(done: &Done) {
    let download = done.client.get("/api/tickets.csv");
    assert_eq!(
        (download.status, download.header("content-type")),
        (200, "text/csv; charset=utf-8")
    );
    let rows = csv(&download.body);
    let keys: std::collections::BTreeSet<_> = rows[1..].iter().map(|row| row[0].clone()).collect();
    assert_eq!(keys.len() as u64, done.export.manifest.union.tickets);
    assert_eq!(rows.len() - 1, keys.len(), "each ticket once");
    let negative = csv(&done.client.get("/api/tickets.csv?sentiment=negative").body).len() - 1;
    assert_eq!(negative as u64, done.client.tickets("sentiment=negative"));
}

fn search(done: &Done) {
    let known = done
        .export
        .manifest
        .known
        .iter()
        .find(|known| known.comments > 2)
        .expect("a long ticket");
    let ticket = done.client.json(&format!("/api/tickets/{}", known.key));
    for text in ticket["comments"].as_array().expect("texts").iter().take(4) {
        let words: Vec<&str> = text["text"]
            .as_str()
            .expect("a text")
            .split(|sign: char| !sign.is_alphanumeric())
            .filter(|word| word.len() > 3)
            .take(12)
            .collect();
        let hits = done
            .client
            .pages(&format!("/api/search?q={}", encoded(&words.join(" "))));
        let found = hits
            .iter()
            .any(|hit| hit["ticket_id"] == *known.key && hit["field_type"] == text["field_type"]);
        assert!(found, "{words:?} of {} in {} hits", known.key, hits.len());
    }
    assert_eq!(done.client.json("/api/search?q=xyzzyplugh")["total"], 0);
}

fn recent_and_filters(done: &Done) {
    let recent = done.client.json("/api/dashboard/recent-tickets?limit=10");
    let listed = done.client.json("/api/tickets?limit=10");
    let ids = |rows: &Value| -> Vec<Value> {
        rows.as_array()
            .expect("rows")
            .iter()
            .map(|row| row["ticket_id"].clone())
            .collect()
    };
    assert_eq!(ids(&recent), ids(&listed["results"]));
    let filters = done.client.json("/api/filters");
    let union = &done.export.manifest.union;
    for (name, counts) in [
        ("statuses", &union.status),
        ("priorities", &union.priority),
        ("products", &union.product),
    ] {
        let mut offered: Vec<&str> = filters[name]
            .as_array()
            .expect(name)
            .iter()
            .filter_map(Value::as_str)
            .collect();
        offered.sort_unstable();
        assert!(offered.iter().eq(counts.keys()), "{name}: {offered:?}");
    }
}

fn events(done: &Done) {
    let id = done.job["job_id"].as_str().expect("an id");
    let stream = done.client.get(&format!("/api/job/{id}/events"));
    assert_eq!(
        (stream.status, stream.header("content-type")),
        (200, "text/event-stream")
    );
    let text = stream.text();
    let data = text
        .lines()
        .find_map(|line| line.strip_prefix("data: "))
        .expect("data");
    assert_eq!(
        serde_json::from_str::<Value>(data).expect("JSON"),
        done.client.job(id)
    );
    assert!(
        text.contains("event: job\n") && text.contains("event: end\n"),
        "{text}"
    );
}

fn report(done: &Done) {
    let period = "start_date=2026-01-01&end_date=2026-12-31";
    let download = done
        .client
        .get(&format!("/api/report/pdf?{period}&timezone=Europe/Berlin"));
    assert_eq!(
        (download.status, download.header("content-type")),
        (200, "application/pdf"),
        "{}",
        download.text()
    );
    let name = "sentiment_report_2026-01-01_to_2026-12-31.pdf";
    assert!(download.header("content-disposition").contains(name));
    assert!(download.body.starts_with(b"%PDF-") && download.body.len() > 10_000);
    let file = done.app.data().join("report.pdf");
    fs::write(&file, &download.body).expect("the report is kept");
    let text = Command::new("pdftotext")
        .arg("-layout")
        .arg(&file)
        .arg("-")
        .output();
    let text = text.expect("pdftotext (package poppler-utils) reads the report");
    let text = String::from_utf8_lossy(&text.stdout).into_owned();
    assert!(text.matches('\u{c}').count() >= 2, "two pages or more");
    let overview = done.client.json(&format!(
        "/api/sentiment/overview?{period}&timezone=Europe/Berlin"
    ));
    let total = overview["total"].as_u64().expect("a total");
    assert_eq!(total, done.export.manifest.union.tickets);
    let negative = overview["sentiment_distribution"]["negative"]
        .as_u64()
        .expect("a count");
    for count in [total, negative] {
        assert!(
            text.contains(&grouped(count)),
            "{count} is not in the report:\n{text}"
        );
    }
}

/// A count with separators, as people read it.
fn grouped(count: u64) -> String {
    if count < 1_000 {
        return count.to_string();
    }
    format!("{},{:03}", count / 1_000, count % 1_000)
}

fn csv(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(bytes);
    let rows = reader.records();
    rows.map(|row| row.expect("a row").iter().map(str::to_owned).collect())
        .collect()
}

/// Percent-encoded for a query.
fn encoded(text: &str) -> String {
    let encode = |byte: u8| {
        let plain = byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
        if plain {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02X}")
        }
    };
    text.bytes().map(encode).collect()
}
