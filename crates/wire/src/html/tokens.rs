//! HTML as tags and text, piece by piece. Nothing is malformed: what is no tag is text, as in a browser.

use tickets::character;

/// Longest tag that is kept, in bytes; of a longer one the rest of its attributes is dropped.
const LONGEST: usize = 64 << 10;
/// Longest name of an entity.
const ENTITY: usize = 32;

/// What comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A tag that opens: its name in lower case, and its attributes as they stand.
    Start(&'a str, &'a str),
    /// A tag that closes.
    End(&'a str),
    /// A piece of text, its entities decoded.
    Text(&'a str),
}

/// The state between two pieces.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    state: State,
    /// The text, the tag or the entity so far.
    held: Vec<u8>,
    /// The element whose content is no markup, such as a script.
    raw: Option<String>,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum State {
    #[default]
    Text,
    /// Behind `&`.
    Entity,
    /// Behind `<`.
    Open,
    /// Within a tag, outside of a quoted value; whether a value may begin.
    Tag { value: bool },
    /// Within a value in such quotes.
    Quoted(u8),
    /// Behind `<!`, with so many dashes.
    Declared(u8),
    /// Within a comment, with so many dashes just before.
    Comment(u8),
    /// Within what is ignored up to its `>`.
    Ignored,
    /// Within what is no markup.
    Raw,
}

type Take<'a, E> = &'a mut dyn FnMut(Token<'_>) -> Result<(), E>;

impl Tokens {
    /// Takes the next bytes, which are UTF-8 once all came.
    pub fn feed<E>(&mut self, mut bytes: &[u8], take: Take<'_, E>) -> Result<(), E> {
        while let Some((&byte, rest)) = bytes.split_first() {
            if self.state == State::Text {
                let end = memchr::memchr2(b'<', b'&', bytes).unwrap_or(bytes.len());
                self.held.extend_from_slice(&bytes[..end]);
                if self.held.len() >= LONGEST {
                    self.text(take)?;
                }
                if end == bytes.len() {
                    return Ok(());
                }
                self.text(take)?;
                self.state = if bytes[end] == b'<' {
                    State::Open
                } else {
                    State::Entity
                };
                bytes = &bytes[end + 1..];
                continue;
            }
            // A byte that ends an entity or is no tag is looked at again.
            if self.step(byte, take)? {
                bytes = rest;
            }
        }
        Ok(())
    }

    /// Ends the file.
    pub fn finish<E>(&mut self, take: Take<'_, E>) -> Result<(), E> {
        match self.state {
            State::Entity => self.no_entity(),
            State::Open => self.held.push(b'<'),
            State::Text => {}
            _ => return Ok(()),
        }
        self.text(take)
    }

    /// Hands on the text so far, but for a character that is cut in two.
    fn text<E>(&mut self, take: Take<'_, E>) -> Result<(), E> {
        let whole = match str::from_utf8(&self.held) {
            Ok(_) => self.held.len(),
            Err(error) => error.valid_up_to(),
        };
        if let Some(text) = str::from_utf8(&self.held[..whole])
            .ok()
            .filter(|text| !text.is_empty())
        {
            take(Token::Text(text))?;
        }
        self.held.drain(..whole);
        Ok(())
    }

    /// Looks at a byte outside of text; says whether it was taken.
    fn step<E>(&mut self, byte: u8, take: Take<'_, E>) -> Result<bool, E> {
        match self.state {
            State::Entity => return Ok(self.entity(byte)),
            State::Open => return Ok(self.open(byte)),
            State::Tag { value } => {
                self.state = match byte {
                    b'>' => return self.tag(take).map(|()| true),
                    b'"' | b'\'' if value => State::Quoted(byte),
                    b'=' => State::Tag { value: true },
                    _ => State::Tag {
                        value: value && byte.is_ascii_whitespace(),
                    },
                };
                self.keep(byte);
            }
            State::Quoted(quote) => {
                if byte == quote {
                    self.state = State::Tag { value: false };
                }
                self.keep(byte);
            }
            State::Declared(dashes) => {
                self.state = match (dashes, byte) {
                    (0, b'-') => State::Declared(1),
                    (1, b'-') => State::Comment(0),
                    (_, b'>') => State::Text,
                    _ => State::Ignored,
                };
            }
            State::Comment(dashes) => {
                self.state = match byte {
                    b'-' => State::Comment((dashes + 1).min(2)),
                    b'>' if dashes == 2 => State::Text,
                    _ => State::Comment(0),
                };
            }
            State::Ignored if byte == b'>' => self.state = State::Text,
            State::Raw => self.raw(byte),
            State::Ignored | State::Text => {}
        }
        Ok(true)
    }

    fn keep(&mut self, byte: u8) {
        if self.held.len() < LONGEST {
            self.held.push(byte);
        }
    }

    fn open(&mut self, byte: u8) -> bool {
        self.held.clear();
        self.state = match byte {
            b'!' => State::Declared(0),
            b'?' => State::Ignored,
            b'/' => {
                self.held.push(byte);
                State::Tag { value: false }
            }
            _ if byte.is_ascii_alphabetic() => {
                self.held.push(byte);
                State::Tag { value: false }
            }
            _ => {
                self.held.push(b'<');
                self.state = State::Text;
                return false;
            }
        };
        true
    }

    fn entity(&mut self, byte: u8) -> bool {
        if byte == b';' {
            let name = str::from_utf8(&self.held).unwrap_or_default();
            if let Some(character) = character(name) {
                self.held.clear();
                let mut room = [0; 4];
                self.held
                    .extend_from_slice(character.encode_utf8(&mut room).as_bytes());
            } else {
                self.no_entity();
                self.held.push(b';');
            }
            self.state = State::Text;
            return true;
        }
        if self.held.len() < ENTITY && (byte.is_ascii_alphanumeric() || byte == b'#') {
            self.held.push(byte);
            return true;
        }
        self.no_entity();
        self.state = State::Text;
        false
    }

    fn no_entity(&mut self) {
        self.held.insert(0, b'&');
    }

    fn tag<E>(&mut self, take: Take<'_, E>) -> Result<(), E> {
        self.state = State::Text;
        let held = String::from_utf8_lossy(&std::mem::take(&mut self.held)).into_owned();
        let (is_end, inner) = match held.strip_prefix('/') {
            Some(inner) => (true, inner),
            None => (false, held.as_str()),
        };
        let end = inner.find(|c: char| c.is_ascii_whitespace() || c == '/');
        let (name, attributes) = inner.split_at(end.unwrap_or(inner.len()));
        let name = name.to_ascii_lowercase();
        if is_end {
            return take(Token::End(&name));
        }
        take(Token::Start(&name, attributes))?;
        if matches!(name.as_str(), "script" | "style") {
            self.raw = Some(format!("</{name}"));
            self.state = State::Raw;
        }
        Ok(())
    }

    /// Waits for the end tag of an element whose content is no markup.
    fn raw(&mut self, byte: u8) {
        let Some(end) = &self.raw else {
            self.state = State::Text;
            return;
        };
        if byte == b'<' {
            self.held.clear();
        }
        if self.held.len() <= end.len() {
            self.held.push(byte.to_ascii_lowercase());
        }
        if self.held.starts_with(end.as_bytes()) {
            self.held.clear();
            self.raw = None;
            self.state = State::Ignored;
        }
    }
}

/// The value of an attribute of that name, among attributes as they stand.
pub(super) fn attribute(attributes: &str, name: &str) -> Option<String> {
    let mut rest = attributes.trim_start_matches(is_between);
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| c == '=' || is_between(c))
            .unwrap_or(rest.len());
        let found = &rest[..end];
        rest = rest[end..].trim_start();
        let mut value = "";
        if let Some(behind) = rest.strip_prefix('=') {
            let behind = behind.trim_start();
            let quote = behind.chars().next().filter(|c| matches!(c, '"' | '\''));
            if let Some(quote) = quote {
                (value, rest) = behind[1..].split_once(quote).unwrap_or((&behind[1..], ""));
            } else {
                let end = behind.find(|c: char| c.is_ascii_whitespace());
                (value, rest) = behind.split_at(end.unwrap_or(behind.len()));
            }
        }
        if found.eq_ignore_ascii_case(name) {
            return Some(value.to_owned());
        }
        // A lone `=` is no name.
        rest = rest.trim_start_matches(|c| is_between(c) || (found.is_empty() && c == '='));
    }
    None
}

