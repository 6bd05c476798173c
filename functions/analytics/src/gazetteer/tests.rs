//! The list as its callers meet it.

use http::Method;
use identity::{Role, WorkspaceId};
use serde_json::{Value, json};

use super::MOST;
use crate::testing::{Fixture, column};

/// Somebody who may change the list of workspace 1.
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

    fn add(&self, term: &str, label: &str) -> (u16, Value) {
        let body = json!({"term": term, "label": label});
        self.send(Method::POST, "/api/gazetteer", &body)
    }

    fn import(&self, query: &str, list: impl Into<axum::body::Body>) -> (u16, Value) {
        let path = format!("/api/gazetteer/import{query}");
        let call = self.fixture.app.post(&path).bearer(&self.token);
        let answer = call.header("content-type", "text/csv").body(list).send();
        (answer.status, answer.json())
    }

    fn terms(&self, query: &str) -> Vec<String> {
        let list = self.fixture.json(&format!("/api/gazetteer{query}"));
        let terms = column(&list["results"], "term");
        terms.into_iter().map(str::to_owned).collect()
    }
}

#[test]
fn a_term_is_added_changed_and_taken_out() {
    let editor = Editor::new();
    let (status, added) = editor.add("  Aurora  Sync ", "product");
    let expected = json!({"id": added["id"], "term": "Aurora Sync", "label": "PRODUCT",
        "changed_by": "analyst@workspace-1.example", "changed_at": "2026-03-04T05:06:07Z"});
    assert_eq!((status, &added), (201, &expected));
    let path = format!("/api/gazetteer/{}", added["id"]);
    let (status, problem) = editor.add("AURORA SYNC", "PERSON");
    assert_eq!((status, &problem["code"]), (409, &json!("term_exists")));

    let other = json!({"term": "Aurora Syncer", "label": "EXCLUDED"});
    let (status, changed) = editor.send(Method::PUT, &path, &other);
    assert_eq!((status, &changed["label"]), (200, &json!("EXCLUDED")));
    assert_eq!(editor.terms(""), ["Aurora Syncer"]);
    editor.add("Nova", "PRODUCT");
    let taken = json!({"term": "nova", "label": "PRODUCT"});
    let (status, problem) = editor.send(Method::PUT, &path, &taken);
    assert_eq!((status, &problem["code"]), (409, &json!("term_exists")));

    let remove = || editor.send(Method::DELETE, &path, &Value::Null).0;
    assert_eq!((remove(), remove()), (204, 404));
    assert_eq!(editor.terms(""), ["Nova"]);
    let booked = "DELETE FROM audit_log WHERE action IN \
        ('gazetteer_term_added', 'gazetteer_term_changed', 'gazetteer_term_removed')";
    assert_eq!(editor.fixture.app.execute(booked), 4);
}

#[test]
fn what_is_no_term_or_no_label_is_refused_by_name() {
    let editor = Editor::new();
    for (term, label, code, field) in [
        ("", "PRODUCT", "invalid_term", "term"),
        ("a\u{7}b", "PRODUCT", "invalid_term", "term"),
        (&"x".repeat(101), "PRODUCT", "invalid_term", "term"),
        ("Aurora", "ANIMAL", "unknown_label", "label"),
    ] {
        let (status, problem) = editor.add(term, label);
        assert_eq!(
            (status, &problem["code"], &problem["field"]),
            (400, &json!(code), &json!(field))
        );
    }
    assert_eq!(editor.terms(""), [""; 0]);
}

