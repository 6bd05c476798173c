//! What an export's comments of a ticket add to those that are known, and which of these they take away.
//!
//! A comment is counted once, whatever an export makes of it: another name of its author, seconds or none, another markup,
//! another timezone. The newest export that has comments of a ticket says which there are; but most exports do not say that
//! they have all of them, so one is taken away only where the export reaches as far back as what is known.

use super::folded::folded;
use super::stored::StoredComment;
use std::collections::{HashMap, HashSet, VecDeque};
use tickets::Comment;

/// Seconds of a minute, of a quarter of an hour, of an hour, and between the two clocks that are farthest apart.
const MINUTE: i64 = 60;
const QUARTER: i64 = 15 * MINUTE;
const HOUR: i64 = 60 * MINUTE;
const FARTHEST: i64 = 26 * HOUR;

/// What is known of the export.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// Whether no newer export said which comments there are.
    pub is_newest: bool,
    /// Whether what it does not have may be taken away.
    pub may_remove: bool,
    /// Whether it was read in another timezone than the known ones.
    pub is_other_zone: bool,
}

/// Why a known comment is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The export does not have it.
    Deleted,
    /// It has another text.
    Edited,
    /// It has another time.
    Moved,
}

impl Why {
    /// Its name in the records.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Deleted => "deleted",
            Self::Edited => "edited",
            Self::Moved => "moved",
        }
    }
}

/// What becomes of a ticket's comments.
#[derive(Debug, Default, PartialEq)]
pub struct Change {
    /// Comments to be added, with their numbers. Those that stand for a known one have its number.
    pub added: Vec<Comment>,
    /// Known comments that are over, by their places.
    pub over: Vec<(usize, Why)>,
}

/// Compares a ticket's known comments with those of an export.
pub fn compare(known: &[StoredComment], incoming: Vec<Comment>, asked: Asked) -> Change {
    let mut pairs = Pairs::new(known, &incoming);
    pairs.by_fingerprint();
    pairs.by_minute_and_text();
    pairs.by_shift(asked.is_other_zone);
    pairs.by_text();
    let mut change = Change::default();
    // The place of the known comment that an incoming one stands for.
    let mut stands_for: Vec<Option<usize>> = vec![None; incoming.len()];
    if asked.is_newest && asked.may_remove {
        let reaches_back = pairs.reaches_back();
        for (place, of) in pairs.of_incoming.iter().enumerate() {
            if let Some(of) = of.filter(|of| pairs.is_moved(*of, place)) {
                change.over.push((of, Why::Moved));
                stands_for[place] = Some(of);
            }
        }
        for (of, place) in pairs.edited() {
            change.over.push((of, Why::Edited));
            stands_for[place] = Some(of);
        }
        if reaches_back {
            let is_over = |of: &usize| change.over.iter().any(|(over, _)| over == of);
            let gone = pairs.open_known().filter(|of| known[*of].at.is_some());
            let gone: Vec<usize> = gone.filter(|of| !is_over(of)).collect();
            change
                .over
                .extend(gone.into_iter().map(|of| (of, Why::Deleted)));
        }
    }
    let takes = |comment: &Comment| asked.is_newest || pairs.is_missing(comment);
    let is_added: Vec<bool> = incoming
        .iter()
        .enumerate()
        .map(|(place, comment)| {
            stands_for[place].is_some() || (pairs.of_incoming[place].is_none() && takes(comment))
        })
        .collect();
    let mut next = super::merge::next_number(known);
    let mut names: HashSet<String> = known.iter().map(|one| one.fingerprint.clone()).collect();
    for (place, mut comment) in incoming.into_iter().enumerate() {
        if !is_added[place] {
            continue;
        }
        comment.number = stands_for[place].map_or(next, |of| known[of].number);
        if stands_for[place].is_none() {
            next += 1;
        }
        for equal in 0.. {
            if names.insert(comment.fingerprint.to_string()) {
                break;
            }
            comment.fingerprint = comment.fingerprint_behind(equal);
        }
        change.added.push(comment);
    }
    change.over.sort_unstable_by_key(|(of, _)| *of);
    change
}

