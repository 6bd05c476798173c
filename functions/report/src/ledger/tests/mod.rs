//! The ledger on real records.

mod by_hand;
mod faults;
mod world;

use std::collections::BTreeMap;

use endpoint::testing::block_on;
use jiff::SignedDuration;
use serde_json::json;

use world::{World, ticked};

use crate::testing;

#[test]
fn a_slot_is_sent_once_however_often_the_clock_ticks() {
    let world = World::new();
    world.schedule(&[]);
    // 05:06 UTC is 06:06 in Berlin.
    world.tick_after(53);
    assert_eq!(world.server.counts(), BTreeMap::new());
    for _ in 0..5 {
        world.tick_after(1);
    }
    let own = "analyst@workspace-1.example";
    assert_eq!(world.server.counts(), [(own.to_owned(), 1)].into());
    assert_eq!(world.rows(), [format!("{own} sent -")]);
    let (_, mail) = world.server.taken.lock().unwrap()[0].clone();
    for words in [
        "Daily: 3 March 2026",
        "Workspace 1",
        "sentiment_report_2026-03-03_to_2026-03-03.pdf",
        "https://undertone.example/api/report/unsubscribe?token=",
    ] {
        assert!(mail.contains(words), "{words} in {mail}");
    }
    // The clock is set back two days and comes again: nothing is due twice.
    world.tick_after(-2 * 24 * 60);
    world.tick_after(2 * 24 * 60);
    assert_eq!(world.server.counts()[own], 1);
    world.tick_after(24 * 60);
    assert_eq!(world.server.counts()[own], 2);
}

#[test]
fn after_a_long_stop_the_latest_is_sent_late_and_the_others_are_listed() {
    let world = World::new();
    world.schedule(&[]);
    world.tick_after(4 * 24 * 60);
    let own = "analyst@workspace-1.example";
    assert_eq!(
        world.rows(),
        [
            format!("{own} sent -"),
            format!("{own} skipped missed"),
            format!("{own} skipped missed"),
            format!("{own} skipped missed")
        ]
    );
    let (_, mail) = world.server.taken.lock().unwrap()[0].clone();
    assert!(mail.contains("later than planned"), "{mail}");
}

#[test]
fn without_mail_reports_are_made_and_kept() {
    let world = World::new();
    world.schedule(&[]);
    world.app.cx.clock.advance(SignedDuration::from_mins(60));
    block_on(ticked(&world.app, &testing::typesetter(), None));
    let own = "analyst@workspace-1.example";
    assert_eq!(world.rows(), [format!("{own} kept mail_not_configured")]);
    let list = world.get("/api/report/deliveries");
    let id = list["results"][0]["id"].as_str().unwrap();
    let path = format!("/api/report/deliveries/{id}/pdf");
    let pdf = world.app.get(&path).bearer(&world.token()).send();
    assert_eq!((pdf.status, pdf.text().as_str()), (200, "%PDF-1.7"));
}

