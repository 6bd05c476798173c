//! The addresses of a name, within a time. The standard library's own lookup has none.

use std::{
    io,
    net::{IpAddr, SocketAddr},
    time::Duration,
};

/// The addresses of a host, in the order in which they are tried.
pub(crate) fn addresses(host: &str, port: u16, time: Duration) -> io::Result<Vec<SocketAddr>> {
    if let Ok(address) = host.parse::<IpAddr>() {
        return Ok(vec![SocketAddr::new(address, port)]);
    }
    let found = resolve(host, time)?;
    if found.is_empty() {
        return Err(io::ErrorKind::NotFound.into());
    }
    let with_port = |address| SocketAddr::new(address, port);
    Ok(found.into_iter().map(with_port).collect())
}

#[cfg(not(target_family = "wasm"))]
fn resolve(host: &str, time: Duration) -> io::Result<Vec<IpAddr>> {
    use std::{net::ToSocketAddrs, sync::mpsc, thread};
    let (answer, answered) = mpsc::channel();
    let name = host.to_owned();
    thread::spawn(move || {
        let found = (name.as_str(), 0).to_socket_addrs();
        // Nobody waits for it any more where the time is over.
        let _ = answer.send(found.map(|found| found.map(|address| address.ip()).collect()));
    });
    answered
        .recv_timeout(time)
        .unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
}

#[cfg(target_family = "wasm")]
fn resolve(host: &str, time: Duration) -> io::Result<Vec<IpAddr>> {
    use wasip2::{
        clocks::monotonic_clock::subscribe_duration,
        io::poll::poll,
        sockets::{
            instance_network::instance_network,
            ip_name_lookup::{ErrorCode, resolve_addresses},
            network::IpAddress,
        },
    };
    let told = |code: ErrorCode| match code {
        // The latter is what a host says that looks up no names at all.
        ErrorCode::AccessDenied | ErrorCode::PermanentResolverFailure => {
            io::Error::from(io::ErrorKind::PermissionDenied)
        }
        ErrorCode::NameUnresolvable | ErrorCode::InvalidArgument => {
            io::Error::from(io::ErrorKind::NotFound)
        }
        other => io::Error::other(other.name()),
    };
    let network = instance_network();
    let answers = resolve_addresses(&network, host).map_err(told)?;
    let nanoseconds = u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
    let over = subscribe_duration(nanoseconds);
    let mut found = Vec::new();
    loop {
        match answers.resolve_next_address() {
            Ok(Some(IpAddress::Ipv4(parts))) => found.push(<[u8; 4]>::from(parts).into()),
            Ok(Some(IpAddress::Ipv6(parts))) => found.push(<[u16; 8]>::from(parts).into()),
            Ok(None) => return Ok(found),
            Err(ErrorCode::WouldBlock) => {
                let more = answers.subscribe();
                poll(&[&more, &over]);
                if over.ready() {
                    return Err(io::ErrorKind::TimedOut.into());
                }
            }
            Err(code) => return Err(told(code)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_its_own() {
        let time = Duration::ZERO;
        assert_eq!(
            addresses("::1", 25, time).unwrap(),
            ["[::1]:25".parse().unwrap()]
        );
        assert!(addresses("192.0.2.1", 25, time).is_ok());
    }

    #[test]
    fn a_name_has_some_or_there_is_an_error() {
        let time = Duration::from_secs(10);
        assert!(!addresses("localhost", 25, time).unwrap().is_empty());
        assert!(addresses("no-such-host.invalid", 25, time).is_err());
    }
}
