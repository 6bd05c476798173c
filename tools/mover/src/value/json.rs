//! JSON as `jsonb` understands it: what it cannot hold is refused, and two spellings of the same document are equal.

use std::{collections::BTreeMap, ops::Range};

/// Why a text is no JSON document for `jsonb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JsonFault {
    /// No JSON.
    #[error("the text is no JSON document (wrong at byte {0})")]
    Syntax(usize),
    /// `jsonb` has no U+0000.
    #[error("the JSON document holds \\u0000, which PostgreSQL cannot hold")]
    Nul,
    /// Half of a surrogate pair.
    #[error("the JSON document holds half a character (a lone surrogate at byte {0})")]
    Surrogate(usize),
    /// Deeper than any of ours.
    #[error("the JSON document is nested deeper than {MOST_DEPTH} levels")]
    Depth,
    /// Beyond PostgreSQL's numbers.
    #[error("the JSON document holds a number that is too large or too fine for PostgreSQL")]
    Number,
}

/// How deep documents may be nested.
const MOST_DEPTH: usize = 256;
/// PostgreSQL's `numeric`: digits before and behind the point.
const MOST_BEFORE: i64 = 131_072;
const MOST_BEHIND: i64 = 16_383;

/// Appends the document with sorted keys (of doubles the last counts), without blanks, escapes resolved, numbers as
/// digits and exponent.
pub fn canonical(text: &str, out: &mut Vec<u8>) -> Result<(), JsonFault> {
    let mut reader = Reader { text, at: 0 };
    reader.blanks();
    reader.value(out, 0)?;
    reader.blanks();
    if reader.at == text.len() {
        Ok(())
    } else {
        Err(JsonFault::Syntax(reader.at))
    }
}

