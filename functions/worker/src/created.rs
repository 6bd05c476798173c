//! When a ticket was created, where two exports tell it differently or not at all.

use rows::TicketState;
use stores::named::Moment;
use tickets::CreatedFrom;

/// When a known ticket was created, and what tells that. What a column says counts before what was concluded, and anything
/// before nothing. Of two columns the newer state's counts; of two conclusions the earlier, as it was there by then.
pub fn decide(
    known: &TicketState,
    incoming: &TicketState,
    newer: bool,
) -> (Option<Moment>, String) {
    let rank = |state: &TicketState| match (state.created_at, state.created_from.as_str()) {
        (None, _) => 0,
        (_, from) if from == CreatedFrom::Column.as_str() => 2,
        // An earlier release did not say; it is believed as a conclusion is.
        _ => 1,
    };
    // An earlier release gave a ticket without any date that of its upload. The hash tells: no date is in it.
    let was_made_up = known.created_from.is_empty()
        && incoming.created_at.is_none()
        && incoming.state_hash == known.state_hash;
    let takes = was_made_up
        || match (rank(known), rank(incoming)) {
            (1, 1) => incoming.created_at < known.created_at,
            (of_known, of_incoming) => of_incoming > of_known || (newer && of_incoming == of_known),
        };
    let state = if takes { incoming } else { known };
    (state.created_at, state.created_from.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::merge::tests::{export, stored, ticket};
    use crate::merge::{Merged, merge};
    use crate::stored::StoredTicket;
    use jiff::Timestamp;
    use tickets::Ticket;

    /// A ticket of which this is known of its creation.
    fn created(seconds: Option<i64>, from: CreatedFrom, status: &str) -> Ticket {
        Ticket {
            created_at: seconds.and_then(|at| Timestamp::from_second(at).ok()),
            created_from: from,
            ..ticket("A-1", status, &[])
        }
    }

    fn revised(known: &StoredTicket, incoming: Ticket, exported_at: i64) -> Option<TicketState> {
        match merge(Some(known), incoming, export(exported_at)) {
            Merged::Revised { ticket, .. } => Some(ticket.state),
            Merged::Unchanged { .. } => None,
        }
    }

    #[test]
    fn a_date_that_is_known_is_never_lost_and_a_column_counts_before_a_conclusion() {
        let (column, comment) = (CreatedFrom::Column, CreatedFrom::FirstComment);
        let nothing = || created(None, CreatedFrom::Unknown, "Open");
        let at = |state: Option<TicketState>| {
            state.map(|state| {
                let seconds = state.created_at.map(|at| at.0 / 1_000_000);
                (seconds, state.created_from)
            })
        };
        let found =
            |seconds: i64, from: CreatedFrom| Some((Some(seconds), from.as_str().to_owned()));
        let undated = stored(nothing(), Moment(100));
        assert_eq!(revised(&undated, nothing(), 200), None);
        // Even where the export is an older one: nothing else was known.
        let dated = created(Some(50), column, "Older");
        assert_eq!(at(revised(&undated, dated, 10)), found(50, column));
        let dated = stored(created(Some(50), column, "Open"), Moment(100));
        let later = created(None, CreatedFrom::Unknown, "Done");
        assert_eq!(at(revised(&dated, later, 200)), found(50, column));
        let later = created(Some(70), comment, "Done");
        assert_eq!(at(revised(&dated, later, 200)), found(50, column));
        let concluded = stored(created(Some(70), comment, "Open"), Moment(100));
        let later = created(Some(60), column, "Open");
        assert_eq!(at(revised(&concluded, later, 200)), found(60, column));
        let later = created(Some(90), CreatedFrom::OtherDate, "Done");
        assert_eq!(at(revised(&concluded, later, 200)), found(70, comment));
        let later = created(Some(65), CreatedFrom::OtherDate, "Done");
        assert_eq!(
            at(revised(&concluded, later, 200)),
            found(65, CreatedFrom::OtherDate)
        );
    }

    /// It gave a ticket without any date that of its upload, and did not note it.
    #[test]
    fn a_date_that_an_earlier_release_made_up_goes_when_the_ticket_comes_again() {
        let incoming = || created(None, CreatedFrom::Unknown, "Open");
        let mut known = stored(incoming(), Moment(100));
        known.state.created_at = Some(Moment(100));
        known.state.created_from = String::new();
        let state = revised(&known, incoming(), 200).expect("a change");
        assert_eq!(
            (state.created_at, state.created_from.as_str()),
            (None, "unknown")
        );
        // Of another state nobody can tell: it may have been a date that the column had then.
        let other = created(None, CreatedFrom::Unknown, "Done");
        let state = revised(&known, other, 200).expect("a change");
        assert_eq!(state.created_at, Some(Moment(100)));
    }
}
