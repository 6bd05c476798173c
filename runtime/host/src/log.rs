//! The log: one event, one line on standard error, as text for people or as JSON for machines.
//!
//! The runtime's own lines come through `tracing`: `tracing::info!(event = "ready", duration_ms = 12)`. A field
//! `component` says whom a line is about; that component's level decides whether it is written. What guests say comes
//! through the crate's `Output`. `docs/logs.md` lists all events.

mod entry;
mod layer;
mod levels;

pub use entry::Format;
pub use levels::{Levels, RUNTIME};

pub(crate) use entry::{Entry, Fields};

use crate::clock;
use logline::Level;
use std::{io::Write as _, sync::OnceLock};

/// How the log is written, and what of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogSettings {
    /// The format of a line.
    pub format: Format,
    /// Which lines are written.
    pub levels: Levels,
}

static SETTINGS: OnceLock<LogSettings> = OnceLock::new();

/// Begins the log; what comes before is lost. Only the first call counts.
pub fn start(settings: LogSettings) {
    if SETTINGS.set(settings).is_ok() {
        layer::install(current());
        std::panic::set_hook(Box::new(panicked));
    }
}

fn current() -> &'static LogSettings {
    SETTINGS.get_or_init(LogSettings::default)
}

/// Whether a component's lines of that level are written.
pub(crate) fn wants(component: &str, level: Level) -> bool {
    current().levels.allow(component, level)
}

/// Writes a line.
pub(crate) fn write(level: Level, event: &str, fields: Fields<'_>) {
    let entry = Entry {
        time: clock::now(),
        level,
        event,
        fields,
    };
    let line = entry.line(current().format);
    // A closed standard error is no reason to stop serving.
    let _closed = std::io::stderr().lock().write_all(line.as_bytes());
}

/// Tells of a fault of ours in the shape of all lines.
fn panicked(panic: &std::panic::PanicHookInfo<'_>) {
    let trace = std::backtrace::Backtrace::capture();
    let captured = trace.status() == std::backtrace::BacktraceStatus::Captured;
    tracing::error!(
        event = "panicked",
        thread = std::thread::current().name(),
        at = panic.location().map(tracing::field::display),
        cause = panic.payload_as_str(),
        backtrace = captured.then(|| tracing::field::display(&trace)),
    );
}
