//! Finds the names that people added, all in one pass over a text.

use super::{
    scan::Text,
    term::{Meaning, Term, fold},
};
use std::collections::{HashMap, HashSet};

/// Names that people add to the built-in ones, and terms that are no names.
///
/// A term is found where it stands between word boundaries and not within an address, a path or an identifier. Written
/// with a capital it is found as written and in capitals throughout ("Aurora Sync", "AURORA SYNC", not "aurora sync");
/// written without, in any case. Of terms that begin at one place the longest counts. What it finds replaces what the
/// built-in rules would find there, but for the address that a term is part of; its confidence is 1, for people said so.
///
/// An excluded term is excluded in any case: neither it nor a part of it is reported. A longer name that holds it is.
///
/// A text is searched in time linear in its length, whatever the number of terms. An empty gazetteer costs nothing.
#[derive(Debug, Clone, Default)]
pub struct Gazetteer {
    /// By the hash of the first word, then by what follows from there, then by the sign before it.
    terms: Vec<Entry>,
    /// The range of `terms` of each hash.
    firsts: HashMap<u64, (usize, usize)>,
    /// A bit for the end of each hash: most words of a text are none of the terms' and end here.
    marks: Vec<u64>,
    /// The excluded terms, folded.
    excluded: HashSet<String>,
}

#[derive(Debug, Clone)]
struct Entry {
    first: u64,
    /// Folded, from the first word on.
    body: Vec<char>,
    /// The sign before it.
    sign: Option<char>,
    /// As written; none where any case will do.
    written: Option<String>,
    meaning: Meaning,
}

/// Words of 64 bits that mark hashes: 8 kB, so that 10,000 terms mark a seventh of them.
const MARKS: usize = 1 << 10;

/// Where a hash is marked.
fn mark(hash: u64) -> (usize, u64) {
    let [low, high, ..] = hash.to_le_bytes();
    let at = usize::from(u16::from_le_bytes([low, high])) % (MARKS * 64);
    (at / 64, 1 << (at % 64))
}

/// A term found in a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Own {
    /// The word it begins with, and its bytes.
    pub word: usize,
    pub start: usize,
    pub end: usize,
    pub meaning: Meaning,
}

impl Gazetteer {
    /// A gazetteer of these terms; of two that are the same but for case the first counts.
    pub fn new(terms: impl IntoIterator<Item = (Term, Meaning)>) -> Self {
        let mut terms: Vec<Entry> = terms.into_iter().map(Entry::new).collect();
        terms.sort_by(|a, b| a.key().cmp(&b.key()));
        terms.dedup_by(|later, first| later.key() == first.key());
        let mut firsts = HashMap::new();
        let mut marks = vec![0; if terms.is_empty() { 0 } else { MARKS }];
        for (place, entry) in terms.iter().enumerate() {
            let (at, bit) = mark(entry.first);
            marks[at] |= bit;
            firsts.entry(entry.first).or_insert((place, place)).1 = place + 1;
        }
        let excluded = terms
            .iter()
            .filter(|entry| entry.meaning == Meaning::Excluded)
            .map(Entry::folded)
            .collect();
        Self {
            terms,
            firsts,
            marks,
            excluded,
        }
    }

    /// Whether it holds no term.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Whether a name is an excluded term.
    pub(super) fn excludes(&self, name: &str) -> bool {
        !self.excluded.is_empty() && self.excluded.contains(&Term::fold(name))
    }

    /// All terms in a text from left to right, none overlapping.
    pub(super) fn find(&self, text: Text<'_>) -> Vec<Own> {
        let mut found: Vec<Own> = Vec::new();
        if self.is_empty() {
            return found;
        }
        for (word, start) in text.words.iter().map(|word| word.start).enumerate() {
            if found.last().is_some_and(|last| start < last.end) {
                continue;
            }
            found.extend(self.starting(text, word));
        }
        found
    }

