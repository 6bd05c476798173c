//! What the generator says it wrote is what the ticket reader reads.

#![expect(clippy::unwrap_used, reason = "a helper of a test may stop it")]

use std::collections::{BTreeMap, HashMap};

use jiff::tz::TimeZone;
use sample::{Columns, Counts, Manifest, Options, generate};
use tickets::{Outcome, Ticket, Zone, detect};

fn read(file: &[u8], manifest: &Manifest) -> Outcome {
    let head = &file[..file.len().min(tickets::HEAD_BYTES)];
    let (format, sniff) = detect(head, head.len() == file.len()).unwrap();
    let mapping = format.propose(&sniff);
    assert!(mapping.is_sure());
    let options =
        tickets::Options::new(Zone::new(&manifest.timezone).unwrap(), manifest.exported_at);
    let mut inspector = format.inspector(&sniff, &mapping, options).unwrap();
    for piece in file.chunks(100_000) {
        inspector.feed(piece).unwrap();
    }
    let inspection = inspector.finish().unwrap();
    assert_eq!(
        (inspection.rows, inspection.bytes),
        (manifest.rows, manifest.bytes)
    );
    assert!(inspection.as_of <= manifest.exported_at);
    let mut all = Outcome::default();
    for chunk in &inspection.chunks {
        let part = format
            .read_chunk(&chunk.of(file), &inspection, chunk)
            .unwrap();
        all.tickets.extend(part.tickets);
        all.errors.extend(part.errors);
    }
    all
}

fn tally<'a>(names: impl Iterator<Item = &'a str>) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    for name in names {
        *counts.entry(name.to_owned()).or_insert(0) += 1;
    }
    counts
}

fn check(tickets: &[&Ticket], counts: &Counts) {
    assert_eq!(tickets.len() as u64, counts.tickets);
    assert_eq!(
        tickets
            .iter()
            .map(|ticket| ticket.comments.len() as u64)
            .sum::<u64>(),
        counts.comments
    );
    assert_eq!(
        tally(tickets.iter().filter_map(|ticket| ticket.status.as_deref())),
        counts.status
    );
    assert_eq!(
        tally(
            tickets
                .iter()
                .filter_map(|ticket| ticket.priority.as_deref())
        ),
        counts.priority
    );
    assert_eq!(
        tally(
            tickets
                .iter()
                .filter_map(|ticket| ticket.product.as_deref())
        ),
        counts.product
    );
    let days: Vec<_> = tickets
        .iter()
        .map(|ticket| {
            TimeZone::UTC
                .to_datetime(ticket.created_at.expect("a date"))
                .date()
                .to_string()
        })
        .collect();
    assert_eq!(
        tally(days.iter().map(String::as_str)),
        counts.created_per_day
    );
    assert_eq!(
        tickets
            .iter()
            .filter(|ticket| ticket.resolved_at.is_some())
            .count() as u64,
        counts.resolved
    );
    assert_eq!(counts.ticket_moods.values().sum::<u64>(), counts.tickets);
    assert_eq!(counts.comment_moods.values().sum::<u64>(), counts.comments);
}

fn weeks(columns: Columns, rows: u64, zone: &str, broken_share: f64) {
    let mut store: HashMap<String, Ticket> = HashMap::new();
    for week in 0..4 {
        let zone = TimeZone::get(zone).unwrap();
        let options = Options {
            week,
            zone,
            broken_share,
            ..Options::new(rows, columns, 11)
        };
        let mut file = Vec::new();
        let manifest = generate(&options, &mut file).unwrap();
        let outcome = read(&file, &manifest);
        check(&outcome.tickets.iter().collect::<Vec<_>>(), &manifest.file);
        assert_eq!(
            tally(outcome.errors.iter().map(|error| error.kind.as_str())),
            manifest.row_errors
        );
        for ticket in outcome.tickets {
            let newer = &ticket.comments;
            if let Some(older) = store.get(ticket.key.as_str()) {
                // Comments of last week are there, unchanged.
                assert!(
                    older.comments.iter().zip(newer).all(|(a, b)| a == b)
                        && older.comments.len() <= newer.len()
                );
                assert_eq!(older.created_at, ticket.created_at);
            }
            store.insert(ticket.key.to_string(), ticket);
        }
        check(&store.values().collect::<Vec<_>>(), &manifest.union);
        assert!(manifest.known.len() > 20);
        for known in &manifest.known {
            let ticket = &store[&known.key];
            let read = (
                ticket.created_at,
                ticket.updated_at,
                ticket.status.as_ref(),
                ticket.assignee.as_ref(),
            );
            let told = (
                Some(known.created_at),
                Some(known.updated_at),
                Some(&known.status),
                known.assignee.as_ref(),
            );
            assert_eq!(read, told, "{}", known.key);
            assert_eq!(
                (ticket.comments.len() as u64, ticket.priority.as_ref()),
                (known.comments, Some(&known.priority))
            );
            assert_eq!(
                ticket.created_from == tickets::CreatedFrom::Column,
                known.created_readable
            );
        }
    }
}

#[test]
fn wide_exports_of_four_weeks() {
    weeks(Columns::Wide, 400, "America/New_York", 0.1);
}

#[test]
fn narrow_exports_of_four_weeks() {
    weeks(Columns::Narrow, 3_000, "Europe/Berlin", 0.05);
}

#[test]
fn without_broken_rows_there_is_no_error() {
    weeks(Columns::Narrow, 500, "Australia/Lord_Howe", 0.0);
}

#[test]
fn the_same_options_give_the_same_bytes_and_the_manifest_travels_as_json() {
    let options = Options::new(50, Columns::Wide, 3);
    let (mut one, mut two) = (Vec::new(), Vec::new());
    let manifest = generate(&options, &mut one).unwrap();
    assert_eq!(manifest, generate(&options, &mut two).unwrap());
    assert_eq!(one, two);
    let json = serde_json::to_string(&manifest).unwrap();
    assert_eq!(serde_json::from_str::<Manifest>(&json).unwrap(), manifest);
}
