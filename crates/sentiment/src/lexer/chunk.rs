//! Letters and digits with what joins them: how long the run is, and whether a person or a machine reads it.

use super::Kind;

/// A run: its length in bytes, what it is, and whether it is one single word.
pub(super) struct Chunk {
    pub length: usize,
    pub kind: Kind,
    pub is_plain: bool,
}

/// Measures the run a text begins with.
pub(super) fn measure(text: &str) -> Chunk {
    let bytes = text.as_bytes();
    let mut seen = Seen::default();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'$' => {
                seen.letter(byte);
                at += 1;
            }
            b'\'' | b'.' | b'/' | b'-' | b':' | b'@' => {
                if bytes[at..].starts_with(b"://") {
                    return address(bytes, at);
                }
                let joined = joiners(bytes, at);
                if joined == 0 {
                    break;
                }
                seen.joined(bytes, at, joined);
                at += joined;
            }
            b'(' if bytes.get(at + 1) == Some(&b')') => {
                seen.is_code = true;
                at += 2;
                break;
            }
            0x80.. => {
                let character = text[at..].chars().next();
                match character.filter(|character| character.is_alphanumeric() || *character == '’')
                {
                    Some(character) => {
                        seen.wide();
                        at += character.len_utf8();
                    }
                    None => break,
                }
            }
            _ => break,
        }
    }
    if bytes[..at].contains(&b'@') || bytes[..at].starts_with(b"www.") {
        return address(bytes, at);
    }
    seen.chunk(at)
}

/// How many joining characters stand between two letters or digits: one, or two of a kind.
fn joiners(bytes: &[u8], at: usize) -> usize {
    let is_letter = |at: usize| {
        bytes.get(at).is_some_and(|byte| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | 0x80..)
        })
    };
    if is_letter(at + 1) {
        1
    } else if bytes[at] == b':' && bytes.get(at + 1) == Some(&b':') && is_letter(at + 2) {
        2
    } else {
        0
    }
}

/// An address runs on to the next space or closing sign.
fn address(bytes: &[u8], at: usize) -> Chunk {
    let rest = bytes[at..].iter().position(|byte| {
        byte.is_ascii_whitespace() || matches!(byte, b')' | b'>' | b'"' | b']' | b'|' | b'}')
    });
    Chunk {
        length: rest.map_or(bytes.len(), |rest| at + rest),
        kind: Kind::Address,
        is_plain: true,
    }
}

#[derive(Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "five independent observations"
)]
struct Seen {
    last: u8,
    digits: bool,
    letters: bool,
    lower: bool,
    is_code: bool,
    joins: bool,
    slashes: u32,
}

impl Seen {
    fn letter(&mut self, byte: u8) {
        let is_digit = byte.is_ascii_digit();
        // fooBar, 2nd and v2, x_y
        self.is_code |= (self.last.is_ascii_lowercase() && byte.is_ascii_uppercase())
            || (is_digit && self.last.is_ascii_alphabetic())
            || (byte.is_ascii_alphabetic() && self.last.is_ascii_digit())
            || matches!(byte, b'_' | b'$');
        self.digits |= is_digit;
        self.letters |= !is_digit;
        self.lower |= byte.is_ascii_lowercase();
        self.last = byte;
    }

    fn wide(&mut self) {
        (self.letters, self.lower, self.last) = (true, true, 0);
    }

    fn joined(&mut self, bytes: &[u8], at: usize, count: usize) {
        let next = bytes[at + count];
        match bytes[at] {
            b'\'' => {}
            // The end of a sentence without a space behind it; else a name of parts.
            b'.' => {
                let is_end =
                    self.last.is_ascii_lowercase() && next.is_ascii_uppercase() && !self.is_code;
                let is_number = self.last.is_ascii_digit() && next.is_ascii_digit();
                self.is_code |= !is_end && !is_number;
                self.joins = true;
            }
            b'/' => {
                self.slashes += 1;
                self.joins = true;
            }
            b'-' => {
                // HDFS-12
                self.is_code |= next.is_ascii_digit() && self.letters;
                self.joins = true;
            }
            _ => {
                self.is_code |= count == 2;
                self.joins = true;
            }
        }
        self.last = 0;
    }

    fn chunk(&self, length: usize) -> Chunk {
        let kind = if self.is_code || self.slashes > 1 || (self.digits && self.letters) {
            Kind::Code
        } else if self.digits {
            Kind::Number
        } else {
            Kind::Word
        };
        Chunk {
            length,
            kind,
            is_plain: !self.joins,
        }
    }
}
