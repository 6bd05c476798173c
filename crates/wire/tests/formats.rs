//! Each kind of file that systems export, made small, with its exact result.

#![expect(clippy::unwrap_used, reason = "a helper of a test may stop it")]

mod files;
mod several;

use std::io::Write;

use tickets::{Encoding, Inspection, Options, Outcome, RowErrorKind, Ticket, Zone, detect};
use wire::{Error, Limits, whole};

fn table(file: &[u8]) -> Result<Vec<u8>, Error> {
    whole(file, 777, Limits::of_uploads(16 << 20))
}

fn ingest(file: &[u8]) -> (Inspection, Outcome) {
    let table = table(file).unwrap();
    let (format, sniff) = detect(&table, true).unwrap();
    let mapping = format.propose(&sniff);
    let received = "2026-10-01T00:00:00Z".parse().unwrap();
    let options = Options {
        chunk_rows: 2,
        ..Options::new(Zone::new("Europe/Berlin").unwrap(), received)
    };
    let mut inspector = format.inspector(&sniff, &mapping, options).unwrap();
    inspector.feed(&table).unwrap();
    let inspection = inspector.finish().unwrap();
    let json = serde_json::to_string(&inspection).unwrap();
    let inspection: Inspection = serde_json::from_str(&json).unwrap();
    let mut all = Outcome::default();
    for chunk in &inspection.chunks {
        let part = format
            .read_chunk(&chunk.of(&table), &inspection, chunk)
            .unwrap();
        all.tickets.extend(part.tickets);
        all.errors.extend(part.errors);
    }
    (inspection, all)
}

/// A ticket in one line, comments behind it.
fn line(ticket: &Ticket) -> String {
    let or = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut out = format!(
        "{} {} [{}] [{}] {} {} {} {} created={} labels={} by={} to={}",
        ticket.source,
        ticket.key,
        or(&ticket.summary),
        or(&ticket.description).replace('\n', "/"),
        or(&ticket.status),
        or(&ticket.priority),
        or(&ticket.issue_type),
        or(&ticket.project),
        ticket
            .created_at
            .map_or_else(String::new, |at| at.to_string()),
        ticket.labels.join("+"),
        or(&ticket.reporter),
        or(&ticket.assignee),
    );
    for comment in &ticket.comments {
        let at = comment.at.map(|at| at.to_string()).unwrap_or_default();
        let author = comment.author.clone().unwrap_or_default();
        let body = comment.body.replace('\n', "/");
        out.extend([" | ", &at, " ", &author, ": ", &body]);
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn lines(file: &[u8]) -> Vec<String> {
    let (inspection, outcome) = ingest(file);
    assert_eq!(outcome.errors, []);
    assert!(inspection.mapping.is_sure(), "{:?}", inspection.mapping);
    outcome.tickets.iter().map(line).collect()
}

#[test]
fn zendesk_incremental_export_and_view() {
    let json = r#"{"tickets":[{"id":35436,"external_id":null,"via":{"channel":"web","source":{}},"subject":"Login fails",
        "raw_subject":"Login fails","description":"Since today; \"403\"\nPlease help","priority":"high","status":"open",
        "type":"incident","tags":["vip","login"],"requester_id":20978392,"assignee_id":235323,"group_id":98738,
        "created_at":"2026-07-20T22:55:29Z","updated_at":"2026-08-05T10:38:52Z","custom_fields":[{"id":27642,"value":"745"}],
        "satisfaction_rating":{"id":1234,"score":"good"},
        "comments":[{"id":1,"author_id":20978392,"body":"Since today; \"403\"\nPlease help","created_at":"2026-07-20T22:55:29Z"},
          {"id":2,"author_id":235323,"plain_body":"Fixed; try again","created_at":"2026-07-21T08:00:00Z"}]}],
        "users":[{"id":1}],"after_cursor":"MTU3","after_url":"https://x","end_of_stream":true}"#;
    let expected = "zendesk 35436 [Login fails] [Since today; \"403\"/Please help] open high incident \
        created=2026-07-20T22:55:29Z labels=vip+login by=20978392 to=235323 \
        | 2026-07-21T08:00:00Z 235323: Fixed; try again";
    assert_eq!(lines(json.as_bytes()), [expected]);
    let csv = "ID,Requester,Submitter,Assignee,Group,Subject,Tags,Status,Priority,Via,Ticket type,Created at,Updated at\n\
        7,Ann,Ann,Kim,Support,Too slow,vip slow,Open,Normal,Mail,Problem,2026-07-20 22:55,2026-07-21 01:00\n";
    assert_eq!(
        lines(csv.as_bytes()),
        [
            "zendesk 7 [Too slow] [] Open Normal Problem created=2026-07-20T20:55:00Z labels=vip+slow by=Ann to=Kim"
        ]
    );
}

