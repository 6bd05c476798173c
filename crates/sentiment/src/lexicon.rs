//! The lexicon of support and development talk: phrases by the hashes of their words.

include!(concat!(env!("OUT_DIR"), "/lexicon.rs"));

/// A first word and the range of its phrases, longest first.
struct First {
    hash: u64,
    from: u16,
    to: u16,
}

/// A phrase without its first word (a range of `RESTS`), the groups it belongs to and how strong its mood is.
struct Phrase {
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
pub(crate) fn longest(first: u64, next: impl Fn(usize) -> Option<u64>) -> Option<Found> {
    let entry = entry(first)?;
    let phrases = &PHRASES[usize::from(entry.from)..usize::from(entry.to)];
    phrases.iter().find_map(|phrase| {
        let rest = &RESTS[usize::from(phrase.from)..usize::from(phrase.to)];
        let follows = rest
            .iter()
            .enumerate()
            .all(|(at, &word)| next(at + 1) == Some(word));
        follows.then_some(Found {
            words: rest.len() + 1,
            groups: phrase.groups,
            strength: phrase.strength,
        })
    })
}

fn entry(hash: u64) -> Option<&'static First> {
    let mask = SLOTS.len() - 1;
    let mut at = (hash & 0xFFFF_FFFF) as usize & mask;
    loop {
        let slot = usize::from(SLOTS[at]);
        let first = FIRSTS.get(slot.checked_sub(1)?)?;
        if first.hash == hash {
            return Some(first);
        }
        at = (at + 1) & mask;
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

    #[test]
    fn no_phrase_has_two_moods() {
        for phrase in PHRASES {
            let both = phrase.groups & crate::group::POSITIVE != 0
                && phrase.groups & crate::group::NEGATIVE != 0;
            assert!(!both, "{:#x}", phrase.groups);
        }
    }
}
