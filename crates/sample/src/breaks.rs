//! What is wrong with some of the rows.

use crate::{life::stream, rng::Rng};

/// Something wrong with one row of one export: the row is lost, or comes once too often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Break {
    /// An unquoted separator in the title: one cell more than the header has.
    TooWide,
    /// No key.
    MissingKey,
    /// A key with a blank in it.
    BadKey,
    /// An older row of the same ticket comes before: that one is lost.
    Twice,
}

/// Something wrong with a ticket in every export: the ticket is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// Its creation date cannot be read; it has a comment, whose date counts instead.
    Created,
    /// The date of its first comment cannot be read.
    Comment,
}

impl Break {
    /// Half of the broken rows are broken in their own export only.
    pub fn of(seed: u64, number: u64, week: u32, share: f64) -> Option<Self> {
        let mut rng = Rng::new(seed, &[stream::BREAK, number, u64::from(week)]);
        rng.chance(share / 2.0)
            .then(|| [Self::TooWide, Self::MissingKey, Self::BadKey, Self::Twice][rng.index(4)])
    }

    /// Whether no row of the ticket is left.
    pub fn loses_ticket(self) -> bool {
        self != Self::Twice
    }

    /// The kind of row error, as `tickets::RowErrorKind` serializes.
    pub fn kind(self) -> &'static str {
        match self {
            Self::TooWide => "too_wide",
            Self::MissingKey => "missing_key",
            Self::BadKey => "bad_key",
            Self::Twice => "superseded_key",
        }
    }
}

impl Flaw {
    /// The other half is a matter of the ticket.
    pub fn of(seed: u64, number: u64, share: f64) -> Option<Self> {
        let mut rng = Rng::new(seed, &[stream::FLAW, number]);
        rng.chance(share / 2.0)
            .then(|| [Self::Created, Self::Comment][rng.index(2)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_is_kept_and_flaws_stay() {
        let breaks = (0..10_000)
            .filter(|number| Break::of(1, *number, 3, 0.1).is_some())
            .count();
        let flaws = (0..10_000)
            .filter(|number| Flaw::of(1, *number, 0.1).is_some())
            .count();
        assert!(
            (400..600).contains(&breaks) && (400..600).contains(&flaws),
            "{breaks} {flaws}"
        );
        assert!((0..1_000).all(|number| Break::of(1, number, 0, 0.0).is_none()));
    }
}
