//! Text of whatever encoding as UTF-8, while it is read.

use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder};
use tickets::{Encoding, EncodingCheck};

use crate::{Error, source::Source, utf16};

/// So many bytes are read at a time.
const STEP: usize = 32 << 10;
/// So much of the head may say what encoding it is.
const HEAD: usize = 4096;

/// The encoding of a page or a document: by its mark, by what it says of itself, else by all of its bytes.
pub(crate) fn detect(source: &mut dyn Source) -> Result<Encoding, Error> {
    let mut found = Encoding::Utf8;
    source.read(&mut |bytes| {
        let mut head = Vec::new();
        bytes.take(HEAD as u64).read_to_end(&mut head)?;
        let marked = head.starts_with(b"\xEF\xBB\xBF");
        if let Some(wide) = utf16::detect(&head) {
            found = wide;
            return Ok(());
        }
        let stated = stated(&head).filter(|stated| !marked && *stated != Encoding::Utf8);
        if let Some(stated) = stated {
            found = stated;
            return Ok(());
        }
        let mut check = EncodingCheck::default();
        check.feed(&head);
        let mut buffer = vec![0; STEP];
        loop {
            let read = bytes.read(&mut buffer)?;
            if read == 0 {
                break;
            }
            check.feed(&buffer[..read]);
        }
        found = check.decide(marked).0;
        Ok(())
    })?;
    Ok(found)
}

/// The encoding that an XML declaration or a `<meta>` names. Where it names UTF-16, it does so in bytes that are none.
fn stated(head: &[u8]) -> Option<Encoding> {
    let text = String::from_utf8_lossy(head).to_ascii_lowercase();
    let first = text.trim_start_matches('\u{feff}').trim_start();
    let declared = first
        .strip_prefix("<?xml")
        .and_then(|rest| rest.split_once("?>"))
        .and_then(|(declaration, _)| declaration.split_once("encoding"));
    let named = match declared {
        Some((_, rest)) => rest,
        None => text.split_once("<meta")?.1.split_once("charset")?.1,
    };
    let name = named.trim_start().strip_prefix('=')?;
    let name = name.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | ':'));
    let label = encoding_rs::Encoding::for_label(&name.as_bytes()[..end?])?;
    Encoding::by_name(&label.name().to_ascii_lowercase())
        .filter(|found| !matches!(found, Encoding::Utf16Le | Encoding::Utf16Be))
}

/// The bytes of a file as UTF-8, without a byte order mark.
pub(crate) struct Decoded<'a> {
    inner: &'a mut dyn Read,
    how: How,
    bytes: Vec<u8>,
    out: Vec<u8>,
    at: usize,
    ended: bool,
}

enum How {
    Decoder(Box<Decoder>),
    /// A code page of DOS, one byte a letter.
    Bytes(Encoding),
}

impl<'a> Decoded<'a> {
    /// Text of that encoding.
    pub fn new(inner: &'a mut dyn Read, encoding: Encoding) -> Self {
        let found = match encoding {
            Encoding::Utf8 | Encoding::DamagedUtf8 => Some(encoding_rs::UTF_8),
            Encoding::Utf16Le => Some(encoding_rs::UTF_16LE),
            Encoding::Utf16Be => Some(encoding_rs::UTF_16BE),
            Encoding::Windows1252 => Some(encoding_rs::WINDOWS_1252),
            Encoding::Legacy(legacy) => Some(legacy),
            Encoding::Dos(_) => None,
        };
        Self {
            inner,
            how: found.map_or(How::Bytes(encoding), |found| {
                How::Decoder(Box::new(found.new_decoder_with_bom_removal()))
            }),
            bytes: vec![0; STEP],
            out: Vec::new(),
            at: 0,
            ended: false,
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        self.at = 0;
        self.out.clear();
        while self.out.is_empty() && !self.ended {
            let read = self.inner.read(&mut self.bytes)?;
            self.ended = read == 0;
            let mut bytes = &self.bytes[..read];
            match &mut self.how {
                How::Bytes(encoding) => {
                    self.out
                        .extend_from_slice(encoding.decode(bytes).0.as_bytes());
                }
                How::Decoder(decoder) => loop {
                    let start = self.out.len();
                    self.out.resize(start + bytes.len() * 3 + 16, 0);
                    let (result, taken, written, _) =
                        decoder.decode_to_utf8(bytes, &mut self.out[start..], self.ended);
                    self.out.truncate(start + written);
                    bytes = &bytes[taken..];
                    if result == CoderResult::InputEmpty {
                        break;
                    }
                },
            }
        }
        Ok(())
    }
}

impl Read for Decoded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at == self.out.len() {
            self.refill()?;
        }
        let length = buffer.len().min(self.out.len() - self.at);
        buffer[..length].copy_from_slice(&self.out[self.at..self.at + length]);
        self.at += length;
        Ok(length)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A file in memory.
    pub(crate) struct Bytes(pub Vec<u8>);

    impl Source for Bytes {
        fn read(&mut self, once: crate::source::Once<'_>) -> Result<(), Error> {
            once(&mut &self.0[..])
        }
    }

    fn text(bytes: &[u8]) -> (String, String) {
        let encoding = detect(&mut Bytes(bytes.to_vec())).unwrap();
        let mut inner = bytes;
        let mut out = String::new();
        Decoded::new(&mut inner, encoding)
            .read_to_string(&mut out)
            .unwrap();
        (encoding.name(), out)
    }

    #[test]
    fn what_a_document_says_of_itself_counts_and_else_its_bytes() {
        let wide: Vec<u8> = "\u{feff}<a>ß</a>"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        for (bytes, name, expected) in [
            (
                &b"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xDF</a>"[..],
                "windows-1252",
                "<a>ß</a>",
            ),
            (
                b"<html><META http-equiv=x content=\"text/html; charset=windows-1251\"><p>\xE4",
                "windows-1251",
                "<p>д",
            ),
            (b"<meta charset=\"utf-8\"><p>\xC3\x9F", "utf-8", "<p>ß"),
            (
                "\u{feff}<?xml encoding=\"latin1\"?><a>ß".as_bytes(),
                "utf-8",
                "<a>ß",
            ),
            (
                b"<?xml version='1.0' encoding='UTF-16'?><a>x",
                "utf-8",
                "<a>x",
            ),
            (
                b"<table><td>Gr\xFC\xDFe aus M\xFCnchen",
                "windows-1252",
                "Grüße aus München",
            ),
            (&wide, "utf-16le", "<a>ß</a>"),
        ] {
            let (encoding, text) = text(bytes);
            assert_eq!(encoding, name, "{text}");
            assert!(text.ends_with(expected), "{text}");
            assert!(!text.starts_with('\u{feff}'));
        }
    }
}
