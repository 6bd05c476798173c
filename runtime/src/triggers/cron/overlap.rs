//! What becomes of a firing while a run of its trigger is going on.

/// What becomes of a firing while a run of its trigger is going on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlap {
    /// It is skipped.
    Skip,
    /// It waits for the end of the run; one at most waits.
    Queue,
    /// It begins beside it, while fewer runs than this are going on.
    Allow(usize),
}

impl Overlap {
    /// As `runtime.toml` calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Skip => "skip",
            Self::Queue => "queue",
            Self::Allow(_) => "allow",
        }
    }

    /// Runs of one trigger that may be going on at a time.
    pub fn most(self) -> usize {
        match self {
            Self::Skip | Self::Queue => 1,
            Self::Allow(most) => most,
        }
    }
}

/// The places of a trigger's runs.
pub struct Places<T> {
    overlap: Overlap,
    taken: usize,
    waiting: Option<T>,
}

/// What becomes of a firing.
#[derive(Debug, PartialEq, Eq)]
pub enum Offer<T> {
    /// It has a place, and begins.
    Begin(T),
    /// It waits for one.
    Waits,
    /// It has none.
    Refused(T),
}

impl<T> Places<T> {
    /// All of them free.
    pub fn new(overlap: Overlap) -> Self {
        Self {
            overlap,
            taken: 0,
            waiting: None,
        }
    }

    /// Places that are free.
    pub fn free(&self) -> usize {
        self.overlap.most().saturating_sub(self.taken)
    }

    /// Takes a place for a firing, or lets it wait.
    pub fn offer(&mut self, firing: T) -> Offer<T> {
        if self.free() > 0 {
            self.taken += 1;
            return Offer::Begin(firing);
        }
        if self.overlap == Overlap::Queue && self.waiting.is_none() {
            self.waiting = Some(firing);
            return Offer::Waits;
        }
        Offer::Refused(firing)
    }

    /// A run has ended: whichever waited has its place and begins.
    pub fn ended(&mut self) -> Option<T> {
        let next = self.waiting.take();
        if next.is_none() {
            self.taken = self.taken.saturating_sub(1);
        }
        next
    }

    /// Nothing begins any more: hands back what waited.
    pub fn close(&mut self) -> Option<T> {
        self.waiting.take()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn skip_has_one_place_and_nobody_waits() {
        let mut places = Places::new(Overlap::Skip);
        assert_eq!(places.offer(1), Offer::Begin(1));
        assert_eq!(places.offer(2), Offer::Refused(2));
        assert_eq!((places.ended(), places.free()), (None, 1));
        assert_eq!(places.offer(3), Offer::Begin(3));
    }

    #[test]
    fn queue_lets_one_wait_and_it_begins_when_the_run_ends() {
        let mut places = Places::new(Overlap::Queue);
        assert_eq!(places.offer(1), Offer::Begin(1));
        assert_eq!(places.offer(2), Offer::Waits);
        assert_eq!(places.offer(3), Offer::Refused(3));
        assert_eq!(places.ended(), Some(2));
        assert_eq!(places.free(), 0);
        assert_eq!(places.offer(4), Offer::Waits);
        assert_eq!((places.close(), places.ended()), (Some(4), None));
        assert_eq!(places.free(), 1);
    }

    #[test]
    fn allow_has_as_many_places_as_it_says() {
        let mut places = Places::new(Overlap::Allow(2));
        assert_eq!(places.offer(1), Offer::Begin(1));
        assert_eq!(places.offer(2), Offer::Begin(2));
        assert_eq!(places.offer(3), Offer::Refused(3));
        assert_eq!((places.ended(), places.free()), (None, 1));
    }
}
