//! Names as they can be shown: nothing in them that nobody sees and that changes how the rest is read.

/// A text without controls, marks that turn the direction of writing, breaks of lines and the byte order mark. What joins
/// letters and emoji stays.
pub fn visible(text: &str) -> String {
    text.chars().filter(|c| !is_hidden(*c)).collect()
}

fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{61c}'
                | '\u{200b}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_turns_a_name_around_is_left_out_and_the_rest_stays() {
        assert_eq!(visible("invoice\u{202e}vsc.exe"), "invoicevsc.exe");
        assert_eq!(visible("\u{2066}a\u{2069}\u{200f}b\0\r\nc\u{feff}"), "abc");
        let fine = "Größe 票 👩\u{200d}💻 می\u{200c}خواهم.csv";
        assert_eq!(visible(fine), fine);
    }
}
