//! French elisions: what stands before the apostrophe of "l'appli" and "n'est" is a word of its own. Shared with the build script.

/// Words that lose their last vowel before another, in lower case.
const HEADS: [&str; 12] = [
    "l", "d", "n", "j", "c", "s", "m", "t", "qu", "jusqu", "lorsqu", "puisqu",
];

/// The bytes before and from behind the apostrophe, if a word begins with an elision.
pub(crate) fn split(word: &str) -> Option<(usize, usize)> {
    let (at, apostrophe) = word
        .char_indices()
        .take(7)
        .find(|(_, character)| matches!(character, '\'' | '’'))?;
    let head = &word[..at];
    let is_elided = HEADS.iter().any(|known| head.eq_ignore_ascii_case(known));
    is_elided.then_some((at, at + apostrophe.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_elisions_are_split() {
        assert_eq!(split("l'appli"), Some((1, 2)));
        assert_eq!(split("Qu’il"), Some((2, 5)));
        assert_eq!(split("aujourd'hui"), None);
        assert_eq!(split("été"), None);
    }
}
