//! The headline figures and how each moved against the period before.

use brief::{Kpis, Mean, Number, Words, is_zero};
use serde::Serialize;

use super::number::real;

/// One card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Card {
    /// What it counts.
    pub label: &'static str,
    /// The figure; a dash when there is none.
    pub value: String,
    /// How it moved; `None` when there is nothing to compare with.
    pub change: Option<Change>,
}

/// A movement since the period before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// `up`, `down` or `none`.
    pub direction: &'static str,
    /// `good`, `bad` or `plain`.
    pub tone: &'static str,
    /// By how much, without sign: `12.4%`, `0.04`, `2.2 pp`.
    pub size: String,
    /// The figure before.
    pub before: String,
}

/// The four cards, in reading order.
pub fn cards(kpis: &Kpis, words: &Words) -> [Card; 4] {
    let (style, labels) = (words.style, &words.labels.cards);
    let points = words.labels.points;
    [
        Card {
            label: labels.tickets,
            value: style.grouped(kpis.tickets.value),
            change: growth(kpis.tickets, words),
        },
        Card {
            label: labels.compound,
            value: kpis.compound.value.map_or_else(dash, |v| style.score(v)),
            change: difference(
                kpis.compound,
                |d| style.decimals(d, 2),
                |before| style.score(before),
                words,
                ["good", "bad"],
            ),
        },
        Card {
            label: labels.negative_share,
            value: kpis
                .negative_share
                .value
                .map_or_else(dash, |share| style.percent(share)),
            change: difference(
                kpis.negative_share,
                |d| format!("{}\u{a0}{points}", style.decimals(d * 100.0, 1)),
                |before| style.percent(before),
                words,
                ["bad", "good"],
            ),
        },
        Card {
            label: labels.comments,
            value: style.grouped(kpis.comments.value),
            change: growth(kpis.comments, words),
        },
    ]
}

fn dash() -> String {
    "–".into()
}

fn still(before: String, words: &Words) -> Change {
    Change {
        direction: "none",
        tone: "plain",
        size: words.labels.no_change.into(),
        before,
    }
}

/// Below so many a percentage tells of chance, not of change.
const FEW: u64 = 10;

/// Growth in percent; from nothing or a few there is no percentage, so the difference itself is the change.
fn growth(number: Number, words: &Words) -> Option<Change> {
    let style = words.style;
    let (now, before) = (number.value, number.previous?);
    if now == before {
        return Some(still(style.grouped(before), words));
    }
    let percent =
        |percent: f64, digits| format!("{}{}", style.decimals(percent, digits), style.percent);
    let size = if before < FEW {
        style.grouped(now.abs_diff(before))
    } else {
        match real(now.abs_diff(before)) / real(before) * 100.0 {
            change if change < 0.05 => format!("<{}", percent(0.1, 1)),
            change if change < 100.0 => percent(change, 1),
            change if change < 1_000.0 => percent(change, 0),
            change => format!("×{:.0}", change / 100.0 + 1.0),
        }
    };
    Some(Change {
        direction: if now > before { "up" } else { "down" },
        tone: "plain",
        size,
        before: style.grouped(before),
    })
}

/// A difference, and which tone it has when it `[rises, falls]`.
fn difference(
    mean: Mean,
    size: impl Fn(f64) -> String,
    figure: impl Fn(f64) -> String,
    words: &Words,
    [rising, falling]: [&'static str; 2],
) -> Option<Change> {
    let before = mean.previous?;
    let difference = mean.value? - before;
    let (size, before) = (size(difference.abs()), figure(before));
    if is_zero(&size) {
        return Some(still(before, words));
    }
    let up = difference > 0.0;
    Some(Change {
        direction: if up { "up" } else { "down" },
        tone: if up { rising } else { falling },
        size,
        before,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use brief::Language;

    fn english() -> &'static Words {
        Language::En.words()
    }

    fn number(value: u64, previous: u64) -> Option<Change> {
        let number = Number {
            value,
            previous: Some(previous),
        };
        growth(number, english())
    }

    fn size(change: Option<Change>) -> (&'static str, String) {
        change.map_or(("", String::new()), |c| (c.direction, c.size))
    }

    #[test]
    fn counts_grow_in_percent() {
        assert_eq!(size(number(1124, 1000)), ("up", "12.4%".into()));
        assert_eq!(size(number(0, 40)), ("down", "100%".into()));
        assert_eq!(size(number(12, 0)), ("up", "12".into()));
        assert_eq!(size(number(50, 1)), ("up", "49".into()));
        assert_eq!(size(number(0, 9)), ("down", "9".into()));
        assert_eq!(size(number(20, 10)), ("up", "100%".into()));
        assert_eq!(size(number(500, 10)), ("up", "×50".into()));
        assert_eq!(size(number(0, 0)), ("none", "no change".into()));
        let unknown = Number {
            value: 5,
            previous: None,
        };
        assert_eq!(growth(unknown, english()), None);
    }

    #[test]
    fn a_falling_negative_share_is_good() {
        let kpis = Kpis {
            tickets: Number {
                value: 1,
                previous: None,
            },
            compound: Mean {
                value: Some(0.21),
                previous: Some(0.25),
            },
            negative_share: Mean {
                value: Some(0.18),
                previous: Some(0.202),
            },
            comments: Number {
                value: 0,
                previous: None,
            },
        };
        let [_, compound, share, _] = cards(&kpis, english());
        let tone = |card: Card| card.change.map(|c| (c.direction, c.tone, c.size));
        assert_eq!(tone(compound), Some(("down", "bad", "0.04".into())));
        assert_eq!(tone(share), Some(("down", "good", "2.2\u{a0}pp".into())));
    }

    #[test]
    fn a_mean_of_nothing_is_a_dash() {
        let none = Mean {
            value: None,
            previous: Some(0.3),
        };
        let words = |d: f64| d.to_string();
        assert_eq!(
            difference(none, words, words, english(), ["good", "bad"]),
            None
        );
    }
}
