//! The text of a cell.

use tickets::is_block;

use super::tokens::attribute;

/// Longest text of a cell, in bytes: a little more than a record may have, so that it is told.
const LONGEST: usize = (8 << 20) + 1;

/// What a cell holds so far.
#[derive(Debug, Default)]
pub(super) struct Text {
    out: String,
    /// Whether blanks came that count once something follows.
    blank: bool,
    /// Whether a line ended that counts once something follows.
    broken: bool,
    /// How deep in preformatted text it is.
    pre: u32,
    /// What stands for pictures, where nothing is written beside them.
    pictures: Vec<String>,
    /// A moment that is written for programs, and up to where its words go.
    time: Option<(String, usize)>,
}

impl Text {
    pub fn push(&mut self, text: &str) {
        if self.out.len() >= LONGEST {
            return;
        }
        if self.pre > 0 {
            self.settle();
            self.out.push_str(text);
        } else {
            for c in text.chars() {
                if c.is_ascii_whitespace() {
                    self.blank = true;
                } else {
                    self.settle();
                    self.out.push(c);
                }
            }
        }
        if self.out.len() > LONGEST {
            let end = (0..=LONGEST)
                .rev()
                .find(|end| self.out.is_char_boundary(*end));
            self.out.truncate(end.unwrap_or_default());
        }
    }

    /// A tag within the cell.
    pub fn start(&mut self, name: &str, attributes: &str) {
        match name {
            "br" => {
                self.out.push('\n');
                self.blank = false;
            }
            "img" if self.pictures.len() < 8 => {
                self.pictures.extend(attribute(attributes, "alt"));
            }
            "time" if self.out.is_empty() => {
                let at = attribute(attributes, "datetime");
                self.time = at.map(|at| (at, usize::MAX));
            }
            "td" | "th" => self.blank = true,
            _ if is_block(name) => self.broken = true,
            _ => {}
        }
        self.pre += u32::from(name == "pre");
    }

    /// The end of an element within the cell.
    pub fn end(&mut self, name: &str) {
        if is_block(name) {
            self.broken = true;
        }
        if name == "pre" {
            self.pre = self.pre.saturating_sub(1);
        }
        let length = self.out.len();
        if let Some((_, end)) = self.time.as_mut().filter(|_| name == "time") {
            *end = length.min(*end);
        }
    }

    /// The text of the whole cell. Where it is nothing but a moment that is written for programs too, that counts: people
    /// are often shown the day alone.
    pub fn finish(self) -> String {
        let text = self.out.trim_matches(['\n', ' ', '\u{a0}', '\t', '\r']);
        match self.time {
            Some((at, end)) if end == self.out.len() && !at.trim().is_empty() => at,
            _ if text.is_empty() => self.pictures.join(" ").trim().to_owned(),
            _ => text.to_owned(),
        }
    }

    fn settle(&mut self) {
        let started = !self.out.is_empty() && !self.out.ends_with('\n');
        if self.broken && started {
            self.out.push('\n');
        } else if self.blank && started {
            self.out.push(' ');
        }
        (self.blank, self.broken) = (false, false);
    }
}
