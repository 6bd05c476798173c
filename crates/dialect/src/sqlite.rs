//! SQLite's error texts, which is all a host hands over, as errors a caller can act on.

use crate::{ConstraintKind, Error};

/// The error of a text.
type Meaning = fn(String) -> Error;

/// Beginnings of texts, and what they mean. SQLite has not changed them in years; the tests hold them to it.
const BEGINNINGS: &[(&str, Meaning)] = &[
    ("UNIQUE constraint failed", unique),
    ("PRIMARY KEY must be unique", unique),
    ("FOREIGN KEY constraint failed", foreign_key),
    ("CHECK constraint failed", check),
    ("NOT NULL constraint failed", not_null),
    ("database is locked", too_long),
    ("database table is locked", too_long),
    ("database schema is locked", too_long),
    ("interrupted", too_long),
    ("no such ", Error::Invalid),
    ("near ", Error::Invalid),
    ("unrecognized token", Error::Invalid),
    ("incomplete input", Error::Invalid),
    ("ambiguous column name", Error::Invalid),
    ("wrong number of arguments", Error::Invalid),
    ("datatype mismatch", Error::Invalid),
    ("malformed JSON", Error::Invalid),
    ("Wrong number of parameters", Error::Invalid),
    ("Invalid parameter", Error::Invalid),
    ("unable to open database file", Error::Unavailable),
    ("attempt to write a readonly database", Error::Unavailable),
    ("disk I/O error", Error::Unavailable),
    ("database or disk is full", Error::Full),
];

/// Inner parts of texts that begin with a name.
const PARTS: &[(&str, Meaning)] = &[
    ("connections to the database are in use", too_long),
    ("has no column named", Error::Invalid),
    ("values for", Error::Invalid),
    ("values were supplied", Error::Invalid),
    ("syntax error", Error::Invalid),
    ("Wrong number of parameters", Error::Invalid),
];

impl Error {
    /// What an error text of SQLite, or of the host that runs it, means.
    pub fn from_sqlite(text: String) -> Self {
        let begins = BEGINNINGS
            .iter()
            .find(|(beginning, _)| text.starts_with(beginning));
        let holds = || PARTS.iter().find(|(part, _)| text.contains(part));
        let meaning = begins.or_else(holds);
        meaning.map_or(Self::Other as Meaning, |(_, meaning)| *meaning)(text)
    }
}

/// Whether a statement may change rows: SQLite keeps the number of the last one that did.
pub fn may_change(sql: &str) -> bool {
    let first = sql.split_ascii_whitespace().next().unwrap_or_default();
    ["INSERT", "UPDATE", "DELETE", "REPLACE", "WITH"]
        .iter()
        .any(|keyword| first.eq_ignore_ascii_case(keyword))
}

fn unique(detail: String) -> Error {
    let kind = ConstraintKind::Unique;
    Error::Conflict { kind, detail }
}

fn foreign_key(detail: String) -> Error {
    let kind = ConstraintKind::ForeignKey;
    Error::Conflict { kind, detail }
}

fn check(detail: String) -> Error {
    let kind = ConstraintKind::Check;
    Error::Conflict { kind, detail }
}

fn not_null(detail: String) -> Error {
    let kind = ConstraintKind::NotNull;
    Error::Conflict { kind, detail }
}

/// Another connection holds the lock that is needed, or the statement was stopped.
fn too_long(_: String) -> Error {
    Error::Timeout
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::*;

    /// The text a real database says, as the host would hand it over.
    fn said(sql: &str) -> String {
        let connection = Connection::open_in_memory().unwrap();
        let schema = "PRAGMA foreign_keys = ON; CREATE TABLE a (id INTEGER PRIMARY KEY, n TEXT NOT NULL UNIQUE CHECK (n <> ''));
            CREATE TABLE b (a INTEGER REFERENCES a (id)); INSERT INTO a VALUES (1, 'x'); INSERT INTO b VALUES (1);";
        connection.execute_batch(schema).unwrap();
        let run = |sql| {
            connection
                .prepare(sql)
                .and_then(|mut statement| statement.query([])?.next().map(|_| ()))
        };
        run(sql).unwrap_err().to_string()
    }

    #[test]
    fn the_texts_of_this_sqlite_are_understood() {
        for (sql, expected) in [
            ("INSERT INTO a VALUES (2, 'x')", unique as Meaning),
            ("INSERT INTO a VALUES (1, 'y')", unique),
            ("INSERT INTO b VALUES (9)", foreign_key),
            ("DELETE FROM a", foreign_key),
            ("INSERT INTO a VALUES (2, '')", check),
            ("INSERT INTO a VALUES (2, NULL)", not_null),
            ("SELEC 1", Error::Invalid),
            ("SELECT 1 +", Error::Invalid),
            ("SELECT 'open", Error::Invalid),
            ("SELECT nothing FROM a", Error::Invalid),
            ("SELECT 1 FROM nowhere", Error::Invalid),
            ("SELECT nothing()", Error::Invalid),
            ("INSERT INTO a (other) VALUES (1)", Error::Invalid),
            ("INSERT INTO a VALUES (1)", Error::Invalid),
            ("SELECT id FROM a, (SELECT 1 AS id)", Error::Invalid),
            ("INSERT INTO a VALUES ('text', 'y')", Error::Invalid),
            ("SELECT json_extract('{', '$')", Error::Invalid),
        ] {
            let text = said(sql);
            assert_eq!(Error::from_sqlite(text.clone()), expected(text), "{sql}");
        }
    }

    #[test]
    fn a_lock_held_elsewhere_is_busy() {
        let folder = tempfile::tempdir().unwrap();
        let open = || Connection::open(folder.path().join("a")).unwrap();
        let (first, second) = (open(), open());
        second.busy_timeout(std::time::Duration::ZERO).unwrap();
        first.execute_batch("BEGIN IMMEDIATE").unwrap();
        let text = second
            .execute_batch("BEGIN IMMEDIATE")
            .unwrap_err()
            .to_string();
        assert_eq!(Error::from_sqlite(text), Error::Timeout);
        let text = "all 8 connections to the database are in use".to_owned();
        assert_eq!(Error::from_sqlite(text), Error::Timeout);
    }

    #[test]
    fn an_unknown_text_is_something_else() {
        let text = "the moon is full".to_owned();
        assert_eq!(Error::from_sqlite(text.clone()), Error::Other(text));
    }

    #[test]
    fn what_reads_changes_nothing() {
        assert!(may_change("insert INTO a VALUES (1)"));
        assert!(!may_change(" SELECT 1") && !may_change("PRAGMA foreign_keys") && !may_change(""));
    }
}
