//! What people type, as both databases look for it and as it is found again in a text.

use search::Sought;

use crate::statement::Statement;

/// Words to look for, and what stands inside of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Words(Sought);

impl Words {
    /// The words of what somebody typed; none when there is nothing in it that texts are found by.
    pub(crate) fn new(typed: &str) -> Option<Self> {
        Sought::new(typed).map(Self)
    }

    /// Where in a text the first of the words stands, in bytes.
    pub(crate) fn find_in(&self, text: &str) -> Option<usize> {
        let Sought { words, runs, .. } = &self.0;
        text.char_indices()
            .find(|(at, _)| {
                let rest = &text[*at..];
                let before = text[..*at].chars().next_back();
                let begins_here = before.is_none_or(|before| {
                    !before.is_alphanumeric() || begins_word(before, rest.chars().next())
                });
                runs.iter().any(|run| rest.starts_with(run))
                    || (begins_here && words.iter().any(|word| begins(rest, word, false)))
            })
            .map(|(at, _)| at)
    }

    /// How often the words occur in a text, each at least once, since the database found them there by its own rules
    /// (accents are none to it); and how many words the text has.
    pub(crate) fn occurrences(&self, text: &str) -> (Vec<u32>, u32) {
        let Sought { words, runs, .. } = &self.0;
        let mut found = vec![0_u32; words.len()];
        let mut length = 0;
        for token in text.split(|sign: char| !sign.is_alphanumeric() && sign != '_') {
            if token.is_empty() {
                continue;
            }
            length += 1;
            for (at, (word, found)) in words.iter().zip(&mut found).enumerate() {
                let whole = at + 1 < words.len();
                *found += u32::from(begins(token, word, whole));
            }
        }
        found.extend(runs.iter().map(|run| count_of(text.matches(run.as_str()))));
        (
            found.into_iter().map(|count| count.max(1)).collect(),
            length,
        )
    }

    /// The words of a workspace in SQLite's FTS5 language:
    /// `workspace_id : "1" AND {text more_words} : ("two" AND "word"*)`.
    pub(super) fn fts5(&self, workspace: i64) -> String {
        let Sought { words, parts, .. } = &self.0;
        // Nothing ends the quotes early: words hold letters, digits and underscores only, parts private characters beside.
        let last = words.len().saturating_sub(1);
        let of_words = words.iter().zip(0..).map(|(word, at)| (word, at == last));
        let of_parts = parts.iter().map(|part| (&part.word, part.is_beginning));
        let terms: Vec<_> = of_words
            .chain(of_parts)
            .map(|(word, is_beginning)| format!("\"{word}\"{}", star(is_beginning, "*")))
            .collect();
        let terms = terms.join(" AND ");
        format!("workspace_id : \"{workspace}\" AND {{text more_words}} : ({terms})")
    }

    /// Adds the words as PostgreSQL's query: those of a workspace's texts, or of any.
    pub(super) fn tsquery(&self, statement: &mut Statement, workspace: Option<i64>) {
        let Sought { words, parts, .. } = &self.0;
        if !words.is_empty() {
            // The functions of the schema cut and fold what stands between blanks.
            match workspace {
                Some(workspace) => statement
                    .push("search_query_in(")
                    .bind(workspace)
                    .push(", "),
                None => statement.push("search_query("),
            };
            statement.bind(words.join(" ")).push(")");
        }
        if !parts.is_empty() {
            let of_workspace = workspace.filter(|_| words.is_empty());
            let of_workspace = of_workspace.map(|workspace| format!("'#{workspace}'"));
            let of_parts = parts
                .iter()
                .map(|part| format!("'{}'{}", part.word, star(part.is_beginning, ":*")));
            let terms: Vec<_> = of_workspace.into_iter().chain(of_parts).collect();
            let and = if words.is_empty() { "" } else { " && " };
            statement
                .push(and)
                .push("CAST(CAST(")
                .bind(terms.join(" & "))
                .push(" AS text) AS tsquery)");
        }
    }
}

