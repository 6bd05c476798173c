//! A report as the template draws it: every number worded, every length a fraction.
//!
//! The template receives this as JSON and does no arithmetic but scaling to the page.

mod axis;
mod bucket;
mod cards;
mod date;
mod mood;
mod notes;
mod number;
mod parts;
mod tables;
mod text;
mod volume;

use brief::{Labels, Paper, Report, Words};
use jiff::{Span, civil::Date, tz::TimeZone};
use serde::Serialize;

use crate::fonts::Glyphs;
use parts::Part;
use text::Cleaner;

/// What the template reads, as `/report.json`.
#[derive(Debug, Serialize)]
pub struct View {
    lang: &'static str,
    paper: &'static str,
    title: String,
    workspace: String,
    period: String,
    timezone: String,
    /// What the report is limited to; empty when to nothing.
    filters: String,
    labels: &'static Labels,
    parts: Vec<Part>,
    /// How many letters had no glyph, and the first of them.
    #[serde(skip)]
    pub missing: Option<(u64, char)>,
}

impl View {
    /// The view of a report that passed [`Report::check`], in text the `glyphs` can show.
    pub fn of(report: &Report, zone: &TimeZone, glyphs: &Glyphs) -> Self {
        let text = Cleaner::new(glyphs);
        let words = report.layout.language.words();
        let mut view = Self {
            lang: words.tag,
            paper: match report.layout.paper {
                Paper::A4 => "a4",
                Paper::Letter => "us-letter",
            },
            title: text.clip(&report.title, 90),
            workspace: text.clip(&report.workspace, 80),
            period: words.style.period(report.period.from, report.period.to),
            timezone: date::zone_of(&report.period, zone),
            filters: filters(report, words, &text),
            labels: words.labels,
            parts: parts::parts(report, zone, words, &text),
            missing: None,
        };
        view.missing = text.missing();
        view
    }
}

/// The period of the same length just before; empty when there are no data that old.
fn compared(report: &Report, words: &Words) -> String {
    let kpis = &report.kpis;
    let means = [kpis.compound.previous, kpis.negative_share.previous];
    let counts = [kpis.tickets.previous, kpis.comments.previous];
    if means.iter().all(Option::is_none) && counts.iter().all(Option::is_none) {
        return String::new();
    }
    let (from, to) = (report.period.from, report.period.to);
    let Ok(days) = i64::try_from(date::days_in(from, to)) else {
        return String::new();
    };
    let back = |day: Date| day.checked_sub(Span::new().days(days));
    match (back(from), back(to)) {
        (Ok(from), Ok(to)) => format!("{} {}", words.labels.compared, words.style.period(from, to)),
        _ => String::new(),
    }
}

/// The filters in force, in one line; long ones are cut, since they stand in full at the end of the report.
fn filters(report: &Report, words: &Words, text: &Cleaner) -> String {
    let filters = report.notes.filters.iter();
    let told = |filter: &String| text.clip(filter, 120);
    let filters: Vec<_> = filters.map(told).collect();
    if filters.is_empty() {
        String::new()
    } else {
        format!("{} {}", words.labels.only, filters.join(" · "))
    }
}
