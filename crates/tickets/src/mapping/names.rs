//! What trackers call their columns, in the languages they speak.

mod english;
mod english_marks;
mod fold;
mod jira;
mod languages;
mod marks;
mod parts;
mod remark;
mod service;
mod table;

use std::{collections::HashMap, sync::LazyLock};

pub(crate) use fold::folded;

use crate::{Field, header_zone};

/// The names of a field that are certain, as formats list them; looked at before the common ones.
pub(super) type Own = &'static [(Field, &'static [&'static str])];

/// From here on a name alone is certain.
pub(super) const CERTAIN: f64 = 0.9;

/// How sure a name of a format's own list makes us of a field: the first of its names is the surest.
pub(super) fn own(own: Own, field: Field, header: &str) -> Option<f64> {
    let lower = base(header).trim().to_lowercase();
    let (_, names) = own.iter().find(|(named, _)| *named == field)?;
    let rank = names.iter().position(|name| *name == lower)?;
    Some(0.999 - behind(rank))
}

/// Whether a format's own list gives a column of that name to a field.
pub(super) fn is_own(own: Own, header: &str) -> bool {
    let lower = base(header).trim().to_lowercase();
    own.iter().any(|(_, names)| names.contains(&lower.as_str()))
}

/// The order within a list decides between two names of one file.
fn behind(rank: usize) -> f64 {
    f64::from(u32::try_from(rank).unwrap_or(u32::MAX)) * 0.0015
}

/// The name without the number that spreadsheet libraries put behind repeated ones: `Comment.12` is `Comment`.
pub(super) fn base(header: &str) -> &str {
    header
        .rsplit_once('.')
        .filter(|(name, number)| {
            !name.is_empty()
                && (1..=4).contains(&number.len())
                && number.bytes().all(|digit| digit.is_ascii_digit())
        })
        .map_or(header, |(name, _)| name)
}

/// The names of all languages but those that have a file of their own.
const TABLES: [&[(Field, &[&str])]; 5] = [
    table::NAMES,
    marks::NAMES,
    service::NAMES,
    english::NAMES,
    english_marks::NAMES,
];

/// Fields by folded name.
static COMMON: LazyLock<HashMap<String, Vec<(Field, f64)>>> = LazyLock::new(|| {
    let mut common: HashMap<String, Vec<(Field, f64)>> = HashMap::new();
    let mut add = |field: Field, name: &str, rank: usize| {
        let (name, surest) = match name.strip_prefix('?') {
            Some(likely) => (likely, 0.85),
            None => (name, 0.99),
        };
        let sure: f64 = surest - behind(rank);
        let known = common.entry(folded(name)).or_default();
        match known.iter_mut().find(|(named, _)| *named == field) {
            Some((_, before)) => *before = before.max(sure),
            None => known.push((field, sure)),
        }
    };
    for (rank, name) in jira::KEYS.iter().chain(jira::SHARED_KEYS).enumerate() {
        add(Field::TicketId, name, rank.min(40));
    }
    for (rank, name) in jira::NUMBERS.iter().enumerate() {
        add(Field::TrackerId, name, rank.min(40));
    }
    let tables = TABLES.iter().chain(languages::ALL);
    for (field, names) in tables.copied().flatten() {
        for (rank, name) in names.iter().enumerate() {
            add(*field, name, rank);
        }
    }
    common
});

/// Whether only Jira calls a column so: the key of a ticket in one of its languages.
pub(crate) fn is_jira_key(header: &str) -> bool {
    static KEYS: LazyLock<Vec<String>> =
        LazyLock::new(|| jira::KEYS.iter().copied().map(folded).collect());
    KEYS.contains(&folded(header))
}

/// Whether a column of that name may hold Jira's keys, as other systems' columns may hold theirs.
pub(crate) fn may_be_jira_key(header: &str) -> bool {
    static KEYS: LazyLock<Vec<String>> =
        LazyLock::new(|| jira::SHARED_KEYS.iter().copied().map(folded).collect());
    KEYS.contains(&folded(header))
}

/// How sure a name alone makes us of each field, 0 to 1. Names of custom fields count only where they are listed as a
/// whole, so that no `Custom field ([CHART] Time in Status)` is taken for a date.
pub(super) fn common(header: &str) -> Vec<(Field, f64)> {
    let name = folded(header_zone::without(base(header)));
    if let Some(found) = COMMON.get(&name) {
        return found.clone();
    }
    if is_internal_id(header) {
        return Vec::new();
    }
    let found = parts::of(&name);
    if found.is_empty() {
        return remark::of(header);
    }
    found
}

/// Whether another column says that it is the ticket's own of that name: `State` beside `Ticket state` is of something else.
pub(super) fn has_own_beside(name: &str, header: &[String]) -> bool {
    let name = folded(name);
    let named = |other: &String| {
        let other = folded(other);
        [" ticket", "ticket "].iter().any(|ticket| {
            other.strip_prefix(ticket) == Some(&name) || other.strip_suffix(ticket) == Some(&name)
        })
    };
    ["status", "estado", "state", "statut", "situacao"].contains(&name.as_str())
        && header.iter().any(named)
}

/// Whether a column of that name may hold the field, in whatever language. Who asks of several fields asks
/// [`Field::meant_by`] once.
pub(crate) fn may_mean(header: &str, field: Field) -> bool {
    Field::meant_by(header).any(|named| named == field)
}

impl Field {
    /// The fields that a column of that name may hold, in whatever language.
    pub(crate) fn meant_by(header: &str) -> impl Iterator<Item = Self> {
        common(header).into_iter().map(|(field, _)| field)
    }
}

/// How sure a name alone makes us of a field; none if it is not a name of that field.
#[cfg(test)]
fn confidence(field: Field, header: &str) -> Option<f64> {
    let found = common(header)
        .into_iter()
        .find(|(named, _)| *named == field)?;
    Some(found.1)
}

/// The number Jira keeps beside the key: an identifier, but not the one people use.
pub(super) fn is_internal_id(header: &str) -> bool {
    static NUMBERS: LazyLock<Vec<String>> =
        LazyLock::new(|| jira::NUMBERS.iter().copied().map(folded).collect());
    NUMBERS.contains(&folded(header))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_decide_and_custom_fields_do_not() {
        assert!(
            confidence(Field::TicketId, "Issue key").unwrap()
                > confidence(Field::TicketId, "id").unwrap()
        );
        assert_eq!(confidence(Field::TicketId, "Issue id"), None);
        assert!(confidence(Field::CreatedAt, "Creada").unwrap() > 0.95);
        assert_eq!(
            confidence(Field::CreatedAt, "Custom field ([CHART] Time in Status)"),
            None
        );
        assert!(is_internal_id("ID de la incidencia") && is_internal_id("Id. zgłoszenia"));
    }

    #[test]
    fn a_formats_own_names_are_ranked() {
        let names: Own = &[
            (Field::TicketId, &["number", "id"]),
            (Field::Comments, &["comment"]),
        ];
        let number = own(names, Field::TicketId, "Number").unwrap();
        assert!(number > own(names, Field::TicketId, "id").unwrap());
        assert_eq!(own(names, Field::TicketId, "key"), None);
        assert!(is_own(names, "comment.2") && !is_own(names, "comments"));
        assert_eq!(
            (base("Comment.12"), base("v1.2.x"), base(".5")),
            ("Comment", "v1.2.x", ".5")
        );
        assert!(
            is_jira_key("Clave de incidencia") && !is_jira_key("key") && !is_jira_key("ticket_id")
        );
        assert!(is_jira_key("Klíč požadavku") && may_be_jira_key("Klíč"));
    }

    #[test]
    fn names_in_languages_that_have_come_later() {
        for (name, field) in [
            ("tanggal", Field::CreatedAt),
            ("Prioritas", Field::Priority),
            ("Mô tả", Field::Description),
            ("สถานะ", Field::Status),
            ("تاريخ الانشاء", Field::CreatedAt),
            ("מספר פנייה", Field::TicketId),
            ("ΗΜΕΡΟΜΗΝΊΑ ΔΗΜΙΟΥΡΓΊΑΣ", Field::CreatedAt),
            ("Descriere", Field::Description),
            ("Заглавие", Field::Summary),
            ("Vrsta zahtjeva", Field::IssueType),
            ("Zadávateľ", Field::Reporter),
            ("Assumpte", Field::Summary),
        ] {
            assert!(may_mean(name, field), "{name}");
        }
    }

    #[test]
    fn every_language_names_what_a_ticket_needs() {
        let western: Vec<_> = TABLES.iter().copied().flatten().collect();
        let languages = languages::ALL.iter().map(|names| names.iter().collect());
        for names in languages.chain([western]) {
            let fields: BTreeSet<_> = names.iter().map(|(field, _)| *field).collect();
            for field in [
                Field::TicketId,
                Field::Summary,
                Field::Description,
                Field::Comments,
                Field::CreatedAt,
                Field::UpdatedAt,
                Field::Status,
                Field::Priority,
            ] {
                assert!(fields.contains(&field), "{field} {names:?}");
            }
        }
    }

    #[test]
    fn no_name_is_listed_twice_for_a_field_of_a_list() {
        let tables = TABLES.iter().chain(languages::ALL);
        for (field, names) in tables.copied().flatten() {
            let folded: BTreeSet<_> = names
                .iter()
                .map(|name| folded(name.trim_start_matches('?')))
                .collect();
            assert_eq!(folded.len(), names.len(), "{field} {names:?}");
        }
    }
}
