//! Every cell of an export, mapped or not, is in the lake and on the ticket's page.

use std::collections::BTreeMap;

use sample::{Columns, Options};
use serde_json::{Value, json};
use system_tests::{App, Client, Export, python};

/// Reads an export and its rows in the lake; prints how many rows and cells are the same, and the first that are not.
const COMPARE: &str = r##"
import csv, duckdb, json, sys
csv.field_size_limit(1 << 30)
asked = json.load(sys.stdin)
with open(asked["export"], encoding="utf-8-sig", newline="") as file:
    records = list(csv.reader(file))
header, records = records[0], records[1:]
def of_export(record):
    seen, cells = {}, {}
    for column, value in enumerate(record):
        name = header[column] if column < len(header) else f"#{column + 1}"
        nth = seen[name] = seen.get(name, -1) + 1
        if value != "":
            cells[f"{name}/{nth}"] = value
    return cells
def of_lake(text):
    cells = {}
    for name, value in json.loads(text).items():
        assert isinstance(value, list) == (header.count(name) > 1), name
        for nth, one in enumerate(value if isinstance(value, list) else [value]):
            if one != "":
                cells[f"{name}/{nth}"] = one
    return cells
expected = [(number, of_export(record)) for number, record in enumerate(records, 1) if any(record) and record != header]
parts = [f"SELECT * FROM read_parquet('{asked['root']}/{path}', hive_partitioning = false)" for path in asked["paths"]]
found = duckdb.connect().execute("SELECT row_number, cells, ticket_id FROM (" + " UNION ALL ".join(parts) + ") ORDER BY row_number").fetchall()
different = [[mine, list(theirs)] for mine, theirs in zip(expected, found) if mine != (theirs[0], of_lake(theirs[1]))]
json.dump({
    "columns": len(header),
    "rows": [len(expected), len(found)],
    "cells": [sum(len(cells) for _, cells in expected), sum(len(of_lake(row[1])) for row in found)],
    "without key": sum(row[2] is None for row in found),
    "different": different[:3],
}, sys.stdout)
"##;

fn export(app: &App, week: u32) -> Export {
    let options = Options {
        week,
        broken_share: 0.1,
        ..Options::new(300, Columns::Wide, 5)
    };
    Export::generate(app, &options)
}

#[test]
fn every_cell_of_every_row_is_in_the_lake() {
    let app = App::start();
    let client = app.bootstrap();
    let exports = [export(&app, 0), export(&app, 1)];
    let mut jobs = Vec::new();
    for export in &exports {
        let job = client.ingest(&export.upload());
        let paths = paths_of(&client, &job);
        let asked =
            json!({"export": export.path, "root": app.data().join("data/lake"), "paths": paths});
        let read = python(COMPARE, &asked);
        assert_eq!(read["different"], json!([]));
        assert!(read["columns"].as_u64() > Some(1_600), "{read}");
        assert!(read["without key"].as_u64() > Some(0), "{read}");
        assert_eq!(read["rows"][0], read["rows"][1]);
        assert_eq!(read["cells"][0], read["cells"][1]);
        assert_eq!(read["rows"][1], job["records_processed"]);
        jobs.push(job["job_id"].clone());
    }
    a_ticket_shows_the_row_of_each_export(&app, &client, &exports[0], &jobs);
}

/// The files of the lake that hold a job's rows.
fn paths_of(client: &Client, job: &Value) -> Vec<String> {
    let id = job["job_id"].as_str().expect("a job");
    let lake = client.json("/api/system/lake");
    let files = lake["files"].as_array().expect("files").iter();
    files
        .filter(|file| file["dataset"] == "raw")
        .map(|file| file["path"].as_str().expect("a path").to_owned())
        .filter(|path| path.contains(id))
        .collect()
}

fn a_ticket_shows_the_row_of_each_export(
    app: &App,
    client: &Client,
    first: &Export,
    jobs: &[Value],
) {
    let key = &first.manifest.known[0].key;
    let answer = client.json(&format!("/api/tickets/{key}/raw"));
    assert_eq!(answer["total"], 2, "{answer}");
    let rows = answer["results"].as_array().expect("rows");
    let shown: Vec<&Value> = rows.iter().map(|row| &row["job_id"]).collect();
    assert_eq!(shown, jobs.iter().rev().collect::<Vec<_>>());
    for row in rows {
        let cells = row["cells"].as_array().expect("cells");
        let cells: BTreeMap<&str, &Value> = cells
            .iter()
            .map(|cell| (cell["column"].as_str().expect("a name"), &cell["values"]))
            .collect();
        assert_eq!(cells["Issue key"], &json!([key]));
        assert!(cells.len() > 10, "{cells:?}");
    }
    let stranger = app.other_workspace(client);
    assert_eq!(
        stranger.get(&format!("/api/tickets/{key}/raw")).code(),
        "no_such_ticket"
    );
}
