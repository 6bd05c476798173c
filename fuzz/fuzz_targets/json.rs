//! Any bytes as JSON in each of its shapes: nothing panics, the size of the pieces changes nothing, and what comes out is
//! a table of which every row is a ticket or told.

#![no_main]

use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;
use tickets::{FileError, Options, Zone};
use wire::{Error, Limits, whole};

const LARGEST: u64 = 1 << 20;

fuzz_target!(|input: &[u8]| {
    let [shape, piece, rest @ ..] = input else {
        return;
    };
    let (before, behind): (&[u8], &[u8]) = match shape % 4 {
        0 => (b"[{", b"]"),
        1 => (b"{\"tickets\":[{", b"]}"),
        2 => (b"{\"", b"\n"),
        _ => (b"{\n", b""),
    };
    let file = [before, rest, behind].concat();
    let limits = Limits::of_uploads(LARGEST);
    let once = whole(&file, file.len(), limits);
    let parts = whole(&file, usize::from(*piece) + 1, limits);
    match (once, parts) {
        (Ok(table), Ok(same)) => {
            assert_eq!(table, same);
            if table.starts_with(b"#undertone 1 json ")
                && let Err(error) = read(&table)
            {
                let ours = ["binary_file", "unterminated_quote", "chunk_mismatch"];
                assert!(!ours.contains(&error.kind()), "{error}");
            }
        }
        (Err(Error::File(error)), Err(Error::File(same))) => assert_eq!(error, same),
        (once, parts) => panic!("{once:?} {parts:?}"),
    }
});

/// Reads the table as a job does.
fn read(table: &[u8]) -> Result<(), FileError> {
    let (format, sniff) = tickets::detect(table, true)?;
    let mapping = format.propose(&sniff);
    let received = Timestamp::from_second(1_900_000_000).unwrap_or_default();
    let mut inspector = format.inspector(&sniff, &mapping, Options::new(Zone::UTC, received))?;
    inspector.feed(table)?;
    let inspection = inspector.finish()?;
    for chunk in &inspection.chunks {
        let outcome = format.read_chunk(&chunk.of(table), &inspection, chunk)?;
        let lost = outcome.errors.iter().filter(|error| error.kind.loses_row());
        let told = (outcome.tickets.len() + lost.count()) as u64;
        assert_eq!(told + outcome.joined, chunk.rows);
    }
    Ok(())
}
