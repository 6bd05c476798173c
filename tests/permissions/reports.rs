//! What a workspace has of reports, each named so that it is found where it must not be.

use std::time::Duration;

use serde_json::{Value, json};
use system_tests::{App, Client, change_records, eventually};

/// Makes one of each, by the part of the path that names it.
pub(super) fn made(app: &App, admin: &Client) -> Vec<(&'static str, String)> {
    let make = |kind: &str, given: &Value| {
        let path = format!("/api/report/{kind}");
        let made = admin.post(&path, given).expect(201);
        made["id"].as_str().expect("an id").to_owned()
    };
    let schedule = make("schedules", &weekly());
    let template = make("templates", &json!({"name": "SUP-template", "layout": {}}));
    let webhook = make("webhooks", &json!({"url": "http://127.0.0.1:9/SUP-hook"}));
    let test = format!("/api/report/webhooks/{webhook}/test");
    admin.post(&test, &json!({})).expect(202);
    let path = format!("/api/report/schedules/{schedule}/send");
    let sent = admin.post(&path, &json!({"to": "me"})).expect(202);
    let delivery = sent["deliveries"][0].as_str().expect("an id").to_owned();
    eventually("the report is made", Duration::from_mins(3), || {
        let row = admin.json(&format!("/api/report/deliveries/{delivery}"));
        (row["status"] == "kept").then_some(())
    });
    change_records(
        app,
        "INSERT INTO mail_suppressions (workspace_id, address, reason, created_at) \
         SELECT 1, 'SUP-@example.org', 'bounced', created_at FROM workspaces WHERE id = 1",
    );
    vec![
        ("schedules", schedule),
        ("templates", template),
        ("webhooks", webhook),
        ("deliveries", delivery),
        ("suppressions", "1".to_owned()),
    ]
}

/// A schedule that nobody waits for.
pub(super) fn weekly() -> Value {
    json!({
        "name": "SUP-weekly", "timezone": "UTC", "period": "last_week",
        "repeat": {"kind": "weekly", "days": ["monday"], "time": "08:00"},
    })
}
