//! What a statement does to the connection it runs on, told from its first words; and the cache of prepared ones.

use std::collections::HashMap;
use tokio_postgres::Statement;

/// What a statement leaves behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// Nothing but rows.
    None,
    /// An open transaction.
    Begins,
    /// No transaction.
    Ends,
    /// Perhaps a changed session: settings, temporary tables, locks, listeners.
    Session,
    /// A dialogue that this interface does not have.
    Copy,
}

/// Words by which a query changes the session.
const SESSION_WORDS: &[&str] = &[
    "set_config",
    "pg_advisory_lock",
    "pg_advisory_lock_shared",
    "pg_try_advisory_lock",
    "pg_try_advisory_lock_shared",
    "dblink_connect",
    "temp",
    "temporary",
];

/// The effect of one statement.
pub(super) fn effect(sql: &str) -> Effect {
    let rest = skip_blank(sql);
    let (first, rest) = word(rest);
    match first.as_str() {
        "select" | "insert" | "update" | "delete" | "with" | "values" | "table" | "merge"
        | "explain" | "show" => {
            let mut words = sql.split(|letter: char| !is_of_word(letter));
            let known = |word: &str| SESSION_WORDS.iter().any(|w| w.eq_ignore_ascii_case(word));
            if words.any(known) {
                Effect::Session
            } else {
                Effect::None
            }
        }
        "savepoint" | "release" | "lock" => Effect::None,
        // These end with the transaction.
        "set" if ["local", "transaction"].contains(&word(skip_blank(rest)).0.as_str()) => {
            Effect::None
        }
        "begin" | "start" => Effect::Begins,
        "commit" | "end" | "rollback" | "abort" => ends(rest),
        "copy" => Effect::Copy,
        _ => Effect::Session,
    }
}

/// `ROLLBACK TO`, `COMMIT AND CHAIN` and `COMMIT PREPARED` do not end the transaction.
fn ends(mut rest: &str) -> Effect {
    loop {
        let (next, after) = word(skip_blank(rest));
        match next.as_str() {
            "work" | "transaction" => rest = after,
            "" => return Effect::Ends,
            "and" => {
                let (chain, _) = word(skip_blank(after));
                return if chain == "no" {
                    Effect::Ends
                } else {
                    Effect::Begins
                };
            }
            "to" => return Effect::None,
            _ => return Effect::Session,
        }
    }
}

fn word(text: &str) -> (String, &str) {
    let end = text
        .find(|letter: char| !is_of_word(letter))
        .unwrap_or(text.len());
    (text[..end].to_ascii_lowercase(), &text[end..])
}

fn is_of_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_'
}

/// Skips white space, comments and opening brackets.
fn skip_blank(mut text: &str) -> &str {
    loop {
        text = text.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '(');
        text = if let Some(comment) = text.strip_prefix("--") {
            comment.split_once('\n').map_or("", |(_, rest)| rest)
        } else if let Some(comment) = text.strip_prefix("/*") {
            comment.split_once("*/").map_or("", |(_, rest)| rest)
        } else {
            return text;
        };
    }
}

/// Prepared statements of one connection; the one that was not used for the longest time makes place.
pub(super) struct Cache {
    room: usize,
    clock: u64,
    kept: HashMap<Box<str>, (Statement, u64)>,
}

impl Cache {
    pub(super) fn new(room: usize) -> Self {
        Self {
            room,
            clock: 0,
            kept: HashMap::new(),
        }
    }

    pub(super) fn get(&mut self, sql: &str) -> Option<Statement> {
        self.clock += 1;
        let (statement, used) = self.kept.get_mut(sql)?;
        *used = self.clock;
        Some(statement.clone())
    }

    pub(super) fn put(&mut self, sql: &str, statement: Statement) {
        if self.room == 0 {
            return;
        }
        if self.kept.len() >= self.room && !self.kept.contains_key(sql) {
            let oldest = self.kept.iter().min_by_key(|(_, (_, used))| *used);
            if let Some(oldest) = oldest.map(|(sql, _)| sql.clone()) {
                self.kept.remove(&oldest);
            }
        }
        self.clock += 1;
        self.kept.insert(sql.into(), (statement, self.clock));
    }

    pub(super) fn remove(&mut self, sql: &str) {
        self.kept.remove(sql);
    }

    pub(super) fn clear(&mut self) {
        self.kept.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_words_tell_the_effect() {
        for (sql, expected) in [
            ("SELECT 1", Effect::None),
            ("  -- why\n/* who */ (select 1)", Effect::None),
            (
                "WITH x AS (SELECT 1) INSERT INTO y SELECT * FROM x",
                Effect::None,
            ),
            ("BEGIN", Effect::Begins),
            (
                "start transaction isolation level serializable",
                Effect::Begins,
            ),
            ("COMMIT", Effect::Ends),
            ("commit;", Effect::Ends),
            ("rollback work", Effect::Ends),
            ("ROLLBACK TO SAVEPOINT a", Effect::None),
            ("ROLLBACK TRANSACTION TO a", Effect::None),
            ("COMMIT AND CHAIN", Effect::Begins),
            ("COMMIT AND NO CHAIN", Effect::Ends),
            ("COMMIT PREPARED 'x'", Effect::Session),
            ("SET search_path = x", Effect::Session),
            ("select set_config('a.b', 'c', false)", Effect::Session),
            ("select pg_advisory_xact_lock(1)", Effect::None),
            ("select pg_advisory_lock(1)", Effect::Session),
            ("SELECT 1 INTO TEMP x", Effect::Session),
            ("SELECT attempts, template FROM temps", Effect::None),
            ("SET LOCAL lock_timeout = 1", Effect::None),
            ("LISTEN x", Effect::Session),
            ("DO $$ BEGIN END $$", Effect::Session),
            ("copy t from stdin", Effect::Copy),
            ("", Effect::Session),
        ] {
            assert_eq!(effect(sql), expected, "{sql}");
        }
    }
}
