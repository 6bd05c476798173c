//! A comment, and how an export packs it into one cell.

mod journal;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{DateError, DateOrder, Fingerprint, Zone, date::Reading, fingerprint::Maker};

pub(crate) use journal::{dates, entries};

/// Longest author that is believed to be one, in characters.
pub(crate) const AUTHOR_CHARS: usize = 100;

/// One comment of a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// Position among the ticket's comments in this export, from 1.
    pub number: u32,
    /// When it was written, if the export says.
    pub at: Option<Timestamp>,
    /// Who wrote it, if the export says: a name or an account id, at most 100 characters.
    pub author: Option<String>,
    /// What the export calls its author, if it does.
    pub author_type: Option<AuthorType>,
    /// Its text, as it stands.
    pub body: String,
    /// Names the comment across exports: made of time, author, text, and which of several equal ones it is.
    pub fingerprint: Fingerprint,
}

impl Comment {
    /// Its fingerprint as one of several that are equal in everything: so many came before it.
    pub fn fingerprint_behind(&self, equal: u32) -> Fingerprint {
        fingerprint(self.at, self.author.as_deref(), &self.body, equal)
    }
}

/// What a tracker calls the author of a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthorType {
    /// Who asks for help.
    Customer,
    /// Who helps.
    Staff,
    /// A program.
    Machine,
}

impl AuthorType {
    const ALL: [Self; 3] = [Self::Customer, Self::Staff, Self::Machine];

    /// The serialized name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Staff => "staff",
            Self::Machine => "machine",
        }
    }

    fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == name)
    }
}

/// The author's part of a written cell; the type stands behind a tab.
pub fn written_author(name: &str, author_type: Option<AuthorType>) -> String {
    let name = name.replace([';', '\n', '\r', '\t'], ",");
    match author_type {
        Some(known) => format!("{}\t{}", name.trim(), known.as_str()),
        None => name.trim().to_owned(),
    }
}

/// A comment cell, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Parts<'a> {
    pub at: Option<Timestamp>,
    pub author: Option<&'a str>,
    pub author_type: Option<AuthorType>,
    pub body: &'a str,
    /// The first part looks like a date but is none: what it says, and why.
    pub bad_date: Option<(&'a str, DateError)>,
}

impl<'a> Parts<'a> {
    /// Nothing but a text.
    const fn of_text(body: &'a str) -> Self {
        Self {
            at: None,
            author: None,
            author_type: None,
            body,
            bad_date: None,
        }
    }
}

/// Takes `date;author;body` apart at its first two `;`. Where no date comes first, the whole cell is text. One that says
/// nothing but who may see it has neither date nor text: it is no comment.
pub(crate) fn split<'a>(cell: &'a str, order: Option<DateOrder>, zone: &Zone) -> Parts<'a> {
    let whole = Parts::of_text(cell);
    let Some((date, rest)) = date_part(cell) else {
        return whole;
    };
    let at = match Reading::new(date).and_then(|reading| reading.instant(order, zone)) {
        Ok(at) => at,
        Err(reason) if looks_like_a_date(date) => {
            return Parts {
                bad_date: Some((date, reason)),
                ..whole
            };
        }
        Err(_) => return whole,
    };
    let named = rest
        .split_once(';')
        .map(|(author, body)| (author.trim(), body));
    match named
        .filter(|(author, _)| author.chars().count() <= AUTHOR_CHARS && !author.contains('\n'))
    {
        Some((author, body)) => {
            let (said, author_type) = shared(body);
            if said.len() < body.len() && said.trim().is_empty() {
                return Parts { body: "", ..whole };
            }
            Parts {
                at: Some(at),
                author: Some(author).filter(|name| !name.is_empty()),
                author_type,
                body: said,
                bad_date: None,
            }
        }
        None => Parts {
            at: Some(at),
            body: rest,
            ..whole
        },
    }
}

