//! Which of two states of a ticket counts.

use stores::named::Moment;

/// What is known of how new a state of a ticket is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Age {
    /// When the ticket was changed last, as its export says; none where it says nothing.
    pub changed_at: Option<Moment>,
    /// When that export was uploaded.
    pub uploaded_at: Moment,
}

impl Age {
    /// Whether a state replaces the known one.
    ///
    /// 1. Where both exports say when the ticket was changed, the later change counts; of equal ones the later upload.
    /// 2. Where one of them does not say, the later upload counts: a file without a date of change is as new as its
    ///    upload, whatever other dates stand in it.
    ///
    /// No date of change lies behind its upload, whatever it says: a date to come, which is a mistake, holds nothing up.
    /// And a state whose export does not say takes over the date of change that was known ([`Age::kept`]), so that an
    /// export which says it is older than that one never overwrites it.
    pub fn replaces(self, known: Self) -> bool {
        match (self.said(), known.said()) {
            (Some(ours), Some(theirs)) if ours != theirs => ours > theirs,
            _ => self.uploaded_at >= known.uploaded_at,
        }
    }

    /// The moment from which the state is known to be true.
    pub fn as_of(self) -> Moment {
        self.said().unwrap_or(self.uploaded_at)
    }

    /// The date of change of a state that follows on the known one.
    pub fn kept(self, known: Self) -> Option<Moment> {
        self.changed_at.or_else(|| known.said())
    }

    fn said(self) -> Option<Moment> {
        self.changed_at
            .map(|at| Moment(at.0.min(self.uploaded_at.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn age(changed_at: impl Into<Option<i64>>, uploaded_at: i64) -> Age {
        Age {
            changed_at: changed_at.into().map(Moment),
            uploaded_at: Moment(uploaded_at),
        }
    }

    #[test]
    fn the_later_change_counts_whatever_the_order_of_uploads() {
        assert!(age(9, 100).replaces(age(5, 200)));
        assert!(!age(5, 200).replaces(age(9, 100)));
        assert!(age(5, 200).replaces(age(5, 100)));
        assert!(!age(5, 100).replaces(age(5, 200)));
    }

    #[test]
    fn without_a_date_of_change_the_later_upload_counts() {
        assert!(age(None, 200).replaces(age(None, 100)));
        assert!(!age(None, 100).replaces(age(None, 200)));
        assert!(age(None, 200).replaces(age(5, 100)));
        assert!(age(5, 200).replaces(age(None, 100)));
        assert!(!age(5, 100).replaces(age(None, 200)));
    }

    #[test]
    fn a_date_to_come_holds_nothing_up() {
        assert!(age(150, 200).replaces(age(9_999, 100)));
        assert_eq!(age(9_999, 100).as_of(), Moment(100));
    }

    #[test]
    fn what_was_known_of_a_change_is_kept() {
        let (dated, undated) = (age(50, 100), age(None, 200));
        assert_eq!(undated.kept(dated), Some(Moment(50)));
        assert_eq!(undated.as_of(), Moment(200));
        let stored = Age {
            changed_at: undated.kept(dated),
            ..undated
        };
        assert!(!age(40, 300).replaces(stored));
        assert!(age(60, 300).replaces(stored));
    }
}
