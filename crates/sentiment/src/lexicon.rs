//! The lexicon of support and development talk: phrases by the hashes of their words.

include!(concat!(env!("OUT_DIR"), "/lexicon.rs"));

/// A first word: what it means standing alone (no groups: nothing), and the range of the longer phrases it begins.
struct First {
    hash: u64,
    /// A bit for each second word of those phrases, by the upper bits of its hash.
    seconds: u64,
    groups: u64,
    strength: u8,
    from: u16,
    to: u16,
}

/// A phrase of two or more words: its second word, those behind it (a range of `RESTS`), the groups it belongs to and
/// how strong its mood is. Sorted by the second word, the longest first.
struct Phrase {
    second: u64,
    from: u16,
    to: u16,
    groups: u64,
    strength: u8,
}

/// A phrase found: how many words it has, its groups as bits, and the strength of its mood, 0 to 4.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    pub words: usize,
    pub groups: u64,
    pub strength: u8,
}

/// The longest phrase that begins with the first of these words; `next` answers the hash of the word that many places
/// on, `None` where no word follows.
#[inline]
pub(crate) fn longest(first: u64, next: impl Fn(usize) -> Option<u64>) -> Option<Found> {
    let entry = entry(first)?;
    if entry.seconds != 0
        && let Some(second) = next(1)
        && entry.seconds >> (second >> 58) & 1 == 1
        && let Some(found) = longer(entry, second, next)
    {
        return Some(found);
    }
    (entry.groups != 0).then_some(Found {
        words: 1,
        groups: entry.groups,
        strength: entry.strength,
    })
}

fn longer(entry: &First, second: u64, next: impl Fn(usize) -> Option<u64>) -> Option<Found> {
    let phrases = &PHRASES[usize::from(entry.from)..usize::from(entry.to)];
    let begin = phrases.partition_point(|phrase| phrase.second < second);
    let mut same = phrases[begin..]
        .iter()
        .take_while(|phrase| phrase.second == second);
    same.find_map(|phrase| {
        let rest = &RESTS[usize::from(phrase.from)..usize::from(phrase.to)];
        let mut words = rest.iter().enumerate();
        let follows = words.all(|(at, &word)| next(at + 2) == Some(word));
        follows.then_some(Found {
            words: rest.len() + 2,
            groups: phrase.groups,
            strength: phrase.strength,
        })
    })
}

/// A slot holds the entry's index plus one below the upper sixteen of the lower 32 bits of its hash, 0 if it is free.
#[inline]
fn entry(hash: u64) -> Option<&'static First> {
    let low = (hash & 0xFFFF_FFFF) as usize;
    let mask = SLOTS.len() - 1;
    let mut at = low;
    loop {
        let slot = SLOTS[at & mask] as usize;
        if slot == 0 {
            return None;
        }
        if (slot ^ low) >> 16 == 0 {
            let first = &FIRSTS[(slot & 0xFFFF) - 1];
            if first.hash == hash {
                return Some(first);
            }
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::Key;

    fn found(text: &str) -> Option<Found> {
        let words: Vec<u64> = text
            .split(' ')
            .map(|word| {
                Key::new(word.as_bytes(), 0, word.len())
                    .unwrap()
                    .wide_hash()
            })
            .collect();
        longest(words[0], |at| words.get(at).copied())
    }

    #[test]
    fn the_longest_phrase_wins() {
        assert_eq!(found("Thank you very much indeed").unwrap().words, 4);
        assert_eq!(found("not the worst of all").unwrap().words, 3);
        assert_eq!(found("not the best").unwrap().words, 1);
        assert_eq!(found("keyboard"), None);
    }

    /// Every line of the list is found as a whole, with its group.
    #[test]
    fn every_phrase_is_found() {
        let lines = include_str!("../data/lexicon.tsv").lines();
        for line in lines.filter(|line| !line.starts_with("# ")) {
            let [group, _, phrase] = line.split('\t').collect::<Vec<_>>()[..] else {
                panic!("{line}")
            };
            let place = crate::group::NAMES.iter().position(|name| *name == group);
            let found = found(phrase).unwrap();
            assert_eq!(found.words, phrase.split(' ').count(), "{phrase}");
            assert!(found.groups & 1 << place.unwrap() != 0, "{phrase}");
        }
    }

    #[test]
    fn no_phrase_has_two_moods() {
        let longer = PHRASES.iter().map(|phrase| phrase.groups);
        for groups in FIRSTS.iter().map(|first| first.groups).chain(longer) {
            let both = groups & crate::group::POSITIVE != 0 && groups & crate::group::NEGATIVE != 0;
            assert!(!both, "{groups:#x}");
        }
    }
}
