//! Who sent a request: the other end of the connection, or whom trusted proxies name.

use super::forwarded;
use crate::settings::{ClientHeader, Server};
use http::HeaderMap;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

/// A client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// Its address.
    pub ip: IpAddr,
    /// Its port, where it is known.
    pub port: Option<u16>,
    /// Whether it spoke https to a trusted proxy.
    pub https: bool,
}

impl Client {
    /// Finds the client behind a connection: from the back of what proxies noted, past all that are trusted. What
    /// somebody else wrote is not looked at.
    pub fn of(peer: SocketAddr, headers: &HeaderMap, server: &Server) -> Self {
        let direct = Self {
            ip: peer.ip(),
            port: Some(peer.port()),
            https: false,
        };
        if !is_trusted(server, peer.ip()) {
            return direct;
        }
        let https = forwarded::is_https(headers);
        let found = |hops: Vec<Option<(IpAddr, Option<u16>)>>| {
            let mut client = (direct.ip, direct.port);
            for hop in hops.into_iter().rev() {
                // Behind a hop that hides itself everything may be made up.
                let Some(hop) = hop else { break };
                client = hop;
                if !is_trusted(server, hop.0) {
                    break;
                }
            }
            client
        };
        let x_forwarded_for = || forwarded::x_forwarded_for(headers).map(found);
        let standard = || forwarded::forwarded(headers).map(found);
        let client = match server.client_header {
            ClientHeader::XForwardedFor => x_forwarded_for(),
            ClientHeader::Forwarded => standard(),
            ClientHeader::Both => match (x_forwarded_for(), standard()) {
                // A proxy that writes only one of them hands the other on as the client wrote it.
                (Some(one), Some(other)) if one.0 != other.0 => None,
                (one, other) => one.or(other),
            },
        };
        let (ip, port) = client.unwrap_or((direct.ip, direct.port));
        Self { ip, port, https }
    }

    /// The network that limits count it by.
    pub fn network(&self) -> IpAddr {
        network(self.ip)
    }

    /// The value of `spin-client-addr`.
    pub fn address(&self) -> String {
        match self.port {
            Some(port) => SocketAddr::new(self.ip, port).to_string(),
            None => self.ip.to_string(),
        }
    }
}

/// Whether somebody who is not trusted says who the client is: a proxy that the settings do not name, or nobody at all.
pub fn is_unnamed_proxy(peer: IpAddr, headers: &HeaderMap, server: &Server) -> bool {
    forwarded::is_noted(headers) && !is_trusted(server, peer)
}

/// Whether it is a proxy whose word counts.
pub fn is_trusted(server: &Server, ip: IpAddr) -> bool {
    let ip = ip.to_canonical();
    server
        .trusted_proxies
        .iter()
        .any(|network| network.contains(&ip))
}

/// An address as limits count it: IPv6 by its /64, as one household has that many to choose from.
pub fn network(ip: IpAddr) -> IpAddr {
    match ip.to_canonical() {
        IpAddr::V6(ip) if !ip.is_loopback() => {
            Ipv6Addr::from_bits(ip.to_bits() & !u128::from(u64::MAX)).into()
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(proxies: &[&str], client_header: ClientHeader) -> Server {
        Server {
            trusted_proxies: proxies.iter().map(|text| text.parse().unwrap()).collect(),
            client_header,
            ..Server::default()
        }
    }

    fn found(server: &Server, peer: &str, headers: &[(&'static str, &str)]) -> String {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        Client::of(peer.parse().unwrap(), &map, server).address()
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        let nobody = server(&[], ClientHeader::Both);
        let some = server(&["172.16.0.0/12"], ClientHeader::Both);
        let forged = [
            ("x-forwarded-for", "1.2.3.4"),
            ("forwarded", "for=1.2.3.4;proto=https"),
        ];
        for server in [&nobody, &some] {
            assert_eq!(found(server, "10.0.0.9:80", &forged), "10.0.0.9:80");
        }
        assert_eq!(found(&some, "172.20.0.2:80", &forged), "1.2.3.4");
        assert_eq!(found(&some, "[::ffff:172.20.0.2]:80", &forged), "1.2.3.4");
        assert_eq!(found(&some, "172.20.0.2:80", &[]), "172.20.0.2:80");
    }

    #[test]
    fn the_client_is_the_last_that_is_not_trusted() {
        let server = server(
            &["127.0.0.1/32", "10.0.0.0/8", "fd00::/8"],
            ClientHeader::Both,
        );
        for (headers, client) in [
            (
                vec![("x-forwarded-for", "6.6.6.6, 203.0.113.7, 10.1.1.1")],
                "203.0.113.7",
            ),
            (
                vec![
                    ("x-forwarded-for", "6.6.6.6"),
                    ("x-forwarded-for", "203.0.113.7:4711"),
                ],
                "203.0.113.7:4711",
            ),
            (
                vec![("x-forwarded-for", "[2001:db8::1]:80, fd00::2")],
                "[2001:db8::1]:80",
            ),
            (vec![("x-forwarded-for", "10.0.0.3, 10.0.0.2")], "10.0.0.3"),
            (
                vec![("x-forwarded-for", "6.6.6.6, unknown, 10.0.0.2")],
                "10.0.0.2",
            ),
            (vec![("x-forwarded-for", "6.6.6.6, ")], "127.0.0.1:9"),
            (
                vec![(
                    "forwarded",
                    "for=6.6.6.6, for=\"[2001:db8:cafe::17]:4711\";proto=https, For=10.0.0.1",
                )],
                "[2001:db8:cafe::17]:4711",
            ),
            (vec![("forwarded", "for=_hidden, for=10.0.0.1")], "10.0.0.1"),
            (
                vec![("forwarded", "for=6.6.6.6, proto=https")],
                "127.0.0.1:9",
            ),
        ] {
            assert_eq!(
                found(&server, "127.0.0.1:9", &headers),
                client,
                "{headers:?}"
            );
        }
    }

    #[test]
    fn a_header_the_proxy_does_not_write_names_nobody() {
        let headers = [
            ("x-forwarded-for", "203.0.113.7"),
            ("forwarded", "for=6.6.6.6"),
        ];
        let with = |header| found(&server(&["127.0.0.1/32"], header), "127.0.0.1:9", &headers);
        assert_eq!(with(ClientHeader::Both), "127.0.0.1:9");
        assert_eq!(with(ClientHeader::XForwardedFor), "203.0.113.7");
        assert_eq!(with(ClientHeader::Forwarded), "6.6.6.6");
    }

    #[test]
    fn a_proxy_that_is_not_named_is_noticed() {
        let server = server(&["10.0.0.0/8"], ClientHeader::Both);
        for (peer, header, unnamed) in [
            ("127.0.0.1", "x-forwarded-for", true),
            ("127.0.0.1", "forwarded", true),
            ("127.0.0.1", "via", false),
            ("10.0.0.1", "x-forwarded-for", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.append(header, "for=1.2.3.4".parse().unwrap());
            let found = is_unnamed_proxy(peer.parse().unwrap(), &headers, &server);
            assert_eq!(found, unnamed, "{peer} {header}");
        }
    }

    #[test]
    fn networks() {
        let network = |text: &str| network(text.parse().unwrap()).to_string();
        assert_eq!(network("2001:db8:1:2:3::4"), "2001:db8:1:2::");
        assert_eq!(network("::ffff:192.0.2.1"), "192.0.2.1");
        assert_eq!(network("::1"), "::1");
    }
}
