//! Words with letters beyond ASCII, from which an encoding older than Unicode is guessed.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

use crate::Encoding;

/// Bytes of words that are kept: the detector is sure long before.
const ENOUGH: usize = 32 << 10;
/// Letters kept in front of the first one beyond ASCII.
const BEFORE: usize = 12;
/// So many bytes beyond ASCII must be there before an encoding of more than one byte per letter is believed.
const WIDE: usize = 200;

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
        } else if !byte.is_ascii_alphabetic() {
            self.inside = false;
            self.before.clear();
        } else if self.inside {
            self.sample.push(byte);
        } else {
            self.note(&[byte]);
        }
    }

    /// The likeliest encoding of bytes that are no UTF-8; Windows-1252 where nothing speaks for another.
    pub fn guess(&self) -> Encoding {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(&self.sample, true);
        let found = detector.guess(None, Utf8Detection::Deny);
        let beyond = self.sample.iter().filter(|&&byte| byte >= 0x80).count();
        if found == encoding_rs::WINDOWS_1252 || (!found.is_single_byte() && beyond < WIDE) {
            Encoding::Windows1252
        } else {
            Encoding::Legacy(found)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guess(text: &str, encoding: &'static encoding_rs::Encoding) -> String {
        let (bytes, _, lost) = encoding.encode(text);
        assert!(!lost);
        let mut words = Words::default();
        words.feed(&bytes);
        words.guess().name()
    }

    #[test]
    fn the_old_encodings_of_europe() {
        for (text, encoding, name) in [
            (
                "Die Größe stimmt nicht, bitte prüfen; schöne Grüße",
                encoding_rs::WINDOWS_1252,
                "windows-1252",
            ),
            (
                "Вход в систему не работает, пожалуйста помогите",
                encoding_rs::WINDOWS_1251,
                "windows-1251",
            ),
            (
                "Proszę o pomoc, nie mogę się zalogować do usługi, błąd wciąż występuje; część zgłoszeń źle działa",
                encoding_rs::WINDOWS_1250,
                "windows-1250",
            ),
            (
                "Η σύνδεση δεν λειτουργεί, παρακαλώ βοηθήστε",
                encoding_rs::WINDOWS_1253,
                "windows-1253",
            ),
            (
                "Giriş yapamıyorum, lütfen yardım edin, şifre değişmiş; bağlantı çalışmıyor",
                encoding_rs::WINDOWS_1254,
                "windows-1254",
            ),
        ] {
            assert_eq!(guess(text, encoding), name, "{text}");
        }
    }

    #[test]
    fn little_evidence_is_western() {
        assert_eq!(guess("Größe", encoding_rs::WINDOWS_1252), "windows-1252");
        let mut words = Words::default();
        words.feed(b"plain");
        assert_eq!(words.guess(), Encoding::Windows1252);
    }
}
