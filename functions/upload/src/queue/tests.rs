//! The queue through the API, and what workers take up by it.

use crate::{Unpacker, Unreachable};
use endpoint::testing::{App, block_on};
use figures::fixture::{self, Ticket};
use identity::{Role, WorkspaceId};
use queue::claim;
use queue::claim::Next;
use serde_json::{Value, json};
use worker::tick;

struct Queue {
    app: App,
    admin: String,
}

impl Queue {
    /// A workspace with a ticket, and jobs of both kinds that need no file: the rescoring first.
    fn of_two() -> (Self, String, String) {
        let nowhere = Unpacker::new(|_| Box::pin(async { Err(Unreachable(String::new())) }));
        let app = App::new(|cx| crate::router(cx, nowhere).0);
        let admin = app.sign_in(Role::Admin);
        app.sign_in_to(WorkspaceId(2), Role::Admin);
        let cx = &app.cx;
        block_on(fixture::publish(
            &cx.records,
            &cx.lake,
            1,
            cx.clock.now(),
            &[Ticket::new("SUP-1", "2026-03-01T08:00:00Z", 0.9)],
        ));
        let queue = Self { app, admin };
        let (first, second) = (queue.enqueued("rescoring"), queue.enqueued("rebuild"));
        (queue, first, second)
    }

    fn enqueued(&self, kind: &str) -> String {
        let answer = self.send("POST", "/api/v1/queue/enqueue", &json!({ "kind": kind }));
        assert_eq!(answer.0, 202, "{:#}", answer.1);
        answer.1["job_id"].as_str().unwrap().to_owned()
    }

    fn send(&self, method: &str, path: &str, body: &Value) -> (u16, Value) {
        let request = self
            .app
            .call(method.parse().unwrap(), path)
            .bearer(&self.admin);
        let answer = if body.is_null() {
            request.send()
        } else {
            request.json(body).send()
        };
        let told = serde_json::from_slice(answer.text().as_bytes()).unwrap_or(Value::Null);
        (answer.status, told)
    }

    /// The jobs in order, each with its status and what it waits for.
    fn order(&self) -> Vec<(String, String, Value)> {
        let (status, told) = self.send("GET", "/api/v1/queue", &Value::Null);
        assert_eq!(status, 200, "{told:#}");
        let jobs = told["results"].as_array().unwrap().iter();
        jobs.map(|job| {
            let text = |name: &str| job[name].as_str().unwrap().to_owned();
            (text("job_id"), text("status"), job["waits_for"].clone())
        })
        .collect()
    }

    fn claimed(&self) -> Option<claim::Claim> {
        match block_on(claim::next(&self.app.cx, "worker")).unwrap() {
            Next::Step(claim) => Some(claim),
            Next::Wait | Next::Nothing => None,
        }
    }
}

#[test]
fn the_list_tells_what_goes_first_and_what_waits_for_what() {
    let (queue, first, second) = Queue::of_two();
    let waits = |job: &str| json!(job);
    let told = queue.order();
    assert_eq!(
        told,
        [
            (first.clone(), "queued".to_owned(), Value::Null),
            (second.clone(), "queued".to_owned(), waits(&first))
        ]
    );
    let (_, page) = queue.send("GET", "/api/v1/queue?limit=1&offset=1", &Value::Null);
    assert_eq!(
        (
            &page["total"],
            &page["results"][0]["position"],
            &page["results"][0]["waits_for"]
        ),
        (&json!(2), &json!(2), &waits(&first))
    );
    let claim = queue.claimed().unwrap();
    assert_eq!(
        (claim.job.as_str(), claim.phase.name),
        (first.as_str(), "map")
    );
    assert!(queue.claimed().is_none(), "the other waits for it");
    assert_eq!(queue.order()[0].1, "running");
    let (_, steps) = queue.send("GET", &format!("/api/v1/queue/{second}"), &Value::Null);
    assert_eq!(
        (
            &steps["total"],
            &steps["results"][0]["status"],
            &steps["results"][0]["depends_on_phases"]
        ),
        (&json!(1), &json!("queued"), &json!([]))
    );
}

