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

/// The prose of a text, in order.
pub(crate) fn pieces(text: &str) -> Vec<Piece> {
    let bytes = text.as_bytes();
    let mut pieces = Vec::with_capacity(4);
    let (mut at, mut fence): (usize, Option<&'static str>) = (0, None);
    while at < bytes.len() {
        let end = at + line::length(&bytes[at..]);
        if let Some(closing) = fence {
            let Some(found) = inline::find(&bytes[at..end], closing) else {
                at = end;
                continue;
            };
            at += found + closing.len();
        } else {
            match kind(&text[at..end]) {
                Kind::Prose => {}
                Kind::NoProse => {
                    at = end;
                    continue;
                }
                Kind::End if !pieces.is_empty() => break,
                Kind::Farewell if !pieces.is_empty() && line::is_name(&text[end..]) => break,
                Kind::End | Kind::Farewell => {}
            }
        }
        fence = read_line(text, at, end, &mut pieces);
        at = end;
    }
    pieces
}

/// Takes the prose of a line, from a place in it, and answers what closes the block that is open at its end.
fn read_line(
    text: &str,
    mut at: usize,
    end: usize,
    pieces: &mut Vec<Piece>,
) -> Option<&'static str> {
    let bytes = text.as_bytes();
    let mut start = at;
    let mut push = |start: usize, end: usize, gap: bool| {
        if start < end || gap {
            pieces.push(Piece { start, end, gap });
        }
    };
    while let Some(found) = bytes[at..end]
        .iter()
        .position(|byte| matches!(byte, b'`' | b'{' | b'<' | b'~'))
    {
        at += found;
        match opening(&bytes[at..end]) {
            Opening::Nothing => at += 1,
            Opening::Closed { length } => {
                push(start, at, true);
                at += length;
                start = at;
            }
            Opening::Block { length, closing } => {
                push(start, at, true);
                let behind = at + length;
                let Some(found) = inline::find(&bytes[behind..end], closing) else {
                    return Some(closing);
                };
                at = behind + found + closing.len();
                start = at;
            }
        }
    }
    push(start, end, false);
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prose(text: &str) -> String {
        pieces(text)
            .iter()
            .map(|piece| &text[piece.start..piece.end])
            .collect::<Vec<_>>()
            .join("|")
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
