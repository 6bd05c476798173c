//! Lines over a stream, secured or not.

use rustls::{ServerConnection, StreamOwned};
use std::{
    io::{self, Read, Write},
    net::TcpStream,
    thread,
    time::Duration,
};

/// Longer lines end the connection.
const LONGEST: usize = 1 << 20;

/// A connection to a client.
pub(crate) enum Stream {
    Plain(TcpStream),
    Tls(Box<StreamOwned<ServerConnection, TcpStream>>),
}

/// A stream that is read by lines.
pub(crate) struct Lines {
    pub(crate) stream: Stream,
    pub(crate) rest: Vec<u8>,
}

impl Lines {
    pub(crate) fn new(stream: Stream) -> Self {
        Self {
            stream,
            rest: Vec::new(),
        }
    }

    /// The next line with its end; an error where the client is gone.
    pub(crate) fn read(&mut self) -> io::Result<Vec<u8>> {
        loop {
            if let Some(end) = self.rest.iter().position(|byte| *byte == b'\n') {
                return Ok(self.rest.drain(..=end).collect());
            }
            if self.rest.len() > LONGEST {
                return Err(io::ErrorKind::InvalidData.into());
            }
            let mut buffer = [0; 16 * 1024];
            let count = match &mut self.stream {
                Stream::Plain(stream) => stream.read(&mut buffer)?,
                Stream::Tls(stream) => stream.read(&mut buffer)?,
            };
            if count == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            self.rest.extend_from_slice(&buffer[..count]);
        }
    }

    pub(crate) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.stream {
            Stream::Plain(stream) => stream.write_all(bytes),
            Stream::Tls(stream) => {
                stream.write_all(bytes)?;
                stream.flush()
            }
        }
    }

    /// A byte at a time, with a pause before each.
    pub(crate) fn drip(&mut self, bytes: &[u8], pause: Duration) -> io::Result<()> {
        for byte in bytes {
            thread::sleep(pause);
            self.write(&[*byte])?;
        }
        Ok(())
    }
}
