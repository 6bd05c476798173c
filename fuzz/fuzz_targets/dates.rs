//! Any text as a date cell, in every order and zone: nothing panics, and what is read lies where it says.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tickets::{DateOrder, Reading, Zone};

fuzz_target!(|input: &str| {
    let Ok(reading) = Reading::new(input) else {
        return;
    };
    let berlin = Zone::new("Europe/Berlin").unwrap_or(Zone::UTC);
    for zone in [&Zone::UTC, &berlin] {
        let at = |order| reading.instant(order, zone).ok();
        let orders = [at(Some(DateOrder::DayFirst)), at(Some(DateOrder::MonthFirst))];
        // What is certain without an order is no other moment with one.
        if let Some(certain) = at(None) {
            assert!(orders.contains(&Some(certain)), "{input}");
        }
    }
});
