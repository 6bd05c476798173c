//! Webhooks over HTTP and on the ledger's clock.

use std::sync::{Arc, Mutex};

use endpoint::testing::{App, block_on};
use http::Method;
use identity::Role;
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::outbox::{self, Answered, Call, Called};
use super::{Told, signature};
use crate::{router, testing};

pub(super) type Calls = Arc<Mutex<Vec<(String, i64, String, String)>>>;

/// An address that answers by turns.
pub(super) fn answering(statuses: &[u16]) -> (Call, Calls) {
    let (calls, left) = (Calls::default(), Arc::new(Mutex::new(statuses.to_vec())));
    let kept = calls.clone();
    let call: Call = Arc::new(move |request, read| -> Called {
        let word = |name: &str| request.headers()[name].to_str().unwrap().to_owned();
        let at = word("webhook-timestamp").parse().unwrap();
        let call = (
            word("webhook-id"),
            at,
            word("webhook-signature"),
            request.body().clone(),
        );
        kept.lock().unwrap().push(call);
        let status = left.lock().unwrap().pop();
        let mut body = br#"{"hint": "as it is"}"#.to_vec();
        body.truncate(read);
        let answered = status.map(|status| Answered { status, body });
        Box::pin(async move { answered.ok_or_else(|| "refused".to_owned()) })
    });
    (call, calls)
}

/// Writes what is told of a delivery.
pub(super) fn tell(app: &App) {
    let told = Told {
        workspace: 1,
        delivery: "d",
        schedule: ("s", "Daily"),
        slot: "now:1",
        recipient: "a@b.example",
        status: "sent",
        why: None,
    };
    block_on(async {
        let transaction = app.cx.records.begin().await.unwrap();
        told.write(&app.cx, &transaction, app.cx.clock.now())
            .await
            .unwrap();
        transaction.commit().await.unwrap();
    });
}

/// A webhook: its path and its secret.
pub(super) fn made(app: &App, token: &str) -> (String, String) {
    let given = json!({"url": "https://hooks.example/undertone"});
    let made = app
        .post("/api/report/webhooks")
        .bearer(token)
        .json(&given)
        .send();
    assert_eq!(made.status, 201, "{}", made.text());
    let word = |name: &str| made.json()[name].as_str().unwrap().to_owned();
    let path = format!("/api/report/webhooks/{}", word("id"));
    (path, word("secret"))
}

/// Switches a webhook.
pub(super) fn enable(app: &App, (path, token): (&str, &str), enabled: bool) -> Value {
    let changed = app.call(Method::PATCH, path).bearer(token);
    let changed = changed.json(&json!({"enabled": enabled})).send();
    assert_eq!(changed.status, 200, "{}", changed.text());
    changed.json()
}

#[test]
fn a_paused_webhook_is_told_what_waited_and_nothing_of_the_meantime() {
    let app = App::new(|cx| router(cx, testing::typesetter()).0);
    let token = app.sign_in(Role::Admin);
    let (path, _) = made(&app, &token);
    let (call, calls) = answering(&[204, 204]);
    let send = || block_on(outbox::send_one(&app.cx, &call, "me")).unwrap();
    tell(&app);
    for _ in 0..2 {
        assert_eq!(enable(&app, (&path, &token), false)["enabled"], false);
    }
    tell(&app);
    assert!(!send());
    // Longer than ended calls are kept: neither the call that waits nor the pause goes.
    app.cx.clock.advance(SignedDuration::from_hours(24 * 60));
    let hour = "2027-05-04T06:07:00Z".parse().unwrap();
    block_on(crate::expired::remove(&app.cx, hour)).unwrap();
    assert!(!send());
    let token = app.sign_in(Role::Admin);
    let listed = app.get("/api/report/webhooks").bearer(&token).send().json();
    let listed = &listed["results"][0];
    assert_eq!(
        (&listed["enabled"], &listed["last_status"]),
        (&json!(false), &json!("due"))
    );
    for _ in 0..2 {
        assert_eq!(enable(&app, (&path, &token), true)["enabled"], true);
    }
    assert!(send() && !send());
    tell(&app);
    assert!(send());
    assert_eq!(calls.lock().unwrap().len(), 2);
    let booked = "DELETE FROM audit_log WHERE action IN ('webhook_paused', 'webhook_resumed')";
    assert_eq!(app.execute(booked), 2);
}

