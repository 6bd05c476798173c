//! Characters that show as nothing, or turn the text around them: in a name they make one look like another.

/// Whether a character is hidden where text is shown: controls, marks that change the direction of writing, blanks of
/// no width, joiners, fillers, variation selectors and tags.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{AD}'
                | '\u{34F}'
                | '\u{600}'..='\u{605}'
                | '\u{61C}'
                | '\u{6DD}'
                | '\u{70F}'
                | '\u{890}'..='\u{891}'
                | '\u{8E2}'
                | '\u{115F}'..='\u{1160}'
                | '\u{17B4}'..='\u{17B5}'
                | '\u{180B}'..='\u{180F}'
                | '\u{200B}'..='\u{200F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{2800}'
                | '\u{3164}'
                | '\u{FE00}'..='\u{FE0F}'
                | '\u{FEFF}'
                | '\u{FFA0}'
                | '\u{FFF0}'..='\u{FFFB}'
                | '\u{110BD}'
                | '\u{110CD}'
                | '\u{13430}'..='\u{1343F}'
                | '\u{1BCA0}'..='\u{1BCA3}'
                | '\u{1D173}'..='\u{1D17A}'
                | '\u{E0000}'..='\u{E0FFF}'
        )
}

/// Whether a name can be shown as it is: no hidden character but those that join letters (Persian, Hindi) or pictures
/// (emoji), and something beside them.
pub fn is_showable_name(name: &str) -> bool {
    let joins = |c: char| matches!(c, '\u{200C}' | '\u{200D}' | '\u{FE0E}' | '\u{FE0F}');
    name.chars().all(|c| !is_hidden(c) || joins(c))
        && name.chars().any(|c| !is_hidden(c) && !c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_turns_or_hides_text_is_hidden() {
        for c in "\0\n\u{7f}\u{ad}\u{61c}\u{200b}\u{200d}\u{200e}\u{200f}\u{202a}\u{202e}\u{2060}\u{2066}\u{2069}\u{3164}\u{feff}\u{fe0f}\u{e0041}"
            .chars()
        {
            assert!(is_hidden(c), "{c:?}");
        }
        for c in "aZ0@ .-_éßжمन्क\u{301}日🙂".chars() {
            assert!(!is_hidden(c), "{c:?}");
        }
    }

    #[test]
    fn names_keep_what_joins_letters_and_pictures() {
        for name in [
            "Support EU",
            "می\u{200c}خواهم",
            "👩\u{200d}💻 Team",
            "❤\u{fe0f}",
        ] {
            assert!(is_showable_name(name), "{name:?}");
        }
        for name in [
            "",
            " ",
            "\u{200d}",
            "a\u{202e}b",
            "a\u{200b}b",
            "a\nb",
            "\u{2066}x\u{2069}",
        ] {
            assert!(!is_showable_name(name), "{name:?}");
        }
    }
}