#[test]
fn an_address_outside_is_asked_first_and_ends_what_it_began() {
    let world = World::new();
    let id = world.schedule(&["out@b.example"]);
    world.tick_after(60);
    assert_eq!(world.rows(), ["out@b.example skipped unconfirmed"]);
    // Saved again it is asked again, but not the same day.
    let save = || {
        let path = format!("/api/report/schedules/{id}");
        let mut given = json!({"recipients": ["out@b.example"]});
        let kept = world.get(&path);
        for key in ["name", "timezone", "repeat", "period"] {
            given[key] = kept[key].clone();
        }
        let call = world.app.call(http::Method::PUT, &path).json(&given);
        assert_eq!(call.bearer(&world.token()).send().status, 200);
    };
    save();
    world.tick_after(1);
    assert_eq!(world.server.counts()["out@b.example"], 1);
    world.tick_after(24 * 60);
    save();
    world.tick_after(1);
    assert_eq!(world.server.counts()["out@b.example"], 2);
    let token = |world: &World, before: &str| {
        let (_, mail) = world.server.taken.lock().unwrap().last().unwrap().clone();
        let token = mail.split(before).nth(1).unwrap();
        token.split_whitespace().next().unwrap().to_owned()
    };
    let confirm = token(&world, "/mail?confirm=");
    let path = format!("/api/report/confirm?token={confirm}");
    let question = || world.app.get(&path).send().json();
    let (asked, kept) = (
        question(),
        world.get(&format!("/api/report/schedules/{id}")),
    );
    assert_eq!(
        (&asked["address"], &asked["schedule"], &asked["asked_by"]),
        (&json!("out@b.example"), &kept["name"], &kept["owner"])
    );
    assert!(asked["workspace"].is_string(), "{asked}");
    assert_eq!(asked["confirmed"], json!(false));
    assert_eq!(question(), asked, "asking changes nothing");
    assert_eq!(world.app.post(&path).send().status, 200);
    assert_eq!(question()["confirmed"], json!(true));
    world.tick_after(24 * 60);
    assert!(world.rows().contains(&"out@b.example sent -".to_owned()));
    let end = token(&world, "/api/report/unsubscribe?token=");
    let path = format!("/api/report/unsubscribe?token={end}");
    for _ in 0..2 {
        let ended = world
            .app
            .post(&path)
            .body("List-Unsubscribe=One-Click")
            .send();
        assert_eq!(
            (ended.status, &ended.json()["subscribed"]),
            (200, &json!(false))
        );
    }
    world.tick_after(24 * 60);
    assert!(
        world
            .rows()
            .contains(&"out@b.example skipped unsubscribed".to_owned())
    );
    let list = world.get("/api/report/suppressions");
    let kept = format!("/api/report/suppressions/{}", list["results"][0]["id"]);
    let call = world.app.call(http::Method::DELETE, &kept);
    assert_eq!(call.bearer(&world.token()).send().code(), "unsubscribed");
    let back = world.app.call(http::Method::DELETE, &path).send();
    assert_eq!(back.json()["subscribed"], json!(true));
}

#[test]
fn what_was_due_before_a_change_is_booked_by_what_was_before() {
    let world = World::new();
    let id = world.schedule(&[]);
    let path = format!("/api/report/schedules/{id}");
    world.app.cx.clock.advance(SignedDuration::from_mins(55));
    let mut given = json!({"repeat": {"kind": "daily", "time": "09:00"}});
    let kept = world.get(&path);
    for key in ["name", "timezone", "period"] {
        given[key] = kept[key].clone();
    }
    let call = world.app.call(http::Method::PUT, &path).json(&given);
    assert_eq!(call.bearer(&world.token()).send().status, 200);
    world.tick_after(1);
    let own = "analyst@workspace-1.example";
    assert_eq!(world.rows(), [format!("{own} sent -")]);
}

#[test]
fn a_schedule_that_was_taken_away_sends_nothing_more() {
    let world = World::new();
    let id = world.schedule(&[]);
    world.app.cx.clock.advance(SignedDuration::from_mins(60));
    block_on(super::plan::book_due(
        &world.app.cx,
        world.app.cx.clock.now(),
    ))
    .unwrap();
    block_on(super::claim::next(&world.app.cx, "dies")).unwrap();
    let path = format!("/api/report/schedules/{id}");
    let call = world.app.call(http::Method::DELETE, &path);
    assert_eq!(call.bearer(&world.token()).send().status, 204);
    world.tick_after(5);
    let own = "analyst@workspace-1.example";
    assert_eq!(world.rows(), [format!("{own} skipped schedule_deleted")]);
    assert_eq!(world.server.counts(), BTreeMap::new());
}

#[test]
fn who_unsubscribes_from_all_stays_out_even_if_a_server_refused_them_once() {
    let world = World::new();
    world.schedule(&["out@b.example"]);
    world.confirmed();
    world.tick_after(60);
    let (_, mail) = world.server.taken.lock().unwrap()[0].clone();
    let token = mail.split("/api/report/unsubscribe?token=").nth(1).unwrap();
    let token = token.split_whitespace().next().unwrap().to_owned();
    world.app.execute(
        "INSERT INTO mail_suppressions (workspace_id, address, reason, created_at) \
         SELECT 1, 'out@b.example', 'bounced', created_at FROM workspaces WHERE id = 1",
    );
    let path = format!("/api/report/unsubscribe?everything=true&token={token}");
    assert_eq!(world.app.post(&path).send().status, 200);
    let list = world.get("/api/report/suppressions");
    assert_eq!(list["results"][0]["reason"], "unsubscribed", "{list}");
}