#[test]
fn the_list_is_searched_and_paged_and_nobody_elses() {
    let editor = Editor::new();
    for (term, label) in [
        ("Zeta", "PRODUCT"),
        ("aurora", "PERSON"),
        ("100% Pure", "PRODUCT"),
        ("ÉCLAIR", "PRODUCT"),
    ] {
        assert_eq!(editor.add(term, label).0, 201);
    }
    assert_eq!(editor.terms(""), ["100% Pure", "aurora", "Zeta", "ÉCLAIR"]);
    assert_eq!(editor.terms("?q=AUR"), ["aurora"]);
    assert_eq!(editor.terms("?q=%25"), ["100% Pure"]);
    assert_eq!(editor.terms("?q=%C3%89cl"), ["ÉCLAIR"]);
    assert_eq!(
        editor.terms("?label=product&limit=2&offset=1"),
        ["Zeta", "ÉCLAIR"]
    );
    let list = editor.fixture.json("/api/gazetteer?label=PRODUCT&limit=1");
    assert_eq!((&list["total"], &list["most"]), (&json!(3), &json!(10_000)));
    let wrong = editor.fixture.get("/api/gazetteer?label=ANIMAL");
    assert_eq!(
        (wrong.status, wrong.code().as_str()),
        (400, "unknown_label")
    );
    assert_eq!(editor.fixture.json_of(2, "/api/gazetteer")["total"], 0);
    let stranger = editor.fixture.app.sign_in_to(WorkspaceId(2), Role::Admin);
    let call = editor.fixture.app.call(Method::DELETE, "/api/gazetteer/1");
    assert_eq!(call.bearer(&stranger).send().status, 404);
}

#[test]
fn a_list_is_imported_as_a_whole_and_exported_as_it_came() {
    let editor = Editor::new();
    editor.add("Contoso", "PRODUCT");
    editor.add("Nova", "PRODUCT");
    let list = "term,label\r\nContoso,ORGANIZATION\r\nNova,PRODUCT\r\n'@acme,PERSON\r\n\"Sons, Inc\",EXCLUDED\r\n";
    let (status, imported) = editor.import("", list);
    assert_eq!(
        (status, imported),
        (200, json!({"added": 2, "changed": 1, "unchanged": 1}))
    );
    let exported = editor.fixture.get("/api/gazetteer.csv").text();
    assert_eq!(
        exported,
        "term,label\r\n'@acme,PERSON\r\nContoso,ORGANIZATION\r\nNova,PRODUCT\r\n\"Sons, Inc\",EXCLUDED\r\n"
    );
    let booked = "DELETE FROM audit_log WHERE action = 'gazetteer_exported'";
    assert_eq!(editor.fixture.app.execute(booked), 1);
    let (_, again) = editor.import("", exported);
    assert_eq!(again, json!({"added": 0, "changed": 0, "unchanged": 4}));

    let (status, problem) = editor.import("", "Vega,PRODUCT\nOrion,STAR\n");
    assert_eq!((status, &problem["code"]), (400, &json!("wrong_lines")));
    assert_eq!(problem["errors"][0]["field"], "line 2, label");
    assert_eq!(editor.terms("?q=Vega"), [""; 0], "nothing of a wrong list");

    let (_, lines) = editor.import("?label=LOCATION", "Süd, Halle 3\nVega\n");
    assert_eq!(lines, json!({"added": 2, "changed": 0, "unchanged": 0}));
    assert_eq!(editor.terms("?q=halle"), ["Süd, Halle 3"]);
}

#[test]
fn hostile_lists_are_refused() {
    let editor = Editor::new();
    let most = usize::try_from(MOST).unwrap();
    let many = |count: usize| {
        (0..count).fold(String::new(), |list, number| {
            list + &format!("Name {number}\n")
        })
    };
    for (list, status, code) in [
        (vec![b'a', b'\n', 0xFF], 400, "not_utf8"),
        (b" \n\n".to_vec(), 400, "no_terms"),
        (many(most + 1).into_bytes(), 409, "gazetteer_full"),
        (vec![b'x'; 3 * 1024 * 1024 + 1], 413, "list_too_large"),
        (vec![b'x'; 1024 * 1024], 400, "wrong_lines"),
    ] {
        let (found, problem) = editor.import("?label=PRODUCT", list);
        assert_eq!((found, &problem["code"]), (status, &json!(code)));
    }
    assert_eq!(editor.import("?label=PRODUCT", many(most)).0, 200);
    let (status, problem) = editor.add("One more", "PRODUCT");
    assert_eq!((status, &problem["code"]), (409, &json!("gazetteer_full")));
    let (status, problem) = editor.import("?label=PERSON", "One more");
    assert_eq!((status, &problem["code"]), (409, &json!("gazetteer_full")));
    assert_eq!(editor.fixture.json("/api/gazetteer?limit=1")["total"], MOST);
}
