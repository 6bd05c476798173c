//! Templates over HTTP.

use endpoint::testing::App;
use http::Method;
use identity::Role;
use serde_json::json;

use crate::{router, testing};

#[test]
fn a_template_is_kept_used_changed_and_leaves_its_layout_behind() {
    let app = App::new(|cx| router(cx, testing::typesetter()).0);
    let token = app.sign_in(Role::Analyst);
    let template = json!({"name": " Board ", "layout": {"sections": ["kpis", "days"], "paper": "letter", "language": "de"}});
    let post = |body: &serde_json::Value| {
        app.post("/api/report/templates")
            .bearer(&token)
            .json(body)
            .send()
    };
    let made = post(&template);
    assert_eq!(made.status, 201, "{}", made.text());
    let id = made.json()["id"].as_str().unwrap().to_owned();
    assert_eq!(post(&template).code(), "template_exists");
    let twice = json!({"name": "Twice", "layout": {"sections": ["kpis", "kpis"]}});
    assert_eq!(post(&twice).code(), "section_twice");
    let schedule = json!({
        "name": "Weekly", "timezone": "UTC", "period": "last_week", "template_id": id,
        "repeat": {"kind": "weekly", "days": ["monday"], "time": "08:00"},
    });
    let schedule = app
        .post("/api/report/schedules")
        .bearer(&token)
        .json(&schedule)
        .send()
        .json();
    assert_eq!(schedule["layout"]["paper"], "letter");
    let path = format!("/api/report/templates/{id}");
    let other = json!({"name": "Board", "layout": {"sections": ["summary"]}});
    let changed = app
        .call(Method::PUT, &path)
        .bearer(&token)
        .json(&other)
        .send();
    assert_eq!(
        (changed.status, &changed.json()["schedules"]),
        (200, &json!(1))
    );
    let schedule = format!("/api/report/schedules/{}", schedule["id"].as_str().unwrap());
    let layout = || app.get(&schedule).bearer(&token).send().json()["layout"]["sections"].clone();
    assert_eq!(layout(), json!(["summary"]));
    assert_eq!(
        app.call(Method::DELETE, &path).bearer(&token).send().status,
        204
    );
    assert_eq!(layout(), json!(["summary"]));
    assert_eq!(
        app.call(Method::DELETE, &path).bearer(&token).send().code(),
        "no_such_template"
    );
}
