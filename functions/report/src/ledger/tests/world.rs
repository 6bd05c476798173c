//! An app, its mail server that answers as it is told, and a clock that is set.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};

use endpoint::testing::{App, block_on};
use identity::Role;
use jiff::SignedDuration;
use mail::{Failure, Kind, Step, Words};
use serde_json::{Value, json};

use crate::ledger::post::{Courier, Offered, Outgoing, Post};
use crate::ledger::{Tools, tick};
use crate::{Typesetter, router, testing};

/// A mail server of a test's own: what it took, and what it answers next.
#[derive(Clone, Default)]
pub(super) struct Server {
    pub(super) taken: Arc<Mutex<Vec<(String, String)>>>,
    pub(super) answers: Arc<Mutex<BTreeMap<String, VecDeque<Failure>>>>,
}

impl Server {
    pub(super) fn refuses(&self, to: &str, failure: Failure) {
        let mut answers = self.answers.lock().unwrap();
        answers.entry(to.to_owned()).or_default().push_back(failure);
    }

    /// How often each address was sent something.
    pub(super) fn counts(&self) -> BTreeMap<String, usize> {
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
    pub(super) fn answer(&self, in_message: bool) -> Result<(), Failure> {
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

pub(super) fn refusal(step: Step, kind: Kind, code: u16) -> Failure {
    Failure::new(step, kind, "says the server").with_code(code)
}

pub(super) async fn ticked(app: &App, typesetter: &Typesetter, post: Option<&dyn Post>) {
    let call = &testing::no_calls();
    let tools = Tools {
        typesetter,
        post,
        call,
    };
    tick(&app.cx, &tools).await;
}

/// An app at 2026-03-04T05:06:07Z, a Wednesday, with an analyst and their mail server.
pub(super) struct World {
    pub(super) app: App,
    pub(super) server: Server,
}

impl World {
    pub(super) fn new() -> Self {
        let app = App::new(|cx| router(cx, testing::typesetter()).0);
        app.sign_in(Role::Analyst);
        Self {
            app,
            server: Server::default(),
        }
    }

    /// Signed in anew each time, as the clock leaps.
    pub(super) fn token(&self) -> String {
        self.app.sign_in(Role::Analyst)
    }

    pub(super) fn post(&self, path: &str, body: &Value) -> Value {
        let answer = self.app.post(path).bearer(&self.token()).json(body).send();
        assert!(answer.status < 300, "{path}: {}", answer.text());
        answer.json()
    }

    pub(super) fn get(&self, path: &str) -> Value {
        let answer = self.app.get(path).bearer(&self.token()).send();
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer.json()
    }

    /// A daily schedule at 07:00 in Berlin for some recipients.
    pub(super) fn schedule(&self, recipients: &[&str]) -> String {
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
    pub(super) fn confirmed(&self) {
        self.app
            .execute("UPDATE mail_addresses SET confirmed_at = requested_at");
        self.app
            .execute("DELETE FROM report_deliveries WHERE kind = 'confirm'");
    }

    pub(super) fn tick_after(&self, minutes: i64) {
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
    pub(super) fn rows(&self) -> Vec<String> {
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
