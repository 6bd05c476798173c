//! The Parquet files in other engines: DuckDB and pyarrow find what the API and the records say.

use std::path::PathBuf;

use sample::{Columns, Options};
use serde_json::{Value, json};
use system_tests::{App, Client, Export, YEARS, agree, python, records};

/// Reads the files of a lake, without the removed rows, in DuckDB; prints counts, sums, and every ticket.
const DUCKDB: &str = r#"
import duckdb, json, sys
asked = json.load(sys.stdin)
db = duckdb.connect()
db.execute("SET TimeZone = 'UTC'")
def live(dataset):
    parts = []
    for file in asked["files"]:
        if file["dataset"] != dataset:
            continue
        path = asked["root"] + "/" + file["path"]
        gone = " OR ".join(f"(file_row_number >= {start} AND file_row_number < {end})" for start, end in file["removed"])
        where = f" WHERE NOT ({gone})" if gone else ""
        parts.append(f"SELECT * FROM read_parquet('{path}', file_row_number = true, hive_partitioning = false){where}")
    return "(" + " UNION ALL BY NAME ".join(parts) + ")"
def rows(sql):
    return [list(row) for row in db.execute(sql).fetchall()]
tickets, texts = live("ticket"), live("sentiment")
entities = live("entity")
json.dump({
    "tickets": rows(f"SELECT ticket_id, status, priority, product, assignee, epoch_us(created_at), ultimate_sentiment, compound, "
                    f"comment_count, urgency FROM {tickets} ORDER BY ticket_id"),
    "texts": rows(f"SELECT field_type, sentiment, count(*), sum(compound) FROM {texts} GROUP BY ALL ORDER BY ALL"),
    "entities": rows(f"SELECT label, count(*) FROM {entities} GROUP BY ALL ORDER BY ALL"),
    "sums": rows(f"SELECT count(*), sum(compound), sum(comment_count) FROM {tickets}")[0],
}, sys.stdout)
"#;

/// Reads all files of a dataset by a pattern, in both engines.
const PATTERN: &str = r#"
import duckdb, glob, json, sys
import pyarrow.parquet as parquet
root = json.load(sys.stdin)["root"]
paths = glob.glob(root + "/ws=*/ticket/**/*.parquet", recursive=True)
db = duckdb.connect()
sql = f"SELECT count(*), sum(compound), count(DISTINCT ticket_id) FROM read_parquet('{root}/ws=*/ticket/**/*.parquet')"
files = [parquet.ParquetFile(path) for path in paths]
json.dump({
    "duckdb": list(db.execute(sql).fetchone()),
    "pyarrow": sum(file.metadata.num_rows for file in files),
    "created_at": sorted({str(file.schema_arrow.field("created_at").type) for file in files}),
    "codecs": sorted({file.metadata.row_group(0).column(0).compression for file in files}),
}, sys.stdout)
"#;

#[test]
fn another_engine_reads_what_the_api_and_the_records_say() {
    let app = App::start();
    let client = app.bootstrap();
    let export = |week| {
        let options = Options {
            week,
            broken_share: 0.05,
            ..Options::new(200, Columns::Wide, 3)
        };
        Export::generate(&app, &options)
    };
    let first = export(0);
    client.ingest(&first.upload());
    a_pattern_over_all_files(&app, &client, first.manifest.union.tickets);
    files_and_records(&app, &client);
    let second = export(1);
    client.ingest(&second.upload());
    agree(&client, &second.manifest.union);
    let lake = client.json("/api/system/lake");
    let removed = lake["files"]
        .as_array()
        .expect("files")
        .iter()
        .any(|file| file["removed"] != json!([]));
    assert!(
        removed,
        "the second export replaced nothing: choose another seed"
    );
    files_and_records(&app, &client);
}

fn root(app: &App) -> PathBuf {
    app.data().join("data/lake")
}

fn a_pattern_over_all_files(app: &App, client: &Client, tickets: u64) {
    let read = python(PATTERN, &json!({"root": root(app)}));
    assert_eq!(
        (&read["duckdb"][0], &read["duckdb"][2]),
        (&tickets.into(), &tickets.into())
    );
    assert_eq!(read["pyarrow"], tickets);
    assert_eq!(read["created_at"], json!(["timestamp[us, tz=UTC]"]));
    let mean = client.json("/api/dashboard/metrics")["avg_sentiment"]
        .as_f64()
        .expect("a mean");
    #[expect(clippy::cast_precision_loss, reason = "a small count")]
    let sum = mean * tickets as f64;
    near(&read["duckdb"][1], sum, 1e-5 * sum.abs().max(1.0) + 1e-3);
}

/// Holds the files of the first workspace against the records and the API.
pub(crate) fn files_and_records(app: &App, client: &Client) {
    let lake = client.json("/api/system/lake");
    let read = python(DUCKDB, &json!({"root": root(app), "files": lake["files"]}));
    let kept = records(
        app,
        "SELECT ticket_id, status, priority, product, assignee, created_at, ultimate_sentiment, compound, comment_count, urgency \
         FROM tickets WHERE workspace_id = 1 ORDER BY ticket_id",
    );
    let files = read["tickets"].as_array().expect("tickets");
    assert_eq!(files.len(), kept.len());
    for (file, record) in files.iter().zip(&kept) {
        assert_eq!(file, record);
    }
    let visible = "FROM sentiment_results r JOIN tickets t ON t.workspace_id = r.workspace_id AND t.source = r.source \
                   AND t.ticket_id = r.ticket_id JOIN jobs j ON j.id = r.job_id AND j.snapshot_id IS NOT NULL \
                   WHERE r.workspace_id = 1 AND (r.field_type = 'comment' OR r.job_id = t.job_id)";
    let texts = records(
        app,
        &format!(
            "SELECT r.field_type, r.sentiment, count(*), sum(r.compound) {visible} GROUP BY 1, 2 ORDER BY 1, 2"
        ),
    );
    let read_texts = read["texts"].as_array().expect("texts");
    assert_eq!(read_texts.len(), texts.len());
    for (file, record) in read_texts.iter().zip(&texts) {
        assert_eq!(
            (&file[0], &file[1], &file[2]),
            (&record[0], &record[1], &record[2])
        );
        near(&file[3], record[3].as_f64().expect("a sum"), 1e-6);
    }
    let mentions = visible.replace(
        " WHERE",
        " JOIN entities e ON e.workspace_id = r.workspace_id AND e.source = r.source AND e.ticket_id = r.ticket_id \
         AND e.fingerprint = r.fingerprint AND e.job_id = r.job_id WHERE",
    );
    let entities = records(
        app,
        &format!("SELECT e.label, count(*) {mentions} GROUP BY 1 ORDER BY 1"),
    );
    assert_eq!(read["entities"], json!(entities));
    let support = client.json(&format!("/api/support/analytics?{YEARS}"));
    assert_eq!(read["sums"][0], support["summary"]["total_tickets"]);
    assert_eq!(read["sums"][2], support["summary"]["total_comments"]);
    #[expect(clippy::cast_precision_loss, reason = "a small count")]
    let mean = read["sums"][1].as_f64().expect("a sum") / kept.len() as f64;
    near(&support["average_compound"], mean, 1e-6);
}

fn near(value: &Value, expected: f64, tolerance: f64) {
    let value = value.as_f64().expect("a number");
    assert!(
        (value - expected).abs() <= tolerance,
        "{value} is not {expected} ± {tolerance}"
    );
}
