//! The one shape of a log line: a level, the name of an event, and fields with dotted names.
//!
//! A component says what happened with [`info`], [`warn`] and [`error`]: one event, one line on standard error, one JSON
//! object. The runtime reads it ([`Line::read`]), keeps its level, and adds the time, the component and the request.
//! `docs/logs.md` lists all events.

mod level;
mod line;

pub use level::Level;
pub use line::{Fields, Line};

use serde_json::Value;
use std::io::Write as _;

/// Worth keeping, and as expected.
pub fn info(event: &str, fields: Value) {
    print(Level::Info, event, fields);
}

/// Somebody should look at it some time.
pub fn warn(event: &str, fields: Value) {
    print(Level::Warn, event, fields);
}

/// Something failed through our fault.
pub fn error(event: &str, fields: Value) {
    print(Level::Error, event, fields);
}

fn print(level: Level, event: &str, fields: Value) {
    let mut line = Line::new(level, event, fields).to_string();
    line.push('\n');
    // In one piece, so that no other line comes in between. Where nobody hears it the work goes on all the same.
    let _unheard = std::io::stderr().lock().write_all(line.as_bytes());
}
