//! What a person sets going: a report once more, an attempt at once.

use mail::{Kind, Step};
use serde_json::Value;

use super::world::{World, refusal};

/// The delivery of a slot to an address.
fn delivery(world: &World, recipient: &str) -> Value {
    let list = world.get("/api/report/deliveries?limit=100");
    let rows = list["results"].as_array().unwrap();
    let found = rows
        .iter()
        .find(|row| row["recipient"] == recipient && row["kind"] == "slot");
    found.unwrap().clone()
}

/// Asks for something of a delivery; returns the status and, of a refusal, its code.
fn asked(world: &World, delivery: &Value, what: &str) -> (u16, String) {
    let id = delivery["id"].as_str().unwrap();
    let path = format!("/api/report/deliveries/{id}/{what}");
    let answer = world.app.post(&path).bearer(&world.token()).send();
    let code = answer.json()["code"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    (answer.status, code)
}

#[test]
fn what_was_left_out_is_sent_by_hand_once_nothing_stands_against_it() {
    let world = World::new();
    let id = world.schedule(&["out@b.example"]);
    world.tick_after(60);
    // It got the question whether it wants reports.
    assert_eq!(world.server.counts()["out@b.example"], 1);
    let skipped = delivery(&world, "out@b.example");
    assert_eq!(skipped["reason"], "unconfirmed");
    let refused = |code: &str| assert_eq!(asked(&world, &skipped, "resend"), (409, code.into()));
    refused("unconfirmed");
    world.confirmed();
    world.app.execute(
        "INSERT INTO mail_suppressions (workspace_id, address, reason, created_at) \
         SELECT workspace_id, address, 'unsubscribed', requested_at FROM mail_addresses",
    );
    refused("unsubscribed");
    world
        .app
        .execute("UPDATE mail_suppressions SET reason = 'bounced'");
    refused("bounced");
    world.app.execute("DELETE FROM mail_suppressions");
    let path = format!("/api/report/schedules/{id}");
    let gone = world.app.call(http::Method::DELETE, &path);
    assert_eq!(gone.bearer(&world.token()).send().status, 204);
    refused("schedule_deleted");
    world.post(&format!("{path}/restore"), &Value::Null);
    assert_eq!(asked(&world, &skipped, "resend"), (202, String::new()));
    world.tick_after(1);
    assert_eq!(world.server.counts()["out@b.example"], 2);
    world.app.execute("DELETE FROM report_recipients");
    refused("no_recipient");
}

#[test]
fn what_waits_for_its_next_attempt_is_tried_at_once() {
    let world = World::new();
    world.schedule(&["a@a.example"]);
    world.confirmed();
    for _ in 0..2 {
        world.server.refuses(
            "a@a.example",
            refusal(Step::Recipient, Kind::Transient, 450),
        );
    }
    world.tick_after(60);
    world.tick_after(1);
    let waiting = delivery(&world, "a@a.example");
    assert_eq!(waiting["status"], "retrying", "{waiting}");
    world.tick_after(0);
    assert_eq!(delivery(&world, "a@a.example")["status"], "retrying");
    assert_eq!(asked(&world, &waiting, "retry"), (202, String::new()));
    world.tick_after(0);
    assert_eq!(delivery(&world, "a@a.example")["status"], "sent");
    assert_eq!(
        asked(&world, &waiting, "retry"),
        (409, "not_retrying".into())
    );
}
