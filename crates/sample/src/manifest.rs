//! What a generated export holds, exactly.

use std::collections::BTreeMap;

use jiff::{Timestamp, tz::TimeZone};
use serde::{Deserialize, Serialize};

use crate::{
    breaks::Flaw,
    life::{Life, State},
    phrases::Mood,
    row::{Tone, tone},
};

/// Tickets described one by one.
const KNOWN: usize = 40;

/// What a generated export holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Data rows, lost ones included.
    pub rows: u64,
    /// Columns of the header.
    pub columns: usize,
    /// Bytes of the file.
    pub bytes: u64,
    /// Which export of the project this is, from 0.
    pub week: u32,
    /// Zone of its dates (IANA); to be given when it is uploaded.
    pub timezone: String,
    /// When the export was made: no date in it is later.
    pub exported_at: Timestamp,
    /// Row errors of this file, by kind.
    pub row_errors: BTreeMap<String, u64>,
    /// What this file alone gives.
    pub file: Counts,
    /// What there is after the exports of week 0 to this one have been taken in, in order.
    pub union: Counts,
    /// Some tickets of the union, one by one.
    pub known: Vec<Known>,
}

/// Counts over tickets that were not lost.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Tickets.
    pub tickets: u64,
    /// Comments, those with an unreadable date included.
    pub comments: u64,
    /// Tickets by status.
    pub status: BTreeMap<String, u64>,
    /// Tickets by priority.
    pub priority: BTreeMap<String, u64>,
    /// Tickets by product; wide exports only.
    pub product: BTreeMap<String, u64>,
    /// Tickets by the day (UTC) on which they were created.
    pub created_per_day: BTreeMap<String, u64>,
    /// Tickets with a date of resolution; wide exports only.
    pub resolved: u64,
    /// Tickets by the mood in which title and description were composed.
    pub ticket_moods: BTreeMap<String, u64>,
    /// Comments by mood: also `odd` (markup, emoji, formulas) and `other_language`.
    pub comment_moods: BTreeMap<String, u64>,
}

/// One ticket as it must be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// Its key.
    pub key: String,
    /// When it was created; where that date cannot be read, its earliest other date.
    pub created_at: Timestamp,
    /// Whether its creation date can be read.
    pub created_readable: bool,
    /// When it was changed last.
    pub updated_at: Timestamp,
    /// Where it stands.
    pub status: String,
    /// How pressing it is.
    pub priority: String,
    /// Who works on it.
    pub assignee: Option<String>,
    /// How many comments it has.
    pub comments: u64,
}

impl Counts {
    /// Counts a ticket.
    pub(crate) fn add(&mut self, seed: u64, life: &Life, state: &State<'_>, wide: bool) {
        self.tickets += 1;
        self.comments += state.remarks.len() as u64;
        count(&mut self.status, state.status);
        count(&mut self.priority, state.priority);
        if wide {
            count(&mut self.product, life.cast.product().name);
            self.resolved += u64::from(state.resolved.is_some());
        }
        let day = TimeZone::UTC.to_datetime(created_at(life, state)).date();
        count(&mut self.created_per_day, &day.to_string());
        count(&mut self.ticket_moods, mood_name(life.mood));
        for (index, remark) in state.remarks.iter().enumerate() {
            let name = match tone(seed, life, index, remark) {
                Tone::Known(mood) => mood_name(mood),
                Tone::OtherLanguage => "other_language",
                Tone::Odd => "odd",
            };
            count(&mut self.comment_moods, name);
        }
    }
}

impl Manifest {
    /// Notes a row error.
    pub(crate) fn error(&mut self, kind: &str) {
        count(&mut self.row_errors, kind);
    }

    /// Describes a ticket of the union, if it is one of those.
    pub(crate) fn note(&mut self, life: &Life, state: &State<'_>) {
        let described = life.flaw.is_some() || life.number.is_multiple_of(7);
        if described && self.known.len() < KNOWN {
            self.known.push(Known {
                key: life.key(),
                created_at: created_at(life, state),
                created_readable: life.flaw != Some(Flaw::Created),
                updated_at: state.updated,
                status: state.status.to_owned(),
                priority: state.priority.to_owned(),
                assignee: Some(life.cast.agent.to_owned()).filter(|_| state.status != "Open"),
                comments: state.remarks.len() as u64,
            });
        }
    }
}

/// When the ticket is to be read as created.
fn created_at(life: &Life, state: &State<'_>) -> Timestamp {
    if life.flaw == Some(Flaw::Created) {
        // A ticket with this flaw has a comment, which is never later than the last change.
        state
            .remarks
            .first()
            .map_or(state.updated, |remark| remark.at.min(state.updated))
    } else {
        life.created
    }
}

fn count(counts: &mut BTreeMap<String, u64>, name: &str) {
    if let Some(count) = counts.get_mut(name) {
        *count += 1;
    } else {
        counts.insert(name.to_owned(), 1);
    }
}

fn mood_name(mood: Mood) -> &'static str {
    match mood {
        Mood::Positive => "positive",
        Mood::Neutral => "neutral",
        Mood::Negative => "negative",
    }
}
