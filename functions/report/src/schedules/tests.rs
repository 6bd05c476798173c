//! Schedules over HTTP: what is refused and why, who sees which, and the preference.

use endpoint::testing::{Answer, App};
use http::Method;
use identity::{Role, WorkspaceId};
use serde_json::{Value, json};

use crate::{router, testing};

fn app() -> App {
    App::new(|cx| router(cx, testing::typesetter()).0)
}

fn weekly() -> Value {
    json!({
        "name": "Weekly", "timezone": "Europe/Berlin", "period": "last_week",
        "repeat": {"kind": "weekly", "days": ["monday"], "time": "08:00"},
    })
}

/// A schedule with one thing changed.
fn with(key: &str, value: Value) -> Value {
    let mut body = weekly();
    body[key] = value;
    body
}

fn post(app: &App, token: &str, body: &Value) -> Answer {
    app.post("/api/report/schedules")
        .bearer(token)
        .json(body)
        .send()
}

#[test]
fn what_can_never_be_is_refused_with_its_field_and_changes_nothing() {
    let app = app();
    let token = app.sign_in(Role::Analyst);
    let cron = |expression: &str| json!({"kind": "cron", "expression": expression});
    let many: Vec<String> = (0..101)
        .map(|number| format!("r{number}@a.example"))
        .collect();
    for (body, code, field) in [
        (
            with("timezone", json!("Europe/Berln")),
            "unknown_timezone",
            "timezone",
        ),
        (
            with("timezone", json!("+02:00")),
            "unknown_timezone",
            "timezone",
        ),
        (
            with("repeat", json!({"kind": "daily", "time": "25:00"})),
            "invalid_time",
            "repeat.time",
        ),
        (
            with(
                "repeat",
                json!({"kind": "weekly", "days": [], "time": "08:00"}),
            ),
            "no_days",
            "repeat.days",
        ),
        (
            with("repeat", cron("0 0 31 2 *")),
            "never_fires",
            "repeat.expression",
        ),
        (
            with("repeat", cron("0 0 8 * * MON *")),
            "invalid_expression",
            "repeat.expression",
        ),
        (
            with("repeat", cron("L")),
            "invalid_expression",
            "repeat.expression",
        ),
        (
            with("name", json!("a\r\nBcc: b@c.example")),
            "invalid_name",
            "name",
        ),
        (
            with("recipients", json!(["a@b.example\r\nBcc: c@d.example"])),
            "invalid_email",
            "recipients[0]",
        ),
        (
            with("recipients", json!(["a@b.example", "nobody"])),
            "invalid_email",
            "recipients[1]",
        ),
        (
            with("layout", json!({"sections": ["kpis", "kpis"]})),
            "section_twice",
            "layout.sections",
        ),
        (
            with("template_id", json!("none")),
            "no_such_template",
            "template_id",
        ),
        (
            with("recipients", json!(many)),
            "too_many_recipients",
            "recipients",
        ),
    ] {
        let answer = post(&app, &token, &body);
        let problem = answer.json();
        assert_eq!(answer.status, 400, "{problem}");
        assert_eq!(
            (&problem["code"], &problem["field"]),
            (&json!(code), &json!(field)),
            "{problem}"
        );
        assert!(problem["remedy"].is_string(), "{problem}");
    }
    let twice_a_day = json!({
        "name": "Often", "timezone": "UTC", "period": "since_last_delivery", "repeat": cron("0 8,16 * * *"),
    });
    assert_eq!(post(&app, &token, &twice_a_day).code(), "period_too_short");
    assert_eq!(app.execute("DELETE FROM report_schedules"), 0);
    assert_eq!(app.execute("DELETE FROM mail_addresses"), 0);
}