    /// The longest term that begins with a word.
    fn starting(&self, text: Text<'_>, word: usize) -> Option<Own> {
        let first = text.words[word];
        let hash = hash(first_word(first.text.chars()).map(fold));
        let (at, bit) = mark(hash);
        if self.marks[at] & bit == 0 {
            return None;
        }
        let (mut from, mut to) = *self.firsts.get(&hash)?;
        let rest = &text.text[first.start..];
        let mut longest = None;
        for (depth, (at, character)) in rest.char_indices().enumerate() {
            let folded = fold(character);
            let terms = &self.terms[from..to];
            // Terms that end before this character come first.
            let (low, high) = (
                terms.partition_point(|entry| entry.body.get(depth) < Some(&folded)),
                terms.partition_point(|entry| entry.body.get(depth) <= Some(&folded)),
            );
            (from, to) = (from + low, from + high);
            if from == to {
                break;
            }
            let end = first.start + at + character.len_utf8();
            longest = self
                .ending(text, word, end, (from, to, depth + 1))
                .or(longest);
        }
        longest
    }

    /// The term of `length` characters among those of a range, if it ends here: with its sign rather than without.
    fn ending(
        &self,
        text: Text<'_>,
        word: usize,
        end: usize,
        (from, to, length): (usize, usize, usize),
    ) -> Option<Own> {
        let terms = &self.terms[from..to];
        let terms = &terms[..terms.partition_point(|entry| entry.body.len() <= length)];
        if terms.is_empty() || text.is_continued(end) {
            return None;
        }
        let start = text.words[word].start;
        let sign = text.text[..start].chars().next_back();
        let with = |sign: Option<char>| {
            let place = terms.binary_search_by(|entry| entry.sign.cmp(&sign)).ok()?;
            let start = start - sign.map_or(0, char::len_utf8);
            let entry = &terms[place];
            (!text.is_part(start) && entry.is_written(&text.text[start..end])).then_some(Own {
                word,
                start,
                end,
                meaning: entry.meaning,
            })
        };
        sign.and_then(|sign| with(Some(sign)))
            .or_else(|| with(None))
    }
}

impl Entry {
    fn new((term, meaning): (Term, Meaning)) -> Self {
        let written = term.as_str();
        let mut body: Vec<char> = written.chars().map(fold).collect();
        let sign = body
            .first()
            .is_some_and(|first| !first.is_alphanumeric())
            .then(|| body.remove(0));
        let is_any_case = meaning == Meaning::Excluded || !written.chars().any(char::is_uppercase);
        Self {
            first: hash(first_word(body.iter().copied())),
            body,
            sign,
            written: (!is_any_case).then(|| written.to_owned()),
            meaning,
        }
    }

    fn key(&self) -> (u64, &[char], Option<char>) {
        (self.first, &self.body, self.sign)
    }

    fn folded(&self) -> String {
        self.sign.iter().chain(&self.body).collect()
    }

    /// Whether a text that is the same but for case counts.
    fn is_written(&self, found: &str) -> bool {
        self.written.as_deref().is_none_or(|written| {
            written == found
                || !found.chars().any(char::is_lowercase)
                || (found.contains('’') || written.contains('’'))
                    && written.replace('’', "'") == found.replace('’', "'")
        })
    }
}

/// The letters and digits that something begins with.
fn first_word(characters: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    characters.take_while(|character| character.is_alphanumeric())
}

/// FNV-1a over characters; two words of one hash are told apart later.
fn hash(word: impl Iterator<Item = char>) -> u64 {
    word.fold(0xCBF2_9CE4_8422_2325, |hash, character| {
        (hash ^ u64::from(u32::from(character))).wrapping_mul(0x0100_0000_01B3)
    })
}

#[cfg(test)]
mod tests {
    use super::super::entities_with;
    use super::*;
    use crate::{EntityLabel, entities};

    fn gazetteer(terms: &[(&str, &str)]) -> Gazetteer {
        Gazetteer::new(
            terms
                .iter()
                .map(|(term, label)| (term.parse().unwrap(), label.parse().unwrap())),
        )
    }

    fn found(terms: &[(&str, &str)], text: &str) -> Vec<String> {
        entities_with(text, &gazetteer(terms))
            .iter()
            .map(|entity| format!("{} {}", entity.label, entity.text))
            .collect()
    }

