//! The rows of the tables, worded and with bars to scale.

use brief::number::{grouped, signed};
use brief::{Attention, Breakdown, Entity, Label, Report, Tally};
use jiff::tz::TimeZone;
use serde::Serialize;

use super::date;
use super::number::{percent, share};
use super::text::Cleaner;

/// A group of tickets with its bar.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupRow {
    name: String,
    tickets: String,
    /// Length of the bar against the longest, 0 to 1.
    bar: f64,
    /// How much of the bar is negative, 0 to 1.
    negative: f64,
    negative_text: String,
    compound: String,
    tone: &'static str,
}

/// The breakdown.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Groups {
    dimension: String,
    rows: Vec<GroupRow>,
}

/// A name with a count and a bar: an emotion, a category, an entity.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TallyRow {
    name: String,
    detail: String,
    tickets: String,
    bar: f64,
}

/// A ticket needing attention.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AttentionRow {
    key: String,
    url: Option<String>,
    summary: String,
    created: String,
    priority: String,
    compound: String,
    label: &'static str,
    tone: &'static str,
}

/// The groups of `breakdown`.
pub fn groups(breakdown: &Breakdown, text: &Cleaner) -> Groups {
    let most = breakdown.rows.iter().map(|row| row.tickets).max();
    let rows = breakdown.rows.iter().map(|row| GroupRow {
        name: text.clip(&row.name, 42),
        tickets: grouped(row.tickets),
        bar: share(row.tickets, most.unwrap_or(0)),
        negative: row.negative_share.unwrap_or(0.0),
        negative_text: row.negative_share.map_or_else(dash, percent),
        compound: row.compound.map_or_else(dash, |c| signed(c, 2)),
        tone: row.compound.map_or("neutral", tone_of),
    });
    Groups {
        dimension: text.clip(&breakdown.dimension, 24),
        rows: rows.collect(),
    }
}

/// Emotions or categories.
pub fn tallies(rows: &[Tally], text: &Cleaner) -> Vec<TallyRow> {
    let most = rows.iter().map(|row| row.tickets).max().unwrap_or(0);
    rows.iter()
        .map(|row| TallyRow {
            name: text.clip(&row.name, 28),
            detail: String::new(),
            tickets: grouped(row.tickets),
            bar: share(row.tickets, most),
        })
        .collect()
}

/// Entities, each with its mean score beside it.
pub fn entities(rows: &[Entity], text: &Cleaner) -> Vec<TallyRow> {
    let most = rows.iter().map(|row| row.tickets).max().unwrap_or(0);
    rows.iter()
        .map(|row| TallyRow {
            name: text.clip(&row.text, 26),
            detail: row.compound.map_or_else(String::new, |c| signed(c, 2)),
            tickets: grouped(row.tickets),
            bar: share(row.tickets, most),
        })
        .collect()
}

/// The tickets needing attention.
pub fn attention(report: &Report, zone: &TimeZone, text: &Cleaner) -> Vec<AttentionRow> {
    let row = |ticket: &Attention| AttentionRow {
        key: text.clip(&ticket.key, 16),
        url: ticket.url.clone(),
        summary: text.clip(&ticket.summary, 110),
        created: date::day_of(ticket.created, zone),
        priority: ticket
            .priority
            .as_deref()
            .map_or_else(dash, |priority| text.clip(priority, 12)),
        compound: signed(ticket.compound, 2),
        label: match ticket.label {
            Label::Positive => "Positive",
            Label::Neutral => "Neutral",
            Label::Negative => "Negative",
        },
        tone: match ticket.label {
            Label::Positive => "positive",
            Label::Neutral => "neutral",
            Label::Negative => "negative",
        },
    };
    report.attention.iter().map(row).collect()
}

fn dash() -> String {
    "–".into()
}

/// The colour of a mean score; around zero it has none.
fn tone_of(compound: f64) -> &'static str {
    if compound >= 0.05 {
        "positive"
    } else if compound <= -0.05 {
        "negative"
    } else {
        "neutral"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::{Glyphs, embedded};
    use brief::Group;
    use typst::text::FontBook;

    #[test]
    fn bars_are_to_the_scale_of_the_longest() {
        let glyphs = Glyphs::of(&FontBook::from_fonts(&embedded()));
        let group = |name: &str, tickets, negative_share| Group {
            name: name.into(),
            tickets,
            negative_share,
            compound: None,
        };
        let breakdown = Breakdown {
            dimension: "Product".into(),
            rows: vec![group("Billing", 40, Some(1.0)), group("App", 10, None)],
        };
        let groups = groups(&breakdown, &Cleaner::new(&glyphs));
        assert!((groups.rows[1].bar - 0.25).abs() < 1e-9);
        assert_eq!(groups.rows[0].negative_text, "100%");
        assert_eq!(groups.rows[1].negative_text, "–");
    }

    #[test]
    fn a_mean_around_zero_has_no_colour() {
        assert_eq!(tone_of(0.05), "positive");
        assert_eq!(tone_of(0.049), "neutral");
        assert_eq!(tone_of(-0.05), "negative");
    }
}