fn is_between(c: char) -> bool {
    c.is_ascii_whitespace() || c == '/'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(html: &str, piece: usize) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        let mut take = |token: Token<'_>| {
            match token {
                Token::Start(name, _) => out.push(format!("<{name}")),
                Token::End(name) => out.push(format!("/{name}")),
                Token::Text(text) => match out.last_mut().filter(|last| last.starts_with('"')) {
                    Some(last) => last.push_str(text),
                    None => out.push(format!("\"{text}")),
                },
            }
            Ok::<(), ()>(())
        };
        let mut tokens = Tokens::default();
        for part in html.as_bytes().chunks(piece) {
            tokens.feed(part, &mut take).unwrap();
        }
        tokens.finish(&mut take).unwrap();
        out
    }

    #[test]
    fn tags_text_and_entities_at_any_piece_size() {
        for (html, expected) in [
            ("<TD a='>' b=\"<\">x</td >", &["<td", "\"x", "/td"][..]),
            (
                "1 < 2 &amp;&lt; &amp;lt; &nope; & é&",
                &["\"1 < 2 &< &lt; &nope; & é&"][..],
            ),
            (
                "a<!-- <td> -- -->b<!doctype x>c<?php ?>d<",
                &["\"abcd<"][..],
            ),
            (
                "<style>td>a{x:'</td>'}</STYLE>a<script>if(a<b)</script>b",
                &["<style", "\"a", "<script", "\"b"][..],
            ),
            ("<p title=don't>a", &["<p", "\"a"][..]),
            ("&#x41;&#66;&euro;&#0;", &["\"AB€&#0;"][..]),
            ("<br/>a<td", &["<br", "\"a"][..]),
        ] {
            for piece in [1, 2, 3, 1000] {
                let found = tokens(html, piece);
                assert_eq!(found, *expected, "{html} {piece}");
            }
        }
    }

    #[test]
    fn attributes() {
        let all = " colspan=3 id = 'a b' nowrap alt=\"\" = x/";
        for (name, value) in [
            ("COLSPAN", Some("3")),
            ("id", Some("a b")),
            ("nowrap", Some("")),
            ("b", None),
            ("alt", Some("")),
        ] {
            assert_eq!(attribute(all, name).as_deref(), value, "{name}");
        }
    }
}
