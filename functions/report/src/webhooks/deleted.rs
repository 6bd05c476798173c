//! `DELETE /api/report/webhooks/{id}` and `POST …/restore`: an address is told nothing more, and that is taken back.

use axum::extract::State;
use endpoint::{Caller, Context, Error, Json, Path, Problem, Result};
use http::StatusCode;
use jiff::Timestamp;
use stores::Transaction;

use super::change;
use super::edit::{SELECT, Webhook, missing, room, within};

/// Tells an address nothing more; what was not told yet is dropped. For 30 days `restore` brings it back.
#[utoipa::path(delete, path = "/api/report/webhooks/{id}", tag = "reports", operation_id = "delete_webhook",
    params(("id" = String, Path, description = "The webhook's number", max_length = 36)),
    extensions(("x-permission" = json!("webhooks:manage"))),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn delete(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<StatusCode> {
    let (transaction, now) = change::begin(&cx, &caller).await?;
    let workspace = caller.workspace.0;
    let webhook = within(&transaction, workspace, &id).await?;
    transaction
        .execute(
            "UPDATE webhooks SET deleted_at = $1 WHERE id = $2",
            (now, id.as_str()),
        )
        .await?;
    transaction
        .execute(
            "DELETE FROM outbox WHERE webhook_id = $1 AND status IN ('due', 'retrying')",
            (id.as_str(),),
        )
        .await?;
    let done = ("webhook_deleted", id.as_str());
    change::book(&transaction, &caller, done, &webhook.url, now).await?;
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Brings a webhook back that was deleted, with its secret, and paused where it was. What happened in between it is never
/// told. It is refused where another to the same URL was made since.
#[utoipa::path(post, path = "/api/report/webhooks/{id}/restore", tag = "reports", operation_id = "restore_webhook",
    params(("id" = String, Path, description = "The webhook's number", max_length = 36)),
    extensions(("x-permission" = json!("webhooks:manage"))),
    responses((status = 200, body = Webhook), (status = 409, body = Problem), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn restore(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Webhook>> {
    let (transaction, now) = change::begin(&cx, &caller).await?;
    let workspace = caller.workspace.0;
    let select = format!("{SELECT} AND w.id = $2");
    let found: Option<Webhook> = transaction
        .query_optional(&select, (workspace, id.as_str()))
        .await?;
    let webhook = found.ok_or_else(missing)?;
    if let Some(deleted_at) = webhook.deleted_at {
        replaced(&transaction, workspace, (&webhook.url, deleted_at)).await?;
        room(&transaction, workspace).await?;
        transaction
            .execute(
                "UPDATE webhooks SET deleted_at = NULL WHERE id = $1",
                (id.as_str(),),
            )
            .await?;
        let done = ("webhook_restored", id.as_str());
        change::book(&transaction, &caller, done, &webhook.url, now).await?;
    }
    let restored = within(&transaction, workspace, &id).await?;
    transaction.commit().await?;
    Ok(Json(restored))
}

/// No other webhook to the same URL was made since: its program would be told everything twice, under two secrets.
async fn replaced(
    transaction: &Transaction,
    workspace: i64,
    (url, deleted_at): (&str, Timestamp),
) -> Result<()> {
    let count = "SELECT count(*) FROM webhooks \
         WHERE workspace_id = $1 AND url = $2 AND created_at >= $3 AND deleted_at IS NULL";
    let (count,): (u64,) = transaction
        .query_one(count, (workspace, url, deleted_at))
        .await?;
    if count == 0 {
        return Ok(());
    }
    let detail = "another webhook to the same URL was made since";
    Err(Error::conflict("webhook_replaced", detail)
        .remedy("delete that one first, or leave this one deleted"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use endpoint::testing::{Answer, App, block_on};
    use http::Method;
    use identity::Role;
    use jiff::SignedDuration;
    use serde_json::{Value, json};

    use super::super::outbox;
    use super::super::tests::{answering, enable, made, tell};
    use crate::{expired, router, testing};

    fn app() -> App {
        App::new(|cx| router(cx, testing::typesetter()).0)
    }

    fn delete(app: &App, (path, token): (&str, &str)) -> u16 {
        app.call(Method::DELETE, path).bearer(token).send().status
    }

    fn restore(app: &App, (path, token): (&str, &str)) -> Answer {
        let path = format!("{path}/restore");
        app.post(&path).bearer(token).send()
    }

    fn listed(app: &App, token: &str, query: &str) -> Vec<Value> {
        let path = format!("/api/report/webhooks{query}");
        let listed = app.get(&path).bearer(token).send().json();
        listed["results"].as_array().unwrap().clone()
    }

    #[test]
    fn a_deleted_webhook_is_told_nothing_and_comes_back_with_its_secret() {
        let app = app();
        let token = app.sign_in(Role::Admin);
        let (path, secret) = made(&app, &token);
        let (call, calls) = answering(&[204, 204]);
        let send = || block_on(outbox::send_one(&app.cx, &call, "me")).unwrap();
        tell(&app);
        let asked = app.post(&format!("{path}/test")).bearer(&token).send();
        assert_eq!(asked.status, 202);
        assert_eq!(delete(&app, (&path, &token)), 204);
        assert_eq!(delete(&app, (&path, &token)), 404);
        tell(&app);
        assert!(!send());
        for (method, path) in [
            (Method::GET, format!("{path}/test")),
            (Method::POST, format!("{path}/test")),
            (Method::PATCH, path.clone()),
        ] {
            let answer = app.call(method, &path).bearer(&token);
            let answer = answer.json(&json!({"enabled": true})).send();
            assert_eq!(
                (answer.status, answer.code().as_str()),
                (404, "no_such_webhook")
            );
        }
        assert!(listed(&app, &token, "").is_empty());
        let gone = listed(&app, &token, "?deleted=true");
        assert_eq!(gone.len(), 1);
        assert!(gone[0]["deleted_at"].is_string(), "{gone:#?}");
        for _ in 0..2 {
            let back = restore(&app, (&path, &token));
            assert_eq!(back.status, 200, "{}", back.text());
            let back = back.json();
            assert_eq!(
                (&back["deleted_at"], &back["enabled"]),
                (&Value::Null, &json!(true))
            );
        }
        assert!(!send());
        tell(&app);
        assert!(send() && !send());
        let calls = calls.lock().unwrap();
        let (id, at, signed, body) = &calls[0];
        let expected = super::super::signature::of(&secret, (id, *at), body);
        assert_eq!(expected.as_ref(), Some(signed));
        assert!(listed(&app, &token, "?deleted=true").is_empty());
        let booked =
            "DELETE FROM audit_log WHERE action IN ('webhook_deleted', 'webhook_restored')";
        assert_eq!(app.execute(booked), 2);
    }

    #[test]
    fn one_that_was_paused_comes_back_paused() {
        let app = app();
        let token = app.sign_in(Role::Admin);
        let (path, _) = made(&app, &token);
        let paused = enable(&app, (&path, &token), false);
        assert!(paused["paused_at"].is_string(), "{paused}");
        delete(&app, (&path, &token));
        let back = restore(&app, (&path, &token)).json();
        assert_eq!(
            (&back["enabled"], &back["paused_at"]),
            (&json!(false), &paused["paused_at"])
        );
    }

    #[test]
    fn one_that_was_replaced_does_not_come_back_beside_its_successor() {
        let app = app();
        let token = app.sign_in(Role::Admin);
        // Two to the same URL, of which one goes for a moment.
        let ((twin, _), (path, _)) = (made(&app, &token), made(&app, &token));
        app.cx.clock.advance(SignedDuration::from_mins(1));
        delete(&app, (&path, &token));
        assert_eq!(restore(&app, (&path, &token)).status, 200);
        delete(&app, (&path, &token));
        let (successor, _) = made(&app, &token);
        let refused = restore(&app, (&path, &token));
        assert_eq!(
            (refused.status, refused.code().as_str()),
            (409, "webhook_replaced")
        );
        assert_ne!(refused.json()["remedy"], Value::Null);
        delete(&app, (&successor, &token));
        assert_eq!(restore(&app, (&path, &token)).status, 200);
        let there: BTreeSet<_> = listed(&app, &token, "")
            .iter()
            .map(|webhook| format!("/api/report/webhooks/{}", webhook["id"].as_str().unwrap()))
            .collect();
        assert_eq!(there, BTreeSet::from([twin, path]));
    }

    #[test]
    fn one_takes_no_room_while_it_is_deleted_and_needs_some_to_come_back() {
        let app = app();
        let token = app.sign_in(Role::Admin);
        let add = |number: usize| {
            let given = json!({"url": format!("https://hooks.example/{number}")});
            let made = app.post("/api/report/webhooks").bearer(&token);
            made.json(&given).send()
        };
        let (path, _) = made(&app, &token);
        delete(&app, (&path, &token));
        for number in 0..20 {
            assert_eq!(add(number).status, 201);
        }
        for refused in [add(20), restore(&app, (&path, &token))] {
            assert_eq!(
                (refused.status, refused.code().as_str()),
                (409, "too_many_webhooks")
            );
        }
        assert_eq!(listed(&app, &token, "?deleted=true").len(), 1);
    }

    #[test]
    fn it_goes_for_good_after_thirty_days() {
        let app = app();
        let token = app.sign_in(Role::Admin);
        let (path, _) = made(&app, &token);
        made(&app, &token);
        tell(&app);
        let (call, _) = answering(&[204, 204]);
        while block_on(outbox::send_one(&app.cx, &call, "me")).unwrap() {}
        delete(&app, (&path, &token));
        let deleted = app.cx.clock.now();
        let expire = |days: i64| {
            let later = deleted + SignedDuration::from_hours(24 * days + 1);
            // The minute of the hour in which is looked.
            let hour = later.as_second() / 3600 * 3600 + 7 * 60;
            let hour = jiff::Timestamp::from_second(hour).unwrap();
            block_on(expired::remove(&app.cx, hour)).unwrap();
        };
        expire(29);
        assert_eq!(listed(&app, &token, "?deleted=true").len(), 1);
        expire(31);
        let gone = restore(&app, (&path, &token));
        assert_eq!(
            (gone.status, gone.code().as_str()),
            (404, "no_such_webhook")
        );
        assert_eq!(app.execute("DELETE FROM webhooks"), 1);
    }
}