/// The document without the blanks between its parts, as programs write it.
pub fn compact(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut quoted = false;
    let mut escaped = false;
    for c in text.chars() {
        if quoted {
            quoted = escaped || c != '"';
            escaped = !escaped && c == '\\';
        } else if c == '"' {
            quoted = true;
        } else if matches!(c, ' ' | '\n' | '\r' | '\t') {
            continue;
        }
        plain.push(c);
    }
    plain
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn wrong<T>(&self) -> Result<T, JsonFault> {
        Err(JsonFault::Syntax(self.at))
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    fn takes(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn value(&mut self, out: &mut Vec<u8>, depth: usize) -> Result<(), JsonFault> {
        if depth > MOST_DEPTH {
            return Err(JsonFault::Depth);
        }
        match self.peek() {
            Some(b'{') => self.object(out, depth),
            Some(b'[') => self.array(out, depth),
            Some(b'"') => self.string(out),
            Some(b'-' | b'0'..=b'9') => self.number(out),
            _ => {
                let rest = &self.text[self.at..];
                let Some(word) = ["true", "false", "null"]
                    .iter()
                    .find(|word| rest.starts_with(**word))
                else {
                    return self.wrong();
                };
                self.at += word.len();
                out.extend_from_slice(word.as_bytes());
                Ok(())
            }
        }
    }

    fn object(&mut self, out: &mut Vec<u8>, depth: usize) -> Result<(), JsonFault> {
        let mut members: BTreeMap<Vec<u8>, Range<usize>> = BTreeMap::new();
        let mut values = Vec::new();
        self.at += 1;
        self.blanks();
        if !self.takes(b'}') {
            loop {
                self.blanks();
                if self.peek() != Some(b'"') {
                    return self.wrong();
                }
                let mut key = Vec::new();
                self.string(&mut key)?;
                self.blanks();
                if !self.takes(b':') {
                    return self.wrong();
                }
                self.blanks();
                let start = values.len();
                self.value(&mut values, depth + 1)?;
                members.insert(key, start..values.len());
                self.blanks();
                if self.takes(b'}') {
                    break;
                }
                if !self.takes(b',') {
                    return self.wrong();
                }
            }
        }
        out.push(b'{');
        for (key, value) in members {
            out.extend_from_slice(&key);
            out.push(b':');
            out.extend_from_slice(&values[value]);
            out.push(b',');
        }
        out.push(b'}');
        Ok(())
    }

    fn array(&mut self, out: &mut Vec<u8>, depth: usize) -> Result<(), JsonFault> {
        self.at += 1;
        out.push(b'[');
        self.blanks();
        if !self.takes(b']') {
            loop {
                self.blanks();
                self.value(out, depth + 1)?;
                out.push(b',');
                self.blanks();
                if self.takes(b']') {
                    break;
                }
                if !self.takes(b',') {
                    return self.wrong();
                }
            }
        }
        out.push(b']');
        Ok(())
    }

    /// Quoted, escapes resolved; a length stands before it, so that no text reads as another's end.
    fn string(&mut self, out: &mut Vec<u8>) -> Result<(), JsonFault> {
        self.at += 1;
        let mut text = String::new();
        loop {
            let rest = &self.text[self.at..];
            let Some(end) = rest.find(|c: char| c == '"' || c == '\\' || c < ' ') else {
                return self.wrong();
            };
            text.push_str(&rest[..end]);
            self.at += end;
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => text.push(self.escape()?),
                _ => return self.wrong(),
            }
        }
        self.at += 1;
        out.push(b'"');
        out.extend_from_slice(&(text.len() as u64).to_be_bytes());
        out.extend_from_slice(text.as_bytes());
        Ok(())
    }

    fn escape(&mut self) -> Result<char, JsonFault> {
        self.at += 1;
        let c = match self.peek() {
            Some(c @ (b'"' | b'\\' | b'/')) => char::from(c),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(),
            _ => return self.wrong(),
        };
        self.at += 1;
        Ok(c)
    }

    fn unicode(&mut self) -> Result<char, JsonFault> {
        let begin = self.at;
        let high = self.hex()?;
        let code = match high {
            0 => return Err(JsonFault::Nul),
            0xD800..=0xDBFF => {
                if !self.text[self.at..].starts_with("\\u") {
                    return Err(JsonFault::Surrogate(begin));
                }
                self.at += 1;
                let low = self.hex()?;
                if !(0xDC00..=0xDFFF).contains(&low) {
                    return Err(JsonFault::Surrogate(begin));
                }
                0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00)
            }
            code => code,
        };
        char::from_u32(code).ok_or(JsonFault::Surrogate(begin))
    }

    /// `u` and four digits.
    fn hex(&mut self) -> Result<u32, JsonFault> {
        let digits = self.text.as_bytes().get(self.at + 1..self.at + 5);
        let digits = digits.filter(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        let code = digits
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let Some(code) = code else {
            return self.wrong();
        };
        self.at += 5;
        Ok(code)
    }

    fn digits(&mut self) -> Result<&str, JsonFault> {
        let begin = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if begin == self.at {
            return self.wrong();
        }
        Ok(&self.text[begin..self.at])
    }

    fn number(&mut self, out: &mut Vec<u8>) -> Result<(), JsonFault> {
        let negative = self.takes(b'-');
        let first = self.at;
        let mut digits = self.digits()?.to_owned();
        if digits.len() > 1 && digits.starts_with('0') {
            return Err(JsonFault::Syntax(first));
        }
        let mut exponent = 0_i64;
        if self.takes(b'.') {
            let behind = self.digits()?;
            exponent -= i64::try_from(behind.len()).map_err(|_| JsonFault::Number)?;
            digits.push_str(behind);
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            let down = !self.takes(b'+') && self.takes(b'-');
            let by: i64 = self.digits()?.parse().map_err(|_| JsonFault::Number)?;
            let by = if by > MOST_BEFORE * 2 {
                return Err(JsonFault::Number);
            } else {
                by
            };
            exponent += if down { -by } else { by };
        }
        if exponent < -MOST_BEHIND {
            return Err(JsonFault::Number);
        }
        let significant = digits.trim_start_matches('0');
        let plain = significant.trim_end_matches('0');
        if plain.is_empty() {
            out.push(b'0');
            return Ok(());
        }
        let length = i64::try_from(significant.len()).map_err(|_| JsonFault::Number)?;
        if length + exponent > MOST_BEFORE {
            return Err(JsonFault::Number);
        }
        exponent +=
            i64::try_from(significant.len() - plain.len()).map_err(|_| JsonFault::Number)?;
        if negative {
            out.push(b'-');
        }
        out.extend_from_slice(plain.as_bytes());
        out.extend_from_slice(format!("e{exponent}").as_bytes());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(text: &str) -> Result<Vec<u8>, JsonFault> {
        let mut out = Vec::new();
        canonical(text, &mut out).map(|()| out)
    }

    #[test]
    fn spellings_of_the_same_document_are_equal() {
        for (one, other) in [
            ("{}", " { } "),
            (r#"{"a":1,"b":2}"#, r#"{"b":2, "a":7, "a":1}"#),
            ("[1, 1.50, -0, 1e3]", "[1.0,15e-1,0.00,1000]"),
            (r#""\u00e9\/\ud83d\ude00\n""#, "\"é/😀\\u000a\""),
            ("12345678901234567890123", "12345678901234567890123.0"),
        ] {
            assert_eq!(form(one).unwrap(), form(other).unwrap(), "{one} {other}");
        }
    }

    #[test]
    fn different_documents_are_not() {
        let texts = [
            "1",
            "10",
            "-1",
            "0.1",
            "\"1\"",
            "[]",
            "[1]",
            "[[]]",
            "{}",
            "null",
            "true",
            "\"\"",
            "[1,1]",
            "[\"a\",\"b\"]",
            "[\"a,b\"]",
        ];
        let forms: std::collections::BTreeSet<_> =
            texts.iter().map(|text| form(text).unwrap()).collect();
        assert_eq!(forms.len(), texts.len());
    }

    #[test]
    fn what_jsonb_refuses_is_refused() {
        for text in [
            "",
            "{",
            "[1,]",
            "{\"a\"}",
            "{a:1}",
            "01",
            "1.",
            ".5",
            "+1",
            "nul",
            "1 2",
            "\"\t\"",
            "\"\\x\"",
            "\"\\u12\"",
            "'a'",
            "NaN",
        ] {
            assert!(matches!(form(text), Err(JsonFault::Syntax(_))), "{text}");
        }
        assert_eq!(form("\"a\\u0000\""), Err(JsonFault::Nul));
        assert_eq!(form("\"\\ud800\""), Err(JsonFault::Surrogate(2)));
        assert_eq!(form("1e200000"), Err(JsonFault::Number));
        assert_eq!(form("1e-20000"), Err(JsonFault::Number));
        assert_eq!(form(&"[".repeat(300)), Err(JsonFault::Depth));
    }

    #[test]
    fn blanks_go_but_not_those_inside_texts() {
        assert_eq!(
            compact("{\"a b\": [1, \" \\\" x\"],\n \"c\": \"\\\\\"}"),
            "{\"a b\":[1,\" \\\" x\"],\"c\":\"\\\\\"}"
        );
    }
}
