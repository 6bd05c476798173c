//! The headline figures and how each moved against the period before.

use brief::number::{grouped, is_zero, signed};
use brief::{Kpis, Mean, Number};
use serde::Serialize;

use super::number::{percent, real};

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
pub fn cards(kpis: &Kpis) -> [Card; 4] {
    [
        Card {
            label: "Tickets",
            value: grouped(kpis.tickets.value),
            change: growth(kpis.tickets),
        },
        Card {
            label: "Average sentiment",
            value: kpis.compound.value.map_or_else(dash, |v| signed(v, 2)),
            change: difference(
                kpis.compound,
                |d| format!("{d:.2}"),
                |before| signed(before, 2),
                ["good", "bad"],
            ),
        },
        Card {
            label: "Negative share",
            value: kpis.negative_share.value.map_or_else(dash, percent),
            change: difference(
                kpis.negative_share,
                |d| format!("{:.1} pp", d * 100.0),
                percent,
                ["bad", "good"],
            ),
        },
        Card {
            label: "Comments",
            value: grouped(kpis.comments.value),
            change: growth(kpis.comments),
        },
    ]
}

fn dash() -> String {
    "–".into()
}

fn still(before: String) -> Change {
    Change {
        direction: "none",
        tone: "plain",
        size: "no change".into(),
        before,
    }
}

/// Growth in percent; from nothing there is no percentage, so the count itself is the change.
fn growth(number: Number) -> Option<Change> {
    let (now, before) = (number.value, number.previous?);
    if now == before {
        return Some(still(grouped(before)));
    }
    let size = if before == 0 {
        grouped(now)
    } else {
        match real(now.abs_diff(before)) / real(before) * 100.0 {
            percent if percent < 0.05 => "<0.1%".into(),
            percent if percent < 100.0 => format!("{percent:.1}%"),
            percent if percent < 1_000.0 => format!("{percent:.0}%"),
            percent => format!("{:.0}-fold", percent / 100.0 + 1.0),
        }
    };
    Some(Change {
        direction: if now > before { "up" } else { "down" },
        tone: "plain",
        size,
        before: grouped(before),
    })
}

/// A difference, and which tone it has when it `[rises, falls]`.
fn difference(
    mean: Mean,
    size: impl Fn(f64) -> String,
    figure: impl Fn(f64) -> String,
    [rising, falling]: [&'static str; 2],
) -> Option<Change> {
    let before = mean.previous?;
    let difference = mean.value? - before;
    let (size, before) = (size(difference.abs()), figure(before));
    if is_zero(&size) {
        return Some(still(before));
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

    fn number(value: u64, previous: u64) -> Option<Change> {
        growth(Number {
            value,
            previous: Some(previous),
        })
    }

    fn size(change: Option<Change>) -> (&'static str, String) {
        change.map_or(("", String::new()), |c| (c.direction, c.size))
    }

    #[test]
    fn counts_grow_in_percent() {
        assert_eq!(size(number(1124, 1000)), ("up", "12.4%".into()));
        assert_eq!(size(number(0, 40)), ("down", "100%".into()));
        assert_eq!(size(number(12, 0)), ("up", "12".into()));
        assert_eq!(size(number(50, 1)), ("up", "50-fold".into()));
        assert_eq!(size(number(0, 0)), ("none", "no change".into()));
        let unknown = Number {
            value: 5,
            previous: None,
        };
        assert_eq!(growth(unknown), None);
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
        let [_, compound, share, _] = cards(&kpis);
        let tone = |card: Card| card.change.map(|c| (c.direction, c.tone, c.size));
        assert_eq!(tone(compound), Some(("down", "bad", "0.04".into())));
        assert_eq!(tone(share), Some(("down", "good", "2.2 pp".into())));
    }

    #[test]
    fn a_mean_of_nothing_is_a_dash() {
        let none = Mean {
            value: None,
            previous: Some(0.3),
        };
        let words = |d: f64| d.to_string();
        assert_eq!(difference(none, words, words, ["good", "bad"]), None);
    }
}
