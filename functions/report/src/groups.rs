//! Tickets by the values of a column, each beside the period before.

use brief::{Group, Mean, Number, Top};
use endpoint::Result;
use figures::{Figures, Mood, Named};

use calendar::Period;

/// The most rows of such a table, beside the one of tickets that have no value.
const MOST: usize = 12;

/// Tickets by the values of a column.
pub(crate) struct By {
    /// In the period; most tickets first.
    pub(crate) now: Vec<Named>,
    /// In the period before; none when there are no data that old.
    pub(crate) before: Option<Vec<Named>>,
}

/// Asks for the tickets by the values of a column.
pub(crate) async fn by(
    figures: &Figures,
    column: &str,
    period: Period,
    before: Option<Period>,
) -> Result<By> {
    let now = figures.by(column, Some(period)).await?;
    let before = match before {
        Some(before) => Some(figures.by(column, Some(before)).await?),
        None => None,
    };
    Ok(By { now, before })
}

impl By {
    /// The table: the values with the most tickets, then those without a value, called `nameless`. Empty where no ticket
    /// has a value. `name` says what a value is called.
    pub(crate) fn table(&self, nameless: &str, name: impl Fn(&str) -> String) -> Top<Group> {
        let (named, without): (Vec<&Named>, Vec<&Named>) =
            self.now.iter().partition(|named| !named.name.is_empty());
        if named.is_empty() {
            return Top::default();
        }
        let total = (named.len() + without.len()) as u64;
        let mut rows: Vec<Group> = named
            .iter()
            .take(MOST)
            .map(|named| self.group(named, name(&named.name)))
            .collect();
        rows.extend(
            without
                .iter()
                .map(|named| self.group(named, nameless.to_owned())),
        );
        Top { rows, total }
    }

    fn group(&self, named: &Named, name: String) -> Group {
        let earlier = self.before.as_ref().map(|before| {
            let same = before.iter().find(|other| other.name == named.name);
            same.map_or_else(Mood::default, |same| same.mood)
        });
        let mean = |value: fn(&Mood) -> Option<f64>| Mean {
            value: value(&named.mood),
            previous: earlier.as_ref().and_then(value),
        };
        Group {
            name,
            tickets: Number {
                value: named.mood.total(),
                previous: earlier.map(|earlier| earlier.total()),
            },
            negative_share: mean(Mood::negative_share),
            compound: mean(Mood::compound),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str, positive: u64, negative: u64) -> Named {
        Named {
            name: name.into(),
            mood: Mood {
                positive,
                negative,
                ..Mood::default()
            },
        }
    }

    #[test]
    fn those_without_a_value_come_last_and_what_is_left_out_is_counted() {
        let mut now = vec![named("", 50, 0)];
        now.extend((0..20).map(|at| named(&format!("P{at:02}"), 20 - at, 1)));
        let by = By {
            now,
            before: Some(vec![named("P01", 1, 3)]),
        };
        let table = by.table("Not named", str::to_lowercase);
        assert_eq!((table.rows.len(), table.total), (MOST + 1, 21));
        let told = |at: usize| {
            (
                table.rows[at].name.as_str(),
                table.rows[at].tickets.previous,
            )
        };
        assert_eq!((told(1), told(2)), (("p01", Some(4)), ("p02", Some(0))));
        assert_eq!(told(MOST), ("Not named", Some(0)));
        assert_eq!(table.rows[1].negative_share.previous, Some(0.75));
        assert_eq!(table.rows[2].compound.previous, None);
    }

    #[test]
    fn without_any_value_there_is_no_table() {
        let by = By {
            now: vec![named("", 5, 0)],
            before: None,
        };
        assert_eq!(by.table("Not named", str::to_owned), Top::default());
    }
}
