//! How long a server is waited for.

use std::time::Duration;

/// How long each step may take as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// The lookup of a name, and then the connection to one of its addresses.
    pub connect: Duration,
    /// TLS, and each command with its answer.
    pub step: Duration,
    /// The way of a message to the server.
    pub transfer: Duration,
    /// The server's word that it has the message: what is not said by then stays unknown.
    pub word: Duration,
}

impl Default for Patience {
    /// Short where it costs nothing to try later, long where the answer would be missed; in all, a mail over an open
    /// connection ends within two minutes.
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            step: Duration::from_secs(10),
            transfer: Duration::from_secs(30),
            word: Duration::from_secs(45),
        }
    }
}
