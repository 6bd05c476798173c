//! Names, numbers and addresses in a text: patterns and a small gazetteer, precision before recall.

mod address;
mod amount;
mod date;
mod error_code;
mod first_names;
mod gazetteer;
mod hours;
#[cfg(test)]
mod languages;
mod money;
mod month;
mod ordinary;
mod organization;
mod own;
mod person;
mod scan;
mod term;
mod time;
mod title;
mod version;

use crate::{
    names::names,
    place::{Place, length},
    score::readable,
    words::words,
};
pub use own::Gazetteer;
use own::Own;
use scan::{Found, Text};
use serde::Serialize;
use std::cell::OnceCell;
pub use term::{Meaning, Term, TermError};

/// What an entity is. The text form is in capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityLabel {
    /// A name behind a title or with a well-known first name; an account mentioned in Jira markup, `[~name]`.
    Person,
    /// A company or institution of the gazetteer, or a name with a legal form (`Acme Ltd`).
    Organization,
    /// A country, region or city of the gazetteer.
    Location,
    /// A product of the gazetteer.
    Product,
    /// `v2.4`, `1.12.3-beta`, the number in "version 7".
    Version,
    /// `0x80070005`, `HTTP 503`, `ORA-00942`, `ECONNREFUSED`, `NullPointerException`, `CVE-2024-3094`.
    ErrorCode,
    /// `https://…`, `ftp://…`, `www.…`.
    Url,
    /// `name@example.com`.
    Email,
    /// A host name, `localhost:8080`, an IPv4 address.
    Host,
    /// An amount with its currency.
    Money,
    /// A calendar date, the year may be missing beside a month's name.
    Date,
    /// A time of day.
    Time,
    /// A number of per cent.
    Percent,
}

names!(EntityLabel, "entity label", {
    Person => "PERSON",
    Organization => "ORGANIZATION",
    Location => "LOCATION",
    Product => "PRODUCT",
    Version => "VERSION",
    ErrorCode => "ERROR_CODE",
    Url => "URL",
    Email => "EMAIL",
    Host => "HOST",
    Money => "MONEY",
    Date => "DATE",
    Time => "TIME",
    Percent => "PERCENT",
});

/// The longest entity text, in characters; longer ones (URLs) are cut there.
pub const MAX_ENTITY_CHARACTERS: usize = 100;
/// The most entities one text gives.
pub const MAX_ENTITIES: usize = 256;

/// Something named in a text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entity {
    /// What it is.
    pub label: EntityLabel,
    /// As written, at most [`MAX_ENTITY_CHARACTERS`].
    pub text: String,
    /// Where it starts: characters (Unicode scalar values, not bytes) before it in the text.
    pub start: u32,
    /// Where it ends: `start` plus the number of characters of `text`.
    pub end: u32,
    /// How surely the pattern means this, 0 to 1; a constant of the pattern.
    pub confidence: f64,
}

/// All entities of a text in order, none overlapping, by the built-in rules alone: [`entities_with`] no names added.
pub fn entities(text: &str) -> Vec<Entity> {
    entities_with(text, &Gazetteer::default())
}

/// All entities of a text in order, none overlapping: the names of a gazetteer, and what the built-in rules find
/// beside them. Reads the first [`crate::MAX_CHARACTERS`], in time linear in their number, and stops at
/// [`MAX_ENTITIES`].
pub fn entities_with(text: &str, gazetteer: &Gazetteer) -> Vec<Entity> {
    let text = readable(text);
    let cut = words(text);
    let text = Text {
        text,
        words: &cut.words,
        language: &OnceCell::new(),
    };
    let mut own = Owned {
        gazetteer,
        coming: &gazetteer.find(text),
        hidden: 0,
    };
    let mut place = Place::new(text.text);
    let mut entities = Vec::new();
    let mut free = 0;
    let mut product_end = None;
    for at in 0..text.words.len() {
        if text.words[at].start < free {
            continue;
        }
        let version = product_end.and_then(|end| version::behind_product(text, at, end));
        let built_in = version.or_else(|| find(text, at));
        let Some(found) = own
            .settle(text, at, built_in)
            .filter(|found| found.start >= free)
        else {
            continue;
        };
        product_end = (found.label == EntityLabel::Product).then_some(found.end);
        let time = (found.label == EntityLabel::Date)
            .then(|| time::behind_date(text, found.end))
            .flatten()
            .filter(|time| own.leaves(text, time));
        for found in [Some(found), time].into_iter().flatten() {
            free = found.end;
            entities.push(entity(text.text, &mut place, &found));
        }
        if entities.len() >= MAX_ENTITIES {
            break;
        }
    }
    entities.truncate(MAX_ENTITIES);
    entities
}

