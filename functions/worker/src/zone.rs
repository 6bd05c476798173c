//! Whether two states of a ticket are one, read in two timezones.

use rows::TicketState;
use serde_json::Value as Json;
use stores::named::{Document, Moment};

/// Clocks differ by quarters of an hour, and by no more than this, in µs; all times of a ticket by the same, up to the hour
/// that a clock is changed by.
const QUARTER: i64 = 15 * 60 * 1_000_000;
const FARTHEST: i64 = 26 * 60 * 60 * 1_000_000;

/// Whether the states say the same but for their times, which differ as those of two clocks do. `has_created` tells whether
/// the incoming state has a creation date of its own.
pub fn differs(known: &TicketState, incoming: &TicketState, has_created: bool) -> bool {
    let created = if has_created {
        incoming.created_at
    } else {
        known.created_at
    };
    let changed = incoming.updated_at.or(known.updated_at);
    let times = [
        (known.created_at, created),
        (known.updated_at, changed),
        (known.resolved_at, incoming.resolved_at),
        (known.due_at, incoming.due_at),
        (known.first_response_at, incoming.first_response_at),
    ];
    let timeless = |state: &TicketState| TicketState {
        labels: Document::of(&serde_json::from_str::<Json>(&state.labels.0).unwrap_or_default()),
        // Not every export tells it.
        tracker_id: None,
        created_at: None,
        created_from: String::new(),
        updated_at: None,
        resolved_at: None,
        due_at: None,
        first_response_at: None,
        as_of: Moment::default(),
        comments_at: None,
        state_hash: String::new(),
        ..state.clone()
    };
    if timeless(known) != timeless(incoming) {
        return false;
    }
    let mut shifts = Vec::new();
    for (known, incoming) in times {
        match known.zip(incoming) {
            Some((known, incoming)) => shifts.push(incoming.0 - known.0),
            None if known == incoming => {}
            None => return false,
        }
    }
    let spread = shifts.iter().max().zip(shifts.iter().min());
    shifts
        .iter()
        .all(|shift| shift % QUARTER == 0 && shift.abs() <= FARTHEST)
        && spread.is_none_or(|(most, least)| most - least <= 4 * QUARTER)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 4 * QUARTER;

    fn state(created_at: i64, status: &str) -> TicketState {
        TicketState {
            created_at: Some(Moment(created_at)),
            status: status.to_owned(),
            ..TicketState::default()
        }
    }

    #[test]
    fn the_same_but_for_its_times() {
        let known = state(100 * HOUR, "Open");
        assert!(differs(&known, &state(98 * HOUR, "Open"), true));
        assert!(differs(
            &known,
            &state(100 * HOUR + 3 * QUARTER, "Open"),
            true
        ));
        assert!(!differs(&known, &state(98 * HOUR, "Done"), true));
        assert!(!differs(&known, &state(98 * HOUR + 1, "Open"), true));
        assert!(!differs(&known, &state(10 * HOUR, "Open"), true));
        assert!(
            differs(&known, &state(10 * HOUR, "Open"), false),
            "it has none"
        );
        let changed = |hours: i64| TicketState {
            updated_at: Some(Moment(hours * HOUR)),
            ..state((100 + hours.min(0)) * HOUR, "Open")
        };
        assert!(differs(&changed(0), &changed(-1), true));
        assert!(!differs(&changed(0), &changed(24), true), "a day later");
        let resolved = TicketState {
            resolved_at: Some(Moment(1)),
            ..known.clone()
        };
        assert!(!differs(&known, &resolved, true));
    }

    #[test]
    fn lists_are_the_same_however_a_database_writes_them() {
        let labels = |text: &str| TicketState {
            labels: Document(text.to_owned()),
            ..state(0, "Open")
        };
        assert!(differs(
            &labels(r#"["a","b"]"#),
            &labels(r#"["a", "b"]"#),
            true
        ));
    }
}
