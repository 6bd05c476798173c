//! Any text as the description and the comment of a record, in each tracker's way of writing texts: nothing panics, the
//! record is a ticket or told, and a text is never longer than it came.

#![no_main]

use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;
use tickets::{Options, Zone, detect};
use wire::{Limits, Landing};

/// Records of Freshdesk (HTML), of Jira's data pipeline (escapes) and of a program (comments in three parts).
const MARKS: [&str; 3] = ["fr_escalated", "project_key", "x"];

fuzz_target!(|input: &str| {
    let (text, comment) = input.split_once('\0').unwrap_or((input, input));
    for mark in MARKS {
        let record = serde_json::json!({
            "id": 1, "key": "A-1", "subject": "s", "summary": "s", "issue_type": "t", "project_id": 1,
            "created_at": "2026-01-01", "description": text, "comments": [comment], mark: "1"});
        let Some(object) = record.as_object() else { return };
        let mut rows = Vec::new();
        let mut sink = |bytes: &[u8]| {
            rows.extend_from_slice(bytes);
            Ok(())
        };
        let landing = wire::records([Ok(object)], &mut sink);
        let Ok(Landing::Rows(header)) = landing else {
            panic!("a record is always a row");
        };
        let header = String::from_utf8_lossy(&header).replace("1 api", "1 json");
        read(&[header.as_bytes(), &rows].concat(), text.len() + comment.len());
    }
});

fn read(table: &[u8], longest: usize) {
    let Ok((format, sniff)) = detect(table, true) else {
        return;
    };
    let mapping = format.propose(&sniff);
    let received = Timestamp::from_second(1_900_000_000).unwrap_or_default();
    let Ok(mut inspector) = format.inspector(&sniff, &mapping, Options::new(Zone::UTC, received)) else {
        return;
    };
    if inspector.feed(table).is_err() {
        return;
    }
    let Ok(inspection) = inspector.finish() else {
        return;
    };
    for chunk in &inspection.chunks {
        let Ok(outcome) = format.read_chunk(&chunk.of(table), &inspection, chunk) else {
            panic!("a chunk of an inspected table is read");
        };
        for ticket in outcome.tickets {
            let texts = ticket.comments.iter().map(|comment| comment.body.len());
            let most = texts.chain(ticket.description.iter().map(String::len)).max();
            assert!(most.unwrap_or(0) <= 3 * longest + 1, "{most:?} of {longest}");
        }
    }
}
