//! The staff as its callers meet it.

use http::Method;
use identity::{Role, WorkspaceId};
use serde_json::{Value, json};

use super::MOST;
use crate::testing::{Fixture, column};

/// Somebody who may change the staff of workspace 1.
struct Editor {
    fixture: Fixture,
    token: String,
}

impl Editor {
    fn new() -> Self {
        let fixture = Fixture::empty();
        let token = fixture.app.sign_in(Role::Analyst);
        Self { fixture, token }
    }

    fn send(&self, method: Method, path: &str, body: &Value) -> (u16, Value) {
        let call = self.fixture.app.call(method, path).bearer(&self.token);
        let answer = call.json(body).send();
        let body = if answer.body.is_empty() {
            Value::Null
        } else {
            answer.json()
        };
        (answer.status, body)
    }

    fn add(&self, kind: &str, value: &str) -> (u16, Value) {
        let body = json!({"kind": kind, "value": value});
        self.send(Method::POST, "/api/staff", &body)
    }

    fn values(&self, query: &str) -> Vec<String> {
        let list = self.fixture.json(&format!("/api/staff{query}"));
        let values = column(&list["results"], "value");
        values.into_iter().map(str::to_owned).collect()
    }
}

#[test]
fn an_entry_is_added_changed_and_taken_out() {
    let editor = Editor::new();
    let (status, added) = editor.add("domain", " @Help.Example ");
    let expected = json!({"id": added["id"], "kind": "domain", "value": "help.example",
        "changed_by": "analyst@workspace-1.example", "changed_at": "2026-03-04T05:06:07Z",
        "takes_effect": "with the next upload or rescoring"});
    assert_eq!((status, &added), (201, &expected));
    let (status, problem) = editor.add("domain", "help.example");
    assert_eq!((status, &problem["code"]), (409, &json!("staff_exists")));
    assert!(problem["remedy"].is_string());
    assert_eq!(editor.add("name", "help.example").0, 201, "another kind");

    let path = format!("/api/staff/{}", added["id"]);
    let other = json!({"kind": "name", "value": "Eve Adams"});
    let (status, changed) = editor.send(Method::PUT, &path, &other);
    assert_eq!((status, &changed["kind"]), (200, &json!("name")));
    assert_eq!(editor.values(""), ["Eve Adams", "help.example"]);
    let taken = json!({"kind": "name", "value": "HELP.example"});
    let (status, problem) = editor.send(Method::PUT, &path, &taken);
    assert_eq!((status, &problem["code"]), (409, &json!("staff_exists")));

    let remove = || editor.send(Method::DELETE, &path, &Value::Null).0;
    assert_eq!((remove(), remove()), (204, 404));
    let (status, problem) = editor.send(Method::PUT, &path, &other);
    assert_eq!((status, &problem["code"]), (404, &json!("no_such_staff")));
    let booked =
        "DELETE FROM audit_log WHERE action IN ('staff_added', 'staff_changed', 'staff_removed')";
    assert_eq!(editor.fixture.app.execute(booked), 4);
}

#[test]
fn what_is_neither_a_name_nor_a_domain_is_refused_by_name() {
    let editor = Editor::new();
    for (kind, value, code, field) in [
        ("name", " ", "invalid_staff", "value"),
        ("name", &"x".repeat(201), "invalid_staff", "value"),
        ("domain", "eve@help.example", "invalid_staff", "value"),
        ("domain", "com", "invalid_staff", "value"),
        ("team", "Second level", "unknown_kind", "kind"),
    ] {
        let (status, problem) = editor.add(kind, value);
        let told = (status, &problem["code"], &problem["field"]);
        assert_eq!(told, (400, &json!(code), &json!(field)));
        assert!(problem["remedy"].is_string(), "{problem}");
    }
    assert_eq!(editor.values(""), [""; 0]);
}

#[test]
fn the_staff_is_searched_and_paged_and_nobody_elses() {
    let editor = Editor::new();
    for (kind, value) in [
        ("domain", "zeta.example"),
        ("name", "Ädele"),
        ("name", "100% Bob"),
        ("name", "eve"),
    ] {
        assert_eq!(editor.add(kind, value).0, 201);
    }
    assert_eq!(
        editor.values(""),
        ["100% Bob", "eve", "zeta.example", "Ädele"]
    );
    assert_eq!(editor.values("?q=EX"), ["zeta.example"]);
    assert_eq!(editor.values("?q=%25"), ["100% Bob"]);
    assert_eq!(
        editor.values("?kind=name&limit=2&offset=1"),
        ["eve", "Ädele"]
    );
    let list = editor.fixture.json("/api/staff?kind=name&limit=1");
    assert_eq!((&list["total"], &list["most"]), (&json!(3), &json!(1_000)));
    let wrong = editor.fixture.get("/api/staff?kind=team");
    assert_eq!((wrong.status, wrong.code().as_str()), (400, "unknown_kind"));
    assert_eq!(editor.fixture.json_of(2, "/api/staff")["total"], 0);
    let stranger = editor.fixture.app.sign_in_to(WorkspaceId(2), Role::Admin);
    let call = editor.fixture.app.call(Method::DELETE, "/api/staff/1");
    assert_eq!(call.bearer(&stranger).send().status, 404);
}

#[test]
fn a_workspace_names_so_many_and_no_more() {
    let editor = Editor::new();
    assert_eq!(editor.add("name", "The first").0, 201);
    let fill = format!(
        "INSERT INTO staff (workspace_id, kind, value, folded, changed_at) \
         WITH RECURSIVE many (n) AS (SELECT 3 UNION ALL SELECT n + 1 FROM many WHERE n < {MOST}) \
         SELECT s.workspace_id, s.kind, 'p' || n, 'p' || n, s.changed_at FROM staff s CROSS JOIN many"
    );
    editor.fixture.app.execute(&fill);
    assert_eq!(editor.add("name", "The last").0, 201);
    let (status, problem) = editor.add("name", "One more");
    assert_eq!((status, &problem["code"]), (409, &json!("staff_full")));
    assert_eq!(editor.fixture.json("/api/staff?limit=1")["total"], MOST);
}