/// Takes off what Jira Service Management writes behind a comment: who may see it. What its customers may not see is of the
/// staff.
fn shared(body: &str) -> (&str, Option<AuthorType>) {
    let end = body.trim_end_matches([';', ' ', '\n', '\r']);
    let tail = body.len() - end.len();
    let is_told = tail > 0 && body[end.len()..].starts_with(';');
    for (word, author_type) in [(";public", None), (";internal", Some(AuthorType::Staff))] {
        if let Some(said) = end.strip_suffix(word).filter(|_| is_told) {
            return (said, author_type);
        }
    }
    (body, None)
}

/// Takes `date;author;body` apart as it was written for a record that is no CSV: the three parts are always there, the
/// first two may be empty. Behind the author and a tab may stand its type; releases before wrote none.
pub(crate) fn split_written<'a>(cell: &'a str, order: Option<DateOrder>, zone: &Zone) -> Parts<'a> {
    let mut parts = cell.splitn(3, ';');
    // No author is written with a blank before: it is prose that nobody took apart.
    let (Some(date), Some(author), Some(body)) = (parts.next(), parts.next(), parts.next()) else {
        return Parts::of_text(cell);
    };
    if author.starts_with(' ') {
        return Parts::of_text(cell);
    }
    let (author, author_type) = match author.rsplit_once('\t') {
        Some((name, word)) if let Some(known) = AuthorType::by_name(word) => (name, Some(known)),
        _ => (author, None),
    };
    let read = Reading::new(date).and_then(|reading| reading.instant(order, zone));
    Parts {
        at: read.ok(),
        author: Some(author).filter(|author| !author.is_empty()),
        author_type,
        body,
        bad_date: read
            .err()
            .filter(|_| !date.is_empty())
            .map(|why| (date, why)),
    }
}

/// What stands before the first `;`, if it can be a date at all, and what stands behind.
pub(crate) fn date_part(cell: &str) -> Option<(&str, &str)> {
    let (date, rest) = cell.split_once(';')?;
    (date.len() <= 64 && date.contains(|c: char| c.is_ascii_digit())).then_some((date, rest))
}

/// Starts with a number, has a clock time, and is short: meant as a date, not as a sentence.
fn looks_like_a_date(text: &str) -> bool {
    let text = text.trim();
    let clock = text
        .as_bytes()
        .windows(3)
        .any(|w| w[1] == b':' && w[0].is_ascii_digit() && w[2].is_ascii_digit());
    text.len() <= 32 && text.starts_with(|c: char| c.is_ascii_digit()) && clock
}

/// The fingerprint of a comment of which `occurrence` equal ones came before it in its ticket.
pub(crate) fn fingerprint(
    at: Option<Timestamp>,
    author: Option<&str>,
    body: &str,
    occurrence: u32,
) -> Fingerprint {
    let mut maker = Maker::new();
    maker
        .number(at.map_or(i64::MIN, Timestamp::as_microsecond))
        .text(author)
        .text(Some(body));
    maker.number(i64::from(occurrence));
    maker.make()
}

#[cfg(test)]
mod tests {
    #[test]
    fn prose_that_stands_where_comments_are_written_is_whole() {
        for prose in [
            "Please check; it fails; again",
            "Please check; it fails",
            "ok",
        ] {
            let parts = super::split_written(prose, None, &crate::Zone::UTC);
            assert_eq!(parts, super::Parts::of_text(prose));
        }
        let parts = super::split_written(";;see; there; now", None, &crate::Zone::UTC);
        assert_eq!((parts.author, parts.body), (None, "see; there; now"));
    }

