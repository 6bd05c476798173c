//! Any bytes as an uploaded file of any kind: nothing panics, no more comes out than is allowed, the size of the pieces
//! changes nothing, and what comes out is a table that can be read.

#![no_main]

use libfuzzer_sys::fuzz_target;
use wire::{Error, Limits, whole};

const LARGEST: u64 = 1 << 20;

fuzz_target!(|input: &[u8]| {
    let [piece, file @ ..] = input else { return };
    let limits = Limits::of_uploads(LARGEST);
    let once = whole(file, file.len(), limits);
    let parts = whole(file, usize::from(*piece) + 1, limits);
    match (once, parts) {
        (Ok(table), Ok(same)) => {
            assert_eq!(table, same);
            if let Ok((format, sniff)) = tickets::detect(&table, true) {
                let _ = format.propose(&sniff);
            }
        }
        (Err(Error::File(error)), Err(Error::File(same))) => assert_eq!(error.kind(), same.kind()),
        (once, parts) => assert!(once.is_err() && parts.is_err(), "{once:?} {parts:?}"),
    }
});
