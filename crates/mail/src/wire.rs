//! Bytes to a server and back, secured or not, until a deadline.

use crate::reply::{Garbled, Reply};
use rustls::{ClientConfig, ClientConnection, StreamOwned, pki_types::ServerName};
use std::{
    io::{self, Read, Write},
    net::TcpStream,
    sync::Arc,
    time::{Duration, Instant},
};

/// A connection of which everything ends at a deadline, however little comes at a time.
pub(crate) struct Wire {
    stream: Stream,
    came: Vec<u8>,
}

enum Stream {
    Plain(Timed),
    Tls(Box<StreamOwned<ClientConnection, Timed>>),
    /// While it becomes another.
    None,
}

/// A stream whose reads and writes end at a deadline.
struct Timed {
    tcp: TcpStream,
    until: Instant,
}

/// Why no answer came.
#[derive(Debug)]
pub(crate) enum Lost {
    /// The connection, or the time.
    Io(io::Error),
    /// What came is no answer.
    Garbled,
}

impl Wire {
    pub(crate) fn new(tcp: TcpStream) -> Self {
        // A step is one small write; waiting for more would only delay it.
        let _ = tcp.set_nodelay(true);
        let until = Instant::now();
        Self {
            stream: Stream::Plain(Timed { tcp, until }),
            came: Vec::new(),
        }
    }

    /// What follows ends after this time as a whole.
    pub(crate) fn allow(&mut self, time: Duration) {
        let until = Instant::now() + time;
        match &mut self.stream {
            Stream::Plain(stream) => stream.until = until,
            Stream::Tls(stream) => stream.sock.until = until,
            Stream::None => {}
        }
    }

    /// Speaks TLS from here on. What came before was not secured, so nothing of it may be left.
    pub(crate) fn secure(
        &mut self,
        config: Arc<ClientConfig>,
        name: ServerName<'static>,
    ) -> io::Result<()> {
        let Stream::Plain(mut timed) = std::mem::replace(&mut self.stream, Stream::None) else {
            return Err(io::ErrorKind::NotConnected.into());
        };
        let mut session = ClientConnection::new(config, name).map_err(io::Error::other)?;
        while session.is_handshaking() {
            session.complete_io(&mut timed)?;
        }
        self.stream = Stream::Tls(Box::new(StreamOwned::new(session, timed)));
        Ok(())
    }

    /// Whether something came that was not asked for.
    pub(crate) fn has_more(&self) -> bool {
        !self.came.is_empty()
    }

    /// Sends bytes and sees that they leave.
    pub(crate) fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.stream {
            Stream::Plain(stream) => stream.write_all(bytes),
            Stream::Tls(stream) => {
                stream.write_all(bytes)?;
                stream.flush()
            }
            Stream::None => Err(io::ErrorKind::NotConnected.into()),
        }
    }

    /// Waits for an answer.
    pub(crate) fn reply(&mut self) -> Result<Reply, Lost> {
        loop {
            match Reply::take(&mut self.came) {
                Ok(Some(reply)) => return Ok(reply),
                Ok(None) => {}
                Err(Garbled) => return Err(Lost::Garbled),
            }
            let mut buffer = [0; 4096];
            let count = match &mut self.stream {
                Stream::Plain(stream) => stream.read(&mut buffer),
                Stream::Tls(stream) => stream.read(&mut buffer),
                Stream::None => Err(io::ErrorKind::NotConnected.into()),
            };
            match count.map_err(Lost::Io)? {
                0 => return Err(Lost::Io(io::ErrorKind::UnexpectedEof.into())),
                count => self.came.extend_from_slice(&buffer[..count]),
            }
        }
    }
}

impl Timed {
    fn left(&self) -> io::Result<Duration> {
        match self.until.checked_duration_since(Instant::now()) {
            Some(left) if !left.is_zero() => Ok(left),
            _ => Err(io::ErrorKind::TimedOut.into()),
        }
    }
}

impl Read for Timed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.tcp.set_read_timeout(Some(self.left()?))?;
        self.tcp.read(buffer).map_err(timed_out)
    }
}

impl Write for Timed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.tcp.set_write_timeout(Some(self.left()?))?;
        self.tcp.write(bytes).map_err(timed_out)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A timeout is told as "try again", which TLS would take by its word.
fn timed_out(error: io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::WouldBlock => io::ErrorKind::TimedOut.into(),
        _ => error,
    }
}
