//! One connection, from its greeting to its end.

use crate::{
    Act, Letter, Moment, Options, Record, Security, Stage,
    line::{Lines, Stream},
    lock,
    sign_in::sign_in,
};
use rustls::{ServerConnection, StreamOwned};
use std::{io, net::TcpStream, sync::Arc, sync::Mutex, thread, time::Duration};

/// A client that says nothing for so long is gone.
const PATIENCE: Duration = Duration::from_mins(2);

/// Talks with a client until either is done.
pub(crate) fn hold(stream: TcpStream, options: &Options, record: &Mutex<Record>) {
    let connection = {
        let mut record = lock(record);
        record.connections += 1;
        record.connections
    };
    let _ = stream.set_read_timeout(Some(PATIENCE));
    let mut conversation = Conversation {
        lines: Lines::new(Stream::Plain(stream)),
        options,
        record,
        connection,
        is_signed_in: options.account.is_none(),
        is_secure: options.security != Security::StartTls,
        from: None,
        to: Vec::new(),
    };
    if options.security == Security::Tls {
        conversation.secure();
    }
    // It ends with the client, or as a script says.
    let _ = conversation.talk();
}

struct Conversation<'a> {
    lines: Lines,
    options: &'a Options,
    record: &'a Mutex<Record>,
    connection: usize,
    is_signed_in: bool,
    is_secure: bool,
    from: Option<String>,
    to: Vec<String>,
}

