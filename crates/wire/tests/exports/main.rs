//! Exports as odd as real ones, one file each, and what must come of them without a question.

#![expect(clippy::unwrap_used, reason = "a helper of a test may stop it")]

mod columns;
#[expect(dead_code, reason = "other tests make others")]
#[path = "../files/mod.rs"]
mod files;
mod interfaces;
mod markup;
mod old_workbooks;
mod tickets_of;
mod xls;

use tickets::{Format, Mapping, Options, Outcome, Sniff, Ticket, Zone, detect};
use wire::{Limits, whole};

/// What a file is as a table, and what is proposed for it.
struct Looked {
    table: Vec<u8>,
    format: &'static dyn Format,
    sniff: Sniff,
    mapping: Mapping,
}

fn file(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/exports/files");
    std::fs::read(format!("{folder}/{name}")).unwrap()
}

fn look(file: &[u8]) -> Looked {
    let table = whole(file, 777, Limits::of_uploads(16 << 20)).unwrap();
    let (format, sniff) = detect(&table, true).unwrap();
    let mapping = format.propose(&sniff);
    Looked {
        table,
        format,
        sniff,
        mapping,
    }
}

/// The tickets of a file, none of which a person was asked about.
fn read(name: &str) -> Outcome {
    read_bytes(name, &file(name))
}

fn read_bytes(name: &str, file: &[u8]) -> Outcome {
    let Looked {
        table,
        format,
        sniff,
        mapping,
    } = look(file);
    assert!(mapping.is_sure(), "{name}: {mapping:?}");
    assert_eq!(mapping.missing(), [], "{name}");
    let options = Options::new(Zone::UTC, "2026-10-01T00:00:00Z".parse().unwrap());
    let mut inspector = format.inspector(&sniff, &mapping, options).unwrap();
    inspector.feed(&table).unwrap();
    let inspection = inspector.finish().unwrap();
    let mut all = Outcome::default();
    for chunk in &inspection.chunks {
        let part = format
            .read_chunk(&chunk.of(&table), &inspection, chunk)
            .unwrap();
        all.tickets.extend(part.tickets);
        all.errors.extend(part.errors);
        all.joined.append(&part.joined);
    }
    all
}

/// A ticket in one line, comments behind it.
fn line(ticket: &Ticket) -> String {
    let or = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut out = format!(
        "{} {} [{}] [{}] {}/{} {}",
        ticket.source,
        ticket.key,
        or(&ticket.summary),
        or(&ticket.description),
        or(&ticket.status),
        or(&ticket.priority),
        ticket
            .created_at
            .map_or_else(String::new, |at| at.to_string()),
    );
    for comment in &ticket.comments {
        let at = comment.at.map(|at| at.to_string()).unwrap_or_default();
        out.extend([" | ", &at, " ", &or(&comment.author), ": ", &comment.body]);
    }
    out
}