#[test]
fn a_job_that_waits_can_go_first_and_one_that_has_begun_stays() {
    let (queue, first, second) = Queue::of_two();
    let (status, moved) = queue.send(
        "POST",
        &format!("/api/v1/queue/{second}/execute"),
        &Value::Null,
    );
    assert_eq!(
        (status, &moved["position"], &moved["priority"]),
        (200, &json!(1), &json!(10)),
        "{moved:#}"
    );
    let claim = queue.claimed().unwrap();
    assert_eq!(claim.job, second);
    // It has begun: nothing goes before it any more.
    let path = format!("/api/v1/queue/{second}");
    let (status, told) = queue.send("PATCH", &path, &json!({"priority": 90}));
    assert_eq!((status, &told["code"]), (409, &json!("job_has_begun")));
    let (status, _) = queue.send(
        "PATCH",
        &format!("/api/v1/queue/{first}"),
        &json!({"priority": 10}),
    );
    assert_eq!(status, 200);
    assert!(queue.claimed().is_none());
    assert_eq!(queue.order()[0].0, second);
    for (body, code) in [
        (json!({"priority": 9}), "priority_out_of_range"),
        (json!({"position": 0}), "position_out_of_range"),
    ] {
        let (status, told) = queue.send("PATCH", &format!("/api/v1/queue/{first}"), &body);
        assert_eq!(status, 400, "{told:#}");
        assert!(
            told["code"] == code || told["code"] == "invalid_body",
            "{told:#}"
        );
    }
}

#[test]
fn two_jobs_of_a_workspace_never_work_on_it_at_once() {
    let (queue, first, second) = Queue::of_two();
    // The first may begin, but nobody has begun it when the second comes to be more urgent.
    queue.app.execute("UPDATE phase_queue SET status = 'ready'");
    let (status, _) = queue.send(
        "PATCH",
        &format!("/api/v1/queue/{second}"),
        &json!({"priority": 20}),
    );
    assert_eq!(status, 200);
    let claim = queue.claimed().unwrap();
    assert_eq!(claim.job, second);
    assert!(queue.claimed().is_none(), "{first} waits");
}

#[test]
fn places_are_shared_out_among_those_of_a_priority() {
    let (queue, first, second) = Queue::of_two();
    let (status, _) = queue.send(
        "PATCH",
        &format!("/api/v1/queue/{second}"),
        &json!({"position": 1}),
    );
    assert_eq!(status, 200);
    let ids: Vec<String> = queue.order().into_iter().map(|(job, ..)| job).collect();
    assert_eq!(ids, [second.clone(), first.clone()]);
    // As JSON may write a whole number.
    let (_, moved) = queue.send(
        "PATCH",
        &format!("/api/v1/queue/{second}"),
        &json!({"position": 99.0, "priority": null}),
    );
    assert_eq!(moved["position"], 2);
}

#[test]
fn nothing_is_taken_up_while_the_workspace_or_the_queue_is_paused() {
    let (queue, first, _) = Queue::of_two();
    let pause = |paused: bool| {
        let (status, told) = queue.send(
            "POST",
            "/api/v1/queue/config/pause",
            &json!({ "paused": paused }),
        );
        assert_eq!(
            (status, &told["workspace"]),
            (200, &json!(paused)),
            "{told:#}"
        );
    };
    pause(true);
    assert!(queue.claimed().is_none());
    block_on(tick(&queue.app.cx));
    assert_eq!(queue.order().len(), 2);
    pause(false);
    queue.app.execute(
        "INSERT INTO queue_config (config_key, config_value, updated_at) SELECT 'queue_paused', 'true', updated_at FROM jobs LIMIT 1",
    );
    assert!(queue.claimed().is_none());
    let (_, told) = queue.send("GET", "/api/v1/queue/config/pause", &Value::Null);
    assert_eq!(told, json!({"queue": true, "workspace": false}));
    queue
        .app
        .execute("UPDATE queue_config SET config_value = 'false'");
    assert_eq!(queue.claimed().unwrap().job, first);
}

