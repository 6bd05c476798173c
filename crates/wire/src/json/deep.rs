//! Where the records of a long JSON file are, if they lie deeper than one array of a known name in one object. Short files
//! are read as a whole instead ([`nested`](super::nested)).

use serde_json::{Deserializer, Value};

use super::{envelope, nested, record};

/// How deep records are looked for.
const DEPTH: usize = 5;

/// The names, one within the other, of the array that holds the records of an object that starts so.
pub(super) fn path(head: &[u8]) -> Option<Vec<String>> {
    let mut names: Vec<String> = Vec::new();
    let mut open: Vec<u8> = Vec::new();
    let mut at = 0;
    let mut string = "";
    while let Some(&byte) = head.get(at) {
        at += 1;
        match byte {
            b'"' => {
                let length = string_length(head.get(at..)?)?;
                string = str::from_utf8(&head[at..at + length]).unwrap_or_default();
                at += length + 1;
            }
            b':' => {
                let outer = open.len().checked_sub(1)?;
                names.truncate(outer);
                names.resize(outer, String::new());
                names.push(string.to_owned());
                // What names itself is a record, whatever lists it has.
                if outer == 0 && nested::is_own_name(string) {
                    return None;
                }
            }
            b'[' if is_list(&open, &names, &head[at..]) => return Some(names),
            b'{' | b'[' => open.push(byte),
            b'}' | b']' => {
                open.pop()?;
                if open.is_empty() {
                    return None;
                }
            }
            _ => {}
        }
    }
    None
}

/// Whether the array that begins here is one of records.
fn is_list(open: &[u8], names: &[String], inner: &[u8]) -> bool {
    // Deep ones are not looked through at each of their brackets.
    let nests = names.len() <= DEPTH
        && open.len() == names.len()
        && open.iter().all(|bracket| *bracket == b'{');
    let said = |name: &String| name != "conversations" && record::is_comments(name);
    if !nests || names.last().is_none_or(said) {
        return false;
    }
    let mut values = Deserializer::from_slice(inner).into_iter::<Value>();
    match values.next() {
        Some(Ok(Value::Object(first))) => {
            let first = envelope::within(&first);
            nested::is_record(first) || envelope::holds_one(first)
        }
        _ => false,
    }
}

/// Bytes up to the closing quote.
fn string_length(text: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += memchr::memchr2(b'"', b'\\', text.get(at..)?)?;
        match text[at] {
            b'"' => return Some(at),
            _ => at += 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_array_of_records_counts() {
        for (json, expected) in [
            (
                r#"{"took":1,"facets":{"tags":[{"count":3,"term":"x"}]},"hits":{"total":2,"hits":[{"_index":"i","_source":{"a":1}},"#,
                "hits.hits",
            ),
            (
                r#"{"data":{"project":{"issues":{"edges":[{"node":{"iid":"1","title":"x"}},"#,
                "data.project.issues.edges",
            ),
            (
                r#"{"export":{"a\"b":[1,2]},"all_tickets":[{"id":1,"subject":"x"},"#,
                "all_tickets",
            ),
            (r#"{"id":1,"data":{"issues":[{"id":1,"title":"x"},"#, ""),
            (r#"{"data":{"comments":[{"id":1,"title":"x"},"#, ""),
            (r#"{"data":[{"issues":[{"id":1,"title":"x"},"#, ""),
            (r#"{"data":{"issues":[{"id":1,"title":"#, ""),
        ] {
            let found = path(json.as_bytes()).unwrap_or_default().join(".");
            assert_eq!(found, expected, "{json}");
        }
    }

    #[test]
    fn deep_lists_are_gone_through_once() {
        // As many names as brackets, of which each would be looked at for each further one.
        let deep = r#"{"a":"#.repeat(1 << 17) + &r#"[],"a":"#.repeat(1 << 17);
        assert_eq!(path(deep.as_bytes()), None);
        assert_eq!(path("[".repeat(1 << 20).as_bytes()), None);
    }
}
