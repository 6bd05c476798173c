//! A text without what formats make of it, so that the same one is recognised in another export.

/// Characters that mark up a text and say nothing.
const MARKS: &[char] = &[
    '*', '_', '+', '^', '~', '|', '#', '\\', '>', '`', '-', '•', '\u{200b}', '\u{feff}',
];

/// Entities that formats write for characters.
const ENTITIES: [(&str, &str); 6] = [
    ("&nbsp;", " "),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&#39;", "'"),
    ("&amp;", "&"),
];

/// The longest tag or macro that is taken for one, in bytes.
const TAG: usize = 200;

/// The text without blanks, tags, macros (`{code}`), and marks of emphasis, lists and headings. Not meant to be read.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some(behind) = tag(rest) {
            rest = behind;
            continue;
        }
        let entity = ENTITIES.iter().find(|(name, _)| rest.starts_with(name));
        let (written, length) = match entity {
            Some((name, character)) => (*character, name.len()),
            None => (&rest[..c.len_utf8()], c.len_utf8()),
        };
        rest = &rest[length..];
        if !written.trim().is_empty() && !written.starts_with(MARKS) {
            out.push_str(written);
        }
    }
    if out.is_empty() {
        text.trim().to_owned()
    } else {
        out
    }
}

/// What stands behind the tag or macro that a text begins with.
fn tag(text: &str) -> Option<&str> {
    let (open, close) = match text.as_bytes().first()? {
        b'<' => (b'<', b'>'),
        b'{' => (b'{', b'}'),
        _ => return None,
    };
    let inner = text.as_bytes().get(1)?;
    let begins = inner.is_ascii_alphabetic() || (open == b'<' && *inner == b'/');
    let end = text.bytes().take(TAG).position(|byte| byte == close)?;
    begins.then(|| &text[end + 1..])
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn formats_of_one_text_are_alike() {
        for text in [
            "Still broken, see the log: a < b & c",
            "Still  broken,\r\nsee the *log*: a &lt; b &amp; c\n",
            "<p>Still broken, see the <b>log</b>: a &lt; b &amp; c</p>",
            "{color:red}Still broken{color}, see the _log_: a < b & c",
        ] {
            assert_eq!(folded(text), "Stillbroken,seethelog:a<b&c");
        }
    }

    #[test]
    fn what_people_say_stays() {
        assert_ne!(folded("great 🙄"), folded("great 😀"));
        assert_ne!(folded("Done!"), folded("Done?"));
        assert_eq!(folded("--"), "--");
        assert_eq!(folded("5 < 6 {"), "5<6{");
    }
}
