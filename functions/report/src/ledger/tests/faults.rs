//! What goes wrong: refusals, lost connections, holders who die, reports that cannot be made.

use endpoint::testing::block_on;
use jiff::SignedDuration;
use mail::{Kind, Step};
use serde_json::json;

use super::world::{World, refusal, ticked};
use crate::ledger::claim::Next;
use crate::testing;

#[test]
fn one_bad_address_stops_no_other_and_only_the_deferred_is_tried_again() {
    let world = World::new();
    world.schedule(&["good@a.example", "gone@b.example", "later@c.example"]);
    world.confirmed();
    let permanent = refusal(Step::Recipient, Kind::Permanent, 550);
    world.server.refuses("gone@b.example", permanent);
    let transient = refusal(Step::Recipient, Kind::Transient, 450);
    world.server.refuses("later@c.example", transient);
    world.tick_after(60);
    assert_eq!(
        world.rows(),
        [
            "gone@b.example failed refused",
            "good@a.example sent -",
            "later@c.example retrying deferred"
        ]
    );
    world.tick_after(2);
    let sent = world.server.counts();
    assert_eq!((sent["good@a.example"], sent["later@c.example"]), (1, 1));
    assert_eq!(sent.get("gone@b.example"), None);
    // The owner was told once, and the address gets nothing more.
    assert_eq!(sent["analyst@workspace-1.example"], 1);
    world.tick_after(24 * 60);
    assert!(
        world
            .rows()
            .contains(&"gone@b.example skipped bounced".to_owned())
    );
    assert_eq!(world.server.counts()["analyst@workspace-1.example"], 1);
    // Somebody mended the address: it is let in again.
    let list = world.get("/api/report/suppressions");
    assert_eq!(list["results"][0]["address"], "gone@b.example", "{list}");
    let path = format!("/api/report/suppressions/{}", list["results"][0]["id"]);
    let call = world.app.call(http::Method::DELETE, &path);
    assert_eq!(call.bearer(&world.token()).send().status, 204);
    world.tick_after(24 * 60);
    assert_eq!(world.server.counts()["gone@b.example"], 1);
}

#[test]
fn what_nobody_can_know_is_never_sent_again_by_itself() {
    let world = World::new();
    world.schedule(&[]);
    let own = "analyst@workspace-1.example";
    let lost = refusal(Step::Message, Kind::Unknown, 0);
    world.server.refuses(own, lost);
    world.tick_after(60);
    assert_eq!(world.rows(), [format!("{own} unknown connection_lost")]);
    for _ in 0..30 {
        world.tick_after(30);
    }
    // One mail: the notice about it.
    assert_eq!(world.server.counts()[own], 1);
    let found = world.get("/api/report/deliveries?status=unknown");
    let id = found["results"][0]["id"].as_str().unwrap();
    let settled = world.post(
        &format!("/api/report/deliveries/{id}/settle"),
        &json!({"arrived": true}),
    );
    assert_eq!(settled["status"], "sent");
    let again = world.post(&format!("/api/report/deliveries/{id}/resend"), &json!({}));
    assert_eq!(again["deliveries"].as_array().unwrap().len(), 1);
    world.tick_after(1);
    assert_eq!(world.server.counts()[own], 2);
}

#[test]
fn a_server_that_cannot_be_reached_costs_one_try_a_tick_and_nothing_is_lost() {
    let world = World::new();
    let all: Vec<String> = (0..5)
        .map(|number| format!("r{number}@a.example"))
        .collect();
    let names: Vec<&str> = all.iter().map(String::as_str).collect();
    world.schedule(&names);
    world.confirmed();
    for name in &all {
        world
            .server
            .refuses(name, refusal(Step::Connect, Kind::Unreachable, 0));
    }
    world.tick_after(60);
    let tried = |world: &World| {
        world
            .rows()
            .iter()
            .filter(|row| row.contains("retrying"))
            .count()
    };
    assert_eq!(tried(&world), 1);
    for _ in 0..12 {
        world.tick_after(1);
    }
    assert_eq!(world.server.counts().len(), 5);
    assert!(world.server.counts().values().all(|count| *count == 1));
}