#[test]
fn a_test_is_one_signed_call_whose_answer_is_shown() {
    let app = App::new(|cx| router(cx, testing::typesetter()).0);
    let token = app.sign_in(Role::Admin);
    let (path, secret) = made(&app, &token);
    let test = format!("{path}/test");
    let shown = || app.get(&test).bearer(&token).send();
    assert_eq!(
        (shown().status, shown().code().as_str()),
        (404, "no_such_test")
    );
    // A pause holds up no test.
    enable(&app, (&path, &token), false);
    let (call, calls) = answering(&[500, 200]);
    let send = || block_on(outbox::send_one(&app.cx, &call, "me")).unwrap();
    let ask = || {
        let asked = app.post(&test).bearer(&token).send();
        assert_eq!(asked.status, 202, "{}", asked.text());
        asked.json()
    };
    let asked = ask();
    assert_eq!(asked["id"], ask()["id"]);
    assert_eq!(
        (&asked["status"], &asked["answer"]),
        (&json!("due"), &Value::Null)
    );
    assert!(send() && !send());
    let answer = json!({"status": 200, "milliseconds": 0, "text": "{\"hint\": \"as it is\"}"});
    let first = shown().json();
    assert_eq!(
        (&first["status"], &first["answer"]),
        (&json!("sent"), &answer)
    );
    ask();
    assert!(send());
    let second = shown().json();
    assert_eq!(
        (&second["status"], &second["answer"]["status"]),
        (&json!("failed"), &json!(500))
    );
    ask();
    assert!(send() && !send());
    let third = shown().json();
    let answer = json!({"status": null, "milliseconds": 0, "text": "refused"});
    assert_eq!(
        (&third["status"], &third["answer"]),
        (&json!("failed"), &answer)
    );
    let (id, at, signed, body) = &calls.lock().unwrap()[0];
    assert_eq!(json!(id), asked["id"]);
    assert_eq!(
        signature::of(&secret, (id, *at), body).as_ref(),
        Some(signed)
    );
    let body: Value = serde_json::from_str(body).unwrap();
    assert_eq!(body["type"], "webhook.test");
    assert!(path.ends_with(body["data"]["webhook_id"].as_str().unwrap()));
    let listed = app.get("/api/report/webhooks").bearer(&token).send().json();
    assert_eq!(listed["results"][0]["last_status"], Value::Null);
}

#[test]
fn a_call_is_made_until_it_is_answered_under_one_id_and_signed() {
    let app = App::new(|cx| router(cx, testing::typesetter()).0);
    let token = app.sign_in(Role::Admin);
    let (path, secret) = made(&app, &token);
    tell(&app);
    let (call, calls) = answering(&[204, 503]);
    let send = || block_on(outbox::send_one(&app.cx, &call, "me")).unwrap();
    send();
    send();
    app.cx.clock.advance(SignedDuration::from_mins(2));
    send();
    send();
    let calls = calls.lock().unwrap();
    assert_eq!(calls.len(), 2);
    assert_eq!(calls[0].0, calls[1].0);
    for (id, at, signed, body) in calls.iter() {
        assert_eq!(
            signature::of(&secret, (id, *at), body).as_deref(),
            Some(signed.as_str())
        );
        let body: Value = serde_json::from_str(body).unwrap();
        assert_eq!(
            (&body["type"], &body["data"]["delivery_id"]),
            (&json!("report.sent"), &json!("d"))
        );
    }
    let listed = app.get("/api/report/webhooks").bearer(&token).send().json();
    assert_eq!(listed["results"][0]["last_status"], "sent", "{listed}");
    assert!(!listed.to_string().contains("whsec_"));
    assert_eq!(
        app.call(Method::DELETE, &path).bearer(&token).send().status,
        204
    );
}

#[test]
fn addresses_that_lead_inside_or_hold_a_password_are_refused() {
    let app = App::new(|cx| router(cx, testing::typesetter()).0);
    let token = app.sign_in(Role::Admin);
    for url in [
        "hooks.example",
        "ftp://hooks.example/",
        "https://user:secret@hooks.example/",
        "http://unpack.spin.internal/",
        "http://UNPACK.spin.internal./",
        "http://self.alt/api",
        "https:///nothing",
    ] {
        let answer = app
            .post("/api/report/webhooks")
            .bearer(&token)
            .json(&json!({"url": url}))
            .send();
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (400, "invalid_url"),
            "{url}"
        );
    }
}
