//! The lexicons of support and development talk: phrases by the hashes of their words.

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

/// A phrase of two or more words: its second word, those behind it (a range of the rests), the groups it belongs to and
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

/// The phrases of a language.
pub(crate) struct Lexicon {
    slots: &'static [u32],
    firsts: &'static [First],
    phrases: &'static [Phrase],
    rests: &'static [u64],
}

impl Lexicon {
    /// The longest phrase that begins with the first of these words; `next` answers the hash of the word that many
    /// places on, `None` where no word follows.
    #[inline]
    pub(crate) fn longest(
        &'static self,
        first: u64,
        next: impl Fn(usize) -> Option<u64>,
    ) -> Option<Found> {
        let entry = &self.firsts[place(self.slots, first, |at| self.firsts[at].hash)?];
        if entry.seconds != 0
            && let Some(second) = next(1)
            && entry.seconds >> (second >> 58) & 1 == 1
            && let Some(found) = self.longer(entry, second, next)
        {
            return Some(found);
        }
        (entry.groups != 0).then_some(Found {
            words: 1,
            groups: entry.groups,
            strength: entry.strength,
        })
    }

    fn longer(
        &'static self,
        entry: &First,
        second: u64,
        next: impl Fn(usize) -> Option<u64>,
    ) -> Option<Found> {
        let phrases = &self.phrases[usize::from(entry.from)..usize::from(entry.to)];
        let begin = phrases.partition_point(|phrase| phrase.second < second);
        let mut same = phrases[begin..]
            .iter()
            .take_while(|phrase| phrase.second == second);
        same.find_map(|phrase| {
            let rest = &self.rests[usize::from(phrase.from)..usize::from(phrase.to)];
            let mut words = rest.iter().enumerate();
            let follows = words.all(|(at, &word)| next(at + 2) == Some(word));
            follows.then_some(Found {
                words: rest.len() + 2,
                groups: phrase.groups,
                strength: phrase.strength,
            })
        })
    }
}

/// Which languages know a word: a bit for each in the order of [`crate::language::Language`], and eight bits above those
/// for each in which nearly every text holds it.
#[inline]
pub(crate) fn languages(word: u64) -> u16 {
    place(KNOWN_SLOTS, word, |at| KNOWN[at].0).map_or(0, |at| KNOWN[at].1)
}

/// The place of a hash in a list. A slot holds the place plus one below the upper sixteen of the lower 32 bits of the
/// hash, 0 if it is free.
#[inline]
fn place(slots: &[u32], hash: u64, of: impl Fn(usize) -> u64) -> Option<usize> {
    let low = (hash & 0xFFFF_FFFF) as usize;
    let mask = slots.len() - 1;
    let mut at = low;
    loop {
        let slot = slots[at & mask] as usize;
        if slot == 0 {
            return None;
        }
        if (slot ^ low) >> 16 == 0 {
            let found = (slot & 0xFFFF) - 1;
            if of(found) == hash {
                return Some(found);
            }
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{elision, fold::fold, key::Key, language::Language};

    fn found(language: Language, text: &str) -> Option<Found> {
        let hash = |word: &str| {
            let (folded, length) = fold(word).unwrap();
            Key::new(&folded, 0, length).unwrap().wide_hash()
        };
        let mut words = Vec::new();
        for word in text.split(' ') {
            match elision::split(word).filter(|_| language == Language::French) {
                Some((head, tail)) => words.extend([hash(&word[..head]), hash(&word[tail..])]),
                None => words.push(hash(word)),
            }
        }
        let found = language
            .lexicon()
            .longest(words[0], |at| words.get(at).copied());
        found.filter(|found| found.words <= words.len())
    }

    #[test]
    fn the_longest_phrase_wins() {
        let found = |text| found(Language::English, text);
        assert_eq!(found("Thank you very much indeed").unwrap().words, 4);
        assert_eq!(found("not the worst of all").unwrap().words, 3);
        assert_eq!(found("not the keyboard").unwrap().words, 1);
        assert_eq!(found("keyboard"), None);
    }

    /// Every line of the lists is found as a whole, with its group.
    #[test]
    fn every_phrase_is_found() {
        for (language, list) in [
            (Language::English, include_str!("../data/lexicon.en.tsv")),
            (Language::German, include_str!("../data/lexicon.de.tsv")),
            (Language::French, include_str!("../data/lexicon.fr.tsv")),
            (Language::Spanish, include_str!("../data/lexicon.es.tsv")),
            (Language::Portuguese, include_str!("../data/lexicon.pt.tsv")),
        ] {
            for line in list.lines().filter(|line| !line.starts_with("# ")) {
                let [group, _, phrase] = line.split('\t').collect::<Vec<_>>()[..] else {
                    panic!("{line}")
                };
                let place = crate::group::NAMES.iter().position(|name| *name == group);
                let found = found(language, phrase).unwrap_or_else(|| panic!("{phrase}"));
                assert!(
                    found.words >= phrase.split(' ').count(),
                    "{language:?}: {phrase}"
                );
                assert!(found.groups & 1 << place.unwrap() != 0, "{phrase}");
            }
        }
    }

    #[test]
    fn no_phrase_has_two_moods() {
        for language in Language::ALL {
            let lexicon = language.lexicon();
            let longer = lexicon.phrases.iter().map(|phrase| phrase.groups);
            let alone = lexicon.firsts.iter().map(|first| first.groups);
            for groups in alone.chain(longer) {
                let both =
                    groups & crate::group::POSITIVE != 0 && groups & crate::group::NEGATIVE != 0;
                assert!(!both, "{language:?}: {groups:#x}");
            }
        }
    }
}
