//! Names from the list in `data/gazetteer.tsv`.

use super::{
    EntityLabel,
    scan::{Found, Text},
};
use crate::{
    phrases::{Phrase, Phrases},
    table::{Entry, Table},
};

/// A name as it is written, and whether only so.
#[derive(Debug)]
struct Name {
    label: EntityLabel,
    written: &'static str,
    is_exact: bool,
}

include!(concat!(env!("OUT_DIR"), "/gazetteer.rs"));

static GAZETTEER: Phrases<Name> = Phrases {
    firsts: &NAMES,
    list: NAMES_PHRASES,
};

/// The longest name that begins at the word `at`.
pub(super) fn find(text: Text<'_>, at: usize) -> Option<Found> {
    let start = text.words[at].start;
    if matches!(text.before(start), b'.' | b'/' | b'\\' | b'@' | b'-' | b'#') {
        return None;
    }
    GAZETTEER
        .starting(&text.words[at..])
        .find_map(|(place, count)| {
            let name = &GAZETTEER.list[place].meaning;
            let last = &text.words[at + count - 1];
            let end = last.start + last.text.len();
            let written = &text.text[start..end];
            let is_it = if name.is_exact {
                written == name.written
            } else {
                written.to_lowercase() == name.written.to_lowercase()
            };
            let goes_on = matches!(text.byte(end), b'.' | b'-' | b'/' | b'\\' | b'@' | b'_')
                && (text.byte(end + 1).is_ascii_alphanumeric() || text.byte(end) == b'_');
            (is_it && !goes_on).then(|| {
                Found::new(
                    start,
                    end,
                    name.label,
                    if name.is_exact { 0.8 } else { 0.9 },
                )
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::{entities, tests::found};

    #[test]
    fn the_longest_name_wins() {
        assert_eq!(
            found("Visual Studio Code in New York City"),
            ["PRODUCT Visual Studio Code", "LOCATION New York City"]
        );
        assert_eq!(
            found("AT&T, L'Oréal and Zürich"),
            [
                "ORGANIZATION AT&T",
                "ORGANIZATION L'Oréal",
                "LOCATION Zürich"
            ]
        );
    }

    #[test]
    fn a_number_that_belongs_to_the_name_is_part_of_it() {
        assert_eq!(
            found("Windows 11, iPhone 15 and SQL Server 2019; Windows 11.2"),
            [
                "PRODUCT Windows 11",
                "PRODUCT iPhone 15",
                "PRODUCT SQL Server 2019",
                "PRODUCT Windows",
                "VERSION 11.2"
            ]
        );
    }

    #[test]
    fn common_words_need_their_capital() {
        assert_eq!(
            found("apple excel windows zoom slack poland"),
            Vec::<String>::new()
        );
        assert_eq!(
            found("docker, github and postgres"),
            ["PRODUCT docker", "PRODUCT github", "PRODUCT postgres"]
        );
    }

    #[test]
    fn parts_of_other_things_are_no_names() {
        assert_eq!(
            found("docker-compose.yml /opt/jenkins/x redis_url @Google"),
            Vec::<String>::new()
        );
    }

    #[test]
    fn every_name_is_found_as_it_stands_in_the_list() {
        for phrase in GAZETTEER.list {
            let name = phrase.meaning.written;
            let found = entities(name);
            assert_eq!(found.len(), 1, "{name}");
            assert_eq!(
                (found[0].text.as_str(), found[0].label),
                (name, phrase.meaning.label)
            );
        }
    }
}
