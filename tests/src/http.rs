//! HTTP/1.1 by hand: tests send broken requests too, and want to know when the last byte left.

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    net::{Ipv4Addr, Shutdown, SocketAddr, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;
use socket2::{Domain, Socket, Type};

/// No answer takes longer.
const PATIENCE: Duration = Duration::from_mins(2);
/// Bytes of a body that are written at once.
const BLOCK: usize = 64 * 1024;

/// An answer, read to its end.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Its headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// Its body.
    pub body: Vec<u8>,
    /// From the last byte sent to the first byte received.
    pub waited: Duration,
}

impl Answer {
    /// The first header of that name.
    pub fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error} in answer {} {}", self.status, self.text()))
    }

    /// The code of a problem; empty when it is none.
    pub fn code(&self) -> String {
        if self.header("content-type") != "application/problem+json" {
            return String::new();
        }
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    /// The body as JSON, after a check of the status.
    pub fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text());
        if self.body.is_empty() {
            Value::Null
        } else {
            self.json()
        }
    }
}

/// From where to where.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line {
    pub to: SocketAddr,
    pub from: Option<Ipv4Addr>,
}

impl Line {
    pub(crate) fn connect(self) -> io::Result<TcpStream> {
        let Some(from) = self.from else {
            return TcpStream::connect(self.to);
        };
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None)?;
        socket.bind(&SocketAddr::from((from, 0)).into())?;
        socket.connect(&self.to.into())?;
        Ok(socket.into())
    }
}

/// What is sent.
pub(crate) struct Request<'a> {
    pub method: &'a str,
    pub path: &'a str,
    pub headers: Vec<(String, String)>,
    /// The body and its exact length.
    pub body: (Box<dyn Read + 'a>, u64),
}

/// Sends a request on a connection of its own and reads the answer, which may come before the body is out.
pub(crate) fn send(line: Line, request: Request<'_>) -> io::Result<Answer> {
    let mut stream = line.connect()?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let answered = Arc::new(AtomicBool::new(false));
    let reader = {
        let (stream, answered) = (stream.try_clone()?, Arc::clone(&answered));
        let bodiless = request.method == "HEAD";
        thread::spawn(move || read(stream, bodiless, &answered))
    };
    let sent = write(&mut stream, request, &answered);
    let last_byte = Instant::now();
    let (mut answer, first_byte) = match reader.join() {
        Ok(read) => read?,
        Err(panic) => std::panic::resume_unwind(panic),
    };
    // An answer before the end of the body is an answer; a broken connection without one is an error.
    if !answered.load(Ordering::Relaxed) {
        sent?;
    }
    answer.waited = first_byte.saturating_duration_since(last_byte);
    Ok(answer)
}

fn write(stream: &mut TcpStream, request: Request<'_>, answered: &AtomicBool) -> io::Result<()> {
    let (mut body, length) = request.body;
    let mut head = format!(
        "{} {} HTTP/1.1\r\nconnection: close\r\ncontent-length: {length}\r\n",
        request.method, request.path,
    );
    if !request.headers.iter().any(|(name, _)| name == "host") {
        let host = stream.peer_addr()?.to_string();
        head.extend(["host: ", &host, "\r\n"]);
    }
    for (name, value) in &request.headers {
        head.extend([name, ": ", value, "\r\n"]);
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes())?;
    let mut block = vec![0; BLOCK];
    loop {
        let count = body.read(&mut block)?;
        if count == 0 || answered.load(Ordering::Relaxed) {
            return Ok(());
        }
        stream.write_all(&block[..count])?;
    }
}

fn read(stream: TcpStream, bodiless: bool, answered: &AtomicBool) -> io::Result<(Answer, Instant)> {
    let mut reader = BufReader::new(stream);
    let begun = reader.fill_buf()?.is_empty();
    let first_byte = Instant::now();
    if begun {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let status_line = line(&mut reader)?;
    let status = status_line
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    let mut headers = Vec::new();
    loop {
        let header = line(&mut reader)?;
        let Some((name, value)) = header.split_once(':') else {
            break;
        };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let mut answer = Answer {
        status: status.ok_or(io::ErrorKind::InvalidData)?,
        headers,
        body: Vec::new(),
        waited: Duration::ZERO,
    };
    answered.store(true, Ordering::Relaxed);
    if bodiless || answer.status == 204 || answer.status == 304 {
        return Ok((answer, first_byte));
    }
    if answer.header("transfer-encoding") == "chunked" {
        loop {
            let size = line(&mut reader)?;
            let size = usize::from_str_radix(&size, 16).map_err(io::Error::other)?;
            let start = answer.body.len();
            answer.body.resize(start + size, 0);
            reader.read_exact(&mut answer.body[start..])?;
            line(&mut reader)?;
            if size == 0 {
                break;
            }
        }
    } else if let Ok(length) = answer.header("content-length").parse() {
        answer.body.resize(length, 0);
        reader.read_exact(&mut answer.body)?;
    } else {
        reader.read_to_end(&mut answer.body)?;
    }
    Ok((answer, first_byte))
}

fn line(reader: &mut impl BufRead) -> io::Result<String> {
    let mut line = String::new();
    if reader.read_line(&mut line)? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    line.truncate(line.trim_end_matches(['\r', '\n']).len());
    Ok(line)
}

/// Sends the beginning of a request and hands over the connection.
pub(crate) fn begin(line: Line, head: &str, body: &[u8]) -> io::Result<TcpStream> {
    let mut stream = line.connect()?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.write_all(head.as_bytes())?;
    stream.write_all(body)?;
    Ok(stream)
}

/// Reads an answer.
pub(crate) fn answer(stream: &TcpStream) -> io::Result<Answer> {
    read(stream.try_clone()?, false, &AtomicBool::new(false)).map(|(answer, _)| answer)
}

/// Says that no more comes, and reads what the other side has to say to that.
pub(crate) fn break_off(stream: &TcpStream) -> io::Result<Answer> {
    stream.shutdown(Shutdown::Write)?;
    answer(stream)
}
