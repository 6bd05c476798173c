//! The way to a server.

use crate::{
    failure::{Failure, Kind, Step},
    lookup::addresses,
};
use std::{
    io,
    net::{SocketAddr, TcpStream},
    time::{Duration, Instant},
};

/// Opens a connection to the first address of a host that takes one. The lookup has the time, and so have all addresses
/// together.
pub(crate) fn reach(host: &str, port: u16, time: Duration) -> Result<TcpStream, Failure> {
    let found = addresses(host, port, time).map_err(|error| unknown(host, &error, time))?;
    let until = Instant::now() + time;
    let mut last = io::Error::from(io::ErrorKind::TimedOut);
    for (tried, address) in found.iter().enumerate() {
        // An address that nobody answers at must not take the time of all others.
        let others = u32::try_from(found.len() - tried).unwrap_or(u32::MAX);
        let left = until.saturating_duration_since(Instant::now()) / others;
        if left.is_zero() {
            break;
        }
        match open(address, left) {
            Ok(stream) => return Ok(stream),
            Err(error) => last = error,
        }
    }
    Err(closed(host, port, &last, time))
}

fn open(address: &SocketAddr, time: Duration) -> io::Result<TcpStream> {
    let stream = TcpStream::connect_timeout(address, time)?;
    // In a component, a refused connection seems to be open until it is asked.
    match stream.take_error()? {
        Some(error) => Err(error),
        None => stream.peer_addr().map(|_| stream),
    }
}

fn unknown(host: &str, error: &io::Error, time: Duration) -> Failure {
    let words = match error.kind() {
        io::ErrorKind::PermissionDenied => format!(
            "names are not looked up here; write the address of {host} as smtp_host, and {host} as smtp_tls_name"
        ),
        io::ErrorKind::TimedOut => format!(
            "no address of {host} was found within {} s",
            time.as_secs_f32()
        ),
        io::ErrorKind::NotFound => format!("the name {host} has no address"),
        _ => format!("no address of {host} was found: {error}"),
    };
    let denied = error.kind() == io::ErrorKind::PermissionDenied;
    Failure::new(Step::Lookup, Kind::Unreachable, &words).misconfigured(denied)
}

fn closed(host: &str, port: u16, error: &io::Error, time: Duration) -> Failure {
    let denied = error.kind() == io::ErrorKind::PermissionDenied;
    let words = match error.kind() {
        io::ErrorKind::TimedOut => format!(
            "{host} did not answer at port {port} within {} s",
            time.as_secs_f32()
        ),
        io::ErrorKind::ConnectionRefused => format!("{host} takes no connection at port {port}"),
        io::ErrorKind::PermissionDenied => {
            format!("connections to {host} at port {port} are not allowed here")
        }
        _ => format!("no connection to {host} at port {port}: {error}"),
    };
    Failure::new(Step::Connect, Kind::Unreachable, &words).misconfigured(denied)
}
