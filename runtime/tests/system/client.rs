//! One connection for one request.

use socket2::{Domain, Socket, Type};
use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Its head, in lower case.
    pub head: String,
    /// Its body, chunks joined.
    pub body: String,
}

/// A connection.
pub struct Client(pub TcpStream);

impl Answer {
    /// The code of a problem.
    pub fn code(&self) -> String {
        let problem: serde_json::Value = serde_json::from_str(&self.body).unwrap_or_default();
        problem["code"].as_str().unwrap_or_default().to_owned()
    }
}

impl Client {
    /// Connects.
    pub fn connect(address: &str) -> Self {
        Self::of(TcpStream::connect(address).unwrap())
    }

    /// Connects from `127.0.0.<host>`.
    pub fn from(host: u8, address: &str) -> Self {
        let address: SocketAddr = address.parse().unwrap();
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
        let own = SocketAddr::from(([127, 0, 0, host], 0));
        socket.bind(&own.into()).unwrap();
        socket.connect(&address.into()).unwrap();
        Self::of(socket.into())
    }

    fn of(stream: TcpStream) -> Self {
        stream
            .set_read_timeout(Some(Duration::from_mins(1)))
            .unwrap();
        Self(stream)
    }

    /// Sends a request without a body and reads the answer.
    pub fn get(mut self, path: &str) -> Answer {
        self.send(path, "");
        self.answer()
    }

    /// Sends the head of a request; `headers` are lines, each with its end.
    pub fn send(&mut self, path: &str, headers: &str) {
        let head =
            format!("GET {path} HTTP/1.1\r\nhost: test\r\nconnection: close\r\n{headers}\r\n");
        self.0.write_all(head.as_bytes()).unwrap();
    }

    /// Sends any bytes.
    pub fn write(&mut self, bytes: &[u8]) {
        self.0.write_all(bytes).unwrap();
    }

    /// Sends so much of a body.
    pub fn body(&mut self, length: usize) {
        self.write(&vec![7; length]);
    }

    /// Reads the answer to its end.
    pub fn answer(mut self) -> Answer {
        let mut bytes = Vec::new();
        // A body that breaks off is as long as it got.
        let _broken = self.0.read_to_end(&mut bytes);
        let text = String::from_utf8_lossy(&bytes);
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let head = head.to_ascii_lowercase();
        let status = head
            .split(' ')
            .nth(1)
            .and_then(|code| code.parse().ok())
            .unwrap_or(0);
        let body = if head.contains("transfer-encoding: chunked") {
            unchunked(body)
        } else {
            body.to_owned()
        };
        Answer { status, head, body }
    }
}

fn unchunked(mut body: &str) -> String {
    let mut joined = String::new();
    while let Some((size, rest)) = body.split_once("\r\n") {
        let size = usize::from_str_radix(size, 16).unwrap_or(0);
        if size == 0 || rest.len() < size {
            break;
        }
        joined.push_str(&rest[..size]);
        body = rest[size..].strip_prefix("\r\n").unwrap_or_default();
    }
    joined
}

/// Reads to the end, or as far as it goes.
pub fn rest(reader: &mut impl Read) -> Vec<u8> {
    let mut bytes = Vec::new();
    // A reset connection ends the bytes too.
    let _broken = reader.read_to_end(&mut bytes);
    bytes
}
