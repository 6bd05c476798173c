//! The rows of the tables, worded and with bars to scale.

use brief::{Attention, Entity, Group, Label, Report, Top, Words};
use jiff::tz::TimeZone;
use serde::Serialize;

use super::date;
use super::number::share;
use super::text::{Cleaner, is_rightward};

/// A table of groups of tickets.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Groups {
    heading: &'static str,
    /// Over the names.
    head: &'static str,
    /// How many rows of all there are; empty where there are all.
    remark: String,
    /// Whether there are figures of the period before.
    compared: bool,
    rows: Vec<GroupRow>,
}

/// A group of tickets with its bar.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct GroupRow {
    name: String,
    /// Whether the name is written from right to left.
    rightward: bool,
    /// Length of the bar against the longest, 0 to 1.
    bar: f64,
    /// How much of the bar is negative, 0 to 1.
    part: f64,
    tickets: String,
    tickets_before: String,
    negative: String,
    negative_before: String,
    score: String,
    score_before: String,
    tone: &'static str,
}

/// The tickets needing attention.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pressing {
    heading: &'static str,
    remark: String,
    rows: Vec<AttentionRow>,
}

/// A ticket needing attention.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct AttentionRow {
    key: String,
    url: Option<String>,
    summary: String,
    /// Whether the summary is written from right to left.
    rightward: bool,
    created: String,
    priority: String,
    score: String,
    label: &'static str,
    tone: &'static str,
}

/// A table of groups; `named` are its heading and what stands over the names.
pub fn groups(
    top: &Top<Group>,
    [heading, head]: [&'static str; 2],
    words: &Words,
    text: &Cleaner,
) -> Groups {
    let most = top.rows.iter().map(|row| row.tickets.value).max();
    let row = |row: &Group| GroupRow {
        part: row.negative_share.value.unwrap_or(0.0),
        negative: percent(row.negative_share.value, words),
        negative_before: percent(row.negative_share.previous, words),
        ..named(&row.name, row.tickets, row.compound, most, words, text)
    };
    Groups {
        heading,
        head,
        remark: cut(top, words),
        compared: top.rows.iter().any(|row| row.tickets.previous.is_some()),
        rows: top.rows.iter().map(row).collect(),
    }
}

/// What is mentioned most. How many of those tickets are negative is not known.
pub fn entities(top: &Top<Entity>, words: &Words, text: &Cleaner) -> Groups {
    let most = top.rows.iter().map(|row| row.tickets.value).max();
    let row = |row: &Entity| named(&row.text, row.tickets, row.compound, most, words, text);
    Groups {
        heading: words.labels.headings.entities,
        head: words.labels.columns.entity,
        remark: cut(top, words),
        compared: top.rows.iter().any(|row| row.tickets.previous.is_some()),
        rows: top.rows.iter().map(row).collect(),
    }
}

fn named(
    name: &str,
    tickets: brief::Number,
    compound: brief::Mean,
    most: Option<u64>,
    words: &Words,
    text: &Cleaner,
) -> GroupRow {
    let style = words.style;
    let score = |value: Option<f64>| value.map_or_else(dash, |value| style.score(value));
    GroupRow {
        name: text.clip_narrow(name, 60),
        rightward: is_rightward(name),
        bar: share(tickets.value, most.unwrap_or(0)),
        part: 0.0,
        tickets: style.grouped(tickets.value),
        tickets_before: tickets
            .previous
            .map_or_else(dash, |count| style.grouped(count)),
        negative: String::new(),
        negative_before: String::new(),
        score: score(compound.value),
        score_before: score(compound.previous),
        tone: compound.value.map_or("neutral", tone_of),
    }
}

/// The tickets needing attention.
pub fn attention(report: &Report, zone: &TimeZone, words: &Words, text: &Cleaner) -> Pressing {
    let sentiments = &words.labels.sentiments;
    let row = |ticket: &Attention| AttentionRow {
        key: text.clip_narrow(&ticket.key, 40),
        url: ticket.url.clone(),
        summary: text.clip(&ticket.summary, 160),
        rightward: is_rightward(&ticket.summary),
        created: words.style.short_day(date::day_of(ticket.created, zone)),
        priority: ticket
            .priority
            .as_deref()
            .map_or_else(dash, |priority| text.clip_narrow(priority, 24)),
        score: words.style.score(ticket.compound),
        label: match ticket.label {
            Label::Positive => sentiments.positive,
            Label::Neutral => sentiments.neutral,
            Label::Negative => sentiments.negative,
        },
        tone: match ticket.label {
            Label::Positive => "positive",
            Label::Neutral => "neutral",
            Label::Negative => "negative",
        },
    };
    let order = words.labels.pressing_first;
    let cut = cut(&report.attention, words);
    Pressing {
        heading: words.labels.headings.attention,
        remark: match cut.as_str() {
            "" => order.to_owned(),
            cut => format!("{cut} · {order}"),
        },
        rows: report.attention.rows.iter().map(row).collect(),
    }
}

/// How many rows of all are shown; empty where it is all.
fn cut<T>(top: &Top<T>, words: &Words) -> String {
    if top.rows.len() as u64 == top.total {
        return String::new();
    }
    words.sentences.shown(top.rows.len(), top.total)
}

fn percent(share: Option<f64>, words: &Words) -> String {
    share.map_or_else(dash, |share| words.style.percent(share))
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
    use brief::{Language, Mean, Number};
    use typst::text::FontBook;

    #[test]
    fn bars_are_to_the_scale_of_the_longest_and_what_is_cut_is_told() {
        let glyphs = Glyphs::of(&FontBook::from_fonts(&embedded()));
        let group = |name: &str, tickets, share| Group {
            name: name.into(),
            tickets: Number {
                value: tickets,
                previous: None,
            },
            negative_share: Mean {
                value: share,
                previous: None,
            },
            compound: Mean {
                value: None,
                previous: None,
            },
        };
        let top = Top {
            rows: vec![group("Billing", 40, Some(1.0)), group("App", 10, None)],
            total: 1_500,
        };
        let words = Language::De.words();
        let groups = groups(&top, ["Produkte", "Produkt"], words, &Cleaner::new(&glyphs));
        assert!((groups.rows[1].bar - 0.25).abs() < 1e-9);
        assert_eq!(groups.rows[0].negative, "100\u{a0}%");
        assert_eq!(groups.rows[1].negative, "–");
        assert_eq!(
            (groups.remark.as_str(), groups.compared),
            ("2 von 1.500", false)
        );
    }

    #[test]
    fn a_mean_around_zero_has_no_colour() {
        assert_eq!(tone_of(0.05), "positive");
        assert_eq!(tone_of(0.049), "neutral");
        assert_eq!(tone_of(-0.05), "negative");
    }
}