#[test]
fn the_next_runs_are_told_with_their_offset_before_anything_is_saved() {
    let app = app();
    let token = app.sign_in(Role::Analyst);
    let runs = |body: Value| {
        let answer = app
            .post("/api/report/runs")
            .bearer(&token)
            .json(&body)
            .send();
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    };
    let told = runs(json!({
        "timezone": "Europe/Berlin", "period": "yesterday",
        "repeat": {"kind": "cron", "expression": "30 2 27-29 3 *"},
    }));
    let local: Vec<_> = told["runs"]
        .as_array()
        .unwrap()
        .iter()
        .take(3)
        .map(|run| {
            (
                run["local"].as_str().unwrap(),
                run["offset"].as_str().unwrap(),
                run["is_moved"].as_bool().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        local,
        [
            ("2026-03-27T02:30", "+01:00", false),
            ("2026-03-28T02:30", "+01:00", false),
            ("2026-03-29T03:00", "+02:00", true)
        ]
    );
    assert_eq!(told["runs"][0]["first_day"], "2026-03-26");
    assert!(told["zone_data"].is_string());
    // The workspace's zone where none is named.
    app.execute("UPDATE workspaces SET timezone = 'Asia/Kolkata'");
    let told = runs(json!({"period": "yesterday", "repeat": {"kind": "daily", "time": "11:00"}}));
    assert_eq!(
        (&told["timezone"], &told["runs"][0]["at"]),
        (&json!("Asia/Kolkata"), &json!("2026-03-04T05:30:00Z"))
    );
}

#[test]
fn everybody_sees_their_own_and_administrators_all_of_their_workspace() {
    let app = app();
    let (analyst, admin) = (app.sign_in(Role::Analyst), app.sign_in(Role::Admin));
    let stranger = app.sign_in_to(WorkspaceId(2), Role::Admin);
    let mine = post(&app, &analyst, &weekly()).json();
    post(&app, &admin, &with("name", json!("Of the admin")));
    let path = format!("/api/report/schedules/{}", mine["id"].as_str().unwrap());
    let total =
        |token: &str| app.get("/api/report/schedules").bearer(token).send().json()["total"].clone();
    assert_eq!(
        (total(&analyst), total(&admin), total(&stranger)),
        (json!(1), json!(2), json!(0))
    );
    assert_eq!(app.get(&path).bearer(&admin).send().status, 200);
    for method in [Method::GET, Method::PUT, Method::DELETE] {
        let answer = app
            .call(method, &path)
            .bearer(&stranger)
            .json(&weekly())
            .send();
        assert_eq!(answer.code(), "no_such_schedule");
    }
    for action in ["send", "restore"] {
        let answer = app
            .post(&format!("{path}/{action}"))
            .bearer(&stranger)
            .json(&json!({"to": "me"}))
            .send();
        assert_eq!(answer.status, 404, "{action}");
    }
}

#[test]
fn what_was_taken_away_comes_back_and_catches_nothing_up() {
    let app = app();
    let token = app.sign_in(Role::Analyst);
    let made = post(&app, &token, &weekly()).json();
    assert_eq!(made["next_slot_at"], "2026-03-09T07:00:00Z");
    let path = format!("/api/report/schedules/{}", made["id"].as_str().unwrap());
    assert_eq!(
        app.call(Method::DELETE, &path).bearer(&token).send().status,
        204
    );
    assert_eq!(app.get(&path).bearer(&token).send().status, 404);
    app.cx
        .clock
        .advance(jiff::SignedDuration::from_hours(14 * 24));
    let token = app.sign_in(Role::Analyst);
    let listed = |query: &str| {
        let path = format!("/api/report/schedules{query}");
        let list = app.get(&path).bearer(&token).send().json();
        (
            list["total"].clone(),
            list["results"][0]["deleted_at"].is_string(),
        )
    };
    assert_eq!(listed("?deleted=true"), (json!(1), true));
    assert_eq!(listed(""), (json!(0), false));
    for _ in 0..2 {
        let back = app.post(&format!("{path}/restore")).bearer(&token).send();
        assert_eq!(
            back.json()["next_slot_at"],
            "2026-03-23T07:00:00Z",
            "{}",
            back.text()
        );
    }
}

#[test]
fn a_preference_is_a_schedule_by_other_names() {
    let app = app();
    let token = app.sign_in(Role::Analyst);
    let get = || app.get("/api/report/schedule").bearer(&token).send();
    assert_eq!(get().code(), "no_preference");
    let save = |body: Value| {
        app.post("/api/report/schedule")
            .bearer(&token)
            .json(&body)
            .send()
    };
    let saved = save(
        json!({"schedule_frequency": "weekly", "delivery_time": "09:15", "timezone": "Asia/Tokyo"}),
    );
    assert_eq!(saved.status, 200, "{}", saved.text());
    let saved = saved.json();
    assert_eq!(
        (
            &saved["delivery_time"],
            &saved["email"],
            &saved["last_sent_at"]
        ),
        (
            &json!("09:15"),
            &json!("analyst@workspace-1.example"),
            &Value::Null
        )
    );
    let path = format!(
        "/api/report/schedules/{}",
        saved["schedule_id"].as_str().unwrap()
    );
    let schedule = app.get(&path).bearer(&token).send().json();
    assert_eq!(
        schedule["repeat"],
        json!({"kind": "weekly", "days": ["monday"], "time": "09:15"})
    );
    assert_eq!(
        (&schedule["period"], &schedule["is_preference"]),
        (&json!("last_7_days"), &json!(true))
    );
    // Seconds, as some clients send them; the zone stays.
    let again = save(json!({"schedule_frequency": "daily", "delivery_time": "07:30:00"})).json();
    assert_eq!(
        (&again["delivery_time"], &again["timezone"]),
        (&json!("07:30"), &json!("Asia/Tokyo"))
    );
    assert_eq!(again["schedule_id"], saved["schedule_id"]);
    let wrong = save(json!({"schedule_frequency": "daily", "delivery_time": "25:00"}));
    assert_eq!(
        (wrong.status, &wrong.json()["field"]),
        (400, &json!("delivery_time"))
    );
    let wrong = save(json!({"schedule_frequency": "daily", "email": "nobody"}));
    assert_eq!(wrong.json()["field"], "email");
}

#[test]
fn the_preview_shows_what_would_be_sent() {
    let app = app();
    let token = app.sign_in(Role::Analyst);
    let preview = |body: Value| {
        app.post("/api/report/preview")
            .bearer(&token)
            .json(&body)
            .send()
    };
    let page = preview(json!({"period": "last_month", "layout": {"language": "fr"}}));
    assert_eq!(
        (page.status, page.header("content-type")),
        (200, Some("image/svg+xml"))
    );
    assert_eq!(
        preview(json!({"period": "last_month", "timezone": "Nowhere"})).code(),
        "unknown_timezone"
    );
}
