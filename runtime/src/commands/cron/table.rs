//! The table of `undertone cron list`.

use crate::triggers::cron::{Past, Told, Trigger};
use jiff::{Timestamp, tz::TimeZone};
use std::fmt::Write as _;

const HEAD: [&str; 7] = [
    "TRIGGER",
    "COMPONENT",
    "EXPRESSION",
    "OVERLAP",
    "NEXT (UTC)",
    "NEXT (LOCAL)",
    "LAST RUN",
];

type Row = [String; HEAD.len()];

/// All triggers, each with its next runs below each other.
pub(super) fn of(told: &Told, zone: &TimeZone) -> String {
    let mut rows: Vec<Row> = vec![HEAD.map(str::to_owned)];
    for trigger in &told.triggers {
        rows.extend(rows_of(trigger, told.now, zone));
    }
    let mut widths = [0; HEAD.len()];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut table = String::new();
    for row in rows {
        let mut line = String::new();
        for (width, cell) in widths.into_iter().zip(row) {
            let _infallible = write!(line, "{cell:width$}  ");
        }
        let _infallible = writeln!(table, "{}", line.trim_end());
    }
    table
}

fn rows_of(trigger: &Trigger, now: Timestamp, zone: &TimeZone) -> Vec<Row> {
    let never = || "never".to_owned();
    let overlap = match trigger.overlap.as_str() {
        "allow" => format!("allow {}", trigger.most),
        other => other.to_owned(),
    };
    let first = trigger.next.first();
    let mut rows = vec![[
        trigger.name.clone(),
        trigger.component.clone(),
        trigger.expression.clone(),
        overlap,
        first.map_or_else(never, |slot| utc(*slot)),
        first.map_or_else(never, |slot| local(*slot, zone)),
        last(trigger, now),
    ]];
    for slot in trigger.next.iter().skip(1) {
        let mut row = Row::default();
        row[4] = utc(*slot);
        row[5] = local(*slot, zone);
        rows.push(row);
    }
    rows
}

fn utc(moment: Timestamp) -> String {
    moment.strftime("%F %TZ").to_string()
}

fn local(moment: Timestamp, zone: &TimeZone) -> String {
    let moment = moment.to_zoned(zone.clone());
    moment.strftime("%F %T%:z").to_string()
}

/// What goes on, else what ended last. Skipped slots are no run.
fn last(trigger: &Trigger, now: Timestamp) -> String {
    if let Some(running) = trigger.running.first() {
        let seconds = now.duration_since(running.begun).as_secs();
        let more = match trigger.running.len() {
            1 => String::new(),
            several => format!(", {} beside it", several - 1),
        };
        let waiting = if trigger.waiting { ", one waits" } else { "" };
        let why = running.why.name();
        return format!(
            "{} {why}: running for {seconds} s{more}{waiting}",
            utc(running.begun)
        );
    }
    let ran = trigger.runs.iter().find(|past| past.id.is_some());
    ran.map_or_else(|| "none".to_owned(), ended)
}

fn ended(past: &Past) -> String {
    let (why, outcome) = (past.why.name(), past.outcome.name());
    let mut told = format!(
        "{} {why}: {outcome} in {} ms",
        utc(past.begun),
        past.duration_ms
    );
    if let Some(cause) = &past.cause {
        // One line a run, whatever a component said.
        let _infallible = write!(told, ": {}", cause.escape_debug());
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_trigger_is_a_line_and_its_further_runs_are_lines_below_it() {
        let done = json!({
            "id": "1", "why": "woken", "slot": null, "begun": "2026-03-01T09:00:00.25Z", "duration_ms": 12,
            "outcome": "failed", "cause": "two\nlines", "times": 1, "until": null,
        });
        let skipped = json!({
            "id": null, "why": "slot", "slot": "2026-03-01T09:00:01Z", "begun": "2026-03-01T09:00:01Z", "duration_ms": 0,
            "outcome": "skipped", "cause": null, "times": 7, "until": "2026-03-01T09:00:07Z",
        });
        let running = json!({
            "id": "2", "why": "slot", "slot": "2026-03-01T09:59:00Z", "begun": "2026-03-01T09:59:00Z",
        });
        let trigger = |name: &str, overlap: &str, running: serde_json::Value| {
            json!({
                "name": name, "component": "worker", "expression": "0 0 * * * *", "overlap": overlap, "most": 2,
                "next": ["2026-03-01T10:00:00Z", "2026-03-01T11:00:00Z"], "waiting": overlap == "queue",
                "running": running, "runs": [skipped, done], "last_failure": done,
            })
        };
        let told = json!({
            "now": "2026-03-01T09:59:30Z",
            "triggers": [trigger("worker-0", "allow", json!([])), trigger("worker-1", "queue", json!([running]))],
        });
        let told: Told = serde_json::from_value(told).unwrap();
        let table = of(&told, &TimeZone::get("Europe/Berlin").unwrap());
        let lines: Vec<&str> = table.lines().collect();
        assert_eq!(
            lines,
            [
                "TRIGGER   COMPONENT  EXPRESSION   OVERLAP  NEXT (UTC)            NEXT (LOCAL)               LAST RUN",
                "worker-0  worker     0 0 * * * *  allow 2  2026-03-01 10:00:00Z  2026-03-01 11:00:00+01:00  2026-03-01 09:00:00Z \
                 woken: failed in 12 ms: two\\nlines",
                "                                           2026-03-01 11:00:00Z  2026-03-01 12:00:00+01:00",
                "worker-1  worker     0 0 * * * *  queue    2026-03-01 10:00:00Z  2026-03-01 11:00:00+01:00  2026-03-01 09:59:00Z \
                 slot: running for 30 s, one waits",
                "                                           2026-03-01 11:00:00Z  2026-03-01 12:00:00+01:00",
            ]
        );
    }
}