    const TERMS: [(&str, &str); 9] = [
        ("Aurora", "PRODUCT"),
        ("Aurora Sync", "PRODUCT"),
        ("Aurora Sync Server", "PRODUCT"),
        ("Contoso", "ORGANIZATION"),
        ("Jo Weber", "PERSON"),
        (".NET", "PRODUCT"),
        ("C++", "PRODUCT"),
        ("payroll run", "PRODUCT"),
        ("Łódź Süd", "LOCATION"),
    ];

    #[test]
    fn added_names_are_found_the_longest_first() {
        assert_eq!(
            found(
                &TERMS,
                "Jo Weber of Contoso says Aurora Sync 4.2 and AURORA SYNC SERVER break; Aurora Synced is fine. Łódź Süd!"
            ),
            [
                "PERSON Jo Weber",
                "ORGANIZATION Contoso",
                "PRODUCT Aurora Sync",
                "VERSION 4.2",
                "PRODUCT AURORA SYNC SERVER",
                "PRODUCT Aurora",
                "LOCATION Łódź Süd",
            ]
        );
        assert_eq!(
            found(
                &TERMS,
                "Written in C++, then .NET. Contoso's Payroll Run (Aurora)"
            ),
            [
                "PRODUCT C++",
                "PRODUCT .NET",
                "ORGANIZATION Contoso",
                "PRODUCT Payroll Run",
                "PRODUCT Aurora"
            ]
        );
    }

    #[test]
    fn other_case_parts_of_words_and_of_paths_are_none() {
        for text in [
            "aurora sync contoso jo weber",
            "Auroras Auroran Contoso_x xContoso Contoso2 C+",
            "/opt/Aurora/x Aurora.dll @Contoso x.Contoso Contoso-x Aurora\'tis",
            "Jo  Weber or Jo, Weber",
        ] {
            assert_eq!(found(&TERMS, text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn an_added_name_replaces_what_the_rules_find_there() {
        let text =
            "Grace Kim of Acme Systems Ltd uses Windows 11 at https://x.example/?q=Acme daily";
        assert_eq!(
            found(&[("Acme", "PRODUCT"), ("Kim", "ORGANIZATION")], text),
            [
                "ORGANIZATION Kim",
                "PRODUCT Acme",
                "PRODUCT Windows 11",
                "URL https://x.example/?q=Acme"
            ]
        );
        assert_eq!(
            found(
                &[("status.acme.example", "PRODUCT")],
                "See status.acme.example now"
            ),
            ["PRODUCT status.acme.example"]
        );
    }

    #[test]
    fn an_excluded_term_is_never_reported_but_a_longer_name_is() {
        let terms = [
            ("docker", "EXCLUDED"),
            ("Windows", "EXCLUDED"),
            ("New York City", "EXCLUDED"),
            ("Aurora", "EXCLUDED"),
            ("Aurora Sync", "PRODUCT"),
        ];
        assert_eq!(
            found(
                &terms,
                "Docker, DOCKER, Windows, Windows 11, New York City, New York, Aurora, Aurora Sync"
            ),
            [
                "PRODUCT Windows 11",
                "LOCATION New York",
                "PRODUCT Aurora Sync"
            ]
        );
    }

    #[test]
    fn an_added_name_is_sure_and_its_place_counts_characters() {
        let terms = gazetteer(&[("Aurora", "PRODUCT")]);
        let entity = entities_with("Größe – Aurora", &terms).remove(0);
        assert_eq!((entity.start, entity.end), (8, 14));
        assert!((entity.confidence - 1.0).abs() < 1e-9);
        assert_eq!(entity.label, EntityLabel::Product);
    }

    #[test]
    fn nothing_added_changes_nothing() {
        let text = "Firefox 120.0.1 on Windows 11 in München, HTTP 503";
        assert_eq!(entities_with(text, &Gazetteer::default()), entities(text));
        assert!(Gazetteer::new([]).is_empty());
    }

    #[test]
    fn of_two_that_are_the_same_the_first_counts() {
        assert_eq!(
            found(&[("Nova", "PRODUCT"), ("NOVA", "EXCLUDED")], "Nova"),
            ["PRODUCT Nova"]
        );
    }
}
