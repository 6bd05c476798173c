//! How sure a name and the values below it make us together.

use super::{
    names::{self, CERTAIN},
    profile::Profile,
};
use crate::Field;

/// What a likely name comes to where the values speak for it too: nobody has to be asked.
const CONFIRMED: f64 = 0.93;

/// Names that mean little by themselves.
const VAGUE: &[&str] = &[
    "name",
    "no",
    "nr",
    "number",
    "date",
    "time",
    "datetime",
    "timestamp",
    "datum",
    "data",
    "fecha",
    "dato",
    "pvm",
    "tarih",
    "дата",
    "tanggal",
    "tgl",
    "tarikh",
    "nama",
    "ngay",
    "วันที่",
    "التاريخ",
    "תאריך",
    "ημερομηνια",
    "日付",
    "日期",
    "날짜",
];

/// Whether the name alone says little.
pub(crate) fn is_vague(name: &str) -> bool {
    VAGUE.contains(&names::folded(name).as_str())
}

/// The confidence that the columns of a name hold a field, 0 to 1.
pub(super) fn confidence(field: Field, name: &str, by_name: f64, profile: &Profile) -> f64 {
    if profile.filled == 0 {
        // Nothing speaks against the name, but another of the field's names may hold something.
        return if by_name >= CERTAIN {
            by_name * 0.93
        } else {
            by_name * 0.9
        };
    }
    let vague = by_name < CERTAIN && is_vague(name);
    let fit = fit(field, vague, profile);
    if by_name >= CERTAIN {
        return by_name * fit;
    }
    if fit < 0.9 {
        return by_name * fit;
    }
    // The order of the names still decides between two of them.
    CONFIRMED * fit + better(field, profile) + (by_name - 0.85) * 0.1
}

/// What is said for one column rather than another of the same field: people's keys before numbers, numbers before
/// those of machines, varied sentences before words, long texts before short ones.
fn better(field: Field, profile: &Profile) -> f64 {
    match field {
        // The rows were numbered as they were written: with the next export each number is another ticket's.
        Field::TicketId if profile.counts => -0.01,
        Field::TicketId if profile.human > 0.9 => 0.03,
        Field::TicketId if profile.machine > 0.9 => -0.02,
        // Titles of tickets are sentences, each its own; those of people are words that come again.
        Field::Summary => 0.01 * profile.variety() + if profile.words > 2 { 0.01 } else { 0.0 },
        Field::Description => {
            0.0002 * f64::from(u32::try_from(profile.length.min(100)).unwrap_or(0))
        }
        _ => 0.0,
    }
}

/// How well the values fit the field, 0 to 1.
fn fit(field: Field, vague: bool, profile: &Profile) -> f64 {
    match field {
        Field::TicketId => key(profile),
        Field::CreatedAt => date(profile) * if profile.density() < 0.5 { 0.93 } else { 1.0 },
        _ if field.is_date() => date(profile),
        Field::Summary | Field::Description => text(vague, profile),
        // How many there are, not what they say.
        Field::Comments => 1.0 - (profile.integers + profile.truths + profile.moments).min(1.0),
        // Where the customer lives is called a state as well.
        Field::Status if profile.regions > 0.9 && profile.distinct > 3 => 0.1,
        Field::Status | Field::Priority | Field::IssueType => state(profile),
        Field::Team | Field::Channel | Field::Product | Field::Project => {
            state(profile) * (1.0 - 0.8 * profile.addresses)
        }
        Field::Assignee | Field::Reporter | Field::Organization | Field::Customer => {
            (0.5 + 0.5 * profile.short) * (1.0 - profile.moments)
        }
        Field::Reopenings => profile.integers,
        Field::TrackerId => key(profile),
        _ => 1.0,
    }
}

fn key(profile: &Profile) -> f64 {
    let fits = 0.3 + 0.7 * profile.keys;
    let other = profile.moments.max(profile.truths).max(profile.addresses);
    let repeats = match profile.told_apart() {
        _ if profile.is_constant() && profile.filled > 2 => 0.6,
        // A mark that a row has or has not.
        _ if profile.filled >= 50 && profile.distinct <= 2 => 0.6,
        variety => 0.88 + 0.12 * variety,
    };
    fits * (1.0 - 0.9 * other) * repeats
}

fn date(profile: &Profile) -> f64 {
    0.1 + 0.9 * profile.dates
}

/// Prose, or at least words; what is the same in every row says nothing of a ticket.
fn text(vague: bool, profile: &Profile) -> f64 {
    let other = [
        profile.moments,
        profile.truths,
        profile.integers,
        profile.addresses,
    ];
    let other = match other.into_iter().fold(0.0, f64::max) {
        most if most > 0.9 => 0.3,
        most if most > 0.6 => 0.7,
        _ => 1.0,
    };
    let constant = if profile.is_constant() { 0.3 } else { 1.0 };
    let vague = if vague && profile.words < 3 { 0.6 } else { 1.0 };
    other * constant * vague
}

/// A state is short, and shared by tickets.
fn state(profile: &Profile) -> f64 {
    let varied = profile.filled >= 20 && profile.variety() > 0.8;
    (0.5 + 0.5 * profile.short) * (1.0 - 0.9 * profile.moments) * if varied { 0.6 } else { 1.0 }
}
