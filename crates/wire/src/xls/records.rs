//! The records of a workbook's stream, and the texts in them, which may go on in the records behind.

use tickets::Encoding;

use super::compound::{Stream, bad};
use crate::Error;

/// The record that goes on with the one before.
const MORE: u16 = 0x3C;

/// The stream, one record at a time.
pub(super) struct Records {
    stream: Stream,
    data: Vec<u8>,
    /// Where in the record the next value is.
    at: usize,
    /// Whether texts are Unicode, as from Excel 97 on.
    pub is_unicode: bool,
    /// The encoding of texts before.
    pub encoding: Encoding,
}

impl Records {
    pub fn new(stream: Stream) -> Self {
        Self {
            stream,
            data: Vec::new(),
            at: 0,
            is_unicode: false,
            encoding: Encoding::Windows1252,
        }
    }

    /// Where the next record is.
    pub fn position(&self) -> u64 {
        self.stream.position()
    }

    /// Goes to a record.
    pub fn go_to(&mut self, at: u64) {
        self.stream.go_to(at);
    }

    /// The kind of the next record; none where the stream ends.
    pub fn next(&mut self) -> Result<Option<u16>, Error> {
        let mut head = [0; 4];
        self.at = 0;
        self.data.clear();
        if !self.stream.fill(&mut head)? {
            return Ok(None);
        }
        let [a, b, c, d] = head;
        self.data.resize(usize::from(u16::from_le_bytes([c, d])), 0);
        if !self.stream.fill(&mut self.data)? {
            return Err(bad("it ends early"));
        }
        Ok(Some(u16::from_le_bytes([a, b])))
    }

    /// The bytes that are left of the record.
    pub fn rest(&self) -> &[u8] {
        self.data.get(self.at..).unwrap_or_default()
    }

    pub fn byte(&mut self) -> Result<u8, Error> {
        if self.at >= self.data.len() {
            self.go_on()?;
        }
        let byte = self.data.get(self.at).copied();
        self.at += 1;
        byte.ok_or_else(|| bad("a record is too short"))
    }

    pub fn two(&mut self) -> Result<u16, Error> {
        Ok(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    pub fn four(&mut self) -> Result<u32, Error> {
        let (low, high) = (self.two()?, self.two()?);
        Ok(u32::from(high) << 16 | u32::from(low))
    }

    pub fn eight(&mut self) -> Result<[u8; 8], Error> {
        let mut bytes = [0; 8];
        for byte in &mut bytes {
            *byte = self.byte()?;
        }
        Ok(bytes)
    }

    /// Whether anything is left of the record, or of those that go on with it.
    pub fn goes_on(&mut self) -> Result<bool, Error> {
        let before = self.position();
        while self.rest().is_empty() {
            if self.next()? != Some(MORE) {
                self.go_to(before);
                self.data.clear();
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Goes on in the next record, which has to be one for that.
    fn go_on(&mut self) -> Result<(), Error> {
        let before = self.position();
        if self.next()? == Some(MORE) {
            return Ok(());
        }
        self.go_to(before);
        Err(bad("a text ends early"))
    }

    /// Leaves out so many bytes.
    fn skip(&mut self, mut count: usize) -> Result<(), Error> {
        loop {
            let left = self.rest().len();
            if count <= left {
                self.at += count;
                return Ok(());
            }
            count -= left;
            self.go_on()?;
        }
    }

    /// A text with its length in front, of one byte or two.
    pub fn text(&mut self, long: bool) -> Result<String, Error> {
        let length = if long {
            usize::from(self.two()?)
        } else {
            usize::from(self.byte()?)
        };
        if !self.is_unicode {
            return self.bytes(length);
        }
        let flags = self.byte()?;
        let runs = if flags & 8 == 0 {
            0
        } else {
            usize::from(self.two()?)
        };
        let beyond = if flags & 4 == 0 {
            0
        } else {
            self.four()? as usize
        };
        let text = self.letters(length, flags & 1 == 1)?;
        self.skip(runs * 4)?;
        self.skip(beyond)?;
        Ok(text)
    }

    /// Letters of one byte or two; which, is said again where another record begins.
    fn letters(&mut self, length: usize, mut wide: bool) -> Result<String, Error> {
        let mut units = Vec::with_capacity(length);
        while units.len() < length {
            if self.at >= self.data.len() {
                self.go_on()?;
                wide = self.byte()? & 1 == 1;
                continue;
            }
            units.push(if wide {
                self.two()?
            } else {
                u16::from(self.byte()?)
            });
        }
        Ok(String::from_utf16_lossy(&units))
    }

    /// Letters in an encoding of before; some programs write UTF-8 all the same.
    fn bytes(&mut self, length: usize) -> Result<String, Error> {
        let mut bytes = Vec::with_capacity(length);
        while bytes.len() < length {
            bytes.push(self.byte()?);
        }
        Ok(match str::from_utf8(&bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => self.encoding.decode(&bytes).0.into_owned(),
        })
    }
}
