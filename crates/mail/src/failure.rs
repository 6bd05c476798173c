//! What goes wrong on the way to a server.

use std::fmt;

/// More of a server's words is not kept.
const MOST_WORDS: usize = 500;

/// A step of the dialogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// The server's name is looked up.
    Lookup,
    /// A connection is opened.
    Connect,
    /// TLS is agreed on, and the certificate looked at.
    Tls,
    /// The server says that it is there.
    Greeting,
    /// EHLO: both say what they can.
    Hello,
    /// STARTTLS.
    StartTls,
    /// Undertone signs in.
    Authentication,
    /// MAIL: who it is from.
    Sender,
    /// RCPT: who it is to.
    Recipient,
    /// DATA: the server is ready for the message.
    Data,
    /// The message, and the server's word that it has it.
    Message,
}

impl Step {
    /// Its name, as it is stored and shown.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Lookup => "lookup",
            Self::Connect => "connect",
            Self::Tls => "tls",
            Self::Greeting => "greeting",
            Self::Hello => "hello",
            Self::StartTls => "starttls",
            Self::Authentication => "authentication",
            Self::Sender => "sender",
            Self::Recipient => "recipient",
            Self::Data => "data",
            Self::Message => "message",
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a failure means for the mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// This mail will never be taken for this recipient. It was not sent.
    Permanent,
    /// The server says that it may be taken later. It was not sent.
    Transient,
    /// No server could be reached or used, which says nothing of this mail. It was not sent.
    Unreachable,
    /// The message left to its end and no answer came: the server may have it.
    Unknown,
}

impl Kind {
    /// Its name, as it is stored and shown.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Permanent => "permanent",
            Self::Transient => "transient",
            Self::Unreachable => "unreachable",
            Self::Unknown => "unknown",
        }
    }
}

/// Why a mail was not taken, or is not known to be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Failure {
    /// At which step.
    pub step: Step,
    /// What it means for the mail.
    pub kind: Kind,
    /// The server's code, where it was the server that refused.
    pub code: Option<u16>,
    /// The server's words, or ours where it said nothing: in one line of at most 500 characters, without what signs in.
    pub words: String,
    misconfigured: bool,
}

impl Failure {
    /// A failure in our words, cut.
    pub fn new(step: Step, kind: Kind, words: &str) -> Self {
        Self {
            step,
            kind,
            code: None,
            words: one_line(words),
            misconfigured: false,
        }
    }

    /// The same with the server's code.
    #[must_use]
    pub fn with_code(mut self, code: u16) -> Self {
        self.code = Some(code);
        self
    }

    pub(crate) fn misconfigured(mut self, misconfigured: bool) -> Self {
        self.misconfigured = misconfigured;
        self
    }

    /// Whether it stays so until the operator changes a setting or the server: a wrong password, no STARTTLS, a
    /// certificate that is not trusted.
    pub fn is_misconfigured(&self) -> bool {
        self.misconfigured
    }
}

/// The step, the code and the words.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.code {
            Some(code) => write!(f, "{}: {code} {}", self.step, self.words),
            None => write!(f, "{}: {}", self.step, self.words),
        }
    }
}

/// What a server said when it took a message: its code and its text, which often holds the number it queued it under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words(pub(crate) String);

impl Words {
    /// What was said, cut.
    pub fn new(text: &str) -> Self {
        Self(one_line(text))
    }

    /// The text, in one line of at most 500 characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text without line breaks and other control characters, cut where it gets long.
pub(crate) fn one_line(text: &str) -> String {
    let words: Vec<&str> = text
        .split(|c: char| c.is_control() || c.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ").chars().take(MOST_WORDS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_one_line_and_cut() {
        assert_eq!(
            one_line(" no\r\nsuch\u{1b}[31m  user\0 "),
            "no such [31m user"
        );
        assert_eq!(one_line(&"é".repeat(501)).chars().count(), 500);
    }

    #[test]
    fn it_says_where_and_why() {
        let failure = Failure::new(Step::Recipient, Kind::Permanent, "no such user");
        assert_eq!(failure.to_string(), "recipient: no such user");
        assert_eq!(
            failure.with_code(550).to_string(),
            "recipient: 550 no such user"
        );
    }
}