/// Seconds since the epoch.
fn seconds(comment: &StoredComment) -> Option<i64> {
    comment.at.map(|at| at.div_euclid(1_000_000))
}

/// A text without what formats make of it, and when it was written, seconds since the epoch.
struct Said {
    text: String,
    at: Option<i64>,
    author: Option<String>,
}

impl Said {
    fn minute(&self) -> Option<i64> {
        self.at.map(|at| at.div_euclid(MINUTE))
    }
}

/// Which known comment is which incoming one.
struct Pairs {
    fingerprints: (Vec<String>, Vec<String>),
    known: Vec<Said>,
    incoming: Vec<Said>,
    of_known: Vec<Option<usize>>,
    of_incoming: Vec<Option<usize>>,
}

impl Pairs {
    fn new(known: &[StoredComment], incoming: &[Comment]) -> Self {
        let author = |name: Option<&str>| name.map(|name| name.trim().to_lowercase());
        let of_known = known.iter().map(|one| Said {
            text: folded(&one.text),
            at: seconds(one),
            author: author(one.author.as_deref()),
        });
        let of_incoming = incoming.iter().map(|one| Said {
            text: folded(&one.body),
            at: one.at.map(jiff::Timestamp::as_second),
            author: author(one.author.as_deref()),
        });
        let ours = known.iter().map(|one| one.fingerprint.clone());
        let theirs = incoming.iter().map(|one| one.fingerprint.to_string());
        Self {
            fingerprints: (ours.collect(), theirs.collect()),
            known: of_known.collect(),
            incoming: of_incoming.collect(),
            of_known: vec![None; known.len()],
            of_incoming: vec![None; incoming.len()],
        }
    }

    fn join(&mut self, of: usize, place: usize) {
        self.of_known[of] = Some(place);
        self.of_incoming[place] = Some(of);
    }

    fn open_known(&self) -> impl Iterator<Item = usize> {
        let places = 0..self.of_known.len();
        places.filter(|of| self.of_known[*of].is_none())
    }

    fn open_incoming(&self) -> impl Iterator<Item = usize> {
        let places = 0..self.of_incoming.len();
        places.filter(|place| self.of_incoming[*place].is_none())
    }

    /// Joins those that have the same key, in their order.
    fn by<K: std::hash::Hash + Eq>(
        &mut self,
        ours: impl Fn(&Self, usize) -> Option<K>,
        theirs: impl Fn(&Self, usize) -> Option<K>,
    ) {
        let mut open: HashMap<K, VecDeque<usize>> = HashMap::new();
        for of in self.open_known() {
            if let Some(key) = ours(self, of) {
                open.entry(key).or_default().push_back(of);
            }
        }
        for place in self.open_incoming().collect::<Vec<_>>() {
            let found = theirs(self, place).and_then(|key| open.get_mut(&key)?.pop_front());
            if let Some(of) = found {
                self.join(of, place);
            }
        }
    }

    fn by_fingerprint(&mut self) {
        self.by(
            |pairs, of| Some(pairs.fingerprints.0[of].clone()),
            |pairs, place| Some(pairs.fingerprints.1[place].clone()),
        );
    }

    fn by_minute_and_text(&mut self) {
        self.by(
            |pairs, of| Some((pairs.known[of].minute()?, pairs.known[of].text.clone())),
            |pairs, place| {
                let said = &pairs.incoming[place];
                Some((said.minute()?, said.text.clone()))
            },
        );
    }

    /// Joins those of which one has no time.
    fn by_text(&mut self) {
        for is_ours in [true, false] {
            self.by(
                |pairs, of| {
                    let said = &pairs.known[of];
                    (!is_ours || said.at.is_none()).then(|| said.text.clone())
                },
                |pairs, place| {
                    let said = &pairs.incoming[place];
                    (is_ours || said.at.is_none()).then(|| said.text.clone())
                },
            );
        }
    }

