//! XML as its elements and texts, of which none takes more memory than a record may have. Entities are the five, and
//! characters by their number or by the name that HTML has for them; no other is known, and none holds others.

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Read};

use quick_xml::{Reader, events::Event};
use tickets::{Encoding, FileError, character};

use crate::{Error, decoded::Decoded, source::Source};

/// Longest tag, comment or text, in bytes: the rest of a longer text is left out.
const LONGEST: usize = (8 << 20) + 1;
/// How deep elements lie within each other.
const DEPTH: usize = 100;
/// Longest name of an element or an attribute.
const NAME: usize = 1_000;

/// What comes next.
#[derive(Debug)]
pub(super) enum Step<'a> {
    /// An element begins; its name has no prefix.
    Start(&'a str, Attributes<'a>),
    /// The innermost element ends.
    End,
    /// A piece of its text.
    Text(Cow<'a, str>),
}

/// The attributes of an element as they stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Attributes<'a>(&'a str);

impl<'a> Attributes<'a> {
    /// How many bytes they are.
    pub fn length(self) -> u64 {
        self.0.len() as u64
    }

    /// Names without prefix, and values; what only says how the XML is to be read is left out.
    pub fn iter(self) -> impl Iterator<Item = (&'a str, String)> {
        let mut all = quick_xml::events::attributes::Attributes::new(self.0, 0);
        all.with_checks(false);
        all.filter_map(|attribute| {
            let attribute = attribute.ok()?;
            let name = attribute.key.into_inner();
            let (prefix, local) = name.split_once(':').unwrap_or(("", name));
            let is_own = !matches!(prefix, "xmlns" | "xml" | "xsi") && name != "xmlns";
            (is_own && name.len() <= NAME).then(|| (local, decoded(&attribute.value)))
        })
    }
}

/// Hands on all of a document with the line that each step begins on, until it is enough.
pub(super) fn each(
    source: &mut dyn Source,
    encoding: Encoding,
    take: &mut dyn FnMut(Step<'_>, u64) -> Result<bool, Error>,
) -> Result<(), Error> {
    source.read(&mut |bytes| {
        let bounded = Bounded {
            inner: BufReader::new(Decoded::new(bytes, encoding)),
            used: 0,
            is_text: false,
            leaves_out: false,
            line: 1,
            too_long: false,
        };
        let mut reader = Reader::from_reader(bounded);
        let config = reader.config_mut();
        config.allow_dangling_amp = true;
        config.expand_empty_elements = true;
        let mut buffer = Vec::new();
        let (mut depth, mut started) = (0_usize, false);
        loop {
            buffer.clear();
            let bounded = reader.get_mut();
            (bounded.used, bounded.leaves_out) = (0, false);
            let line = bounded.line;
            let read = reader.read_event_into(&mut buffer);
            let event = match read {
                Ok(event) => event,
                Err(error) => {
                    let too_long = reader.get_ref().too_long;
                    return Err(broken(error, line, too_long));
                }
            };
            let step = match &event {
                Event::Start(start) => {
                    depth += 1;
                    started = true;
                    let name = start.local_name().into_inner();
                    if depth > DEPTH {
                        return Err(bad(line, format!("elements lie more than {DEPTH} deep")));
                    }
                    if start.name().into_inner().len() > NAME {
                        return Err(bad(line, format!("a name is longer than {NAME} bytes")));
                    }
                    Step::Start(name, Attributes(start.attributes_raw()))
                }
                Event::End(_) => {
                    depth = depth.saturating_sub(1);
                    Step::End
                }
                // Blanks around the document.
                Event::Text(_) if depth == 0 => continue,
                Event::Text(text) => Step::Text(text.xml10_content()),
                Event::CData(text) => Step::Text(text.xml10_content()),
                Event::GeneralRef(name) => Step::Text(Cow::Owned(entity(name))),
                Event::Eof if depth > 0 => {
                    return Err(bad(line, "the file ends in the middle of it".to_owned()));
                }
                Event::Eof if !started => {
                    return Err(bad(line, "it has no element".to_owned()));
                }
                Event::Eof => return Ok(()),
                Event::Empty(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::PI(_)
                | Event::DocType(_) => {
                    continue;
                }
            };
            if !take(step, line)? {
                return Ok(());
            }
        }
    })
}

/// What a reference stands for; itself where it is not known.
fn entity(name: &str) -> String {
    character(name).map_or_else(|| format!("&{name};"), |c| c.to_string())
}

/// The value of an attribute.
fn decoded(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((before, behind)) = rest.split_once('&') {
        out.push_str(before);
        let name = behind.split_once(';').filter(|(name, _)| name.len() <= 32);
        let known = name.and_then(|(name, after)| Some((character(name)?, after)));
        if let Some((c, after)) = known {
            out.push(c);
            rest = after;
        } else {
            out.push('&');
            rest = behind;
        }
    }
    out.push_str(rest);
    out
}

pub(super) fn bad(line: u64, reason: String) -> Error {
    Error::File(FileError::BadXml { line, reason })
}

fn broken(error: quick_xml::Error, line: u64, too_long: bool) -> Error {
    match error {
        quick_xml::Error::Io(_) if too_long => bad(
            line,
            format!("a tag or a comment is longer than {} MiB", LONGEST >> 20),
        ),
        quick_xml::Error::Io(error) => Error::Io(io::Error::new(error.kind(), error.to_string())),
        error => bad(line, error.to_string()),
    }
}

/// Text of which no part that is read at once is too long.
struct Bounded<R> {
    inner: BufReader<R>,
    /// Bytes of the present step.
    used: usize,
    /// Whether it is a text, and no tag.
    is_text: bool,
    /// Whether what is left of it is left out.
    leaves_out: bool,
    /// The physical line.
    line: u64,
    too_long: bool,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.fill_buf()?.read(buffer)?;
        self.consume(length);
        Ok(length)
    }
}

impl<R: Read> BufRead for Bounded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let mut most = usize::MAX;
        if self.used > LONGEST {
            if !self.is_text {
                self.too_long = true;
                return Err(io::Error::other("too long"));
            }
            most = self.leave_out()?;
        }
        let bytes = self.inner.fill_buf()?;
        if self.used == 0 {
            self.is_text = !bytes.starts_with(b"<");
        }
        Ok(&bytes[..bytes.len().min(most)])
    }

    fn consume(&mut self, amount: usize) {
        self.used += amount;
        self.pass(amount);
    }
}

