//! A router with published tickets, for the tests of the operations.

use endpoint::testing::{Answer, App};
use figures::fixture::{self, Ticket};
use futures::executor::block_on;
use identity::{Role, WorkspaceId};
use serde_json::Value;

/// This function over stores of its own; the caller is a viewer of workspace 1, the clock stands at
/// 2026-03-04T05:06:07Z.
pub(crate) struct Fixture {
    pub(crate) app: App,
    token: String,
}

impl Fixture {
    /// Nothing published.
    pub(crate) fn empty() -> Self {
        let app = App::new(|cx| crate::router(cx).0);
        let token = app.sign_in(Role::Viewer);
        Self { app, token }
    }

    /// One upload published.
    pub(crate) fn with(tickets: &[Ticket]) -> Self {
        let fixture = Self::empty();
        fixture.publish(1, tickets);
        fixture
    }

    /// Publishes one more upload; returns its job.
    pub(crate) fn publish(&self, workspace: i64, tickets: &[Ticket]) -> String {
        let cx = &self.app.cx;
        block_on(fixture::publish(
            &cx.records,
            &cx.lake,
            workspace,
            cx.clock.now(),
            tickets,
        ))
    }

    /// Stages an upload that is not published; returns its job.
    pub(crate) fn stage(&self, workspace: i64, tickets: &[Ticket]) -> String {
        let cx = &self.app.cx;
        block_on(fixture::stage(
            &cx.records,
            workspace,
            cx.clock.now(),
            tickets,
        ))
    }

    /// What the viewer is answered.
    pub(crate) fn get(&self, path: &str) -> Answer {
        self.app.get(path).bearer(&self.token).send()
    }

    /// What the viewer is answered, which must be a success.
    pub(crate) fn json(&self, path: &str) -> Value {
        let answer = self.get(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer.json()
    }

    /// What a viewer of another workspace is answered.
    pub(crate) fn json_of(&self, workspace: i64, path: &str) -> Value {
        let token = self.app.sign_in_to(WorkspaceId(workspace), Role::Viewer);
        self.app.get(path).bearer(&token).send().json()
    }
}

/// The values of one key of a list's rows.
pub(crate) fn column<'a>(rows: &'a Value, key: &str) -> Vec<&'a str> {
    rows.as_array()
        .unwrap()
        .iter()
        .map(|row| row[key].as_str().unwrap())
        .collect()
}
