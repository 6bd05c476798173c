//! The values of a dimension, numbered from 0, and how they are called and sorted.

use std::collections::HashMap;

use crate::zone::{day_label, week_label};

/// Different texts, and null, numbered as they were met.
#[derive(Debug, Default)]
pub(super) struct Texts {
    known: HashMap<Box<str>, u32>,
    null: Option<u32>,
    values: Vec<Option<Box<str>>>,
}

impl Texts {
    fn number(&mut self, text: Option<&str>) -> u32 {
        let known = text.map_or(self.null, |text| self.known.get(text).copied());
        known.unwrap_or_else(|| {
            let number = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
            self.values.push(text.map(Into::into));
            match text {
                Some(text) => drop(self.known.insert(text.into(), number)),
                None => self.null = Some(number),
            }
            number
        })
    }
}

/// The values of one dimension.
#[derive(Debug)]
pub(super) enum Labels {
    /// Different texts, numbered as they were met.
    Texts(Texts),
    /// Days, or weeks, from `first` on.
    Days {
        first: i32,
        count: u32,
    },
    Weeks {
        first: i32,
        count: u32,
    },
    /// 0 to 23.
    Hours,
    /// Null, below the first edge, and a band behind each edge.
    Bands {
        edges: u32,
    },
}

impl Labels {
    /// No texts yet.
    pub(super) fn texts() -> Self {
        Self::Texts(Texts::default())
    }

    /// The number of a text.
    pub(super) fn number(&mut self, text: Option<&str>) -> u32 {
        if let Self::Texts(texts) = self {
            texts.number(text)
        } else {
            0
        }
    }

    /// How many values there are.
    pub(super) fn count(&self) -> u32 {
        match self {
            Self::Texts(texts) => u32::try_from(texts.values.len()).unwrap_or(u32::MAX),
            Self::Days { count, .. } | Self::Weeks { count, .. } => *count,
            Self::Hours => 24,
            Self::Bands { edges } => *edges + 2,
        }
    }

    /// What a value is called; none for null.
    pub(super) fn label(&self, number: u32) -> Option<String> {
        let offset = i32::try_from(number).unwrap_or(i32::MAX);
        match self {
            Self::Texts(texts) => texts.values[number as usize].as_deref().map(str::to_owned),
            Self::Days { first, .. } => Some(day_label(first.saturating_add(offset))),
            Self::Weeks { first, .. } => Some(week_label(first.saturating_add(offset))),
            Self::Hours => Some(number.to_string()),
            Self::Bands { .. } => (number > 0).then(|| (offset - 2).to_string()),
        }
    }

    /// The place of each value when they are sorted; null comes first.
    pub(super) fn ranks(&self) -> Vec<u32> {
        let count = self.count();
        let mut order: Vec<u32> = (0..count).collect();
        if let Self::Texts(texts) = self {
            order.sort_by_key(|number| &texts.values[*number as usize]);
        }
        let mut ranks = vec![0; order.len()];
        for (rank, number) in (0..count).zip(order) {
            ranks[number as usize] = rank;
        }
        ranks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_numbered_as_met_and_ranked_by_name() {
        let mut labels = Labels::texts();
        let numbers = [Some("b"), None, Some("a"), Some("b")].map(|text| labels.number(text));
        assert_eq!(numbers, [0, 1, 2, 0]);
        assert_eq!(labels.ranks(), [2, 0, 1]);
        assert_eq!(labels.label(1), None);
    }

    #[test]
    fn days_weeks_and_bands_are_named() {
        assert_eq!(
            Labels::Days { first: 0, count: 2 }.label(1).as_deref(),
            Some("1970-01-02")
        );
        assert_eq!(
            Labels::Weeks { first: 0, count: 2 }.label(1).as_deref(),
            Some("1970-W02")
        );
        let bands = Labels::Bands { edges: 2 };
        assert_eq!(
            (0..4).map(|number| bands.label(number)).collect::<Vec<_>>(),
            [
                None,
                Some("-1".to_owned()),
                Some("0".to_owned()),
                Some("1".to_owned())
            ]
        );
    }
}
