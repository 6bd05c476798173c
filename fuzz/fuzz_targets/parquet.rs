//! Any bytes as a Parquet file: nothing panics, and no more comes out than is allowed.

#![no_main]

use std::io::Cursor;
use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use wire::{Limits, Open, ReadSeek, parquet_schema, whole};

const LARGEST: u64 = 1 << 20;

fuzz_target!(|input: &[u8]| {
    let mut file = b"PAR1".to_vec();
    file.extend_from_slice(input.strip_prefix(b"PAR1").unwrap_or(input));
    let read = whole(&file, 4096, Limits::of_uploads(LARGEST));
    let open: Open = Arc::new(move || Ok(Box::new(Cursor::new(file.clone())) as Box<dyn ReadSeek + Send>));
    let schema = parquet_schema(&open);
    if let Ok(table) = read {
        assert!(table.len() as u64 <= 8 * LARGEST);
        assert!(schema.is_ok(), "{schema:?}");
    }
});
