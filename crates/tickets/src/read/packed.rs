//! Values that a program packed: a record written as text, of which its name counts, and lists with line breaks of HTML.

use std::borrow::Cow;

use crate::{Format, Texts};

/// What a record calls itself, in this order.
const NAMES: [&str; 7] = [
    "displayName",
    "display_value",
    "dynamicName",
    "name",
    "Name",
    "label",
    "value",
];

/// The value as people read it: `{'id': 7, 'name': 'Open'}` is `Open`, and `Lea<br>Tim` is `Lea, Tim`.
pub(super) fn unpacked(value: &str) -> Cow<'_, str> {
    if let Some(name) = name(value) {
        return Cow::Borrowed(name);
    }
    if !value.contains("<br") {
        return Cow::Borrowed(value);
    }
    let plain = value.replace("<br />", "<br>").replace("<br/>", "<br>");
    let parts: Vec<&str> = plain.split("<br>").map(str::trim).collect();
    let filled = parts.into_iter().filter(|part| !part.is_empty());
    Cow::Owned(filled.collect::<Vec<_>>().join(", "))
}

/// The values of a list as Python or JSON writes it: `['vip', 'late']`.
pub(super) fn listed(value: &str) -> Option<Vec<&str>> {
    let inner = value.strip_prefix('[')?.strip_suffix(']')?.trim();
    if inner.is_empty() {
        return Some(Vec::new());
    }
    let quote = inner.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    let ends = inner.strip_prefix(quote)?.strip_suffix(quote)?;
    let parts = ends.split(quote).enumerate();
    // Every other part is what stands between two values.
    let (values, between): (Vec<_>, Vec<_>) = parts.partition(|(at, _)| at % 2 == 0);
    let is_list = between.iter().all(|(_, text)| text.trim() == ",");
    is_list.then(|| values.into_iter().map(|(_, text)| text).collect())
}

/// The labels of a cell: a list, or what stands between the marks that the system writes; where nobody knows it, between
/// commas, or else semicolons.
pub(super) fn labels<'a>(cell: &'a str, format: &dyn Format) -> Vec<&'a str> {
    let seen = || {
        let mut marks = [',', ';'].into_iter();
        let found = marks.find(|mark| cell.contains(*mark));
        found.filter(|_| format.texts() == Texts::Unknown)
    };
    let mark = format.list_separator().or_else(seen);
    listed(cell).unwrap_or_else(|| cell.split(move |c| Some(c) == mark).collect())
}

/// What people read where a value is a record; else the value itself.
pub(crate) fn said(value: &str) -> &str {
    name(value).unwrap_or(value)
}

/// The name in a record as Python or JSON writes it.
fn name(value: &str) -> Option<&str> {
    let inner = value.strip_prefix('{')?.strip_suffix('}')?;
    let first = inner.trim_start().chars().next()?;
    if !matches!(first, '\'' | '"') {
        return None;
    }
    // What a record within is called is another's name.
    let inner = inner.split(['{', '[']).next()?;
    NAMES.iter().find_map(|name| {
        let (_, rest) = inner.split_once(&format!("{first}{name}{first}:"))?;
        let rest = rest.trim_start();
        let quote = rest.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
        let (text, _) = rest[1..].split_once(quote)?;
        (!text.is_empty()).then_some(text)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_their_values() {
        assert_eq!(listed("['vip', 'late one']"), Some(vec!["vip", "late one"]));
        assert_eq!(listed(r#"["a"]"#), Some(vec!["a"]));
        assert_eq!(listed("[]"), Some(vec![]));
        for other in ["[urgent]", "vip", "['a' 'b']", "[1, 2]"] {
            assert_eq!(listed(other), None, "{other}");
        }
    }

    #[test]
    fn labels_stand_between_commas_where_nobody_knows() {
        let of = |cell, name| labels(cell, crate::by_name(name).unwrap());
        assert_eq!(of("late, vip", "generic"), ["late", " vip"]);
        assert_eq!(of("late;vip one", "generic"), ["late", "vip one"]);
        assert_eq!(of("late; vip", "jira_csv"), ["late; vip"]);
    }

    #[test]
    fn records_are_called_by_their_name() {
        for (value, plain) in [
            ("{'id': '7b11', 'name': 'In progress'}", "In progress"),
            ("{\"id\": 7, \"name\": \"P1\"}", "P1"),
            (
                "{'id': 1, 'dynamicName': \"O'Hara, L.\", 'email': None}",
                "O'Hara, L.",
            ),
            (
                "{'link': 'https://desk.example.org', 'value': '62d7'}",
                "62d7",
            ),
            ("Lea Ost (7) <br>Tim Ude (8)", "Lea Ost (7), Tim Ude (8)"),
            ("{'id': 1, 'name': 'x', 'inner': {'name': 'y'}}", "x"),
            (
                "{'id': 1, 'inner': {'name': 'x'}}",
                "{'id': 1, 'inner': {'name': 'x'}}",
            ),
            ("{curly}", "{curly}"),
            ("Open", "Open"),
        ] {
            assert_eq!(unpacked(value), plain);
        }
    }
}
