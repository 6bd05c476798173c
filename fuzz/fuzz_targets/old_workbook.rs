//! Any bytes as a workbook before 2007, bare and in a compound file: nothing panics, and what comes out is bounded.

#![no_main]

use libfuzzer_sys::fuzz_target;
use wire::{Limits, whole};

const LARGEST: u64 = 1 << 20;

fuzz_target!(|input: &[u8]| {
    let bare = [&b"\x09\x08\x10\x00\x00\x06"[..], input].concat();
    let compound = [&b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"[..], input].concat();
    for file in [bare, compound, packed(input)] {
        if let Ok(table) = whole(&file, 4096, Limits::of_uploads(LARGEST)) {
            assert!(table.len() as u64 <= 8 * LARGEST);
        }
    }
});

/// A compound file whose stream `Workbook` holds that.
fn packed(stream: &[u8]) -> Vec<u8> {
    const LAST: u32 = 0xFFFF_FFFE;
    let mut stream = [&b"\x09\x08\x10\x00\x00\x06\x05\x00"[..], &[0; 12], stream].concat();
    stream.truncate(100 * 512);
    stream.resize(stream.len().max(4096).next_multiple_of(512), 0);
    let sectors = stream.len() / 512;
    let mut head = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    head.resize(512, 0xFF);
    for (at, value) in [(44, 1), (48, 1), (56, 4096), (60, LAST), (64, 0), (68, LAST), (76, 0)] {
        head[at..at + 4].copy_from_slice(&u32::to_le_bytes(value));
    }
    head[28..34].copy_from_slice(&[0xFE, 0xFF, 9, 0, 6, 0]);
    let mut table = vec![0xFFFF_FFFD, LAST];
    table.extend((2..sectors + 2).map(|at| if at == sectors + 1 { LAST } else { at as u32 + 1 }));
    table.resize(128, u32::MAX);
    let table: Vec<u8> = table.into_iter().flat_map(u32::to_le_bytes).collect();
    let mut directory = Vec::new();
    for (name, kind, start, size) in [("Root Entry", 5, LAST, 0), ("Workbook", 2, 2, stream.len() as u32)] {
        let start_of_entry = directory.len();
        directory.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        directory.resize(start_of_entry + 64, 0);
        directory.extend([name.len() as u8 * 2 + 2, 0, kind, 1]);
        directory.resize(start_of_entry + 116, 0xFF);
        directory.extend(u32::to_le_bytes(start));
        directory.extend(u32::to_le_bytes(size));
        directory.resize(start_of_entry + 128, 0);
    }
    directory.resize(512, 0);
    [head, table, directory, stream].concat()
}
