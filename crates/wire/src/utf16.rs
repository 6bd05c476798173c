//! UTF-16 to UTF-8, piece by piece.

use encoding_rs::{CoderResult, Decoder};
use tickets::Encoding;

/// Turns the bytes of a file into UTF-8; a byte order mark is left out.
pub(crate) struct Utf16 {
    decoder: Decoder,
    out: Vec<u8>,
}

/// The encoding of a file that starts so, if it is UTF-16: by its mark, or because every other byte is zero.
pub(crate) fn detect(head: &[u8]) -> Option<Encoding> {
    match head {
        [0xFF, 0xFE, ..] => return Some(Encoding::Utf16Le),
        [0xFE, 0xFF, ..] => return Some(Encoding::Utf16Be),
        _ => {}
    }
    let start = &head[..head.len().min(4096) / 2 * 2];
    if start.len() < 8 {
        return None;
    }
    let zeros = |from: usize| {
        start
            .iter()
            .skip(from)
            .step_by(2)
            .filter(|&&byte| byte == 0)
            .count()
    };
    let (even, odd, half) = (zeros(0), zeros(1), start.len() / 2);
    if odd * 10 > half * 8 && even * 20 < half {
        Some(Encoding::Utf16Le)
    } else if even * 10 > half * 8 && odd * 20 < half {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

impl Utf16 {
    pub fn new(encoding: Encoding) -> Self {
        let decoder = match encoding {
            Encoding::Utf16Be => encoding_rs::UTF_16BE,
            _ => encoding_rs::UTF_16LE,
        };
        Self {
            decoder: decoder.new_decoder_with_bom_removal(),
            out: Vec::new(),
        }
    }

    /// The next bytes as UTF-8; `last` ends the file.
    pub fn feed(&mut self, mut bytes: &[u8], last: bool) -> &[u8] {
        self.out.clear();
        loop {
            let start = self.out.len();
            self.out.resize(start + bytes.len() * 2 + 16, 0);
            let (result, read, written, _) =
                self.decoder
                    .decode_to_utf8(bytes, &mut self.out[start..], last);
            self.out.truncate(start + written);
            bytes = &bytes[read..];
            if result == CoderResult::InputEmpty {
                return &self.out;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_orders_at_any_piece_size() {
        let text = "Größe,😀\n\"Ж\"";
        for (encoding, order) in [
            (Encoding::Utf16Le, u16::to_le_bytes as fn(u16) -> [u8; 2]),
            (Encoding::Utf16Be, u16::to_be_bytes),
        ] {
            let marked = format!("\u{feff}{text}");
            let bytes: Vec<u8> = marked.encode_utf16().flat_map(order).collect();
            assert_eq!(detect(&bytes), Some(encoding));
            for piece in 1..9 {
                let mut utf16 = Utf16::new(encoding);
                let mut out = Vec::new();
                for part in bytes.chunks(piece) {
                    out.extend_from_slice(utf16.feed(part, false));
                }
                out.extend_from_slice(utf16.feed(&[], true));
                assert_eq!(str::from_utf8(&out), Ok(text));
            }
        }
    }

    #[test]
    fn without_a_mark_the_zeros_tell() {
        let bytes: Vec<u8> = "Issue key,Summary"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(detect(&bytes), Some(Encoding::Utf16Le));
        assert_eq!(detect(b"Issue key,Summary"), None);
        assert_eq!(detect(&[0; 40]), None);
    }
}
