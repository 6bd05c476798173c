//! Any JSON as a mapping that came with a file, and any header as one that a saved mapping is looked for: nothing panics,
//! and what is accepted has its columns.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tickets::{MappingEdit, SavedMapping, Shape, detect};

fuzz_target!(|input: &str| {
    let (json, header) = input.split_once('\0').unwrap_or((input, "Issue key,Summary,Created,Comment"));
    let file = format!("{header}\nA-1,x,2026-01-02,y\n");
    let Ok((format, sniff)) = detect(file.as_bytes(), true) else {
        return;
    };
    let proposed = format.propose(&sniff);
    let saved = SavedMapping::new("saved", &sniff.header, &proposed);
    assert!(saved.header.similarity(&Shape::of(&sniff.header)) <= 1.0);
    let _ = SavedMapping::fitting(&[saved], &proposed, &sniff);
    let _ = serde_json::from_str::<SavedMapping>(json);
    let Ok(edit) = serde_json::from_str::<MappingEdit>(json) else {
        return;
    };
    if let Ok(mapping) = proposed.edited(&edit, &sniff) {
        let columns = mapping.fields().values().flat_map(|field| &field.columns);
        assert!(columns.copied().all(|column| column < sniff.header.len()));
    }
});
