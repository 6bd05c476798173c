//! Whatever is written as CSV comes back as tickets, and no bytes bring the readers down.

#![expect(clippy::unwrap_used, reason = "a helper of a test may stop it")]

use jiff::{Timestamp, tz::TimeZone};
use proptest::prelude::*;
use tickets::{FileError, Inspection, Options, Outcome, Zone, detect};

/// Runs a file through everything: feed pieces of `piece` bytes, chunks of `chunk_rows` records.
fn ingest(file: &[u8], piece: usize, chunk_rows: u64) -> Result<(Inspection, Outcome), FileError> {
    let (format, sniff) = detect(file, true)?;
    let mapping = format.propose(&sniff);
    let options = Options {
        chunk_rows,
        ..Options::new(Zone::UTC, Timestamp::from_second(1_900_000_000).unwrap())
    };
    let mut inspector = format.inspector(&sniff, &mapping, options)?;
    for part in file.chunks(piece) {
        inspector.feed(part)?;
    }
    let inspection = inspector.finish()?;
    let mut all = Outcome::default();
    for chunk in &inspection.chunks {
        let part = format.read_chunk(&chunk.of(file), &inspection, chunk)?;
        let before = all.tickets.len();
        all.tickets.extend(part.tickets);
        let lost = part.errors.iter().filter(|error| error.kind.loses_row());
        let taken = before.abs_diff(all.tickets.len()) + lost.count();
        assert_eq!(
            taken as u64 + part.joined.count() + part.empty.count() + part.repeated_headers.count(),
            chunk.rows
        );
        all.errors.extend(part.errors);
        all.empty.append(&part.empty);
        all.repeated_headers.append(&part.repeated_headers);
        all.joined.append(&part.joined);
    }
    // Rows of a ticket come with its first one, wherever they lie.
    all.errors.sort_by_key(|error| error.row);
    Ok((inspection, all))
}

#[derive(Debug, Clone)]
struct Row {
    summary: String,
    description: String,
    created: i64,
    labels: [String; 2],
    comments: Vec<(i64, String, String)>,
}

fn text() -> impl Strategy<Value = String> {
    "[a-zé😀 ;,\"\n'=<>/&-]{0,30}".prop_map(|text| text.trim().to_owned())
}

fn row() -> impl Strategy<Value = Row> {
    let minute = 0_i64..30_000_000;
    let comment = (minute.clone(), "[a-z]{0,6}", text());
    (
        text(),
        text(),
        minute,
        ["[a-z]{0,4}", "[a-z]{0,4}"],
        prop::collection::vec(comment, 0..3),
    )
        .prop_map(|(summary, description, created, labels, comments)| Row {
            summary,
            description,
            created,
            labels,
            comments,
        })
}

fn stamp(minute: i64) -> String {
    at(minute)
        .to_zoned(TimeZone::UTC)
        .strftime("%-d/%b/%y %-I:%M %p")
        .to_string()
}

fn at(minute: i64) -> Timestamp {
    Timestamp::from_second(minute * 60).unwrap()
}

fn write(rows: &[Row], delimiter: u8, crlf: bool) -> Vec<u8> {
    let terminator = if crlf {
        csv::Terminator::CRLF
    } else {
        csv::Terminator::Any(b'\n')
    };
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .terminator(terminator)
        .from_writer(Vec::new());
    let header =
        "Summary|Issue key|Issue id|Created|Labels|Labels|Description|Comment|Comment|Comment";
    writer.write_record(header.split('|')).unwrap();
    for (number, row) in rows.iter().enumerate() {
        let mut cells = vec![
            row.summary.clone(),
            format!("SUP-{number}"),
            number.to_string(),
            stamp(row.created),
        ];
        cells.extend(row.labels.iter().cloned());
        cells.push(row.description.clone());
        cells.extend(
            row.comments
                .iter()
                .map(|(at, author, body)| format!("{};{author};{body}", stamp(*at))),
        );
        cells.resize(10, String::new());
        writer.write_record(&cells).unwrap();
    }
    writer.into_inner().unwrap()
}

fn present(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

proptest! {
    #[test]
    fn what_is_written_is_read(
        rows in prop::collection::vec(row(), 1..8),
        delimiter in prop::sample::select(b",;\t".to_vec()),
        crlf: bool,
        piece in 1_usize..200,
        chunk_rows in 1_u64..5,
    ) {
        let file = write(&rows, delimiter, crlf);
        let (inspection, outcome) = ingest(&file, piece, chunk_rows).unwrap();
        prop_assert_eq!(&outcome.errors, &[]);
        prop_assert_eq!(inspection.rows, rows.len() as u64);
        prop_assert_eq!(outcome.tickets.len(), rows.len());
        for (number, (ticket, row)) in outcome.tickets.iter().zip(&rows).enumerate() {
            prop_assert_eq!(ticket.key.as_str(), format!("SUP-{number}"));
            prop_assert_eq!(&ticket.summary, &present(&row.summary));
            prop_assert_eq!(&ticket.description, &present(&row.description));
            prop_assert_eq!(ticket.created_at, Some(at(row.created)));
            let labels: Vec<_> = row.labels.iter().filter(|label| !label.is_empty()).cloned().collect();
            prop_assert_eq!(&ticket.labels, &labels);
            let comments: Vec<_> = ticket
                .comments
                .iter()
                .map(|comment| (comment.at, comment.author.clone(), comment.body.clone()))
                .collect();
            let expected: Vec<_> = row
                .comments
                .iter()
                .map(|(minute, author, body)| (Some(at(*minute)), present(author), body.clone()))
                .collect();
            prop_assert_eq!(comments, expected);
        }
        // Neither the pieces nor the cuts change anything.
        let (_, again) = ingest(&file, file.len(), u64::MAX).unwrap();
        prop_assert_eq!(again, outcome);
    }

    #[test]
    fn no_bytes_bring_it_down(
        header in prop::sample::select(vec![
            "",
            "Issue key,Created,Comment\n",
            "Issue key;Summary;Created\r\n",
            "Issue key,Created,Comment\nA-1,2026-01-01,x\nIssue key,Created,Comment\n,,\n",
            "Issue key|Summary|Created\n",
            "\"sep=|\"\r\r\nIssue key|Summary|Comment\r\r\n",
            "#undertone-table + 1 a\n#undertone-table - 1 b\nIssue key,Summary,Comment\n",
        ]),
        bytes in prop::collection::vec(
            prop::sample::select(b"A-1,;|\"\n\r\t/26Jan:M 3\xC3\xA9\xFF\x81\x83\xB4\xF2\0='".to_vec()),
            0..120,
        ),
        piece in 1_usize..20,
    ) {
        let file = [header.as_bytes(), &bytes].concat();
        let whole = ingest(&file, file.len().max(1), u64::MAX);
        let parts = ingest(&file, piece, 2);
        match (whole, parts) {
            (Ok((one, all)), Ok((two, same))) => {
                // No row is lost without a word.
                let lost = all.errors.iter().filter(|error| error.kind.loses_row()).count();
                prop_assert_eq!((all.tickets.len() + lost) as u64 + all.joined.count(), one.rows);
                prop_assert_eq!(all, same);
                prop_assert_eq!((one.rows, one.as_of, one.encoding), (two.rows, two.as_of, two.encoding));
            }
            (whole, parts) => prop_assert_eq!(whole.err(), parts.err()),
        }
    }
}
