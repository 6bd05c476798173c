//! Any bytes as an uploaded CSV file: nothing panics, no row is lost without a word, and neither the size of the pieces
//! nor where the file is cut changes what is read.

#![no_main]

use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;
use tickets::{Choices, Encoding, FileError, Inspection, Options, Outcome, Zone, detect_with};

fuzz_target!(|input: &[u8]| {
    let [piece, chunk_rows, choice, file @ ..] = input else {
        return;
    };
    // Half of the time somebody says what the file is.
    let chosen = Encoding::CHOICES.get(usize::from(*choice % 128));
    let choices = Choices {
        encoding: chosen.and_then(|name| Encoding::chosen(name)),
        delimiter: b",;|\t".get(usize::from(*choice >> 4)).copied(),
        table: None,
    };
    let whole = ingest(file, &choices, file.len().max(1), u64::MAX);
    let parts = ingest(
        file,
        &choices,
        usize::from(*piece) + 1,
        u64::from(*chunk_rows) + 1,
    );
    match (whole, parts) {
        (Ok((inspection, outcome)), Ok((_, same))) => {
            assert_eq!(outcome, same);
            let lost = outcome
                .errors
                .iter()
                .filter(|error| error.kind.loses_row())
                .count();
            let told = (outcome.tickets.len() + lost) as u64 + outcome.joined;
            assert_eq!(told, inspection.rows);
        }
        (whole, parts) => assert_eq!(whole.err(), parts.err()),
    }
});

fn ingest(
    file: &[u8],
    choices: &Choices,
    piece: usize,
    chunk_rows: u64,
) -> Result<(Inspection, Outcome), FileError> {
    let (format, sniff) = detect_with(file, true, choices)?;
    let mapping = format.propose(&sniff);
    let received = Timestamp::from_second(1_900_000_000).unwrap_or_default();
    let options = Options {
        chunk_rows,
        ..Options::new(Zone::UTC, received)
    };
    let mut inspector = format.inspector(&sniff, &mapping, options)?;
    for part in file.chunks(piece) {
        inspector.feed(part)?;
    }
    let inspection = inspector.finish()?;
    let mut all = Outcome::default();
    for chunk in &inspection.chunks {
        let part = format.read_chunk(&chunk.of(file), &inspection, chunk)?;
        all.tickets.extend(part.tickets);
        all.errors.extend(part.errors);
        all.joined += part.joined;
    }
    // Rows of a ticket come with its first one, wherever they lie.
    all.errors.sort_by_key(|error| error.row);
    Ok((inspection, all))
}
