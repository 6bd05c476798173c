//! Any text as a page: nothing panics, the size of the pieces changes nothing, no more comes out than is allowed, and what
//! comes out is a table that can be read.

#![no_main]

use libfuzzer_sys::fuzz_target;
use wire::{Error, Limits, whole};

const LARGEST: u64 = 1 << 20;

fuzz_target!(|input: &[u8]| {
    let [piece, rest @ ..] = input else { return };
    let page = [b"<html>", rest].concat();
    let limits = Limits::of_uploads(LARGEST);
    let once = whole(&page, page.len(), limits);
    let parts = whole(&page, usize::from(*piece) + 1, limits);
    match (once, parts) {
        (Ok(table), Ok(same)) => {
            assert_eq!(table, same);
            assert!(table.len() as u64 <= 8 * LARGEST);
            if let Ok((format, sniff)) = tickets::detect(&table, true) {
                let _ = format.propose(&sniff);
            }
        }
        (Err(Error::File(error)), Err(Error::File(same))) => assert_eq!(error, same),
        (once, parts) => panic!("{once:?} {parts:?}"),
    }
});
