//! What trackers call their columns, in the languages they speak.

mod service;
mod table;

use table::NAMES;

use crate::Field;

/// The names of a field that are certain, as formats list them; looked at before the common ones.
pub(super) type Own = &'static [(Field, &'static [&'static str])];

/// How sure a name makes us of a field in a format that has names of its own, 0 to 1. Where it has names for the field,
/// no others count; a column that it gives to another field is not taken for this one.
pub(super) fn confidence_with(own: Own, field: Field, header: &str) -> Option<f64> {
    let lower = base(header).trim().to_lowercase();
    let rank = |names: &[&str]| names.iter().position(|name| *name == lower);
    let listed = own.iter().find(|(named, _)| *named == field);
    if let Some((_, names)) = listed {
        return rank(names)
            .map(|rank| 0.999 - f64::from(u32::try_from(rank).unwrap_or(u32::MAX)) * 0.002);
    }
    if own
        .iter()
        .any(|(other, names)| *other != field && rank(names).is_some())
    {
        return None;
    }
    confidence(field, base(header))
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

/// Whether only Jira calls a column so: the key of a ticket in one of its languages.
pub(crate) fn is_jira_key(header: &str) -> bool {
    const SHARED: [&str; 7] = [
        "key",
        "ticket key",
        "clave",
        "schlüssel",
        "clé",
        "chave",
        "vorgangsnummer",
    ];
    let lower = header.trim().to_lowercase();
    let (_, names) = &NAMES[0];
    names.contains(&lower.as_str()) && !SHARED.contains(&lower.as_str()) && !lower.starts_with('?')
}

/// How sure a name alone makes us of a field, 0 to 1; none if it is not a name of that field.
/// Names of custom fields count only where they are listed as a whole, so that no
/// `Custom field ([CHART] Time in Status)` is taken for a date.
pub(super) fn confidence(field: Field, header: &str) -> Option<f64> {
    let header = header.trim().to_lowercase();
    let mut all = NAMES.iter().chain(service::NAMES);
    let (_, names) = all.find(|(named, _)| *named == field)?;
    names.iter().enumerate().find_map(|(rank, name)| {
        // The order within the list decides between two names of one file.
        let behind = f64::from(u32::try_from(rank).unwrap_or(u32::MAX)) * 0.002;
        match name.strip_prefix('?') {
            Some(likely) => (likely == header).then_some(0.85 - behind),
            None => (*name == header).then_some(0.99 - behind),
        }
    })
}

/// The number Jira keeps beside the key: an identifier, but not the one people use.
pub(super) fn is_internal_id(header: &str) -> bool {
    const NAMES: [&str; 6] = [
        "issue id",
        "id de la incidencia",
        "vorgangs-id",
        "id de ticket",
        "id da item",
        "id do item",
    ];
    NAMES.contains(&header.trim().to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
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
        assert!(is_internal_id("ID de la incidencia"));
    }

    #[test]
    fn a_formats_own_names_go_first_and_are_not_shared() {
        let own: Own = &[
            (Field::TicketId, &["number"]),
            (Field::Comments, &["comment"]),
        ];
        assert!(confidence_with(own, Field::TicketId, "Number").is_some());
        assert_eq!(confidence_with(own, Field::TicketId, "key"), None);
        assert_eq!(confidence_with(own, Field::Comments, "comments"), None);
        assert_eq!(confidence_with(own, Field::Summary, "number"), None);
        assert_eq!(
            (base("Comment.12"), base("v1.2.x"), base(".5")),
            ("Comment", "v1.2.x", ".5")
        );
        assert!(
            is_jira_key("Clave de incidencia") && !is_jira_key("key") && !is_jira_key("ticket_id")
        );
    }

    #[test]
    fn no_name_is_listed_twice_for_a_field() {
        for (field, names) in NAMES.iter().chain(service::NAMES) {
            let different: std::collections::BTreeSet<_> = names.iter().collect();
            assert_eq!(different.len(), names.len(), "{field}");
        }
    }

    #[test]
    fn every_field_has_names_in_lower_case() {
        for field in Field::ALL {
            let mut all = NAMES.iter().chain(service::NAMES);
            let (_, names) = all.find(|(named, _)| *named == field).unwrap();
            assert!(
                names.iter().all(|name| name.to_lowercase() == *name),
                "{field}"
            );
        }
    }
}
