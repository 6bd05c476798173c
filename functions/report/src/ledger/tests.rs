//! The ledger on real records, with a mail server that answers as it is told and a clock that is set.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};

use endpoint::testing::{App, block_on};
use identity::Role;
use jiff::SignedDuration;
use mail::{Failure, Kind, Step, Words};
use serde_json::{Value, json};

use super::post::{Courier, Offered, Outgoing, Post};
use super::{Tools, tick};
use crate::{Typesetter, router, testing};

/// A mail server of a test's own: what it took, and what it answers next.
#[derive(Clone, Default)]
pub(super) struct Server {
    pub(super) taken: Arc<Mutex<Vec<(String, String)>>>,
    pub(super) answers: Arc<Mutex<BTreeMap<String, VecDeque<Failure>>>>,
}

impl Server {
    fn refuses(&self, to: &str, failure: Failure) {
        let mut answers = self.answers.lock().unwrap();
        answers.entry(to.to_owned()).or_default().push_back(failure);
    }

    /// How often each address was sent something.
    fn counts(&self) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for (to, _) in self.taken.lock().unwrap().iter() {
            *counts.entry(to.clone()).or_default() += 1;
        }
        counts
    }
}

impl Post for Server {
    fn public_url(&self) -> Option<&str> {
        Some("https://undertone.example")
    }

    fn written(&self, message: &Outgoing) -> Result<Vec<u8>, String> {
        let pdf = message.pdf.as_ref().map(|(name, _)| name.as_str());
        let unsubscribe = message.unsubscribe.as_deref();
        let parts = [
            Some(message.subject.as_str()),
            Some(message.text.as_str()),
            pdf,
            unsubscribe,
        ];
        Ok(parts
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join("\n")
            .into_bytes())
    }

    fn courier(&self) -> Box<dyn Courier> {
        Box::new(Line {
            server: self.clone(),
            to: String::new(),
        })
    }
}

struct Line {
    server: Server,
    to: String,
}

impl Line {
    fn answer(&self, in_message: bool) -> Result<(), Failure> {
        let mut answers = self.server.answers.lock().unwrap();
        let Some(waiting) = answers.get_mut(&self.to) else {
            return Ok(());
        };
        let is_here = |failure: &Failure| (failure.step == Step::Message) == in_message;
        if waiting.front().is_some_and(is_here) {
            return waiting.pop_front().map_or(Ok(()), Err);
        }
        Ok(())
    }
}

impl Courier for Line {
    fn offer<'a>(&'a mut self, to: &str, _: usize) -> Result<Box<dyn Offered + 'a>, Failure> {
        self.to = to.to_owned();
        self.answer(false)?;
        Ok(Box::new(Offer(self)))
    }
}

struct Offer<'a>(&'a Line);

impl Offered for Offer<'_> {
    fn transmit(self: Box<Self>, message: &[u8]) -> Result<Words, Failure> {
        self.0.answer(true)?;
        let message = String::from_utf8(message.to_vec()).unwrap();
        self.0
            .server
            .taken
            .lock()
            .unwrap()
            .push((self.0.to.clone(), message));
        Ok(Words::new("taken"))
    }
}

fn refusal(step: Step, kind: Kind, code: u16) -> Failure {
    Failure::new(step, kind, "says the server").with_code(code)
}

async fn ticked(app: &App, typesetter: &Typesetter, post: Option<&dyn Post>) {
    let call = &testing::no_calls();
    let tools = Tools {
        typesetter,
        post,
        call,
    };
    tick(&app.cx, &tools).await;
}

/// An app at 2026-03-04T05:06:07Z, a Wednesday, with an analyst and their mail server.
struct World {
    app: App,
    server: Server,
}

impl World {
    fn new() -> Self {
        let app = App::new(|cx| router(cx, testing::typesetter()).0);
        app.sign_in(Role::Analyst);
        Self {
            app,
            server: Server::default(),
        }
    }

    /// Signed in anew each time, as the clock leaps.
    fn token(&self) -> String {
        self.app.sign_in(Role::Analyst)
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        let answer = self.app.post(path).bearer(&self.token()).json(body).send();
        assert!(answer.status < 300, "{path}: {}", answer.text());
        answer.json()
    }

    fn get(&self, path: &str) -> Value {
        let answer = self.app.get(path).bearer(&self.token()).send();
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer.json()
    }

    /// A daily schedule at 07:00 in Berlin for some recipients.
    fn schedule(&self, recipients: &[&str]) -> String {
        let body = json!({
            "name": "Daily", "timezone": "Europe/Berlin", "repeat": {"kind": "daily", "time": "07:00"},
            "period": "yesterday", "recipients": recipients,
        });
        self.post("/api/report/schedules", &body)["id"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    /// Everybody outside says yes at once.
    fn confirmed(&self) {
        self.app
            .execute("UPDATE mail_addresses SET confirmed_at = requested_at");
        self.app
            .execute("DELETE FROM report_deliveries WHERE kind = 'confirm'");
    }

    fn tick_after(&self, minutes: i64) {
        self.app
            .cx
            .clock
            .advance(SignedDuration::from_mins(minutes));
        block_on(ticked(
            &self.app,
            &testing::typesetter(),
            Some(&self.server),
        ));
    }

    /// The slot rows as `recipient status reason`, in their order.
    fn rows(&self) -> Vec<String> {
        let list = self.get("/api/report/deliveries?limit=100");
        let mut rows: Vec<_> = list["results"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|row| row["kind"] == "slot")
            .map(|row| {
                let word = |key: &str| row[key].as_str().unwrap_or("-").to_owned();
                format!(
                    "{} {} {}",
                    word("recipient"),
                    word("status"),
                    word("reason")
                )
            })
            .collect();
        rows.sort();
        rows
    }
}

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
    let list = world.get("/api/report/deliveries?status=unknown");
    let id = list["results"][0]["id"].as_str().unwrap();
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
fn a_holder_who_dies_leaves_the_row_to_the_next_and_the_message_to_a_person() {
    let world = World::new();
    world.schedule(&["a@a.example", "b@a.example"]);
    world.confirmed();
    world.app.cx.clock.advance(SignedDuration::from_mins(60));
    block_on(super::plan::book_due(
        &world.app.cx,
        world.app.cx.clock.now(),
    ))
    .unwrap();
    for _ in 0..2 {
        block_on(super::claim::next(&world.app.cx, "dies"))
            .unwrap()
            .unwrap();
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
    assert_eq!(world.app.post(&path).send().status, 200);
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
