//! SQLite's error texts, which is all the host hands over, as kinds a caller can act on.

/// What an error text means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A unique index or primary key already holds the value.
    Unique,
    /// A referenced row is missing, or a row is still referenced.
    ForeignKey,
    /// A check failed.
    Check,
    /// A required column was null.
    NotNull,
    /// Another connection holds the lock that is needed.
    Busy,
    /// The statement was stopped because it took too long.
    Interrupted,
    /// The statement is wrong.
    Invalid,
    /// There is no room for what was to be written.
    Full,
    /// The database cannot be opened or written.
    Unavailable,
    /// Anything else.
    Other,
}

/// Beginnings of texts, and what they mean. SQLite has not changed them in years; the tests hold them to it.
const BEGINNINGS: &[(&str, Kind)] = &[
    ("UNIQUE constraint failed", Kind::Unique),
    ("PRIMARY KEY must be unique", Kind::Unique),
    ("FOREIGN KEY constraint failed", Kind::ForeignKey),
    ("CHECK constraint failed", Kind::Check),
    ("NOT NULL constraint failed", Kind::NotNull),
    ("database is locked", Kind::Busy),
    ("database table is locked", Kind::Busy),
    ("database schema is locked", Kind::Busy),
    ("interrupted", Kind::Interrupted),
    ("no such ", Kind::Invalid),
    ("near ", Kind::Invalid),
    ("unrecognized token", Kind::Invalid),
    ("incomplete input", Kind::Invalid),
    ("ambiguous column name", Kind::Invalid),
    ("wrong number of arguments", Kind::Invalid),
    ("datatype mismatch", Kind::Invalid),
    ("malformed JSON", Kind::Invalid),
    ("Wrong number of parameters", Kind::Invalid),
    ("Invalid parameter", Kind::Invalid),
    ("unable to open database file", Kind::Unavailable),
    ("attempt to write a readonly database", Kind::Unavailable),
    ("disk I/O error", Kind::Unavailable),
    ("database or disk is full", Kind::Full),
];

/// Inner parts of texts that begin with a name.
const PARTS: &[(&str, Kind)] = &[
    ("connections to the database are in use", Kind::Busy),
    ("has no column named", Kind::Invalid),
    ("values for", Kind::Invalid),
    ("values were supplied", Kind::Invalid),
    ("syntax error", Kind::Invalid),
    ("Wrong number of parameters", Kind::Invalid),
];

/// What an error text means.
pub fn kind(text: &str) -> Kind {
    let begins = BEGINNINGS
        .iter()
        .find(|(beginning, _)| text.starts_with(beginning));
    let holds = || PARTS.iter().find(|(part, _)| text.contains(part));
    begins.or_else(holds).map_or(Kind::Other, |(_, kind)| *kind)
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
            ("INSERT INTO a VALUES (2, 'x')", Kind::Unique),
            ("INSERT INTO a VALUES (1, 'y')", Kind::Unique),
            ("INSERT INTO b VALUES (9)", Kind::ForeignKey),
            ("DELETE FROM a", Kind::ForeignKey),
            ("INSERT INTO a VALUES (2, '')", Kind::Check),
            ("INSERT INTO a VALUES (2, NULL)", Kind::NotNull),
            ("SELEC 1", Kind::Invalid),
            ("SELECT 1 +", Kind::Invalid),
            ("SELECT 'open", Kind::Invalid),
            ("SELECT nothing FROM a", Kind::Invalid),
            ("SELECT 1 FROM nowhere", Kind::Invalid),
            ("SELECT nothing()", Kind::Invalid),
            ("INSERT INTO a (other) VALUES (1)", Kind::Invalid),
            ("INSERT INTO a VALUES (1)", Kind::Invalid),
            ("SELECT id FROM a, (SELECT 1 AS id)", Kind::Invalid),
            ("INSERT INTO a VALUES ('text', 'y')", Kind::Invalid),
            ("SELECT json_extract('{', '$')", Kind::Invalid),
        ] {
            let text = said(sql);
            assert_eq!(kind(&text), expected, "{sql}: {text}");
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
        assert_eq!(kind(&text), Kind::Busy, "{text}");
        assert_eq!(
            kind("all 8 connections to the database are in use"),
            Kind::Busy
        );
    }

    #[test]
    fn an_unknown_text_is_something_else() {
        assert_eq!(kind("the moon is full"), Kind::Other);
    }
}
