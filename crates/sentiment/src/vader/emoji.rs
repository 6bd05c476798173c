//! Emoji become their names ("😀" is "grinning face") before the text is read.

use std::borrow::Cow;

include!(concat!(env!("OUT_DIR"), "/emoji.rs"));

/// The name of a one-character emoji.
pub(crate) fn name(character: char) -> Option<&'static str> {
    let is_possible =
        matches!(character, '\u{A9}' | '\u{AE}' | '\u{203C}'..='\u{3299}' | '\u{1F004}'..);
    if !is_possible {
        return None;
    }
    let index = EMOJI
        .binary_search_by_key(&character, |&(emoji, _)| emoji)
        .ok()?;
    Some(EMOJI[index].1)
}

/// A text with names for its emoji, and where each stood.
#[derive(Debug)]
pub(crate) struct SpelledOut<'a> {
    pub text: Cow<'a, str>,
    names: Vec<Name>,
}

/// A name's byte range in the new text, its emoji's in the old one.
#[derive(Debug)]
struct Name {
    new: (usize, usize),
    old: (usize, usize),
}

/// Names the emoji. As in the reference a name is set off from what stands before it, not from what follows.
pub(crate) fn spelled_out(text: &str) -> SpelledOut<'_> {
    let mut names = Vec::new();
    if text.is_ascii() {
        return SpelledOut {
            text: Cow::Borrowed(text),
            names,
        };
    }
    let mut out = String::new();
    let mut copied = 0;
    for (at, character) in text.char_indices() {
        let Some(name) = name(character) else {
            continue;
        };
        out.push_str(&text[copied..at]);
        if !(out.is_empty() || (out.ends_with(' ') && copied < at)) {
            out.push(' ');
        }
        copied = at + character.len_utf8();
        names.push(Name {
            new: (out.len(), out.len() + name.len()),
            old: (at, copied),
        });
        out.push_str(name);
    }
    if names.is_empty() {
        return SpelledOut {
            text: Cow::Borrowed(text),
            names,
        };
    }
    out.push_str(&text[copied..]);
    SpelledOut {
        text: Cow::Owned(out),
        names,
    }
}

impl SpelledOut<'_> {
    /// The byte range of the old text that a range of the new one came from; a part of a name came from all of its
    /// emoji.
    pub(crate) fn origin(&self, start: usize, end: usize) -> (usize, usize) {
        let first = self.names.iter().rfind(|name| name.new.0 <= start);
        let last = self.names.iter().rfind(|name| name.new.0 < end);
        let from = first.map_or(start, |name| match start.checked_sub(name.new.1) {
            Some(behind) => name.old.1 + behind,
            None => name.old.0,
        });
        let to = last.map_or(end, |name| name.old.1 + end.saturating_sub(name.new.1));
        (from, to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_set_off_on_the_left_only() {
        assert_eq!(spelled_out("hi😀!").text, "hi grinning face!");
        assert_eq!(
            spelled_out("😀😀 ok").text,
            "grinning face grinning face ok"
        );
        assert_eq!(spelled_out("a 😀").text, "a grinning face");
        assert_eq!(spelled_out("\n😀").text, "\n grinning face");
    }

    #[test]
    fn text_without_emoji_is_not_copied() {
        assert!(matches!(spelled_out("größer, 日本").text, Cow::Borrowed(_)));
    }

    #[test]
    fn ranges_lead_back_to_the_emoji() {
        let old = "ok😀yes 😀!";
        let spelled = spelled_out(old);
        assert_eq!(spelled.text, "ok grinning faceyes grinning face!");
        let origin = |word: &str| {
            let at = spelled.text.find(word).unwrap();
            let (from, to) = spelled.origin(at, at + word.len());
            &old[from..to]
        };
        assert_eq!(
            ["ok", "grinning", "faceyes", "face!"].map(origin),
            ["ok", "😀", "😀yes", "😀!"]
        );
    }

    #[test]
    fn the_quick_range_covers_the_table() {
        assert!(EMOJI.iter().all(|&(emoji, text)| name(emoji) == Some(text)));
    }
}