/// What marks a beginning, where it is one.
const fn star(is_beginning: bool, sign: &'static str) -> &'static str {
    if is_beginning { sign } else { "" }
}

/// Whether a word begins between two letters: where a script that is written without blanks ends.
fn begins_word(before: char, letter: Option<char>) -> bool {
    search::is_dense(before) && letter.is_some_and(|letter| !search::is_dense(letter))
}

fn count_of<T>(found: impl Iterator<Item = T>) -> u32 {
    u32::try_from(found.count()).unwrap_or(u32::MAX)
}

/// Whether a text begins with a word, or is it, whatever its case.
fn begins(text: &str, lowercase: &str, whole: bool) -> bool {
    let mut letters = text.chars().flat_map(char::to_lowercase);
    lowercase
        .chars()
        .all(|expected| letters.next() == Some(expected))
        && !(whole && letters.next().is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tsquery(typed: &str) -> String {
        let mut statement = Statement::new("");
        Words::new(typed).unwrap().tsquery(&mut statement, Some(7));
        let (sql, params) = statement.into_parts();
        format!("{sql} {params:?}")
    }

    #[test]
    fn postgres_gets_the_words_alone() {
        assert_eq!(
            tsquery("a' | b & c:* <-> \"größe_x\""),
            "search_query_in($1, $2) [Integer(7), Text(\"a b c größe_x\")]"
        );
        assert_eq!(
            tsquery("壊れ"),
            "CAST(CAST($1 AS text) AS tsquery) [Text(\"'#7' & '壊れ':*\")]"
        );
        assert_eq!(
            tsquery("tv 壊れた"),
            "search_query_in($1, $2) && CAST(CAST($3 AS text) AS tsquery) [Integer(7), Text(\"tv\"), Text(\"'壊れた'\")]"
        );
    }

    fn fts5(typed: &str) -> Option<String> {
        let words = Words::new(typed)?.fts5(7);
        words
            .strip_prefix("workspace_id : \"7\" AND {text more_words} : ")
            .map(str::to_owned)
    }

    #[test]
    fn no_sign_means_anything() {
        assert_eq!(
            fts5("Login fails").as_deref(),
            Some("(\"login\" AND \"fails\"*)")
        );
        assert_eq!(
            fts5("a\" OR text:b* NEAR(c)").as_deref(),
            Some("(\"a\" AND \"or\" AND \"text\" AND \"b\" AND \"near\" AND \"c\"*)")
        );
        assert_eq!(
            fts5("Größe 5-β 壊れ").as_deref(),
            Some("(\"größe\" AND \"5\" AND \"β\"* AND \"壊れ\"*)")
        );
        for nothing in ["", "  ", "\"*()^:-+", "\0", "_"] {
            assert_eq!(fts5(nothing), None, "{nothing:?}");
        }
    }

    #[test]
    fn what_stands_inside_of_words_is_found_and_counted() {
        let text = "私のiPhoneが壊れた。v2.3.1 😡😡";
        for (typed, at) in [
            ("壊れ", "壊れ"),
            ("iphone", "iPhone"),
            ("2.3", "2.3.1"),
            ("😡", "😡😡"),
        ] {
            let words = Words::new(typed).unwrap();
            assert_eq!(words.find_in(text), text.find(at), "{typed}");
        }
        assert_eq!(Words::new("phone").unwrap().find_in(text), None);
        assert_eq!(
            Words::new("v2 😡").unwrap().occurrences(text),
            (vec![1, 2], 4)
        );
    }

    #[test]
    fn the_first_word_is_found_at_the_start_of_words() {
        let words = Words::new("log").unwrap();
        assert_eq!(words.find_in("The catalog: LOGIN fails"), Some(13));
        assert_eq!(words.find_in("nothing here"), None);
    }

    #[test]
    fn words_are_counted_whole_and_the_last_one_as_a_beginning() {
        let words = Words::new("log in").unwrap();
        assert_eq!(
            words.occurrences("Log, LOGIN; inside_out: in the log"),
            (vec![2, 2], 6)
        );
        // Found by the database all the same: it knows no accents.
        assert_eq!(words.occurrences("lög"), (vec![1, 1], 1));
    }
}