/// The terms of a gazetteer that a text holds, while it is gone through.
struct Owned<'a> {
    gazetteer: &'a Gazetteer,
    /// Those at the present word and behind it.
    coming: &'a [Own],
    /// Where the last thing ends that is not reported, nor a part of it: an excluded term, a find that a name replaces.
    hidden: usize,
}

impl Owned<'_> {
    /// What counts at a word: a term that begins there, or else what the built-in rules find, where no term is.
    fn settle(&mut self, text: Text<'_>, at: usize, built_in: Option<Found>) -> Option<Found> {
        while self.coming.first().is_some_and(|own| own.word < at) {
            self.coming = &self.coming[1..];
        }
        let own = self.coming.first().filter(|own| own.word == at).copied();
        if let Some(Own {
            end,
            meaning: Meaning::Excluded,
            ..
        }) = own
        {
            self.hidden = self.hidden.max(end);
        }
        if let Some(found) = built_in {
            if self.leaves(text, &found) {
                return Some(found);
            }
            self.hidden = self.hidden.max(found.end);
        }
        let Own {
            start,
            end,
            meaning,
            ..
        } = own?;
        match meaning {
            Meaning::Entity(label) => Some(Found::new(start, end, label, 1.0)),
            Meaning::Excluded => None,
        }
    }

    /// Whether what the built-in rules found stands beside the terms: no name overlaps it, unless it is an address
    /// that the name is part of, and it is no excluded term or part of one.
    fn leaves(&self, text: Text<'_>, found: &Found) -> bool {
        use EntityLabel::{Email, Host, Url};
        let is_address = matches!(found.label, Url | Email | Host);
        let is_free = |own: &Own| {
            let is_within = own.start >= found.start && own.end <= found.end;
            let is_longer = is_within && own.end - own.start < found.end - found.start;
            own.meaning == Meaning::Excluded || (is_address && is_longer)
        };
        found.end > self.hidden
            && self
                .coming
                .iter()
                .take_while(|own| own.start < found.end)
                .all(is_free)
            && !self.gazetteer.excludes(&text.text[found.start..found.end])
    }
}

/// What begins at the word `at`; the pattern that says most goes first. The first byte and the byte behind the word
/// rule most patterns out, which keeps prose cheap.
fn find(text: Text<'_>, at: usize) -> Option<Found> {
    if text.is_inside(at) {
        return None;
    }
    let word = &text.words[at];
    let first = word.text.as_bytes()[0];
    let behind = text.byte(word.start + word.text.len());
    let address = || match behind {
        b'@' | b'_' | b'+' | b'%' => address::email(text, at),
        b'.' | b'-' | b':' => address::url(text, at)
            .or_else(|| address::email(text, at))
            .or_else(|| address::host(text, at)),
        _ => None,
    };
    if first.is_ascii_digit() {
        return date::find(text, at)
            .or_else(|| time::find(text, at))
            .or_else(address)
            .or_else(|| money::find(text, at))
            .or_else(|| error_code::find(text, at))
            .or_else(|| version::bare(text, at));
    }
    let coded = || match first {
        b'A'..=b'Z' => money::find(text, at)
            .or_else(|| error_code::find(text, at))
            .or_else(|| version::named(text, at))
            .or_else(|| (behind == b' ').then(|| date::find(text, at)).flatten()),
        b'e' | b'h' | b's' | b'r' | b'v' | b'b' => {
            error_code::find(text, at).or_else(|| version::named(text, at))
        }
        _ => None,
    };
    let next = text.byte(word.start + word.text.len() + 1);
    // "mars 2025", "marzo de 2025"
    let is_dated = behind == b' ' && matches!(next, b'1' | b'2' | b'd') && date::is_dated(text, at);
    let dated = || is_dated.then(|| date::find(text, at)).flatten();
    address::mention(text, at)
        .or_else(address)
        .or_else(coded)
        .or_else(dated)
        .or_else(|| named(text, at, first, next))
}