impl Conversation<'_> {
    fn talk(&mut self) -> io::Result<()> {
        self.answer(Stage::Greeting, "", "220 mailbox ESMTP")?;
        loop {
            let line = self.lines.read()?;
            let line = String::from_utf8_lossy(&line).trim_end().to_owned();
            lock(self.record).lines.push(line.clone());
            let verb = line.split([' ', ':']).next().unwrap_or_default();
            match verb.to_uppercase().as_str() {
                "EHLO" | "HELO" => {
                    let offer = self.offer();
                    self.answer(Stage::Hello, &line, &offer)?;
                }
                "QUIT" => return self.lines.write(b"221 2.0.0 bye\r\n"),
                "STARTTLS" if !self.is_secure => self.start_tls(&line)?,
                _ if !self.is_secure => self.lines.write(b"530 5.7.0 STARTTLS first\r\n")?,
                "AUTH" => self.auth(&line)?,
                _ if !self.is_signed_in => self.lines.write(b"530 5.7.0 sign in first\r\n")?,
                "MAIL" => self.sender(&line)?,
                "RCPT" => self.recipient(&line)?,
                "DATA" => self.data(&line)?,
                "RSET" => {
                    (self.from, self.to) = (None, Vec::new());
                    self.answer(Stage::Reset, &line, "250 2.0.0 as you like")?;
                }
                _ => self.lines.write(b"502 5.5.1 no such command\r\n")?,
            }
        }
    }

    fn offer(&self) -> String {
        let mut offer = format!("250-mailbox\r\n250-SIZE {}", self.options.largest);
        if !self.is_secure {
            offer += "\r\n250-STARTTLS";
        } else if !self.options.mechanisms.is_empty() {
            offer += "\r\n250-AUTH ";
            offer += self.options.mechanisms;
        }
        offer + "\r\n250 8BITMIME"
    }

    fn start_tls(&mut self, line: &str) -> io::Result<()> {
        if self.answer(Stage::StartTls, line, "220 2.0.0 go on")? {
            self.secure();
            self.is_secure = true;
        }
        Ok(())
    }

    /// Speaks TLS from here on.
    fn secure(&mut self) {
        let identity = self.options.identity.as_ref().expect("an identity");
        let session = ServerConnection::new(Arc::clone(&identity.0)).expect("a session");
        if let Stream::Plain(stream) = &self.lines.stream {
            let stream = stream.try_clone().expect("a second handle");
            let stream = StreamOwned::new(session, stream);
            self.lines = Lines::new(Stream::Tls(Box::new(stream)));
        }
    }

    fn auth(&mut self, line: &str) -> io::Result<()> {
        match self.act(Stage::Auth, line) {
            Act::Usual => {
                self.is_signed_in = sign_in(line, self.options, &mut self.lines)?;
                Ok(())
            }
            act => self.perform(&act, "535 5.7.8 no").map(drop),
        }
    }

    fn sender(&mut self, line: &str) -> io::Result<()> {
        let size = line
            .split("SIZE=")
            .nth(1)
            .and_then(|size| size.parse().ok());
        let usual = if size.unwrap_or(0) > self.options.largest {
            "552 5.3.4 too large"
        } else {
            "250 2.1.0 fine"
        };
        if self.answer(Stage::Sender, line, usual)? {
            (self.from, self.to) = (Some(bracketed(line)), Vec::new());
        }
        Ok(())
    }

    fn recipient(&mut self, line: &str) -> io::Result<()> {
        let usual = match self.from {
            Some(_) => "250 2.1.5 fine",
            None => "503 5.5.1 MAIL first",
        };
        if self.answer(Stage::Recipient, line, usual)? {
            self.to.push(bracketed(line));
        }
        Ok(())
    }

    fn data(&mut self, line: &str) -> io::Result<()> {
        let act = match self.act(Stage::Data, line) {
            _ if self.to.is_empty() => Act::say("503 5.5.1 RCPT first"),
            act => act,
        };
        let most = match act {
            Act::HangAfter(most) => most,
            _ => usize::MAX,
        };
        let act = if most == usize::MAX { act } else { Act::Usual };
        if !self.perform(&act, "354 go on")? {
            return Ok(());
        }
        let data = self.message(most)?;
        let text = String::from_utf8_lossy(&data).into_owned();
        let act = self.act(Stage::Message, &text);
        let usual = "250 2.0.0 taken";
        // Noted before it is said, so that whoever hears it finds it noted.
        let at = self.keep(data, act.says(usual).is_some_and(is_yes));
        let said = self.perform(&act, usual);
        if said.is_err() {
            lock(self.record).letters[at].accepted = false;
        }
        self.to.clear();
        said.map(drop)
    }

    /// Keeps a message that came whole, and tells where.
    fn keep(&mut self, data: Vec<u8>, accepted: bool) -> usize {
        let letter = Letter {
            from: self.from.take().unwrap_or_default(),
            to: self.to.clone(),
            data,
            accepted,
            connection: self.connection,
        };
        let mut record = lock(self.record);
        record.letters.push(letter);
        record.letters.len() - 1
    }

    /// The message up to its final dot, the dots that were doubled single again.
    fn message(&mut self, most: usize) -> io::Result<Vec<u8>> {
        let mut data = Vec::new();
        loop {
            let line = self.lines.read()?;
            if line == b".\r\n" {
                return Ok(data);
            }
            data.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
            if data.len() > most {
                return Err(io::ErrorKind::ConnectionAborted.into());
            }
        }
    }

    fn act(&self, stage: Stage, words: &str) -> Act {
        (self.options.script)(&Moment {
            stage,
            words,
            recipients: &self.to,
            connection: self.connection,
        })
    }

    /// Answers as a script says, else as usual; whether that was a yes.
    fn answer(&mut self, stage: Stage, words: &str, usual: &str) -> io::Result<bool> {
        let act = self.act(stage, words);
        self.perform(&act, usual)
    }

    fn perform(&mut self, act: &Act, usual: &str) -> io::Result<bool> {
        let said = act.says(usual).unwrap_or_default();
        let bytes = format!("{said}\r\n").into_bytes();
        match act {
            Act::Hang | Act::HangAfter(_) => return Err(io::ErrorKind::ConnectionAborted.into()),
            Act::Silence => loop {
                self.lines.read()?;
            },
            Act::Drip(pause) => self.lines.drip(&bytes, *pause)?,
            Act::After(pause) | Act::SayAfter(pause, _) => {
                thread::sleep(*pause);
                self.lines.write(&bytes)?;
            }
            Act::Usual | Act::Say(_) => self.lines.write(&bytes)?,
        }
        if said.starts_with("421") {
            return Err(io::ErrorKind::ConnectionAborted.into());
        }
        Ok(is_yes(said))
    }
}

/// Whether an answer is a yes.
fn is_yes(said: &str) -> bool {
    said.starts_with(['2', '3'])
}

/// What stands in angle brackets.
fn bracketed(line: &str) -> String {
    let start = line.find('<').map_or(0, |at| at + 1);
    let end = line.find('>').unwrap_or(line.len());
    line.get(start..end).unwrap_or_default().to_owned()
}