    #[test]
    fn who_may_see_a_comment_of_a_service_desk_is_no_part_of_it() {
        let told = |cell: &'static str| {
            let parts = super::split(cell, None, &crate::Zone::UTC);
            (parts.author, parts.body, parts.author_type)
        };
        let staff = Some(super::AuthorType::Staff);
        let cell = "2024-01-24 13:12;kim;All is well; really;public;;";
        assert_eq!(told(cell), (Some("kim"), "All is well; really", None));
        let cell = "2024-01-24 13:12;kim;He shouts;internal;;\r\n";
        assert_eq!(told(cell), (Some("kim"), "He shouts", staff));
        let cell = "2024-01-24 13:12;kim;It is public";
        assert_eq!(told(cell), (Some("kim"), "It is public", None));
        let cell = "2024-01-24 13:12;kim;either;public";
        assert_eq!(told(cell), (Some("kim"), "either;public", None));
        for cell in [
            "2024-01-24 13:12;kim;;internal;",
            "2024-01-24 13:12;; ;public;;",
        ] {
            assert_eq!(told(cell), (None, "", None), "{cell}");
        }
        let cell = "2024-01-24 13:12;internal;";
        assert_eq!(told(cell), (Some("internal"), "", None));
    }

    use super::*;

    fn parts(cell: &str) -> Parts<'_> {
        split(cell, None, &Zone::UTC)
    }

    #[test]
    fn only_the_first_two_semicolons_split() {
        let split = parts("12/Jan/26 8:35 AM;712020:ab-1;Deploy at 9;30; then check logs");
        assert_eq!(split.at.unwrap().to_string(), "2026-01-12T08:35:00Z");
        assert_eq!(
            (split.author, split.body),
            (Some("712020:ab-1"), "Deploy at 9;30; then check logs")
        );
    }

    #[test]
    fn the_author_may_be_empty_and_the_body_has_lines() {
        let split = parts("16/Feb/17 3:29 PM;;one\ntwo");
        assert_eq!(
            (split.at.is_some(), split.author, split.body),
            (true, None, "one\ntwo")
        );
        let no_author = parts("16/Feb/17 3:29 PM;a long line\nand another; with a semicolon");
        assert_eq!(no_author.body, "a long line\nand another; with a semicolon");
    }

    #[test]
    fn text_without_a_date_stays_whole() {
        for cell in [
            "works; 2 of 3 pass; thanks",
            "no semicolon",
            "",
            ";;x",
            "see 10042;then;more",
        ] {
            assert_eq!(
                parts(cell),
                Parts {
                    at: None,
                    author: None,
                    author_type: None,
                    body: cell,
                    bad_date: None
                }
            );
        }
    }

    #[test]
    fn written_cells_always_have_three_parts() {
        let split = split_written(";kim;2026-01-01;a;b", None, &Zone::UTC);
        assert_eq!(
            (split.at, split.author, split.body, split.bad_date),
            (None, Some("kim"), "2026-01-01;a;b", None)
        );
        let split = split_written("soon;;text", None, &Zone::UTC);
        assert_eq!(split.bad_date, Some(("soon", DateError::Unreadable)));
    }

    #[test]
    fn the_type_of_an_author_stands_behind_a_tab() {
        for (name, author_type) in [
            ("Kim", Some(AuthorType::Staff)),
            ("", Some(AuthorType::Customer)),
            ("Kim", None),
        ] {
            let cell = format!("2026-01-01;{};hi", written_author(name, author_type));
            let parts = split_written(&cell, None, &Zone::UTC);
            let author = Some(name).filter(|name| !name.is_empty());
            assert_eq!((parts.author, parts.author_type), (author, author_type));
            assert_eq!(parts.body, "hi");
        }
        let before = split_written(";a\tb;hi", None, &Zone::UTC);
        assert_eq!((before.author, before.author_type), (Some("a\tb"), None));
    }

    #[test]
    fn a_date_that_is_none_is_told() {
        let split = parts("31/Feb/26 8:35 AM;kim;late");
        assert_eq!(
            split.bad_date,
            Some(("31/Feb/26 8:35 AM", DateError::NoSuchDay))
        );
        assert_eq!(split.body, "31/Feb/26 8:35 AM;kim;late");
    }
}
