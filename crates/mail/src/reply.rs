//! What a server answers: a code, and lines of text.

/// A longer answer is none.
const MOST_BYTES: usize = 64 * 1024;

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reply {
    pub(crate) code: u16,
    pub(crate) lines: Vec<String>,
}

/// What came is no answer of a mail server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Garbled;

impl Reply {
    /// Takes a whole answer off the front of what came so far; none where it is not whole yet.
    pub(crate) fn take(came: &mut Vec<u8>) -> Result<Option<Self>, Garbled> {
        let mut lines = Vec::new();
        let mut code = None;
        let mut at = 0;
        while let Some(length) = came[at..].iter().position(|byte| *byte == b'\n') {
            let (own, goes_on, text) = line(&came[at..at + length]).ok_or(Garbled)?;
            if *code.get_or_insert(own) != own {
                return Err(Garbled);
            }
            lines.push(text);
            at += length + 1;
            if at > MOST_BYTES {
                return Err(Garbled);
            }
            if !goes_on {
                came.drain(..at);
                return Ok(Some(Self { code: own, lines }));
            }
        }
        let rest = &came[at..];
        let is_beginning = rest.iter().take(3).all(u8::is_ascii_digit);
        if came.len() <= MOST_BYTES && is_beginning {
            Ok(None)
        } else {
            Err(Garbled)
        }
    }

    /// Its text.
    pub(crate) fn text(&self) -> String {
        self.lines.join(" ")
    }

    /// Whether the server does what it was asked for.
    pub(crate) fn is_yes(&self) -> bool {
        (200..300).contains(&self.code)
    }
}

/// Reads `250-text` or `250 text`: the code, whether more follows, the text. A code alone is an answer, too.
fn line(bytes: &[u8]) -> Option<(u16, bool, String)> {
    let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
    let (digits, rest) = bytes.split_at_checked(3)?;
    if !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let code = digits
        .iter()
        .fold(0, |code, digit| code * 10 + u16::from(digit - b'0'));
    let goes_on = match rest.first() {
        None | Some(b' ') => false,
        Some(b'-') => true,
        Some(_) => return None,
    };
    let text = String::from_utf8_lossy(rest.get(1..).unwrap_or_default());
    (200..600)
        .contains(&code)
        .then(|| (code, goes_on, text.into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn taken(text: &str) -> Result<Option<(u16, String)>, Garbled> {
        let reply = Reply::take(&mut text.as_bytes().to_vec())?;
        Ok(reply.map(|reply| (reply.code, reply.text())))
    }

    #[test]
    fn an_answer_has_one_line_or_more() {
        for (text, code, words) in [
            ("250 fine\r\n", 250, "fine"),
            ("250 fine\n", 250, "fine"),
            ("354\r\n", 354, ""),
            ("250-a\r\n250-b\r\n250 c\r\n", 250, "a b c"),
            ("250-a\r\n250\r\n", 250, "a "),
        ] {
            assert_eq!(taken(text), Ok(Some((code, words.to_owned()))), "{text:?}");
        }
        for text in ["", "2", "250 fi", "250-a\r\n", "250-a\r\n250 b"] {
            assert_eq!(taken(text), Ok(None), "{text:?}");
        }
    }

    #[test]
    fn what_is_no_answer_is_told_as_soon_as_it_is_seen() {
        for text in [
            "\u{15}\u{3}\u{1}",
            "HTTP/1.1 400 Bad Request\r\n",
            "SSH-2.0-x",
            "25\r\n",
            "250-a\r\n251 b\r\n",
            "250=a\r\n",
            "999 a\r\n",
            "\r\n",
        ] {
            assert_eq!(taken(text), Err(Garbled), "{text:?}");
        }
        assert_eq!(taken(&format!("250 {}", "x".repeat(70_000))), Err(Garbled));
        assert_eq!(taken(&"250-x\r\n".repeat(20_000)), Err(Garbled));
    }

    #[test]
    fn bytes_that_are_no_text_are_shown_as_such() {
        let reply = Reply::take(&mut b"550 f\xfcr immer\r\n".to_vec());
        assert_eq!(reply.unwrap().unwrap().text(), "f\u{fffd}r immer");
    }

    proptest! {
        #[test]
        fn an_answer_is_the_same_however_it_comes(
            code in 200u16..600,
            lines in prop::collection::vec("[ -~äß]{0,40}", 1..6),
            cut in any::<prop::sample::Index>(),
        ) {
            let last = lines.len() - 1;
            let mut text = String::new();
            for (at, line) in lines.iter().enumerate() {
                let sign = if at == last { " " } else { "-" };
                text.extend([&code.to_string(), sign, line.as_str(), "\r\n"]);
            }
            let cut = cut.index(text.len());
            let mut came = text.as_bytes()[..cut].to_vec();
            prop_assert_eq!(Reply::take(&mut came), Ok(None));
            came.extend_from_slice(&text.as_bytes()[cut..]);
            came.extend_from_slice(b"220 next\r\n");
            prop_assert_eq!(Reply::take(&mut came), Ok(Some(Reply { code, lines })));
            prop_assert_eq!(came, b"220 next\r\n");
        }

        #[test]
        fn no_bytes_bring_it_down(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let before = bytes.len();
            let mut came = bytes;
            if let Ok(Some(_)) = Reply::take(&mut came) {
                prop_assert!(came.len() < before);
            }
        }
    }
}