#[test]
fn freshdesk_numbers_have_names_and_bodies_are_text() {
    let json = r#"[{"id":11,"subject":"Refund","description":"<div>Please <b>refund</b> me &amp; soon</div>","description_text":"Please refund me & soon","status":2,"priority":4,
        "source":1,"type":"Question","responder_id":51,"requester_id":52,"fr_escalated":false,"tags":["billing"],
        "created_at":"2026-06-01T08:00:00Z","updated_at":"2026-06-02T08:00:00Z",
        "conversations":[{"body":"<p>Done</p><p>Bye</p>","user_id":51,"created_at":"2026-06-01T09:00:00Z"}]},
      {"id":12,"subject":"Fine","description_text":"ok","description":"<p>ok</p>","status":5,"priority":1,"responder_id":null,
        "created_at":"2026-06-03T08:00:00Z"}]"#;
    assert_eq!(
        lines(json.as_bytes()),
        [
            "freshdesk 11 [Refund] [Please refund me & soon] Open Urgent Question created=2026-06-01T08:00:00Z \
             labels=billing by=52 to=51 | 2026-06-01T09:00:00Z 51: Done//Bye",
            "freshdesk 12 [Fine] [ok] Closed Low created=2026-06-03T08:00:00Z labels= by= to=",
        ]
    );
}

/// `description_text` has the same words without a mark of what is quoted.
#[test]
fn freshdesk_bodies_say_what_is_quoted() {
    let json = r#"[{"id":7,"subject":"h","description_text":"I am furious really Thank you, great",
        "description":"<div>I am furious<br>really<blockquote>Thank you, great</blockquote></div>",
        "status":2,"priority":4,"source":1,"created_at":"2025-01-01T00:00:00Z","requester_id":3,
        "conversations":[{"body":"<p>No.</p><div class=\"freshdesk_quote\"><blockquote>Done</blockquote></div>","user_id":51,
            "created_at":"2025-01-01T09:00:00Z"}]}]"#;
    assert_eq!(
        lines(json.as_bytes()),
        [
            "freshdesk 7 [h] [I am furious/really/> Thank you, great] Open Urgent created=2025-01-01T00:00:00Z \
             labels= by=3 to= | 2025-01-01T09:00:00Z 51: No.//> Done",
        ]
    );
}

#[test]
fn intercom_conversations_have_unix_times_and_html() {
    let json = r#"{"type":"conversation.list","pages":{"page":1},"conversations":[{"type":"conversation","id":"2153","title":"Crash",
        "created_at":1717245296,"updated_at":1717245400,"state":"closed","priority":"not_priority","admin_assignee_id":9,
        "source":{"delivered_as":"customer_initiated","body":"<p>It crashes</p>","author":{"type":"user","name":"Ann"}},
        "tags":{"type":"tag.list","tags":[{"name":"bug"}]},
        "conversation_parts":{"total_count":2,"conversation_parts":[
          {"part_type":"comment","body":"<p>Which version?</p>","author":{"type":"admin","name":"Kim"},"created_at":1717245396},
          {"part_type":"assignment","body":null,"author":{"name":"Bot"},"created_at":1717245397}]}}]}"#;
    assert_eq!(
        lines(json.as_bytes()),
        [
            "intercom 2153 [Crash] [It crashes] closed Normal created=2024-06-01T12:34:56Z labels=bug by=Ann to=9 \
          | 2024-06-01T12:36:36Z Kim: Which version?"
        ]
    );
}

