//! Statements and migrations.

use std::fs;

use system_tests::root;

use super::{none, sources};

/// Wrong on purpose, in a test that they are refused.
const REFUSED: &str = "SELECT $2, $1";

#[test]
fn sql_parameters_are_numbered_by_their_first_appearance() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (path, text) in sources(&["rs"]) {
        for (line, literal) in literals(&text) {
            let keyword = ["SELECT ", "INSERT ", "UPDATE ", "DELETE ", "WITH "]
                .iter()
                .any(|word| literal.contains(word));
            let numbers = parameters(&literal);
            if !keyword || numbers.is_empty() || literal == REFUSED {
                continue;
            }
            seen += 1;
            let mut next = 1;
            for number in numbers {
                if number > next {
                    wrong.push(format!("{path}:{line}: ${number} comes before ${next}"));
                    break;
                }
                next = next.max(number + 1);
            }
        }
    }
    assert!(
        seen > 80,
        "only {seen} statements found: does the scan still work?"
    );
    none(&wrong);
}

/// The numbers behind `$`, in their order.
fn parameters(sql: &str) -> Vec<u32> {
    let behind = sql.split('$').skip(1);
    let digits = behind.map(|rest| {
        rest.chars()
            .take_while(char::is_ascii_digit)
            .collect::<String>()
    });
    digits.filter_map(|digits| digits.parse().ok()).collect()
}

/// The string literals of a Rust file with the line each begins on.
fn literals(text: &str) -> Vec<(usize, String)> {
    let bytes = text.as_bytes();
    let (mut found, mut at, mut line) = (Vec::new(), 0, 1);
    while at < bytes.len() {
        match bytes[at] {
            b'\n' => line += 1,
            b'/' if bytes.get(at + 1) == Some(&b'/') => {
                at += text[at..].find('\n').unwrap_or(text.len() - at);
                continue;
            }
            // A character, not a lifetime.
            b'\'' if bytes.get(at + 1) == Some(&b'\\') => {
                at += text[at + 3..].find('\'').map_or(1, |end| end + 3);
            }
            b'\'' if bytes.get(at + 2) == Some(&b'\'') => at += 2,
            b'"' => {
                let hashes = text[..at]
                    .bytes()
                    .rev()
                    .take_while(|byte| *byte == b'#')
                    .count();
                let raw = bytes.get(at.wrapping_sub(hashes + 1)) == Some(&b'r');
                let end = if raw {
                    raw_end(text, at, hashes)
                } else {
                    quoted_end(bytes, at)
                };
                let literal = &text[at + 1..end];
                found.push((line, literal.to_owned()));
                line += literal.matches('\n').count();
                at = end;
            }
            _ => {}
        }
        at += 1;
    }
    found
}

fn raw_end(text: &str, at: usize, hashes: usize) -> usize {
    let close = format!("\"{}", "#".repeat(hashes));
    text[at + 1..]
        .find(&close)
        .map_or(text.len(), |end| at + 1 + end)
}

fn quoted_end(bytes: &[u8], at: usize) -> usize {
    let mut end = at + 1;
    while end < bytes.len() && bytes[end] != b'"' {
        end += if bytes[end] == b'\\' { 2 } else { 1 };
    }
    end.min(bytes.len())
}

#[test]
fn the_scan_finds_literals() {
    let found = literals(
        "let a = \"x\\\"y\"; // \"no\"\nlet b = r#\"raw \"z\"\"#; let c = '\"'; f::<'a>(\"$1\\\n $2\");",
    );
    let texts: Vec<_> = found
        .iter()
        .map(|(line, text)| (*line, text.as_str()))
        .collect();
    assert_eq!(texts, [(1, "x\\\"y"), (2, "raw \"z\""), (2, "$1\\\n $2")]);
    assert_eq!(parameters("a = $1 AND b = $12 $x"), [1, 12]);
}

#[test]
fn migrations_are_one_line_without_gaps_and_twins_where_there_are_two_databases() {
    let names = |database: &str| -> Vec<String> {
        let folder = root().join("migrations").join(database);
        let Ok(entries) = fs::read_dir(folder) else {
            return Vec::new();
        };
        let mut names: Vec<_> = entries
            .map(|entry| {
                entry
                    .expect("an entry")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        names.sort();
        names
    };
    let sqlite = names("sqlite");
    assert!(sqlite.len() >= 4, "{sqlite:?}");
    for (number, name) in sqlite.iter().enumerate() {
        let rest = name
            .strip_prefix(&format!("{:04}_", number + 1))
            .and_then(|rest| rest.strip_suffix(".sql"));
        let plain = rest.is_some_and(|rest| {
            !rest.is_empty()
                && rest
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte == b'_' || byte.is_ascii_digit())
        });
        assert!(plain, "{name} should be {:04}_name.sql", number + 1);
    }
    let postgres = names("postgres");
    assert_eq!(postgres, sqlite, "twins");
}