#[test]
fn after_a_day_it_is_given_up_and_the_owner_is_told() {
    let world = World::new();
    world.schedule(&["a@a.example"]);
    world.confirmed();
    for _ in 0..40 {
        world
            .server
            .refuses("a@a.example", refusal(Step::Sender, Kind::Transient, 421));
    }
    for _ in 0..30 {
        world.tick_after(60);
    }
    assert!(
        world
            .rows()
            .contains(&"a@a.example failed given_up".to_owned())
    );
    assert_eq!(world.server.counts()["analyst@workspace-1.example"], 1);
}

#[test]
fn a_holder_who_dies_leaves_the_row_to_the_next_and_the_message_to_a_person() {
    let world = World::new();
    world.schedule(&["a@a.example", "b@a.example"]);
    world.confirmed();
    world.app.cx.clock.advance(SignedDuration::from_mins(60));
    block_on(crate::ledger::plan::book_due(
        &world.app.cx,
        world.app.cx.clock.now(),
    ))
    .unwrap();
    for _ in 0..2 {
        let next = block_on(crate::ledger::claim::next(&world.app.cx, "dies"));
        assert!(matches!(next.unwrap(), Next::Row(_)));
    }
    // One died before the message, the other within.
    world.app.execute(
        "UPDATE report_deliveries SET status = 'sending', transmitting_at = updated_at WHERE recipient = 'b@a.example'",
    );
    world.app.cx.clock.advance(SignedDuration::from_secs(30));
    world.tick_after(0);
    assert_eq!(
        world.server.counts().get("a@a.example"),
        None,
        "the lease is not over"
    );
    world.tick_after(3);
    assert_eq!(
        world.rows(),
        ["a@a.example sent -", "b@a.example unknown interrupted"]
    );
    assert_eq!(world.server.counts().get("b@a.example"), None);
}

#[test]
fn a_failed_report_is_a_failure_and_never_a_mail() {
    let world = World::new();
    world.schedule(&[]);
    world.app.cx.clock.advance(SignedDuration::from_mins(60));
    let unset = crate::Unset::Failed("no such font".into());
    let broken = testing::typesetter_answering(Err(unset)).0;
    for _ in 0..30 {
        block_on(ticked(&world.app, &broken, Some(&world.server)));
        world.app.cx.clock.advance(SignedDuration::from_hours(1));
    }
    let own = "analyst@workspace-1.example";
    assert!(
        world.rows().contains(&format!("{own} failed given_up")),
        "{:?}",
        world.rows()
    );
    // The notices of two days, and no report.
    let taken = world.server.taken.lock().unwrap();
    assert!(
        taken
            .iter()
            .all(|(_, mail)| mail.contains("A report was not delivered"))
    );
}

#[test]
fn a_webhook_that_cannot_be_written_makes_no_second_mail() {
    let world = World::new();
    world.schedule(&[]);
    world.app.execute(
        "INSERT INTO webhooks (id, workspace_id, user_id, url, secret, created_at) \
         SELECT 'w', 1, 1, 'https://a.example', 's', created_at FROM workspaces WHERE id = 1",
    );
    // As if the row of the call broke a rule: there is no event of that name.
    world.app.execute("DROP TABLE outbox");
    world.app.execute(
        "CREATE TABLE outbox (id text CHECK (id = 'none'), workspace_id bigint, webhook_id text, event text, payload text, \
         status text, attempts bigint DEFAULT 0, next_attempt_at bigint, lease_owner text, answer text, created_at bigint, \
         updated_at bigint)",
    );
    for _ in 0..5 {
        world.tick_after(60);
    }
    let own = "analyst@workspace-1.example";
    assert_eq!(world.rows(), [format!("{own} sent -")]);
    assert_eq!(world.server.counts()[own], 1);
}

#[test]
fn a_schedule_that_this_release_cannot_read_holds_up_no_other() {
    let world = World::new();
    let id = world.schedule(&[]);
    world.schedule(&[]);
    world.app.execute_with(
        "UPDATE report_schedules SET period = 'the_age_of_aquarius' WHERE id = $1",
        (id.as_str(),),
    );
    world.tick_after(60);
    let own = "analyst@workspace-1.example";
    assert_eq!(world.server.counts()[own], 1);
    // What was booked before is put off, too.
    world
        .app
        .execute("UPDATE report_schedules SET period = 'yesterday'");
    world.tick_after(6);
    assert_eq!(world.server.counts()[own], 2);
}
