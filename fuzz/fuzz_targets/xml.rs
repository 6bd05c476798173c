//! Any text within a document of records, a feed, and a workbook of Excel 2003: nothing panics, no more comes out than is
//! allowed, and every record is a row.

#![no_main]

use libfuzzer_sys::fuzz_target;
use wire::{Error, Limits, whole};

const LARGEST: u64 = 1 << 20;

fuzz_target!(|input: &[u8]| {
    let [shape, rest @ ..] = input else { return };
    let (before, behind) = match shape % 4 {
        0 => ("<?xml version='1.0'?><issues><issue><id>1</id><title>", "</title></issue></issues>"),
        1 => ("<rss><channel><item><key id='1'>A-1</key><summary>x</summary>", "</item></channel></rss>"),
        2 => ("<Workbook><Worksheet Name='a'><Table><Row>", "</Row></Table></Worksheet></Workbook>"),
        _ => ("<!-- -->", ""),
    };
    let file = [before.as_bytes(), rest, behind.as_bytes()].concat();
    let limits = Limits::of_uploads(LARGEST);
    match (whole(&file, file.len(), limits), whole(&file, 7, limits)) {
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
