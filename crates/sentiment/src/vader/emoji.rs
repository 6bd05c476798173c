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

/// The text with names for emoji. As in the reference a name is set off from what stands before it, not from what
/// follows.
pub(crate) fn spelled_out(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
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
        out.push_str(name);
        copied = at + character.len_utf8();
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[copied..]);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_set_off_on_the_left_only() {
        assert_eq!(spelled_out("hi😀!"), "hi grinning face!");
        assert_eq!(spelled_out("😀😀 ok"), "grinning face grinning face ok");
        assert_eq!(spelled_out("a 😀"), "a grinning face");
        assert_eq!(spelled_out("\n😀"), "\n grinning face");
    }

    #[test]
    fn text_without_emoji_is_not_copied() {
        assert!(matches!(spelled_out("größer, 日本"), Cow::Borrowed(_)));
    }

    #[test]
    fn the_quick_range_covers_the_table() {
        assert!(EMOJI.iter().all(|&(emoji, text)| name(emoji) == Some(text)));
    }
}
