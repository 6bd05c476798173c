//! Where two schemas differ, whichever database each is from.

use std::{collections::BTreeSet, fmt::Debug};

use crate::{Column, Kind, Schema, Table};

/// What `live` has otherwise than `expected`, one sentence each.
///
/// Types are compared by [`Kind`] (a JSON document or a UUID is text on SQLite), defaults and checks by what they name:
/// their columns and values.
pub fn differences(expected: &Schema, live: &Schema) -> Vec<String> {
    let mut found = Vec::new();
    for table in &expected.tables {
        match live.table(&table.name) {
            None => found.push(format!("the table {} is missing", table.name)),
            Some(other) => of_table(table, other, &mut found),
        }
    }
    for table in &live.tables {
        if expected.table(&table.name).is_none() {
            found.push(format!("the table {} is not expected", table.name));
        }
    }
    found
}

fn of_table(expected: &Table, live: &Table, found: &mut Vec<String>) {
    let name = &expected.name;
    for column in &expected.columns {
        match live.column(&column.name) {
            None => found.push(format!("{name}: the column {} is missing", column.name)),
            Some(other) => of_column((expected, column), (live, other), found),
        }
    }
    for column in &live.columns {
        if expected.column(&column.name).is_none() {
            found.push(format!(
                "{name}: the column {} is not expected",
                column.name
            ));
        }
    }
    let mut differ = |what: &str, expected: &dyn Debug, live: &dyn Debug| {
        let (expected, live) = (format!("{expected:?}"), format!("{live:?}"));
        if expected != live {
            found.push(format!("{name}: {what} {live} instead of {expected}"));
        }
    };
    differ("primary key", &expected.primary_key, &live.primary_key);
    differ("foreign keys", &expected.foreign_keys, &live.foreign_keys);
    differ("unique constraints", &expected.uniques, &live.uniques);
    differ("indexes", &expected.indexes, &live.indexes);
    differ("checks", &checks(expected), &checks(live));
}

fn of_column(
    (expected_table, expected): (&Table, &Column),
    (live_table, live): (&Table, &Column),
    found: &mut Vec<String>,
) {
    let place = format!("{}.{}", live_table.name, live.name);
    let kinds = (kind(expected_table, expected), kind(live_table, live));
    if !agree(kinds) {
        found.push(format!(
            "{place}: type {} instead of {}",
            live.declared, expected.declared
        ));
    }
    if expected.nullable != live.nullable {
        let may = if live.nullable { "may" } else { "may not" };
        found.push(format!("{place} {may} be null"));
    }
    if expected.identity != live.identity {
        let made = if live.identity {
            "makes"
        } else {
            "does not make"
        };
        found.push(format!("{place}: the database {made} its values"));
    }
    let defaults = (default(expected), default(live));
    if defaults.0 != defaults.1 {
        found.push(format!(
            "{place}: default {:?} instead of {:?}",
            defaults.1, defaults.0
        ));
    }
}

fn kind(table: &Table, column: &Column) -> Option<Kind> {
    Kind::of_postgres(&column.declared)
        .or_else(|| Kind::of_sqlite(&column.declared, &column.name, &table.checks))
}

fn agree(kinds: (Option<Kind>, Option<Kind>)) -> bool {
    match kinds {
        (Some(Kind::Text), Some(other)) | (Some(other), Some(Kind::Text)) => {
            matches!(other, Kind::Text | Kind::Json | Kind::Uuid)
        }
        (Some(one), Some(other)) => one == other,
        _ => false,
    }
}

/// A default as both databases would write it: without type, quotes and parentheses; yes is 1.
fn default(column: &Column) -> Option<String> {
    let text = without_casts(column.default.as_deref()?);
    let plain = text.trim().trim_matches(['(', ')', '\'']);
    Some(match plain {
        "true" => "1".to_owned(),
        "false" => "0".to_owned(),
        other => other.to_owned(),
    })
}

