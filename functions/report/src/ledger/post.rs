//! What the ledger asks of the mail: one dialogue a message, in steps between which it can book how far it came.

/// A message to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// The recipient's address.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// The message as text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
    /// The name and the bytes of a PDF that comes with it.
    pub pdf: Option<(String, Vec<u8>)>,
    /// The left part of its Message-ID.
    pub message_id: String,
    /// Where one click ends these mails.
    pub unsubscribe: Option<String>,
    /// When it is sent.
    pub date: jiff::Timestamp,
}

/// What a server said, cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Its code, such as 250.
    pub code: Option<u16>,
    /// Its words.
    pub words: String,
}

/// Who must act on a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Nobody: this message will never go there.
    Permanent,
    /// Nobody: later it may.
    Transient,
    /// No server could be reached, or none let us in: nothing was sent, and the next message fares no better.
    Unreachable,
    /// The connection was lost after the message began to be handed over: the server may have it.
    Unknown,
}

/// Why a message was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The step of the dialogue, such as `recipient`.
    pub step: &'static str,
    /// Who must act.
    pub kind: Kind,
    /// What the server said, or what went wrong.
    pub answer: Answer,
}

/// A way to send mail.
pub trait Post: Send + Sync {
    /// Where people reach this application; none where nobody said.
    fn public_url(&self) -> Option<&str>;

    /// The bytes of a message; a refusal where it cannot be written.
    fn written(&self, message: &Outgoing) -> Result<Vec<u8>, Refusal>;

    /// Somebody who talks to the server; connects when first needed and stays connected.
    fn courier(&self) -> Box<dyn Courier>;
}

/// Talks to a mail server.
pub trait Courier {
    /// Everything before the message itself: nothing of it has left before this returns.
    fn offer(&mut self, to: &str) -> Result<(), Refusal>;

    /// Hands the message over that was offered last.
    fn transmit(&mut self, message: &[u8]) -> Result<Answer, Refusal>;
}