impl<R: Read> Bounded<R> {
    fn pass(&mut self, amount: usize) {
        let bytes = &self.inner.buffer()[..amount];
        self.line += memchr::memchr_iter(b'\n', bytes).count() as u64;
        self.inner.consume(amount);
    }

    /// Leaves out what is left of a text; so many bytes end a character of which the start was read.
    fn leave_out(&mut self) -> io::Result<usize> {
        loop {
            let bytes = self.inner.fill_buf()?;
            if !self.leaves_out {
                let ending = bytes.iter().take_while(|byte| matches!(byte, 0x80..=0xBF));
                let ending = ending.count();
                if ending > 0 {
                    return Ok(ending);
                }
                self.leaves_out = true;
            }
            let end = memchr::memchr2(b'<', b'&', bytes).unwrap_or(bytes.len());
            if end == 0 {
                return Ok(usize::MAX);
            }
            self.pass(end);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decoded::tests::Bytes;

    fn steps(xml: &str) -> Result<Vec<String>, String> {
        let mut out = Vec::new();
        let read = each(&mut Bytes(xml.into()), Encoding::Utf8, &mut |step, line| {
            out.push(match step {
                Step::Start(name, attributes) => {
                    let all: Vec<_> = attributes
                        .iter()
                        .map(|(name, value)| format!(" {name}={value}"))
                        .collect();
                    format!("{line}<{name}{}", all.concat())
                }
                Step::End => "/".to_owned(),
                Step::Text(text) => text.into_owned(),
            });
            Ok(true)
        });
        read.map(|()| out).map_err(|error| error.to_string())
    }

    #[test]
    fn elements_texts_and_characters() {
        assert_eq!(
            steps("<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x \"yyy\">]>\n<a xmlns:p='u' p:b='1&lt;&#50;&x;' c=\"é\">t&amp;&x;&nbsp;& u<p:d/><![CDATA[<z>]]></a>").unwrap().join("|"),
            "2<a b=1<2&x; c=é|t|&|&x;| |& u|1<d|/|<z>|/".replace("1<d", "2<d")
        );
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        for (xml, told) in [
            (
                "<a>\n<b></a>",
                "line 2: ill-formed document: expected `</b>`, but `</a>` was found",
            ),
            ("<a>\n<b>x", "line 2: the file ends in the middle of it"),
            ("<!-- x -->", "line 1: it has no element"),
        ] {
            let error = steps(xml).unwrap_err();
            assert!(error.ends_with(told), "{error}");
        }
        assert!(
            steps(&"<a>".repeat(DEPTH + 1))
                .unwrap_err()
                .contains("deep")
        );
        assert!(steps(&format!("<{}/>", "a".repeat(NAME + 1))).is_err());
    }

    #[test]
    fn long_texts_are_cut_and_long_tags_refused() {
        let long = "é€".repeat(LONGEST / 4);
        let found = steps(&format!("<a>{long}<b/>{long}&lt;</a>")).unwrap();
        let texts: Vec<usize> = found.iter().map(String::len).collect();
        assert!(
            texts.iter().all(|length| *length < LONGEST + (64 << 10)),
            "{texts:?}"
        );
        assert_eq!(found.len(), 7);
        let error = steps(&format!("<a b='{long}'/>")).unwrap_err();
        assert!(error.contains("longer than 8 MiB"), "{error}");
    }
}
