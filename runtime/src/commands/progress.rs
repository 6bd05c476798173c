//! How far a move is: a bar on a terminal, plain lines elsewhere; always on standard error.

use mover::Event;
use std::{
    io::{IsTerminal, Write},
    time::{Duration, Instant},
};

/// On a terminal the bar is drawn anew after this time; elsewhere a line is written after [`LINES`].
const DRAWS: Duration = Duration::from_millis(200);
const LINES: Duration = Duration::from_secs(5);
/// Parts of the bar.
const WIDTH: u64 = 30;

/// What is told, and when the last time was.
pub struct Progress {
    terminal: bool,
    begun: Instant,
    told: Instant,
    table: Option<Table>,
    drawn: bool,
}

struct Table {
    name: String,
    rows: u64,
    before: u64,
    done: u64,
    begun: Instant,
}

impl Progress {
    /// Begins now.
    pub fn new() -> Self {
        let now = Instant::now();
        Self {
            terminal: std::io::stderr().is_terminal(),
            begun: now,
            told: now,
            table: None,
            drawn: false,
        }
    }

    /// Tells of an event.
    pub fn hear(&mut self, event: &Event<'_>) {
        let line = match event {
            Event::Rows { rows } => {
                if let Some(table) = &mut self.table {
                    table.done += rows;
                }
                return self.maybe();
            }
            Event::Table { table, rows, done } => {
                self.end();
                self.table = Some(Table {
                    name: (*table).to_owned(),
                    rows: *rows,
                    before: *done,
                    done: *done,
                    begun: Instant::now(),
                });
                return;
            }
            Event::Prepare => "preparing the target".to_owned(),
            Event::Recheck { table } => format!("comparing what was moved of {table}"),
            Event::Rebuild { object } => format!("making {object}"),
            Event::Sequences => "setting ids".to_owned(),
            Event::Verify { table } => format!("verifying {table}"),
            Event::Finish => "finishing".to_owned(),
        };
        self.end();
        self.say(&line);
    }

    /// Ends the table's line.
    pub fn end(&mut self) {
        if let Some(table) = self.table.take() {
            let line = table.line(self.terminal);
            self.say(&line);
        }
        if std::mem::take(&mut self.drawn) {
            eprintln!();
        }
    }

    /// The time since the beginning.
    pub fn time(&self) -> String {
        format!("{:.1} s", self.begun.elapsed().as_secs_f64())
    }

    fn maybe(&mut self) {
        let pause = if self.terminal { DRAWS } else { LINES };
        if self.told.elapsed() < pause {
            return;
        }
        if let Some(table) = &self.table {
            let line = table.line(self.terminal);
            self.say(&line);
        }
    }

    fn say(&mut self, line: &str) {
        self.told = Instant::now();
        if self.terminal {
            // Whoever closed the terminal does not want to know.
            let _closed = write!(std::io::stderr(), "\r\x1b[2K{line}");
            self.drawn = true;
        } else {
            eprintln!("{line}");
        }
    }
}

impl Table {
    fn line(&self, bar: bool) -> String {
        let seconds = self.begun.elapsed().as_secs_f64();
        let (done, total) = (self.done, self.rows.max(1));
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a rate for people"
        )]
        let (rate, left) = {
            let rate = (done - self.before) as f64 / seconds.max(0.001);
            let left = self.rows.saturating_sub(done) as f64 / rate.max(0.001);
            (rate as u64, left.min(1e9) as u64)
        };
        let bar = if bar {
            let parts = (done * WIDTH / total).min(WIDTH);
            let part = |count: u64, sign: &str| sign.repeat(usize::try_from(count).unwrap_or(0));
            format!("[{}{}] ", part(parts, "#"), part(WIDTH - parts, "."))
        } else {
            String::new()
        };
        let left = if done < self.rows {
            format!(", {left} s left")
        } else {
            String::new()
        };
        format!(
            "{:<22} {bar}{done} of {} rows, {rate} rows/s{left}",
            self.name, self.rows
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_tells_rows_rate_and_time_left() {
        let begun = Instant::now().checked_sub(Duration::from_secs(10)).unwrap();
        let mut table = Table {
            name: "tickets".to_owned(),
            rows: 4000,
            before: 1000,
            done: 2000,
            begun,
        };
        let line = table.line(true);
        assert!(
            line.contains("[###############...............] 2000 of 4000 rows, "),
            "{line}"
        );
        assert!(
            line.ends_with(" rows/s, 20 s left") || line.ends_with("19 s left"),
            "{line}"
        );
        table.done = 4000;
        assert!(table.line(false).ends_with(" rows/s"));
    }
}
