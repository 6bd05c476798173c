//! What a person sees and changes while a job waits for review.

use super::*;
use crate::testing::{Desk, TABLE, entry};
use endpoint::testing::block_on;
use queue::Status;

/// The view of a job, changed by a person.
fn changed(desk: &Desk, job: &Job, edit: &str) -> MappingView {
    let (cx, uploads, caller) = (&desk.app.cx, desk.uploads(), desk.caller());
    let edit = serde_json::from_str(edit).unwrap();
    let job = block_on(async {
        let edited = edited(cx, &uploads, &caller, job, &edit).await?;
        change(cx, &caller, job, &edited).await
    });
    desk.view(&job.unwrap())
}

#[test]
fn a_table_of_an_unknown_system_waits_with_its_rows_and_goes_on_once_columns_are_chosen() {
    let desk = Desk::new();
    let table = b"Was;Wie viel;Wo\nDrucker kaputt;3;Bonn\nLicht aus;;K\xF6ln\n";
    let job = desk.posted("a", &[], table).unwrap();
    let code = |job: &Job| job.error.as_ref().map(|trouble| trouble.code.clone());
    assert_eq!(
        (job.status, code(&job)),
        (Status::Review, Some("no_key_column".to_owned()))
    );
    let view = desk.view(&job);
    assert_eq!(view.missing, ["ticket_id", "text"]);
    assert!(view.questions.is_empty() && view.fields.is_empty());
    let advice = view.advice.unwrap();
    assert!(
        advice.starts_with("No column holds the ticket key. Export"),
        "{advice}"
    );
    assert_eq!(
        view.rows,
        [
            vec!["Drucker kaputt", "3", "Bonn"],
            vec!["Licht aus", "", "Köln"]
        ]
    );
    let recognised = &view.recognised;
    assert_eq!(
        (
            &*recognised.format,
            &*recognised.wire,
            &*recognised.encoding
        ),
        ("generic", "csv", "windows-1252")
    );
    assert_eq!(recognised.delimiter.as_deref(), Some(";"));
    // One column after the other.
    let view = changed(&desk, &job, r#"{"fields":{"ticket_id":"Wo"}}"#);
    assert_eq!(view.missing, ["text"]);
    assert_eq!(code(&desk.job("a")), Some("no_text_column".to_owned()));
    let none = serde_json::from_str("{}").unwrap();
    let job = desk.job("a");
    let caller = desk.caller();
    let confirmed = || block_on(checked(&desk.app.cx, &desk.uploads(), &caller, &job, &none));
    assert_eq!(confirmed().err().unwrap().problem().code, "no_text_column");
    let view = changed(&desk, &job, r#"{"fields":{"summary":0}}"#);
    assert_eq!((view.missing.len(), view.advice), (0, None));
    assert_eq!(view.preview[1].ticket_id, "Köln");
    assert_eq!(code(&desk.job("a")), None);
    assert!(confirmed().is_ok());
}

#[test]
fn a_key_that_repeats_is_asked_for_and_one_odd_key_is_no_reason_to_wait() {
    let desk = Desk::new();
    let mut table = b"Issue key,Summary,Created\n".to_vec();
    for row in 1..40_000 {
        let key = if row == 30_000 {
            "no key at all".to_owned()
        } else {
            format!("A-{row}")
        };
        table.extend(format!("{key},It broke {row},2026-03-01\n").bytes());
    }
    let job = desk.posted("odd", &[], &table).unwrap();
    assert_eq!(
        (job.status, job.total_rows),
        (Status::Running, Some(39_999))
    );
    // By its first rows it is a key.
    let mut table = b"Issue key,Summary,Created\n".to_vec();
    for row in 1..120_000_u32 {
        let key = row.min(5_000);
        table.extend(format!("A-{key},It broke {row},2026-03-01\n").bytes());
    }
    let job = desk.posted("same", &[], &table).unwrap();
    let view = desk.view(&job);
    assert_eq!(
        (job.status, view.questions),
        (Status::Review, vec!["ticket_id"])
    );
    assert!(view.missing.is_empty() && view.advice.unwrap().contains("repeats"));
}

#[test]
fn nobody_is_asked_about_what_a_program_sends() {
    let desk = Desk::new();
    let error = desk
        .try_sent("a", b"foo,bar\nx,2026-03-01\n")
        .err()
        .unwrap();
    assert_eq!(
        (error.status().as_u16(), &*error.problem().code),
        (400, "no_key_column")
    );
}

#[test]
fn a_change_is_booked_with_the_columns_as_they_are_now_while_a_job_is_under_review() {
    let desk = Desk::new();
    let job = desk.uploaded("b", TABLE);
    let (cx, caller, uploads) = (&desk.app.cx, desk.caller(), desk.uploads());
    let none = Edit::default();
    let edited = block_on(edited(cx, &uploads, &caller, &job, &none)).unwrap();
    let change = || block_on(change(cx, &caller, &job, &edited));
    change().unwrap();
    desk.app.execute("UPDATE jobs SET status = 'queued'");
    assert!(change().is_err());
    let columns =
        json!({"ticket_id": ["Issue key"], "summary": ["Summary"], "created_at": ["Created"]});
    assert_eq!(
        desk.booked()[1..],
        [entry(
            "mapping_changed",
            "job:b",
            json!({ "columns": columns, "said": {} })
        )]
    );
}

#[test]
fn an_encoding_and_a_separator_are_chosen_and_the_file_is_looked_at_anew() {
    let desk = Desk::new();
    let table = b"\xCD\xEE\xEC\xE5\xF0;Summary;Created\n1;\xCF\xF0\xE8\xE2\xE5\xF2;2026-03-01\n";
    let job = desk
        .posted(
            "a",
            &[("encoding", "windows-1252"), ("review", "true")],
            table,
        )
        .unwrap();
    assert_eq!(desk.view(&job).rows, [["1", "Ïðèâåò", "2026-03-01"]]);
    let view = changed(&desk, &job, r#"{"encoding": "windows-1251"}"#);
    assert_eq!(view.rows, [["1", "Привет", "2026-03-01"]]);
    assert_eq!(
        (&*view.header[0].name, &*view.recognised.encoding),
        ("Номер", "windows-1251")
    );
    assert_eq!(desk.job("a").encoding.as_deref(), Some("windows-1251"));
    let view = changed(&desk, &desk.job("a"), r#"{"delimiter": ","}"#);
    assert_eq!(
        (view.header.len(), &*view.missing),
        (1, &["ticket_id", "text"][..])
    );
    assert_eq!(desk.job("a").total_columns, 1);
    let view = changed(
        &desk,
        &desk.job("a"),
        r#"{"delimiter": "", "fields": {"ticket_id": 0}}"#,
    );
    assert_eq!((view.header.len(), view.missing.len()), (3, 0));
    assert_eq!(view.rows, [["1", "Привет", "2026-03-01"]]);
    let wrong = |edit: &str| {
        let edit = serde_json::from_str(edit).unwrap();
        let (cx, uploads, caller) = (&desk.app.cx, desk.uploads(), desk.caller());
        let error = block_on(edited(cx, &uploads, &caller, &job, &edit))
            .err()
            .unwrap();
        error.problem().code.clone()
    };
    assert_eq!(wrong(r#"{"encoding": "klingon"}"#), "unknown_encoding");
    assert_eq!(wrong(r#"{"table": "Feb"}"#), "unknown_table");
}

#[test]
fn a_choice_behind_the_file_counts_as_well_and_a_doubt_is_a_question() {
    let desk = Desk::new();
    let table = "Issue key,Summary,Created\nA-1,\u{e9}\u{e8},2026-03-01\n";
    let (bytes, _, _) = (table.as_bytes(), 0, 0);
    let job = desk.posted("a", &[("review", "true")], bytes).unwrap();
    assert!(desk.view(&job).questions.is_empty());
    let cut = b"Issue key,Summary,Created\nA-1,\xCF\xF0,2026-03-01\n";
    let job = desk.posted("b", &[], cut).unwrap();
    let view = desk.view(&job);
    assert_eq!(
        (job.status, view.questions),
        (Status::Review, vec!["encoding"])
    );
    let view = changed(&desk, &job, r#"{"encoding": "windows-1251"}"#);
    assert!(view.questions.is_empty() && view.advice.is_none());
    assert_eq!(view.preview[0].summary, "Пр");
}

#[test]
fn what_each_row_is_is_told_and_shown() {
    let desk = Desk::new();
    let table = b"No;Ticket;Title;Text;Sent\n9001;55;Order;It broke;2026-01-02 10:00\n\
        9002;55;Order;We look;2026-01-03 10:00\n9003;56;Bill;Hm;2026-01-03 10:00\n";
    let job = desk.posted("a", &[("review", "true")], table).unwrap();
    let shown = |view: &MappingView| -> Vec<(String, usize)> {
        let tickets = view.preview.iter();
        tickets
            .map(|ticket| (ticket.ticket_id.clone(), ticket.comments))
            .collect()
    };
    let each = r#"{"fields": {"ticket_id": "No", "summary": "Title", "description": "Text"}}"#;
    let view = changed(&desk, &job, each);
    assert_eq!((view.each_row, shown(&view).len()), ("ticket", 3));
    let view = changed(
        &desk,
        &desk.job("a"),
        r#"{"fields": {"ticket_id": "Ticket"}}"#,
    );
    assert_eq!(view.each_row, "message");
    assert_eq!(shown(&view), [("55".to_owned(), 1), ("56".to_owned(), 0)]);
}