#[test]
fn github_issues_without_pull_requests() {
    let json = r#"[{"number":17,"title":"Fix it","state":"open","body":"Broken","user":{"login":"ann"},"labels":[{"name":"bug"},{"name":"ui"}],
        "comments":3,"html_url":"https://github.com/acme/web/issues/17","repository_url":"https://api.github.com/repos/acme/web",
        "created_at":"2026-05-01T10:00:00Z","updated_at":"2026-05-02T10:00:00Z","closed_at":null},
      {"number":18,"title":"A change","state":"open","body":"x","pull_request":{"url":"https://x"},"created_at":"2026-05-01T10:00:00Z"}]"#;
    let (inspection, outcome) = ingest(json.as_bytes());
    assert_eq!((inspection.rows, inspection.blank_rows), (1, 1));
    assert_eq!(
        line(&outcome.tickets[0]),
        "github web#17 [Fix it] [Broken] open created=2026-05-01T10:00:00Z labels=bug+ui by=ann to="
    );
    let csv = "number,title,labels,state,assignees,milestone,comments,created_at,updated_at,closed_at,body\n\
        5,Slow,\"bug,perf\",closed,kim,v2,4,2026-05-01T10:00:00Z,2026-05-02T10:00:00Z,2026-05-03T10:00:00Z,\"so\nslow\"\n";
    assert_eq!(
        lines(csv.as_bytes()),
        [
            "github 5 [Slow] [so/slow] closed v2 created=2026-05-01T10:00:00Z labels=bug+perf by= to=kim"
        ]
    );
}

#[test]
fn jira_rest_data_pipeline_and_ndjson() {
    let rest = r#"{"startAt":0,"total":1,"issues":[{"key":"SUP-1","id":"1","fields":{"summary":"Login","created":"2026-01-02T03:04:05.000+0100",
        "status":{"name":"Open","id":"3"},"priority":{"name":"High"},"issuetype":{"name":"Bug"},"project":{"key":"SUP","name":"Support"},
        "labels":["a"],"reporter":{"displayName":"Ann"},"assignee":null,
        "description":{"type":"doc","version":1,"content":[{"type":"paragraph","content":[{"type":"text","text":"It fails"}]}]},
        "comment":{"comments":[{"author":{"displayName":"Kim"},"created":"2026-01-02T04:04:05.000+0100","body":"Look;ing"}]}}}]}"#;
    assert_eq!(
        lines(rest.as_bytes()),
        [
            "jira SUP-1 [Login] [It fails] Open High Bug Support created=2026-01-02T02:04:05Z labels=a by=Ann to= \
          | 2026-01-02T03:04:05Z Kim: Look;ing"
        ]
    );
    let pipeline = "id,instance_url,key,url,project_key,project_name,issue_type,summary,description,priority,status,created_date\r\n\
        1,https://x,SUP-2,https://x/SUP-2,SUP,Support,Bug,Short,one\\ntwo,High,Open,2026-02-03T04:05:06Z\r\n";
    assert_eq!(
        lines(pipeline.as_bytes()),
        [
            "jira SUP-2 [Short] [one/two] Open High Bug Support created=2026-02-03T04:05:06Z labels= by= to="
        ]
    );
    let broken = "{\"key\":\"A-1\",\"summary\":\"x\",\"created\":\"2026-01-01\"}\n{\"key\":\"A-2\",\"summ\n\
        {\"key\":\"A-3\",\"summary\":\"z\",\"created\":\"2026-01-03\"}\n";
    let (_, outcome) = ingest(broken.as_bytes());
    let [error] = &outcome.errors[..] else {
        panic!("{:?}", outcome.errors)
    };
    assert_eq!(
        (error.kind, error.row, error.line),
        (RowErrorKind::BrokenRecord, 2, 2)
    );
    assert_eq!(error.value.as_deref(), Some("{\"key\":\"A-2\",\"summ"));
    let keys: Vec<_> = outcome
        .tickets
        .iter()
        .map(|ticket| ticket.key.as_str())
        .collect();
    assert_eq!(keys, ["A-1", "A-3"]);
}

#[test]
fn workbooks() {
    let lines = lines(&files::workbook());
    assert_eq!(
        lines,
        [
            "jira SUP-1 [Größe & mehr] [] Open created=2026-01-02T14:04:00Z labels= by= to=",
            "jira SUP-2 [42] [] Done created=2026-01-03T05:00:00Z labels= by= to=",
        ]
    );
    let (_, outcome) = ingest(&files::workbook_with_a_wide_row());
    assert_eq!(outcome.errors[0].reason, "5 of 4 columns");
    assert_eq!((outcome.errors[0].row, outcome.errors[0].line), (1, 4));
}

