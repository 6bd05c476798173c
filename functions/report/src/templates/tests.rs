//! Templates over HTTP.

use endpoint::testing::App;
use http::Method;
use identity::{Role, WorkspaceId};
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
    let gone = app.call(Method::DELETE, &path).bearer(&token).send();
    let number = || app.get(&schedule).bearer(&token).send().json()["id"].clone();
    assert_eq!(
        (gone.status, gone.json()),
        (200, json!({"schedules": [number()]}))
    );
    assert_eq!(layout(), json!(["summary"]));
    // Made anew it has its schedules again; those of others and of other templates it has not.
    let mut again = other.clone();
    again["schedules"] = json!([number(), "none"]);
    let stranger = app.sign_in_to(WorkspaceId(2), Role::Analyst);
    let theirs = app.post("/api/report/templates").bearer(&stranger);
    let theirs = theirs.json(&again).send();
    assert_eq!(
        (theirs.status, &theirs.json()["schedules"]),
        (201, &json!(0))
    );
    let back = post(&again);
    assert_eq!((back.status, &back.json()["schedules"]), (201, &json!(1)));
    let template = || app.get(&schedule).bearer(&token).send().json()["template_id"].clone();
    assert_eq!(template(), back.json()["id"]);
    again["name"] = json!("Another");
    assert_eq!(post(&again).json()["schedules"], json!(0));
    assert_eq!(template(), back.json()["id"]);
    assert_eq!(
        app.call(Method::DELETE, &path).bearer(&token).send().code(),
        "no_such_template"
    );
}
