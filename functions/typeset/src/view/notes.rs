//! The small print: where the numbers come from and what was left out.

use brief::Report;
use brief::number::{counted, grouped};
use jiff::tz::TimeZone;

use super::date;
use super::text::Cleaner;

/// One line each, in reading order.
pub fn notes(report: &Report, zone: &TimeZone, text: &Cleaner) -> Vec<String> {
    let notes = &report.notes;
    let mut lines = vec![
        format!(
            "Generated {} from {} of ticket text.",
            date::moment(report.generated_at, zone),
            counted(notes.rows, "row", "rows"),
        ),
        match &notes.snapshot {
            Some(snapshot) => format!(
                "Scoring version {}, data snapshot {}.",
                text.clip(&notes.scoring_version, 40),
                text.clip(snapshot, 64),
            ),
            None => format!("Scoring version {}.", text.clip(&notes.scoring_version, 40)),
        },
    ];
    if notes.unread > 0 {
        let was = if notes.unread == 1 { "was" } else { "were" };
        lines.push(format!(
            "{} of these rows {was} not read (a language that is not scored, or nothing but code and quotes) and {} as neutral.",
            grouped(notes.unread),
            if notes.unread == 1 { "counts" } else { "count" },
        ));
    }
    if notes.unscored > 0 {
        lines.push(format!(
            "Of {}, {} {} no text that was read.",
            counted(report.kpis.tickets.value, "ticket", "tickets"),
            grouped(notes.unscored),
            if notes.unscored == 1 { "has" } else { "have" },
        ));
    }
    if text.replaced() {
        lines.push("□ stands for letters of scripts this document has no type for.".into());
    }
    lines
}
