//! What was received.

/// A message that came whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The address of MAIL.
    pub from: String,
    /// The addresses of RCPT that were taken.
    pub to: Vec<String>,
    /// The message, without the dots that the transport doubles.
    pub data: Vec<u8>,
    /// Whether the server answered that it has it.
    pub accepted: bool,
    /// Which connection it came by, counted from 1.
    pub connection: usize,
}

/// How often something came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Whole, with the final dot.
    pub received: usize,
    /// And so that the server answered that it has it.
    pub accepted: usize,
}

impl Letter {
    /// Its Message-ID, in angle brackets as it stands there; empty where there is none.
    pub fn message_id(&self) -> String {
        self.header("Message-ID").unwrap_or_default()
    }

    /// The value of a header as it stands there, its lines joined.
    pub fn header(&self, name: &str) -> Option<String> {
        let text = String::from_utf8_lossy(&self.data);
        let head = text.split("\r\n\r\n").next()?.replace("\r\n ", " ");
        let line = head.split("\r\n").find(|line| {
            line.split_once(':')
                .is_some_and(|(known, _)| known.eq_ignore_ascii_case(name))
        })?;
        Some(line.split_once(':')?.1.trim().to_owned())
    }
}

pub(crate) fn count(letters: &[Letter], recipient: &str, message_id: &str) -> Count {
    let mut count = Count::default();
    for letter in letters {
        let is_for = letter
            .to
            .iter()
            .any(|to| to.eq_ignore_ascii_case(recipient));
        if is_for && letter.message_id() == message_id {
            count.received += 1;
            count.accepted += usize::from(letter.accepted);
        }
    }
    count
}
