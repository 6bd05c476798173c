//! Faces of letters and signs, emoji, and votes.

use super::Kind;

const SMILES: &str = "😀😁😂😃😄😅😆😉😊😋😍😎😘🙂🙃🤣🤗🥰😻❤♥💕💖💯👍👏🙌🎉🎊✨🚀🍻🙏💪👌🥳😇🎂🍰🌟⭐🏆✌💙💚💜🧡💛😜😛🤩☺🍾🎆";
const FROWNS: &str =
    "😞😟😠😡😢😣😤😥😦😧😨😩😪😫😬😭😰😱😒😓😔😕😖😳🙁☹😿💔👎🤦🤮🤢😑😐🙄😮😯😲😵🤬💩🤷";

/// The mood of an emoji.
pub(super) fn of_character(character: char) -> Option<Kind> {
    if character < '\u{2000}' {
        return None;
    }
    if SMILES.contains(character) {
        Some(Kind::Smile)
    } else if FROWNS.contains(character) {
        Some(Kind::Frown)
    } else {
        None
    }
}

/// The names some trackers write for emoji.
const NAMES: [(&str, Kind); 22] = [
    (":smile:", Kind::Smile),
    (":smiley:", Kind::Smile),
    (":grin:", Kind::Smile),
    (":grinning:", Kind::Smile),
    (":+1:", Kind::Smile),
    (":thumbsup:", Kind::Smile),
    (":heart:", Kind::Smile),
    (":tada:", Kind::Smile),
    (":clap:", Kind::Smile),
    (":rocket:", Kind::Smile),
    (":wink:", Kind::Smile),
    (":bow:", Kind::Smile),
    (":beers:", Kind::Smile),
    (":joy:", Kind::Smile),
    (":laughing:", Kind::Smile),
    (":-1:", Kind::Frown),
    (":thumbsdown:", Kind::Frown),
    (":cry:", Kind::Frown),
    (":sob:", Kind::Frown),
    (":disappointed:", Kind::Frown),
    (":confused:", Kind::Frown),
    (":rage:", Kind::Frown),
];

/// The emoticon a text begins with, and its length; `before` is the byte before it.
pub(super) fn find(text: &[u8], before: Option<u8>) -> Option<(Kind, usize)> {
    if before.is_some_and(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    match text {
        [b'<', b'3', ..] | [b'^', b'^', ..] => Some((Kind::Smile, 2)),
        [b'^', _, b'^', ..] | [b'\\', b'o', b'/', ..] => Some((Kind::Smile, 3)),
        [b':', b'\'', b'(', ..] => Some((Kind::Frown, 3)),
        [b':', ..] => name(text).or_else(|| face(text)),
        [b';' | b'=', ..] => face(text),
        _ => None,
    }
}

fn name(text: &[u8]) -> Option<(Kind, usize)> {
    let found = NAMES
        .iter()
        .find(|(name, _)| text.starts_with(name.as_bytes()))?;
    Some((found.1, found.0.len()))
}

/// Eyes, perhaps a nose, a mouth and its repetitions.
fn face(text: &[u8]) -> Option<(Kind, usize)> {
    let nose = usize::from(matches!(text.get(1), Some(b'-' | b'o' | b'\'')));
    let mouth = *text.get(1 + nose)?;
    let kind = match mouth {
        b')' | b']' | b'D' | b'p' | b'P' | b'*' | b'}' => Kind::Smile,
        b'(' | b'[' | b'/' | b'\\' | b'|' | b'@' | b'{' => Kind::Frown,
        _ => return None,
    };
    let mouths = text[1 + nose..]
        .iter()
        .take_while(|byte| **byte == mouth)
        .count();
    let length = 1 + nose + mouths;
    let next = text.get(length);
    // "=(", ";[" and the like stand in code, ":/" in addresses, ":D" in ":Data".
    let is_code = text[0] == b'=' && kind == Kind::Frown
        || next.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'/')
        || (nose == 0 && matches!(mouth, b'{' | b'[' | b'}' | b']' | b'@'));
    (!is_code).then_some((kind, length))
}

/// "+1" and "-1" standing alone.
pub(super) fn is_vote(text: &[u8], before: Option<u8>) -> bool {
    let is_free = |byte: Option<&u8>| {
        byte.is_none_or(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'%')))
    };
    text.get(1) == Some(&b'1')
        && is_free(text.get(2))
        && is_free(before.as_ref())
        && !matches!(before, Some(b'(' | b'[' | b'=' | b',' | b'.'))
        && !(text.get(2) == Some(&b'.') && text.get(3).is_some_and(u8::is_ascii_digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faces_are_found_and_code_is_not() {
        for (text, kind) in [
            (":)", Some(Kind::Smile)),
            (";-)", Some(Kind::Smile)),
            (":))", Some(Kind::Smile)),
            (":-(", Some(Kind::Frown)),
            (":/", Some(Kind::Frown)),
            (":+1:", Some(Kind::Smile)),
            ("://x", None),
            (":Data", None),
            ("=(x)", None),
            (": )", None),
        ] {
            assert_eq!(
                find(text.as_bytes(), None).map(|found| found.0),
                kind,
                "{text}"
            );
        }
        assert_eq!(find(b":)", Some(b'x')), None);
    }

    #[test]
    fn votes_stand_alone() {
        assert!(is_vote(b"+1", None) && is_vote(b"-1.", Some(b' ')));
        assert!(!is_vote(b"+1", Some(b'n')) && !is_vote(b"-10", None) && !is_vote(b"-1.5", None));
    }
}
