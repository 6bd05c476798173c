//! What is found, which page of it, and how it is shown.

use figures::fixture::Ticket;
use futures::executor::block_on;
use serde_json::json;

use super::*;
use crate::testing::{Fixture, column};

fn fixture() -> Fixture {
    Fixture::with(&[
        Ticket::new("A-1", "2026-03-01T08:00:00Z", -0.5)
            .comment(
                "2026-03-02T08:00:00Z",
                "eve",
                "Login, login and login again: broken",
                -0.5,
            )
            .comment(
                "2026-03-03T08:00:00Z",
                "eve",
                "The login works now, thank you",
                0.5,
            ),
        Ticket::new("A-2", "2026-03-03T12:00:00Z", 0.0),
    ])
}

#[test]
fn the_best_match_comes_first() {
    let answer = fixture().json("/api/search?q=login");
    assert_eq!(
        (answer["total"].clone(), answer["source"].clone()),
        (json!(2), json!("fts"))
    );
    let first = &answer["results"][0];
    assert_eq!(first["text"], "Login, login and login again: broken");
    assert_eq!(
        (first["ticket_id"].as_str(), first["field_type"].as_str()),
        (Some("A-1"), Some("comment"))
    );
    assert!(first["score"].as_f64() > answer["results"][1]["score"].as_f64());
}

#[test]
fn equals_come_in_their_order_on_every_page() {
    let fixture = Fixture::with(&["A-1", "A-2", "A-3", "A-4"].map(|key| Ticket {
        summary: "The same words".into(),
        ..Ticket::new(key, "2026-03-01T08:00:00Z", 0.0)
    }));
    let pages = [0, 2].map(|offset| {
        let page = fixture.json(&format!("/api/search?q=words&limit=2&offset={offset}"));
        column(&page["results"], "ticket_id").join(" ")
    });
    assert_eq!(pages, ["A-1 A-2", "A-3 A-4"]);
}

#[test]
fn filters_and_pages_hold() {
    let fixture = fixture();
    let found = |query: &str| {
        let answer = fixture.json(&format!("/api/search?{query}"));
        let keys: Vec<_> = column(&answer["results"], "text")
            .into_iter()
            .map(str::to_owned)
            .collect();
        (answer["total"].as_u64().unwrap(), keys)
    };
    let thanks = vec!["The login works now, thank you".to_owned()];
    assert_eq!(found("q=login&sentiment=positive"), (1, thanks.clone()));
    assert_eq!(
        found("q=login&start_date=2026-03-03&end_date=2026-03-03"),
        (1, thanks.clone())
    );
    assert_eq!(found("q=login&limit=1&offset=1"), (2, thanks));
    assert_eq!(
        found("q=summary&end_date=2026-03-01"),
        (1, vec!["Summary of A-1".to_owned()])
    );
    assert_eq!(found("q=login%20NOT%20works").0, 0);
    assert_eq!(fixture.json_of(2, "/api/search?q=login")["total"], 0);
}

#[test]
fn what_does_not_count_takes_up_no_place() {
    let fixture = fixture();
    let mut staged = Ticket::new("B-1", "2026-03-04T08:00:00Z", 0.0);
    for text in ["No login", "No login still", "No login at all"] {
        staged = staged.comment("2026-03-05T08:00:00Z", "eve", text, 0.0);
    }
    fixture.stage(1, &[staged]);
    let found = |sentiment: Option<&str>, (looked_at, most)| {
        let params = Params {
            q: Some("login".into()),
            sentiment: sentiment.map(str::to_owned),
        };
        let wanted = Wanted::new(params, &Dates::default()).unwrap();
        let bounds = Bounds {
            looked_at,
            most,
            ..BOUNDS
        };
        let found = block_on(wanted.find(&fixture.app.cx.records, 1, &bounds)).unwrap();
        (found.ranked.len(), found.is_all)
    };
    assert_eq!(found(None, (2, 2)), (2, true));
    assert_eq!(found(Some("negative"), (1, 2)), (1, true));
    assert_eq!(found(None, (1, 1)), (1, false), "not all were looked at");
}

#[test]
fn an_excerpt_shows_the_word_and_stays_short() {
    let text = format!("{}needle{}", "é ".repeat(150), " ü".repeat(150));
    let at = Words::new("needle").unwrap().find_in(&text).unwrap();
    let shown = excerpt(&text, at);
    assert!(shown.contains("needle") && shown.starts_with('…') && shown.ends_with('…'));
    assert_eq!(shown.chars().count(), EXCERPT);
    assert_eq!(excerpt("short", 0), "short");
    let end = excerpt(&text, text.len());
    assert!(end.ends_with('ü') && end.chars().count() == EXCERPT - 1);
}

#[test]
fn what_stands_inside_of_words_is_found() {
    let texts = [
        ("A-1", "プリンタが壊れました"),
        ("A-2", "since v2.3.1"),
        ("A-3", "😡 angry"),
        ("A-4", "私のiPhoneが2.31で壊れた"),
        ("A-5", "프린터가 고장났어요 👩🏽\u{200D}💻"),
        ("A-6", "เครื่องพิมพ์พังแล้ว"),
        ("A-7", "2 of 3 in 1 day"),
    ];
    let fixture = Fixture::with(&texts.map(|(key, summary)| Ticket {
        summary: summary.into(),
        ..Ticket::new(key, "2026-03-01T08:00:00Z", 0.0)
    }));
    for (typed, keys) in [
        ("壊れ", "A-1 A-4"),
        ("壊れた", "A-4"),
        ("プリンタ 壊", "A-1"),
        ("リン", "A-1"),
        ("壊れない", ""),
        ("2.3.1", "A-2"),
        ("v2.3", "A-2 A-4"),
        ("2.3 since", "A-2"),
        ("😡", "A-3"),
        ("💻", "A-5"),
        ("😡 ang", "A-3"),
        ("iphone", "A-4"),
        ("iPhoneが", "A-4"),
        ("고장", "A-5"),
        ("พัง", "A-6"),
    ] {
        let path = format!("/api/search?q={}", encoded(typed));
        let found = fixture.json(&path);
        let mut of_texts = column(&found["results"], "ticket_id");
        of_texts.sort_unstable();
        assert_eq!(of_texts.join(" "), keys, "{typed}");
        let path = format!("/api/tickets?sort=created_at&q={}", encoded(typed));
        let found = fixture.json(&path);
        assert_eq!(
            column(&found["results"], "ticket_id").join(" "),
            keys,
            "{typed}"
        );
    }
}

fn encoded(typed: &str) -> String {
    typed.bytes().fold(String::new(), |encoded, byte| {
        format!("{encoded}%{byte:02X}")
    })
}