/// The columns and the values each check names. That a yes-or-no is 0 or 1 is a type elsewhere.
fn checks(table: &Table) -> Vec<(BTreeSet<String>, Vec<String>)> {
    let is_type = |check: &String| {
        let yes_or_no = |column: &Column| {
            Kind::of_sqlite(&column.declared, &column.name, std::slice::from_ref(check))
                == Some(Kind::Boolean)
        };
        table.columns.iter().any(yes_or_no)
    };
    let mut found: Vec<_> = table
        .checks
        .iter()
        .filter(|check| !is_type(check))
        .map(|check| named(table, &without_casts(check)))
        .collect();
    found.sort();
    found
}

fn named(table: &Table, check: &str) -> (BTreeSet<String>, Vec<String>) {
    let (mut columns, mut values) = (BTreeSet::new(), Vec::new());
    for (number, part) in check.split('\'').enumerate() {
        if number % 2 == 1 {
            values.push(format!("'{part}'"));
            continue;
        }
        for word in part.split(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '.') {
            if word.starts_with(|c: char| c.is_ascii_digit()) {
                values.push(word.to_owned());
            } else if table.column(word).is_some() {
                columns.insert(word.to_owned());
            }
        }
    }
    values.sort();
    (columns, values)
}

/// Leaves out `::type` and `::type[]`, but not inside quotes.
fn without_casts(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for (number, part) in text.split('\'').enumerate() {
        if number > 0 {
            plain.push('\'');
        }
        if number % 2 == 1 {
            plain.push_str(part);
            continue;
        }
        let mut pieces = part.split("::");
        plain.push_str(pieces.next().unwrap_or_default());
        for piece in pieces {
            let behind = piece.find(|c: char| !c.is_ascii_alphanumeric() && !"_[] ".contains(c));
            plain.push_str(behind.map_or("", |behind| &piece[behind..]));
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(columns: &[(&str, &str, Option<&str>)], checks: &[&str]) -> Schema {
        let columns = columns.iter().map(|(name, declared, default)| Column {
            name: (*name).to_owned(),
            declared: (*declared).to_owned(),
            nullable: false,
            default: default.map(str::to_owned),
            identity: false,
        });
        let table = Table {
            name: "t".to_owned(),
            columns: columns.collect(),
            checks: checks.iter().map(|&check| check.to_owned()).collect(),
            ..Table::default()
        };
        Schema {
            tables: vec![table],
        }
    }

    #[test]
    fn the_same_schema_in_both_words_has_no_differences() {
        let sqlite = table(
            &[
                ("role", "TEXT", Some("'viewer'")),
                ("is_active", "INTEGER", Some("1")),
                ("made_at", "INTEGER", None),
                ("text", "TEXT", Some("'{}'")),
            ],
            &[
                "role IN ('viewer', 'admin')",
                "is_active IN (0, 1)",
                "length(text) BETWEEN 1 AND 100",
            ],
        );
        let postgres = table(
            &[
                ("role", "text", Some("'viewer'::text")),
                ("is_active", "boolean", Some("true")),
                ("made_at", "timestamp without time zone", None),
                ("text", "jsonb", Some("'{}'::jsonb")),
            ],
            &[
                "CHECK ((role = ANY (ARRAY['viewer'::text, 'admin'::text])))",
                "CHECK (((length(text) >= 1) AND (length(text) <= 100)))",
            ],
        );
        assert_eq!(differences(&sqlite, &postgres), [""; 0]);
        assert_eq!(differences(&postgres, &sqlite), [""; 0]);
    }

    #[test]
    fn what_differs_is_said() {
        let one = table(
            &[("a_at", "INTEGER", None), ("b", "TEXT", None)],
            &["b <> 'x'"],
        );
        let other = table(
            &[("a_at", "bigint", Some("5")), ("c", "text", None)],
            &["CHECK (c <> 'y'::text)"],
        );
        let found = differences(&one, &other);
        assert_eq!(found.len(), 5, "{found:#?}");
        assert_eq!(found[0], "t.a_at: type bigint instead of INTEGER");
        assert_eq!(found[1], "t.a_at: default Some(\"5\") instead of None");
        assert_eq!(found[2], "t: the column b is missing");
        assert_eq!(found[3], "t: the column c is not expected");
        assert!(found[4].starts_with("t: checks"));
        assert_eq!(
            differences(&one, &Schema::default()),
            ["the table t is missing"]
        );
    }
}
