//! A message as it goes over the wire.

/// The message with every line ended as the protocol wants it, and every dot that begins a line doubled, so that no line
/// of it is the one that ends it.
pub(crate) fn dotted(message: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(message.len() + message.len() / 64 + 2);
    let mut begins = true;
    let mut bytes = message.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\r' | b'\n' => {
                if byte == b'\r' {
                    bytes.next_if_eq(&b'\n');
                }
                text.extend_from_slice(b"\r\n");
                begins = true;
            }
            byte => {
                if begins && byte == b'.' {
                    text.push(b'.');
                }
                text.push(byte);
                begins = false;
            }
        }
    }
    if !begins {
        text.extend_from_slice(b"\r\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn no_line_ends_the_message() {
        for (message, text) in [
            ("", ""),
            ("a", "a\r\n"),
            ("a\r\n", "a\r\n"),
            (".\r\n..\r\n.a\r\n", "..\r\n...\r\n..a\r\n"),
            ("a\n.\nMAIL FROM:<eve>", "a\r\n..\r\nMAIL FROM:<eve>\r\n"),
            ("a\r.\rb", "a\r\n..\r\nb\r\n"),
            ("a\r\n\r\nb", "a\r\n\r\nb\r\n"),
        ] {
            assert_eq!(
                String::from_utf8(dotted(message.as_bytes())).unwrap(),
                text,
                "{message:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn it_ends_nowhere_else(message in "[.a\r\n]{0,60}") {
            let text = String::from_utf8(dotted(message.as_bytes())).unwrap();
            prop_assert!(!text.starts_with(".\r\n") && !text.contains("\r\n.\r\n"));
            prop_assert!(text.is_empty() || text.ends_with("\r\n"));
            prop_assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
        }
    }
}
