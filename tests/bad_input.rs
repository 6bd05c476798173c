//! Bad input is refused with a problem that says where and what to do, and leaves nothing behind.

mod asked;
mod broken;
mod crafted;
mod refused;
mod rows;

use std::time::Duration;

use serde_json::json;
use system_tests::{App, Client, Upload};

const PATIENCE: Duration = Duration::from_mins(1);
const GOOD: &str = "Issue key,Summary,Created,Status\r\nA-1,Login fails,2026-03-01 10:00,Open\r\nA-2,All is fine,2026-03-02 11:00,Done\r\n";

fn nothing_left(app: &App, client: &Client, what: &str) {
    assert_eq!(client.json("/api/jobs")["total"], 0, "{what} left a job");
    assert_eq!(client.tickets(""), 0, "{what} left tickets");
    assert_eq!(
        client.json("/api/system/lake")["files"],
        json!([]),
        "{what} left files in the lake"
    );
    assert_eq!(
        app.uploads(),
        Vec::<std::path::PathBuf>::new(),
        "{what} left files"
    );
}

fn good() -> Upload {
    Upload::bytes("tickets.csv", GOOD)
}
