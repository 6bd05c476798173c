//! What the ledger asks of the mail: one dialogue a message, in steps between which it can book how far it came.

use jiff::Timestamp;
use mail::{Failure, Words};

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
    pub date: Timestamp,
}

/// A way to send mail.
pub trait Post: Send + Sync {
    /// Where people reach this application; none where nobody said.
    fn public_url(&self) -> Option<&str>;

    /// The bytes of a message, or why it cannot be written.
    fn written(&self, message: &Outgoing) -> Result<Vec<u8>, String>;

    /// Somebody who talks to the server; connects when first needed and stays connected.
    fn courier(&self) -> Box<dyn Courier>;
}

/// Talks to a mail server.
pub trait Courier {
    /// Everything before the message itself, of so many bytes: nothing of it has left before this returns.
    fn offer<'a>(&'a mut self, to: &str, bytes: usize) -> Result<Box<dyn Offered + 'a>, Failure>;
}

/// A message that the server waits for. Dropped, it is not sent.
pub trait Offered {
    /// Hands it over.
    fn transmit(self: Box<Self>, message: &[u8]) -> Result<Words, Failure>;
}
