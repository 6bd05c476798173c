//! How much attention a line asks for.

use std::{fmt, str::FromStr};

/// How much attention a line asks for, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Of use to who looks for a fault.
    Debug,
    /// Expected, worth keeping.
    Info,
    /// Somebody should look at it some time.
    Warn,
    /// Something failed through our fault.
    Error,
}

impl Level {
    /// All of them, the least first.
    pub const ALL: [Self; 4] = [Self::Debug, Self::Info, Self::Warn, Self::Error];

    /// Its name, as lines and settings have it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// A word that names no level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoLevel;

impl FromStr for Level {
    type Err = NoLevel;

    fn from_str(word: &str) -> Result<Self, NoLevel> {
        let named = |level: &Self| level.name() == word;
        Self::ALL.into_iter().find(named).ok_or(NoLevel)
    }
}
