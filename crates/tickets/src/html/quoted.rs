//! Which elements of an HTML mail are quoted from earlier mail.

/// What the class or name of an element holds that is quoted mail.
const QUOTES: [&str; 8] = [
    "gmail_quote",
    "yahoo_quoted",
    "moz-cite-prefix",
    "moz-forward-container",
    "protonmail_quote",
    "tutanota_quote",
    "freshdesk_quote",
    "outlookmessageheader",
];
/// What the class or name of an element holds from which on all is quoted mail.
const ENDS: [&str; 4] = ["divrplyfwdmsg", "appendonsend", "stopspelling", "zwchr"];
/// Names and classes stand in so many bytes of a tag.
const NEAR: usize = 300;

/// Where quoted mail begins and ends.
#[derive(Default)]
pub(super) struct Quoted {
    /// The places in the text where it begins, ends, begins …
    pub turns: Vec<usize>,
    /// The outermost quoted element that is open, and how many of its name are within each other; no name is never closed.
    open: Option<(String, usize)>,
}

impl Quoted {
    /// An element begins; whether something quoted begins with it.
    pub(super) fn begin(&mut self, name: &str, tag: &str) -> bool {
        if let Some((open, depth)) = &mut self.open {
            *depth += usize::from(open == name);
            return false;
        }
        let has = |marks: &[&str]| {
            let near: String = tag.chars().take(NEAR).collect();
            let near = near.to_ascii_lowercase();
            marks.iter().any(|mark| near.contains(mark))
        };
        if name == "blockquote" {
            self.open = Some((name.to_owned(), 1));
        } else if tag.len() == name.len() {
            return false;
        } else if has(&ENDS) {
            self.open = Some((String::new(), 1));
        } else if has(&QUOTES) {
            self.open = Some((name.to_owned(), 1));
        }
        self.open.is_some()
    }

    /// An element ends; whether something quoted ends with it.
    pub(super) fn end(&mut self, name: &str) -> bool {
        match &mut self.open {
            Some((open, depth)) if open == name => *depth -= 1,
            _ => return false,
        }
        let is_over = self.open.as_ref().is_some_and(|(_, depth)| *depth == 0);
        if is_over {
            self.open = None;
        }
        is_over
    }
}
