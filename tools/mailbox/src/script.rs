//! What a test makes the server do other than usual.

use std::{sync::Arc, time::Duration};

/// Where in the dialogue the server is about to answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// A connection was opened.
    Greeting,
    /// EHLO came.
    Hello,
    /// STARTTLS came.
    StartTls,
    /// AUTH came.
    Auth,
    /// MAIL came.
    Sender,
    /// RCPT came.
    Recipient,
    /// DATA came.
    Data,
    /// The message came, with its final dot.
    Message,
    /// RSET came.
    Reset,
}

/// A moment at which the server is about to answer.
pub struct Moment<'a> {
    /// Where in the dialogue.
    pub stage: Stage,
    /// The line that came; at the message, its text.
    pub words: &'a str,
    /// The recipients of the mail so far.
    pub recipients: &'a [String],
    /// Which connection this is, counted from 1.
    pub connection: usize,
}

/// What the server does then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// What any server does.
    Usual,
    /// It answers this line, or these lines, instead.
    Say(String),
    /// It answers as usual after a while.
    After(Duration),
    /// It answers this after a while.
    SayAfter(Duration, String),
    /// It never answers.
    Silence,
    /// It answers as usual, a byte at a time with a pause before each.
    Drip(Duration),
    /// It closes the connection. A message that came is kept, and not acknowledged.
    Hang,
    /// At the start of a message: it closes the connection once this many bytes of it came.
    HangAfter(usize),
}

impl Act {
    /// It answers this line instead.
    pub fn say(line: &str) -> Self {
        Self::Say(line.to_owned())
    }

    /// What it answers where the usual answer is this; nothing where it does not.
    pub(crate) fn says<'a>(&'a self, usual: &'a str) -> Option<&'a str> {
        match self {
            Self::Say(line) | Self::SayAfter(_, line) => Some(line),
            Self::Usual | Self::After(_) | Self::Drip(_) => Some(usual),
            Self::Silence | Self::Hang | Self::HangAfter(_) => None,
        }
    }
}

/// What to do at each moment.
pub type Script = Arc<dyn Fn(&Moment) -> Act + Send + Sync>;

/// A script of a function.
pub fn script(act: impl Fn(&Moment) -> Act + Send + Sync + 'static) -> Script {
    Arc::new(act)
}
