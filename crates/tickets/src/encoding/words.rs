//! Words with letters beyond ASCII, from which an encoding older than Unicode is guessed.

/// Bytes of words that are kept: the detector is sure long before.
const ENOUGH: usize = 32 << 10;
/// Letters kept in front of the first one beyond ASCII.
const BEFORE: usize = 12;

/// A sample of the words of a file, the same whatever the size of the pieces it came in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Words {
    sample: Vec<u8>,
    /// The ASCII letters just before, as a word may start with them.
    before: Vec<u8>,
    /// Whether the last byte belongs to a word that is being kept.
    inside: bool,
}

impl Words {
    pub fn feed(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while !rest.is_empty() && self.sample.len() < ENOUGH {
            let (piece, behind) = rest.split_at(rest.len().min(512));
            rest = behind;
            if !self.inside && piece.is_ascii() {
                self.note(piece);
            } else {
                for &byte in piece {
                    self.take(byte);
                }
            }
        }
    }

    /// The letters at the end of a piece without any letter beyond ASCII.
    fn note(&mut self, piece: &[u8]) {
        let letters = piece
            .iter()
            .rev()
            .take_while(|byte| byte.is_ascii_alphabetic());
        let start = piece.len() - letters.take(BEFORE).count();
        if start > 0 && piece.len() - start < BEFORE {
            self.before.clear();
        }
        self.before.extend_from_slice(&piece[start..]);
        let surplus = self.before.len().saturating_sub(BEFORE);
        self.before.drain(..surplus);
    }

    fn take(&mut self, byte: u8) {
        if self.sample.len() >= ENOUGH {
            return;
        }
        if byte >= 0x80 {
            if !self.inside {
                self.sample.push(b' ');
                self.sample.append(&mut self.before);
                self.inside = true;
            }
            self.sample.push(byte);
        } else if self.inside && (byte.is_ascii_alphabetic() || self.may_end_letter(byte)) {
            self.sample.push(byte);
        } else if !byte.is_ascii_alphabetic() {
            self.inside = false;
            self.before.clear();
        } else {
            self.note(&[byte]);
        }
    }

    /// Whether a byte may be the second one of a letter: in some encodings any but a few signs is.
    fn may_end_letter(&self, byte: u8) -> bool {
        let second = matches!(byte, b'0'..=b'9' | b'@'..=b'~');
        second && self.sample.last().is_some_and(|&last| last >= 0x80)
    }

    /// The words, each behind a blank.
    pub fn whole(&self) -> &[u8] {
        if self.sample.len() < ENOUGH {
            return &self.sample;
        }
        // The last one was cut.
        let end = self.sample.iter().rposition(|&byte| byte == b' ');
        &self.sample[..end.unwrap_or(self.sample.len())]
    }
}
