//! What a file's header looks like, however often its columns repeat and in whatever order they come.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::names;
use crate::Header;

/// Share of equal column names from which on two files are of the same kind.
const SIMILAR: f64 = 0.8;

/// Names of the columns of a file, each once, in lower case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Shape(pub BTreeSet<String>);

impl Shape {
    /// The shape of a header.
    pub fn of(header: &Header) -> Self {
        let names = header.names().iter();
        let names = names
            .map(|name| names::base(name).trim().to_lowercase())
            .filter(|name| !name.is_empty() && !name.starts_with('#'));
        Self(names.collect())
    }

    /// How alike two headers are, 0 to 1: equal names among all names of both.
    pub fn similarity(&self, other: &Self) -> f64 {
        let share = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        let both = self.0.intersection(&other.0).count();
        let all = self.0.union(&other.0).count();
        share(both) / share(all.max(1))
    }

    /// Whether two files are of the same kind.
    pub fn is_like(&self, other: &Self) -> bool {
        self.similarity(other) >= SIMILAR
    }
}
