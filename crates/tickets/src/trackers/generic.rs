//! Any table of tickets, from whatever system.

use crate::{Format, Sniff, Texts};

/// The format `generic`: columns are found by the names trackers have in common.
#[derive(Debug, Clone, Copy)]
pub struct Generic;

impl Format for Generic {
    fn name(&self) -> &'static str {
        "generic"
    }

    fn source(&self) -> &'static str {
        "generic"
    }

    fn texts(&self) -> Texts {
        Texts::Unknown
    }

    fn recognises(&self, _sniff: &Sniff) -> bool {
        true
    }
}
