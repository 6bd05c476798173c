//! The one place where full-text search differs between databases: how words are matched and hits are ranked.
//!
//! What people type becomes a query of quoted words, all of which must occur, the last one as a beginning: no sign in
//! it means anything to the database.

use std::fmt::Write as _;

use stores::Dialect;

use crate::statement::Statement;

/// The most words looked for; further ones are ignored.
const MOST_WORDS: usize = 16;

/// Words to look for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Words(Vec<String>);

impl Words {
    /// The words of what somebody typed; none when there is no letter or digit in it.
    pub(crate) fn new(typed: &str) -> Option<Self> {
        let words: Vec<_> = typed
            .split(|sign: char| !sign.is_alphanumeric() && sign != '_')
            .filter(|word| word.contains(char::is_alphanumeric))
            .map(str::to_lowercase)
            .take(MOST_WORDS)
            .collect();
        (!words.is_empty()).then_some(Self(words))
    }

    /// Where in a text the first of the words stands, in bytes.
    pub(crate) fn find_in(&self, text: &str) -> Option<usize> {
        text.char_indices()
            .filter(|(at, _)| {
                text[..*at]
                    .chars()
                    .next_back()
                    .is_none_or(|before| !before.is_alphanumeric())
            })
            .find(|(at, _)| {
                self.0
                    .iter()
                    .any(|word| starts_with_ignoring_case(&text[*at..], word))
            })
            .map(|(at, _)| at)
    }

    /// The words in SQLite's FTS5 language: `"two" "word"*`.
    fn fts5(&self) -> String {
        let mut query = String::new();
        for word in &self.0 {
            // Words hold letters, digits and underscores only: nothing ends the quotes early.
            let _ = write!(query, "\"{word}\" ");
        }
        query.truncate(query.trim_end().len());
        query.push('*');
        query
    }

    /// The words as the function `search_query` of the PostgreSQL schema takes them: with blanks between them.
    fn blank_separated(&self) -> String {
        self.0.join(" ")
    }
}

fn starts_with_ignoring_case(text: &str, lowercase: &str) -> bool {
    let mut letters = text.chars().flat_map(char::to_lowercase);
    lowercase
        .chars()
        .all(|expected| letters.next() == Some(expected))
}

/// From texts `r` that match to their tickets `t` and jobs `j`; conditions may follow.
pub(crate) fn from_matches(statement: &mut Statement, dialect: Dialect, words: &Words) {
    match dialect {
        // `CROSS JOIN` is how SQLite is told where to start: it keeps no statistics, and would else read every text of
        // the workspace.
        Dialect::Sqlite => statement
            .push(
                " FROM sentiment_search CROSS JOIN sentiment_results r CROSS JOIN tickets t CROSS JOIN jobs j \
                 WHERE r.id = sentiment_search.rowid AND t.workspace_id = r.workspace_id AND t.source = r.source \
                 AND t.ticket_id = r.ticket_id AND j.id = r.job_id AND sentiment_search MATCH ",
            )
            .bind(words.fts5()),
        // Joined in the order that fits how frequent the words are.
        Dialect::Postgres => statement
            .push(
                " FROM sentiment_results r CROSS JOIN tickets t CROSS JOIN jobs j \
                 WHERE t.workspace_id = r.workspace_id AND t.source = r.source \
                 AND t.ticket_id = r.ticket_id AND j.id = r.job_id AND r.search @@ search_query(",
            )
            .bind(words.blank_separated())
            .push(")"),
    };
}

/// How well a match fits, as the column `score`: larger is better. SQLite weighs words by how rare they are (BM25),
/// PostgreSQL by how often they occur in a text of that length; both take any match before none.
pub(crate) fn score(statement: &mut Statement, dialect: Dialect, words: &Words) {
    match dialect {
        Dialect::Sqlite => statement.push("-sentiment_search.rank AS score"),
        Dialect::Postgres => statement
            .push("CAST(ts_rank(r.search, search_query(")
            .bind(words.blank_separated())
            // 1: divided by 1 + the logarithm of the text's length.
            .push("), 1) AS DOUBLE PRECISION) AS score"),
    };
}

/// The best match first, the older one of two equals.
pub(crate) const fn best_first(dialect: Dialect) -> &'static str {
    match dialect {
        // Written so, the index hands its matches out in this order, equals by their number, and only those of the
        // page are looked up: half the time for a word that a sixth of all texts hold.
        Dialect::Sqlite => " ORDER BY sentiment_search.rank",
        Dialect::Postgres => " ORDER BY score DESC, r.id",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postgres_gets_the_words_alone() {
        let words = Words::new("a' | b & c:* <-> \"größe_x\"").unwrap();
        assert_eq!(words.blank_separated(), "a b c größe_x");
    }

    fn fts5(typed: &str) -> Option<String> {
        Words::new(typed).map(|words| words.fts5())
    }

    #[test]
    fn no_sign_means_anything() {
        assert_eq!(fts5("Login fails").as_deref(), Some("\"login\" \"fails\"*"));
        assert_eq!(
            fts5("a\" OR text:b* NEAR(c)").as_deref(),
            Some("\"a\" \"or\" \"text\" \"b\" \"near\" \"c\"*")
        );
        assert_eq!(
            fts5("Größe 5.1-β").as_deref(),
            Some("\"größe\" \"5\" \"1\" \"β\"*")
        );
        for nothing in ["", "  ", "\"*()^:-+", "\0", "_"] {
            assert_eq!(fts5(nothing), None, "{nothing:?}");
        }
    }

    #[test]
    fn the_first_word_is_found_at_the_start_of_words() {
        let words = Words::new("log").unwrap();
        assert_eq!(words.find_in("The catalog: LOGIN fails"), Some(13));
        assert_eq!(words.find_in("nothing here"), None);
    }
}
