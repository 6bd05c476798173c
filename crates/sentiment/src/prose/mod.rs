//! What of a text is a person's own prose: code, logs, quotes, templates, signatures and footers are not.

mod inline;
mod line;

use inline::{Opening, opening};
use line::{Kind, kind};

/// A piece of prose: a byte range of the text, and whether something that is no prose stood in the line behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece {
    pub start: usize,
    pub end: usize,
    pub gap: bool,
}

/// Tells the prose of a text, in order.
pub(crate) fn for_each_piece(text: &str, tell: impl FnMut(Piece)) {
    let mut pieces = Pieces {
        text,
        has_marks: has_marks(text.as_bytes()),
        is_empty: true,
        tell,
    };
    let (mut at, mut fence): (usize, Option<&'static str>) = (0, None);
    while at < text.len() {
        let end = at + line::length(&text[at..]);
        if let Some(closing) = fence {
            let Some(found) = inline::find(&text.as_bytes()[at..end], closing) else {
                at = end;
                continue;
            };
            at += found + closing.len();
        } else {
            match kind(&text[at..end]) {
                Kind::NoProse => {
                    at = end;
                    continue;
                }
                Kind::End if !pieces.is_empty => break,
                Kind::Farewell if !pieces.is_empty && line::is_name(&text[end..]) => break,
                Kind::Prose | Kind::End | Kind::Farewell => {}
            }
        }
        fence = pieces.read_line(at, end);
        at = end;
    }
}

/// Whether any byte is one that may open something; without a branch, so that many are looked at together.
fn has_marks(text: &[u8]) -> bool {
    let is_mark = |byte: &u8| matches!(byte, b'`' | b'{' | b'<' | b'~');
    text.iter().fold(false, |found, byte| found | is_mark(byte))
}

struct Pieces<'a, T> {
    text: &'a str,
    has_marks: bool,
    is_empty: bool,
    tell: T,
}

impl<T: FnMut(Piece)> Pieces<'_, T> {
    fn push(&mut self, start: usize, end: usize, gap: bool) {
        if start < end || gap {
            self.is_empty = false;
            (self.tell)(Piece { start, end, gap });
        }
    }

    /// Takes the prose of a line, from a place in it, and answers what closes the block that is open at its end.
    fn read_line(&mut self, mut at: usize, end: usize) -> Option<&'static str> {
        if !self.has_marks {
            self.push(at, end, false);
            return None;
        }
        let bytes = self.text.as_bytes();
        let mut start = at;
        while let Some(found) = bytes[at..end]
            .iter()
            .position(|byte| matches!(byte, b'`' | b'{' | b'<' | b'~'))
        {
            at += found;
            match opening(&bytes[at..end]) {
                Opening::Nothing => at += 1,
                Opening::Closed { length } => {
                    self.push(start, at, true);
                    at += length;
                    start = at;
                }
                Opening::Block { length, closing } => {
                    self.push(start, at, true);
                    let behind = at + length;
                    let Some(found) = inline::find(&bytes[behind..end], closing) else {
                        return Some(closing);
                    };
                    at = behind + found + closing.len();
                    start = at;
                }
            }
        }
        self.push(start, end, false);
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prose(text: &str) -> String {
        let mut pieces = Vec::new();
        for_each_piece(text, |piece| pieces.push(&text[piece.start..piece.end]));
        pieces.join("|")
    }

    #[test]
    fn plain_text_is_one_piece_a_line() {
        assert_eq!(prose("Thanks, it works."), "Thanks, it works.");
        assert_eq!(prose(""), "");
        assert_eq!(prose("One.\nTwo ~5 < 6.\n"), "One.\n|Two ~5 < 6.\n");
    }

    #[test]
    fn code_is_left_out() {
        assert_eq!(prose("See `hate()` there"), "See | there");
        assert_eq!(
            prose("Look:\n```java\nint awful;\n```\nok"),
            "Look:\n||\n|ok"
        );
        assert_eq!(prose("a {code:java}kill(){code} b"), "a | b");
        assert_eq!(prose("{noformat}\nbad\n{noformat}\nfine"), "|\n|fine");
        assert_eq!(prose("<pre>bad</pre> <b>good</b>"), "| |good");
        assert_eq!(prose("``` never closed\nbad"), "");
    }

    #[test]
    fn quotes_and_replies_are_left_out() {
        assert_eq!(prose("> I hate it\nMe too"), "Me too");
        assert_eq!(prose("bq. I hate it\nMe too"), "Me too");
        assert_eq!(
            prose("Fixed.\n\nOn Mon, 3 Mar 2014, Ann Lee wrote:\nI hate it"),
            "Fixed.\n|\n"
        );
        assert_eq!(
            prose("Fixed.\n-----Original Message-----\nI hate it"),
            "Fixed.\n"
        );
    }

    #[test]
    fn traces_greetings_and_signatures_are_left_out() {
        let text = "It fails:\njava.lang.IllegalStateException: bad\n\tat a.b.C.kill(C.java:12)\n\
                    Caused by: x.Y\n\t... 12 more\nDone.";
        assert_eq!(prose(text), "It fails:\n|Done.");
        assert_eq!(
            prose("Dear Mr Smith,\nIt works.\nBest regards,\nAnn Love\nHappy Ltd"),
            "It works.\n"
        );
        assert_eq!(prose("It works.\n-- \nAnn Love"), "It works.\n");
        assert_eq!(prose("How?\nThanks,\nAnn Love"), "How?\n");
        assert_eq!(prose("Thanks,\nAnn"), "Thanks,\n|Ann");
        assert_eq!(
            prose("Ok.\nThanks,\nit works now."),
            "Ok.\n|Thanks,\n|it works now."
        );
        assert_eq!(
            prose("Ok.\n--\nThis message is automatically generated by JIRA."),
            "Ok.\n"
        );
    }
}
