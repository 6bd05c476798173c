//! Webhooks over HTTP and on the ledger's clock.

use std::sync::{Arc, Mutex};

use endpoint::testing::{App, block_on};
use http::Method;
use identity::Role;
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::outbox::{self, Call, Called};
use super::{Told, signature};
use crate::{router, testing};

type Calls = Arc<Mutex<Vec<(String, i64, String, String)>>>;

/// An address that answers by turns.
fn answering(statuses: &[u16]) -> (Call, Calls) {
    let (calls, left) = (Calls::default(), Arc::new(Mutex::new(statuses.to_vec())));
    let kept = calls.clone();
    let call: Call = Arc::new(move |request| -> Called {
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
        Box::pin(async move { status.ok_or_else(|| "refused".to_owned()) })
    });
    (call, calls)
}

#[test]
fn a_call_is_made_until_it_is_answered_under_one_id_and_signed() {
    let app = App::new(|cx| router(cx, testing::typesetter()).0);
    let token = app.sign_in(Role::Admin);
    let given = json!({"url": "https://hooks.example/undertone"});
    let made = app
        .post("/api/report/webhooks")
        .bearer(&token)
        .json(&given)
        .send();
    assert_eq!(made.status, 201, "{}", made.text());
    let secret = made.json()["secret"].as_str().unwrap().to_owned();
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
    let path = format!(
        "/api/report/webhooks/{}",
        listed["results"][0]["id"].as_str().unwrap()
    );
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