#[test]
fn a_cancelled_job_takes_back_what_it_staged_lets_the_next_go_and_can_be_tried_again() {
    let (queue, first, second) = Queue::of_two();
    let claim = queue.claimed().unwrap();
    let (status, job) = queue.send("DELETE", &format!("/api/v1/queue/{first}"), &Value::Null);
    assert_eq!(
        (status, &job["status"], &job["error"]["code"]),
        (200, &json!("failed"), &json!("cancelled")),
        "{job:#}"
    );
    // Who was at it finds that it lost its step, and that is no failure of the job.
    block_on(worker::work(&queue.app.cx, &claim));
    let (_, steps) = queue.send("GET", &format!("/api/v1/queue/{first}"), &Value::Null);
    assert_eq!(steps["results"][0]["status"], "blocked", "{steps:#}");
    let runs: (String, String) = block_on(queue.app.cx.records.query_one(
        "SELECT status, current_phase FROM workflow_history WHERE workflow_template = 'rescoring'",
        (),
    ))
    .unwrap();
    assert_eq!(runs, ("failed".to_owned(), "map".to_owned()));
    block_on(tick(&queue.app.cx));
    assert!(queue.order().is_empty(), "{second} is done");
    let (status, told) = queue.send("DELETE", &format!("/api/v1/queue/{second}"), &Value::Null);
    assert_eq!((status, &told["code"]), (409, &json!("not_in_queue")));
    let (status, _) = queue.send("POST", &format!("/api/job/{first}/retry"), &Value::Null);
    assert_eq!(status, 202);
    block_on(tick(&queue.app.cx));
    let (_, job) = queue.send("GET", &format!("/api/job/{first}"), &Value::Null);
    assert_eq!(
        (&job["status"], &job["error"]),
        (&json!("completed"), &Value::Null)
    );
    assert_eq!(job["phases"][0]["name"], "map", "{job:#}");
}

#[test]
fn a_job_of_a_kind_that_only_a_later_release_knows_is_left_to_it_and_holds_nobody_up() {
    let (queue, first, second) = Queue::of_two();
    queue.app.execute(&format!(
        "UPDATE jobs SET kind = 'digest' WHERE id = '{first}'"
    ));
    assert_eq!(queue.claimed().unwrap().job, second);
    assert!(queue.claimed().is_none());
    let (status, told) = queue.send("GET", "/api/v1/queue", &Value::Null);
    assert_eq!((status, &told["total"]), (200, &json!(2)), "{told:#}");
    let jobs = told["results"].as_array().unwrap();
    let unknown = jobs.iter().find(|job| job["job_id"] == *first).unwrap();
    assert_eq!(
        (
            &unknown["kind"],
            &unknown["title"],
            &unknown["current_phase"]
        ),
        (&json!("digest"), &json!("digest"), &Value::Null)
    );
}

#[test]
fn only_administrators_change_the_queue_and_only_that_of_their_workspace() {
    let (queue, first, _) = Queue::of_two();
    let analyst = queue.app.sign_in(Role::Analyst);
    let answer = queue
        .app
        .call(http::Method::DELETE, &format!("/api/v1/queue/{first}"))
        .bearer(&analyst)
        .send();
    assert_eq!(answer.status, 403);
    let other = queue.app.sign_in_to(WorkspaceId(2), Role::Admin);
    for (method, path) in [("GET", ""), ("DELETE", ""), ("POST", "/execute")] {
        let path = format!("/api/v1/queue/{first}{path}");
        let answer = queue
            .app
            .call(method.parse().unwrap(), &path)
            .bearer(&other)
            .send();
        assert_eq!(answer.status, 404, "{method} {path}");
    }
    let (status, told) = queue.send("POST", "/api/v1/queue/enqueue", &json!({"kind": "upload"}));
    assert_eq!((status, &told["code"]), (400, &json!("unknown_kind")));
}