/// What has a name: the longer one where two begin here ("Apple" and "Apple Farms Ltd").
fn named(text: Text<'_>, at: usize, first: u8, next: u8) -> Option<Found> {
    let known = gazetteer::find(text, at);
    if first.is_ascii_lowercase() {
        let is_title = matches!(first, b'm' | b's' | b'd') && !next.is_ascii_lowercase();
        return match known {
            None if is_title => person::behind_small_title(text, at),
            known => known,
        };
    }
    let company = organization::find(text, at);
    let longer = company.filter(|company| known.is_none_or(|known| known.end < company.end));
    longer.or(known).or_else(|| person::find(text, at))
}

fn entity(text: &str, place: &mut Place<'_>, found: &Found) -> Entity {
    let whole = &text[found.start..found.end];
    let cut = whole
        .char_indices()
        .nth(MAX_ENTITY_CHARACTERS)
        .map_or(whole, |(end, _)| &whole[..end]);
    let start = place.characters_before(found.start);
    Entity {
        label: found.label,
        text: cut.to_owned(),
        start,
        end: start + length(cut),
        confidence: found.confidence,
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Entities as `LABEL text`.
    pub(crate) fn found(text: &str) -> Vec<String> {
        entities(text)
            .iter()
            .map(|entity| format!("{} {}", entity.label, entity.text))
            .collect()
    }

    #[test]
    fn a_real_ticket_gives_its_entities_in_order() {
        let text = "Since 2026-03-12 14:05 UTC the München office cannot reach https://jira.example.com/browse/AB-1 \
                    (Firefox 120.0.1, Windows 11): HTTP 503. Mail ops@example.com, we lose $1,200 a day, 15% of sales.";
        assert_eq!(
            found(text),
            [
                "DATE 2026-03-12",
                "TIME 14:05 UTC",
                "LOCATION München",
                "URL https://jira.example.com/browse/AB-1",
                "PRODUCT Firefox",
                "VERSION 120.0.1",
                "PRODUCT Windows 11",
                "ERROR_CODE HTTP 503",
                "EMAIL ops@example.com",
                "MONEY $1,200",
                "PERCENT 15%",
            ]
        );
    }

    #[test]
    fn positions_are_characters_of_the_text() {
        let text = "Grüße aus Zürich – 日本 an a@b.de";
        for entity in entities(text) {
            let (start, end) = (entity.start as usize, entity.end as usize);
            let slice: String = text.chars().skip(start).take(end - start).collect();
            assert_eq!(slice, entity.text);
        }
        assert_eq!(found(text), ["LOCATION Zürich", "EMAIL a@b.de"]);
    }

    #[test]
    fn long_ones_are_cut_and_many_are_bounded() {
        let url = format!("https://example.com/{} tail", "x".repeat(300));
        let found = entities(&url);
        assert_eq!(
            (found.len(), found[0].text.len(), found[0].end),
            (1, 100, 100)
        );
        assert_eq!(entities(&"1.2.3 ".repeat(1_000)).len(), MAX_ENTITIES);
    }

    #[test]
    fn plain_prose_has_none() {
        for text in [
            "The apple fell into an oracle's zoom. Step 3.5 of 12: e.g. open file.py, then README.md (see 4/5).",
            "Ticket ABC-12345 has 3 comments and 1,000 rows; ratio 1:2, and/or i.e. node.js.is nice",
            "works.at least it was 10.5 kg",
            "",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}
