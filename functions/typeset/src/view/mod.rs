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
mod tables;
mod text;
mod volume;

use brief::Report;
use jiff::{Span, civil::Date, tz::TimeZone};
use serde::Serialize;

use crate::fonts::Glyphs;
use bucket::Step;
use text::Cleaner;

/// What the template reads, as `/report.json`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct View {
    title: String,
    workspace: String,
    period: String,
    timezone: String,
    /// What the report is limited to; empty when to nothing.
    filters: String,
    /// The period the figures are compared with; empty when there are no data that old.
    compared: String,
    summary: Vec<String>,
    cards: [cards::Card; 4],
    mood: mood::Mood,
    volume: volume::Volume,
    distribution: [volume::Slice; 3],
    scored: String,
    breakdown: Option<tables::Groups>,
    emotions: Vec<tables::TallyRow>,
    categories: Vec<tables::TallyRow>,
    entities: Vec<tables::TallyRow>,
    attention: Vec<tables::AttentionRow>,
    notes: Vec<String>,
}

impl View {
    /// The view of a report that passed [`Report::check`], in text the `glyphs` can show.
    pub fn of(report: &Report, zone: &TimeZone, glyphs: &Glyphs) -> Self {
        let text = Cleaner::new(glyphs);
        let (from, to) = (report.period.from, report.period.to);
        let days = date::days_in(from, to);
        let step = Step::for_days(days);
        let buckets = bucket::fold(step, from, to, &report.days);
        let summary = report.summary.iter().map(|p| text.line(p));
        let mut view = Self {
            title: text.clip(&report.title, 90),
            workspace: text.clip(&report.workspace, 80),
            period: date::period(from, to),
            timezone: report.period.timezone.clone(),
            filters: filters(report, &text),
            compared: compared(report, days),
            summary: summary.filter(|p| !p.is_empty()).collect(),
            cards: cards::cards(&report.kpis),
            mood: mood::Mood::of(step, &buckets),
            volume: volume::Volume::of(step, &buckets),
            distribution: volume::slices(report.distribution),
            scored: brief::number::counted(
                report.distribution.total(),
                "scored ticket",
                "scored tickets",
            ),
            breakdown: report
                .breakdown
                .as_ref()
                .filter(|breakdown| !breakdown.rows.is_empty())
                .map(|breakdown| tables::groups(breakdown, &text)),
            emotions: tables::tallies(&report.emotions, &text),
            categories: tables::tallies(&report.categories, &text),
            entities: tables::entities(&report.entities, &text),
            attention: tables::attention(report, zone, &text),
            notes: Vec::new(),
        };
        view.notes = notes::notes(report, zone, &text);
        view
    }
}

/// The period of the same length just before.
fn compared(report: &Report, days: u64) -> String {
    let kpis = &report.kpis;
    let means = [kpis.compound.previous, kpis.negative_share.previous];
    let counts = [kpis.tickets.previous, kpis.comments.previous];
    if means.iter().all(Option::is_none) && counts.iter().all(Option::is_none) {
        return String::new();
    }
    let Ok(days) = i64::try_from(days) else {
        return String::new();
    };
    let (from, to) = (report.period.from, report.period.to);
    let back = |day: Date| day.checked_sub(Span::new().days(days));
    match (back(from), back(to)) {
        (Ok(from), Ok(to)) => date::period(from, to),
        _ => String::new(),
    }
}

/// The filters in force, in one sentence.
fn filters(report: &Report, text: &Cleaner) -> String {
    let filters = report.notes.filters.iter();
    let filters: Vec<_> = filters.map(|filter| text.clip(filter, 60)).collect();
    if filters.is_empty() {
        String::new()
    } else {
        format!("Only {}", filters.join(" · "))
    }
}
