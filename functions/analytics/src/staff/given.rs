//! What a caller says of the staff, checked.

use std::ops::RangeInclusive;

use endpoint::{Error, Result};
use serde::Deserialize;
use utoipa::{ToSchema, openapi::Object};

use crate::word_list::Given;

/// How many characters a name or a domain has.
pub(crate) const LENGTH: RangeInclusive<usize> = 1..=200;
/// The most characters between two dots of a domain.
const LONGEST_LABEL: usize = 63;

/// Somebody of the staff, or everybody at a domain.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct GivenStaff {
    #[schema(schema_with = documented)]
    kind: String,
    /// 1 to 200 characters: a name or account as exports write it, whatever its case, or a domain such as `help.example`,
    /// which stands for those under it, too. A leading `@` of a domain is taken off.
    #[schema(min_length = 1, max_length = 200)]
    value: String,
}

/// How somebody is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Name,
    Domain,
}

impl Kind {
    const ALL: [Self; 2] = [Self::Name, Self::Domain];

    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Domain => "domain",
        }
    }
}

/// The kinds, for the document.
pub(super) fn documented() -> Object {
    endpoint::one_of(
        "`name`: a person by name or account; `domain`: everybody whose mail address is of it",
        Kind::ALL.map(Kind::as_str),
    )
}

/// What a word says.
pub(super) fn kind(word: &str) -> Result<Kind> {
    let mut all = Kind::ALL.into_iter();
    all.find(|kind| kind.as_str() == word).ok_or_else(|| {
        Error::invalid("unknown_kind", format!("{word:?} is no kind of entry"))
            .field("kind")
            .remedy("use name or domain")
    })
}

impl GivenStaff {
    /// What was given, if it can be kept.
    pub(super) fn checked(&self) -> Result<Given> {
        let kind = kind(&self.kind)?;
        let value = self.value.trim();
        let value = match kind {
            Kind::Name => value.to_owned(),
            Kind::Domain => value.strip_prefix('@').unwrap_or(value).to_lowercase(),
        };
        let folded = value.to_lowercase();
        // In lower case some letters are two.
        let longest = value.chars().count().max(folded.chars().count());
        if !LENGTH.contains(&longest) {
            let detail = format!(
                "a {} has {} to {} characters, not {longest}",
                kind.as_str(),
                LENGTH.start(),
                LENGTH.end()
            );
            return Err(invalid(detail).remedy("write it as exports do"));
        }
        if value.chars().any(identity::is_hidden) {
            let detail = format!("a {} has no hidden characters", kind.as_str());
            return Err(invalid(detail).remedy("type it instead of pasting it"));
        }
        if kind == Kind::Domain && !is_domain(&value) {
            return Err(invalid(format!("{value:?} is no domain of mail addresses"))
                .remedy("write the part behind the @ of an address, such as help.example"));
        }
        Ok(Given {
            text: value,
            folded,
            kind: kind.as_str(),
        })
    }
}

fn invalid(detail: String) -> Error {
    Error::invalid("invalid_staff", detail).field("value")
}

/// Whether it is a host's name of two parts or more: one alone, such as `com`, would be half of the world.
fn is_domain(value: &str) -> bool {
    let is_label = |label: &str| {
        (1..=LONGEST_LABEL).contains(&label.chars().count())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    value.contains('.') && value.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(kind: &str, value: &str) -> Result<Given> {
        let (kind, value) = (kind.to_owned(), value.to_owned());
        GivenStaff { kind, value }.checked()
    }

    #[test]
    fn names_stay_as_written_and_domains_are_host_names() {
        for (kind, given, value, folded) in [
            ("name", "  Eve Adams ", "Eve Adams", "eve adams"),
            (
                "name",
                "eve@help.example",
                "eve@help.example",
                "eve@help.example",
            ),
            ("domain", "@Help.Example", "help.example", "help.example"),
            (
                "domain",
                " müller.example ",
                "müller.example",
                "müller.example",
            ),
            ("domain", "a-b.example", "a-b.example", "a-b.example"),
        ] {
            let member = checked(kind, given).unwrap();
            assert_eq!(
                (member.text.as_str(), member.folded.as_str()),
                (value, folded)
            );
        }
    }

    #[test]
    fn what_could_never_be_met_or_would_be_everybody_is_refused() {
        for (kind, value) in [
            ("name", " "),
            ("name", "a\u{0}b"),
            ("name", "a\u{202E}b"),
            ("name", &"x".repeat(201)),
            ("name", &"İ".repeat(150)),
            ("domain", "@"),
            ("domain", "com"),
            ("domain", "eve@help.example"),
            ("domain", "@@help.example"),
            ("domain", "https://help.example"),
            ("domain", ".example"),
            ("domain", "help.example."),
            ("domain", "-a.example"),
            ("domain", "help example.com"),
            ("domain", &format!("{}.example", "x".repeat(64))),
        ] {
            assert!(checked(kind, value).is_err(), "{kind} {value:?}");
        }
        assert!(checked("Name", "eve").is_err());
    }
}
