//! The small print: where the numbers come from and what was left out.

use brief::{Report, Words};
use jiff::tz::TimeZone;

use super::text::Cleaner;

/// One line each, in reading order. `left_out` are the headings of sections that have nothing to show.
pub fn notes(
    report: &Report,
    zone: &TimeZone,
    words: &Words,
    left_out: &[&str],
    text: &Cleaner,
) -> Vec<String> {
    let (notes, say) = (&report.notes, words.sentences);
    let moment = |instant: jiff::Timestamp| words.style.moment(&instant.to_zoned(zone.clone()));
    let snapshot = notes.snapshot.as_deref().map(|name| text.clip(name, 64));
    let mut lines = vec![
        say.made(&moment(report.generated_at), notes.rows),
        say.scored_by(&text.clip(&notes.scoring_version, 60), snapshot.as_deref()),
    ];
    if let Some(due) = notes.late {
        lines.insert(1, say.late(&moment(due)));
    }
    if notes.unread > 0 {
        lines.push(say.unread(notes.unread));
    }
    if notes.unscored > 0 {
        lines.push(say.unscored(notes.unscored, report.kpis.tickets.value));
    }
    if notes.undated > 0 {
        lines.push(say.undated(notes.undated));
    }
    if !left_out.is_empty() {
        lines.push(format!(
            "{} {}.",
            words.labels.left_out,
            left_out.join(", ")
        ));
    }
    lines
}

/// What is known when all else is set: the filters in full, and what stands for letters without a glyph.
pub fn closing(report: &Report, words: &Words, text: &Cleaner) -> Vec<String> {
    let filters = report.notes.filters.iter();
    let filters: Vec<_> = filters.map(|filter| text.line(filter)).collect();
    let mut lines = Vec::new();
    if !filters.is_empty() {
        lines.push(format!("{} {}.", words.labels.only, filters.join(" · ")));
    }
    if text.replaced() {
        lines.push(words.labels.stand_in.to_owned());
    }
    lines
}