    /// Joins those that were read in another timezone: the same texts, all of them as much earlier or later, up to the
    /// hour that a clock is changed by.
    fn by_shift(&mut self, is_other_zone: bool) {
        let mut open: HashMap<&str, VecDeque<usize>> = HashMap::new();
        let by_time = |said: &[Said], mut places: Vec<usize>| {
            places.retain(|place| said[*place].at.is_some());
            places.sort_by_key(|place| said[*place].at);
            places
        };
        for of in by_time(&self.known, self.open_known().collect()) {
            let text = self.known[of].text.as_str();
            open.entry(text).or_default().push_back(of);
        }
        let mut found = Vec::new();
        for place in by_time(&self.incoming, self.open_incoming().collect()) {
            let said = &self.incoming[place];
            let Some(of) = open
                .get_mut(said.text.as_str())
                .and_then(VecDeque::pop_front)
            else {
                continue;
            };
            if let Some(shift) = shift(&self.known[of], said) {
                found.push((of, place, shift));
            }
        }
        let joined = self.of_known.iter().zip(&self.known);
        let stood = joined.filter(|(place, said)| place.is_some() && said.at.is_some());
        let stands = stood.count() > 0;
        if stands && !is_other_zone {
            return;
        }
        let shifts = found.iter().map(|(.., shift)| *shift);
        let shifts = shifts.chain(stands.then_some(0));
        let (least, most) = (shifts.clone().min(), shifts.max());
        if most
            .zip(least)
            .is_some_and(|(most, least)| most - least <= HOUR)
        {
            for (of, place, _) in found {
                self.join(of, place);
            }
        }
    }

    /// Whether a comment has another time now than the one it was joined with.
    fn is_moved(&self, of: usize, place: usize) -> bool {
        let (known, incoming) = (&self.known[of], &self.incoming[place]);
        incoming.at.is_some() && known.minute() != incoming.minute()
    }

    /// Comments with another text, and the incoming ones that stand for them: of the same minute and author, in order.
    fn edited(&self) -> Vec<(usize, usize)> {
        let key = |said: &Said| Some((said.minute()?, said.author.clone()?));
        let mut open: HashMap<_, VecDeque<usize>> = HashMap::new();
        for of in self.open_known() {
            if let Some(key) = key(&self.known[of]) {
                open.entry(key).or_default().push_back(of);
            }
        }
        let pair = |place: usize| {
            let of = open.get_mut(&key(&self.incoming[place])?)?.pop_front()?;
            Some((of, place))
        };
        self.open_incoming().filter_map(pair).collect()
    }

    /// The earliest known minute, as the export would have it.
    fn earliest_known(&self) -> Option<i64> {
        let known = self.known.iter().zip(&self.of_known);
        let minute = |(said, place): (&Said, &Option<usize>)| {
            let moved = place.and_then(|place| self.incoming[place].minute());
            moved.or(said.minute())
        };
        known.filter_map(minute).min()
    }

    fn earliest_incoming(&self) -> Option<i64> {
        self.incoming.iter().filter_map(Said::minute).min()
    }

    /// Whether the export has what is known from its first comment on.
    fn reaches_back(&self) -> bool {
        let reaches = |(theirs, ours)| theirs <= ours;
        let earliest = self.earliest_incoming().zip(self.earliest_known());
        earliest.is_some_and(reaches)
    }

    /// Whether a comment of an older export was missing: newer ones, where there were any, do not reach back to it, or it
    /// cannot be told.
    fn is_missing(&self, comment: &Comment) -> bool {
        let earliest = self.earliest_incoming().zip(self.earliest_known());
        comment.at.is_none() || earliest.is_none_or(|(theirs, ours)| theirs < ours)
    }
}

/// By how many seconds one is later, if that can be the difference of two clocks.
fn shift(known: &Said, incoming: &Said) -> Option<i64> {
    let of_minutes = |said: &Said| said.minute().map(|minute| minute * MINUTE);
    let shift = of_minutes(incoming)? - of_minutes(known)?;
    (shift % QUARTER == 0 && shift.abs() <= FARTHEST).then_some(shift)
}

#[cfg(test)]
mod tests;
