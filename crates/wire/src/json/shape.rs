//! Where the records of a JSON file are, seen from its head.

/// Names of arrays that hold the records of an object.
const WRAPPERS: [&str; 20] = [
    "tickets",
    "issues",
    "records",
    "results",
    "items",
    "data",
    "values",
    "rows",
    "requests",
    "conversations",
    "bugs",
    "result",
    "value",
    "nodes",
    "_results",
    "Ticket",
    "cases",
    "incidents",
    "tasks",
    "entries",
];
/// Names that a record has and a list of records has not.
const RECORD: [&str; 6] = ["id", "key", "number", "ticket_id", "subject", "title"];
/// Names that a list of records has.
const LIST: [&str; 6] = ["type", "pages", "total_count", "count", "total", "startAt"];

/// Where the records are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shape {
    /// In the outermost array.
    Array,
    /// In the array under these names, one within the other, in the outermost object, or in each of several such objects.
    Wrapped(Vec<String>),
    /// One per line.
    Lines,
    /// One after the other, over several lines each.
    Loose,
}

/// The shape of a file that starts so. A shape that cannot be told from the head alone is [`Shape::Loose`].
pub(super) fn of(head: &[u8]) -> Shape {
    let text = head.trim_ascii_start();
    if text.first() == Some(&b'[') {
        return Shape::Array;
    }
    let mut level = 0_u32;
    // The last string of the outermost object, and the name before the value that comes.
    let (mut string, mut name): (&[u8], &[u8]) = (b"", b"");
    let (mut is_record, mut is_list) = (false, false);
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        at += 1;
        match byte {
            b'"' => {
                let Some(length) = string_length(&text[at..]) else {
                    // No string goes over a line end: the first line of several is broken.
                    return if text[at..].contains(&b'\n') {
                        Shape::Lines
                    } else {
                        Shape::Loose
                    };
                };
                string = &text[at..at + length];
                at += length + 1;
            }
            b':' if level == 1 => {
                name = string;
                let is = |names: &[&str]| names.iter().any(|known| known.as_bytes() == name);
                is_record |= is(&RECORD);
                is_list |= is(&LIST);
            }
            b'[' if level == 1 && text[at..].trim_ascii_start().first() == Some(&b'{') => {
                let wrapper = WRAPPERS.iter().find(|known| known.as_bytes() == name);
                // A ticket may have conversations; a list of them says so, or has nothing else before them.
                let sure = name != b"conversations" || is_list || first_name(text) == name;
                if let Some(wrapper) = wrapper.filter(|_| !is_record && sure) {
                    return Shape::Wrapped(vec![(*wrapper).to_owned()]);
                }
                level += 1;
            }
            b'{' | b'[' => level += 1,
            b'}' | b']' => {
                level = level.saturating_sub(1);
                if level == 0 {
                    let lines = text[..at].contains(&b'\n');
                    return if lines { Shape::Loose } else { Shape::Lines };
                }
            }
            _ => {}
        }
    }
    Shape::Loose
}

/// Bytes up to the closing quote, unless a line ends before.
fn string_length(text: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += memchr::memchr3(b'"', b'\\', b'\n', text.get(at..)?)?;
        match text[at] {
            b'"' => return Some(at),
            b'\\' => at += 2,
            _ => return None,
        }
    }
}

/// The first name of the outermost object.
fn first_name(text: &[u8]) -> &[u8] {
    let inner = text[1..].trim_ascii_start();
    let inner = inner.strip_prefix(b"\"").unwrap_or_default();
    &inner[..string_length(inner).unwrap_or(0)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes() {
        let wrapped = |name: &str| Shape::Wrapped(vec![name.to_owned()]);
        for (json, shape) in [
            (" [1]", Shape::Array),
            (r#"{"id":1,"tickets":[{"id":2}]}"#, Shape::Lines),
            (r#"{"count":1,"tickets":[{"id":2}]}"#, wrapped("tickets")),
            (r#"{"a":{"issues":[{}]},"issues":[{}]}"#, wrapped("issues")),
            (
                r#"{"attachments":[],"conversations":[{"body":"x"}],"id":1}"#,
                Shape::Lines,
            ),
            (
                r#"{"type":"conversation.list","conversations":[{"id":1}]}"#,
                wrapped("conversations"),
            ),
            (r#"{"conversations":[{"id":1}]}"#, wrapped("conversations")),
            (r#"{"comments":[{"body":"x"}],"id":1}"#, Shape::Lines),
            ("{\n \"id\": 1\n}", Shape::Loose),
            ("{\"id\":1,\"t\":\"cut\n{\"id\":2}", Shape::Lines),
            ("{\"id\":\"\\\"", Shape::Loose),
            ("{", Shape::Loose),
        ] {
            assert_eq!(of(json.as_bytes()), shape, "{json}");
        }
    }
}
