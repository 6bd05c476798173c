//! A mail that a server is ready for.

use crate::{
    body::dotted,
    connection::{Connection, State},
    failure::{Failure, Kind, Step, Words},
    reply::Reply,
    wire::Lost,
};
use address::Address;
use std::{io, time::Duration};

/// What is sent at once; in between, the time that is left is looked at.
const CHUNK: usize = 64 * 1024;
/// How long a server is listened to that broke off while a message was on its way.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// The server waits for a message, and nothing of it has left. Dropped without one, it ends the connection, so that the
/// server takes nothing.
#[must_use]
pub struct Ready<'a> {
    connection: &'a mut Connection,
}

impl Connection {
    /// Offers a mail of this many bytes: MAIL, RCPT and DATA, to which the server answers that it waits for the message.
    ///
    /// After a failure the connection takes the next mail, unless it is [closed](Self::is_open).
    pub fn offer(
        &mut self,
        from: &Address,
        to: &Address,
        bytes: usize,
    ) -> Result<Ready<'_>, Failure> {
        match self.state {
            State::Idle => {}
            State::Begun => {
                let reply = self.exchange(Step::Sender, "RSET")?;
                self.yes(Step::Sender, reply)?;
            }
            State::Closed => {
                let words = "the connection is closed";
                return Err(Failure::new(Step::Sender, Kind::Unreachable, words));
            }
        }
        let sender = match self.offered().size {
            Some(most) if bytes > most => {
                let words = format!("the mail has {bytes} bytes, and the server takes {most}");
                return Err(Failure::new(Step::Sender, Kind::Permanent, &words));
            }
            Some(_) => format!("MAIL FROM:<{from}> SIZE={bytes}"),
            None => format!("MAIL FROM:<{from}>"),
        };
        self.state = State::Begun;
        let reply = self.exchange(Step::Sender, &sender)?;
        self.yes(Step::Sender, reply)?;
        let reply = self.exchange(Step::Recipient, &format!("RCPT TO:<{to}>"))?;
        self.yes(Step::Recipient, reply)?;
        let reply = self.exchange(Step::Data, "DATA")?;
        if reply.code != 354 {
            return Err(self.refused(Step::Data, &reply));
        }
        self.nothing_unasked(Step::Data)?;
        // Whatever is said next is part of the message.
        self.state = State::Closed;
        Ok(Ready { connection: self })
    }
}

impl Ready<'_> {
    /// Sends the message and waits for the server's word that it has it.
    ///
    /// No server may take a message before its end has come: what breaks before that begins to leave, with the last
    /// 64 KiB, is [`Kind::Unreachable`]. From then on, what is not answered is [`Kind::Unknown`].
    pub fn transmit(self, message: &[u8]) -> Result<Words, Failure> {
        let connection = self.connection;
        let text = dotted(message);
        connection.wire.allow(connection.patience.transfer);
        let mut chunks = text.chunks(CHUNK).peekable();
        let mut end: &[u8] = &[];
        while let Some(chunk) = chunks.next() {
            if chunks.peek().is_none() {
                end = chunk;
            } else if let Err(error) = connection.wire.send(chunk) {
                return Err(broken(connection, &error));
            }
        }
        // In one piece: an end that follows by itself waits until the server has acknowledged what came before.
        if let Err(error) = connection.wire.send(&[end, b".\r\n"].concat()) {
            return Err(unknown(connection, &Lost::Io(error)));
        }
        connection.wire.allow(connection.patience.word);
        match connection.wire.reply() {
            Ok(reply) => answered(connection, &reply),
            Err(lost) => Err(unknown(connection, &lost)),
        }
    }
}

fn answered(connection: &mut Connection, reply: &Reply) -> Result<Words, Failure> {
    connection.state = State::Idle;
    if reply.is_yes() {
        Ok(Words(connection.words(reply)))
    } else {
        Err(connection.refused(Step::Message, reply))
    }
}

/// The message did not leave whole. A server that refuses it halfway says why before it closes.
fn broken(connection: &mut Connection, error: &io::Error) -> Failure {
    connection.wire.allow(LAST_WORDS);
    match connection.wire.reply() {
        Ok(reply) if reply.code >= 400 => {
            let failure = connection.refused(Step::Message, &reply);
            connection.state = State::Closed;
            failure
        }
        _ if error.kind() == io::ErrorKind::TimedOut => Failure::new(
            Step::Message,
            Kind::Unreachable,
            &format!(
                "the server did not take the whole mail within {} s",
                connection.patience.transfer.as_secs_f32()
            ),
        ),
        _ => Failure::new(
            Step::Message,
            Kind::Unreachable,
            "the server closed the connection before it had the whole mail",
        ),
    }
}

/// The end left, or may have, and what the server said to it is not known.
fn unknown(connection: &Connection, lost: &Lost) -> Failure {
    let words = match lost {
        Lost::Garbled => "the mail was sent, and what came is no answer".to_owned(),
        Lost::Io(error) if error.kind() == io::ErrorKind::TimedOut => format!(
            "the mail was sent, and no answer came within {} s",
            connection.patience.word.as_secs_f32()
        ),
        Lost::Io(_) => {
            "the mail was sent, and the connection broke before an answer came".to_owned()
        }
    };
    Failure::new(Step::Message, Kind::Unknown, &words)
}
