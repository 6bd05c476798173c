//! Any text as a date cell, also of a column in which numbers are dates, in every order and zone: nothing panics, and what is read lies where it says.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tickets::{DateOrder, Reading, Serials, Zone};

fuzz_target!(|input: &str| {
    let plain = Reading::new(input);
    let in_column = Reading::in_column(input, Serials::Since1904);
    if let Ok(reading) = plain {
        assert_eq!(in_column, Ok(reading), "{input}");
    }
    let Ok(reading) = in_column else {
        return;
    };
    let berlin = Zone::new("Europe/Berlin").unwrap_or(Zone::UTC);
    for zone in [&Zone::UTC, &berlin] {
        let at = |order| reading.instant(order, zone).ok();
        let orders = [
            at(Some(DateOrder::DayFirst)),
            at(Some(DateOrder::MonthFirst)),
        ];
        // What is certain without an order is no other moment with one.
        if let Some(certain) = at(None) {
            assert!(orders.contains(&Some(certain)), "{input}");
        }
    }
});
