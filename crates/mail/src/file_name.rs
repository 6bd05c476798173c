//! Names of files that any system can keep.

/// The most of a name, in bytes: file systems take 255, and some mail programs put a number in front.
const MOST_BYTES: usize = 200;

/// A file name of any text: its line breaks and other control characters are blanks, its slashes and the signs that some
/// systems forbid are hyphens, and it is cut in front of its ending.
pub fn safe_file_name(text: &str, ending: &str) -> String {
    let replaced: String = text
        .chars()
        .map(|c| match c {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '-',
            c if c.is_control() || c.is_whitespace() || is_turning(c) => ' ',
            c => c,
        })
        .collect();
    let words: Vec<&str> = replaced
        .split(' ')
        .filter(|word| !word.is_empty())
        .collect();
    let mut name = String::new();
    for c in words.join(" ").trim_matches(['.', ' ']).chars() {
        if name.len() + c.len_utf8() + ending.len() > MOST_BYTES {
            break;
        }
        name.push(c);
    }
    if name.is_empty() {
        "report".clone_into(&mut name);
    }
    name.trim_end().to_owned() + ending
}

/// Marks that turn the text behind them, so that `fdp.exe` reads as another file.
fn is_turning(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_becomes_a_name() {
        for (text, name) in [
            (
                "Bericht März – 東京 / Q1: \"Top\"\r\nBcc: eve@example.org",
                "Bericht März – 東京 - Q1- -Top- Bcc- eve@example.org.pdf",
            ),
            ("../../etc/passwd", "-..-etc-passwd.pdf"),
            ("  weekly  ", "weekly.pdf"),
            ("...", "report.pdf"),
            ("", "report.pdf"),
            ("a\u{202e}fdp", "a fdp.pdf"),
        ] {
            assert_eq!(safe_file_name(text, ".pdf"), name, "{text:?}");
        }
        let long = safe_file_name(&"東".repeat(200), ".pdf");
        assert_eq!(long, format!("{}.pdf", "東".repeat(65)));
    }
}