#[test]
fn parquet_with_lists_structs_and_zoneless_times() {
    assert_eq!(
        lines(&files::parquet()),
        [
            "generic 7 [Slow] [] open created=2026-01-02T03:04:05Z labels=a+b by= to= | 2026-01-02T04:00:00Z kim: Hi; there",
            "generic 8 [] [only this] created=2026-01-02T03:04:06Z labels= by= to=",
        ]
    );
}

/// Files that once brought a reader down.
#[test]
fn broken_parquet_files_are_refused() {
    let files = [
        include_bytes!("files/broken/column_outside.parquet").as_slice(),
        include_bytes!("files/broken/no_dictionary.parquet"),
        include_bytes!("files/broken/wrong_list.parquet"),
    ];
    for file in files {
        match table(file) {
            Err(Error::File(error)) => assert_eq!(error.kind(), "bad_parquet"),
            other => panic!("{other:?}"),
        }
    }
}

const CSV: &str = "Issue key;Summary;Created\nA-1;Größe;2026-01-02 03:04\n";

#[test]
fn archives_of_one_export() {
    let plain = lines(CSV.as_bytes());
    let wide: Vec<u8> = format!("\u{feff}{CSV}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for packed in [
        files::zip(&[("export.csv", CSV.as_bytes())]),
        files::zip(&[("../../etc/passwd", CSV.as_bytes())]),
        files::zip(&[
            ("read me.md", b"hello"),
            ("a/export.csv", CSV.as_bytes()),
            ("__MACOSX/a/._export.csv", b"x"),
        ]),
        files::zip(&[("export.csv", &wide)]),
        files::gzip(&wide),
        wide.clone(),
    ] {
        assert_eq!(lines(&packed), plain);
    }
    assert_eq!(ingest(&files::gzip(&wide)).0.encoding, Encoding::Utf16Le);
    let kind = |file: &[u8]| match table(file) {
        Err(Error::File(error)) => error.kind(),
        other => panic!("{other:?}"),
    };
    let inner = files::zip(&[("export.csv", CSV.as_bytes())]);
    assert_eq!(
        kind(&files::zip(&[("inner.zip", &inner)])),
        "nested_archive"
    );
    assert_eq!(
        kind(&files::zip(&[("a.csv", b"x"), ("b.csv", b"y")])),
        "not_one_file"
    );
    assert_eq!(kind(&files::zip(&[])), "not_one_file");
    assert_eq!(kind(&inner[..inner.len() - 30]), "bad_archive");
    assert_eq!(
        kind(&files::zip(&[("bomb.csv", &vec![b'x'; 20 << 20])])),
        "unpacked_ratio"
    );
    assert_eq!(kind(b"PAR1 and nothing else"), "bad_parquet");
    let mut half = files::parquet();
    half.truncate(half.len() / 2);
    assert_eq!(kind(&half), "bad_parquet");
}

#[test]
fn encodings_are_found_and_shown() {
    let russian = "Issue key,Summary,Created\nA-1,\"Вход в систему не работает, пожалуйста помогите\",2026-01-02\n";
    let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(russian);
    let (inspection, outcome) = ingest(&bytes);
    assert_eq!(inspection.encoding.name(), "windows-1251");
    assert_eq!(
        outcome.tickets[0].summary.as_deref(),
        Some("Вход в систему не работает, пожалуйста помогите")
    );
    let mut out = Vec::new();
    out.write_all(b"Issue key,Summary,Created\nA-1,Gr\xF6\xDFe,2026-01-02\n")
        .unwrap();
    assert_eq!(ingest(&out).0.encoding, Encoding::Windows1252);
}

/// The line of each record, which stands in front, is no part of what it says.
#[test]
fn a_record_that_comes_twice_is_no_worry() {
    let record = r#"{"key": "T-1", "summary": "one"}"#;
    let (_, found) = ingest(format!("{record}\n{record}\n").as_bytes());
    let kinds: Vec<_> = found.errors.iter().map(|error| error.kind).collect();
    assert_eq!(
        (found.tickets.len(), kinds),
        (1, vec![RowErrorKind::RepeatedRow])
    );
}
