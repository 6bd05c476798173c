//! The address a request came from, as the host tells it.

use std::{
    convert::Infallible,
    net::{IpAddr, Ipv6Addr, SocketAddr},
};

use axum::extract::FromRequestParts;
use http::{HeaderMap, request::Parts};

/// The client's address, where the host tells it in `spin-client-addr`.
///
/// Headers a client can write, such as `X-Forwarded-For`, are not looked at. Of several values the last one counts:
/// that is the one the host added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub Option<IpAddr>);

impl ClientAddress {
    /// Reads the host's header.
    pub fn of(headers: &HeaderMap) -> Self {
        let value = headers
            .get_all("spin-client-addr")
            .iter()
            .next_back()
            .and_then(|value| value.to_str().ok());
        Self(value.and_then(|text| {
            text.parse::<SocketAddr>()
                .map(|address| address.ip())
                .or_else(|_| text.parse::<IpAddr>())
                .ok()
        }))
    }

    /// The address as limits count it: IPv6 by its /64, as one household has that many to choose from.
    pub fn network(self) -> Option<IpAddr> {
        self.0.map(|address| match address.to_canonical() {
            IpAddr::V4(address) => address.into(),
            IpAddr::V6(address) if address.is_loopback() => address.into(),
            IpAddr::V6(address) => {
                Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX)).into()
            }
        })
    }
}

impl<S: Send + Sync> FromRequestParts<S> for ClientAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.headers))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(values: &[&str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append("spin-client-addr", value.parse().unwrap());
        }
        headers.insert("x-forwarded-for", "9.9.9.9".parse().unwrap());
        ClientAddress::of(&headers)
            .network()
            .map(|address| address.to_string())
    }

    #[test]
    fn only_the_hosts_word_counts() {
        assert_eq!(network(&["192.0.2.1:4711"]), Some("192.0.2.1".to_owned()));
        assert_eq!(
            network(&["6.6.6.6:1", "192.0.2.1"]),
            Some("192.0.2.1".to_owned())
        );
        assert_eq!(
            network(&["[2001:db8:1:2:3::4]:80"]),
            Some("2001:db8:1:2::".to_owned())
        );
        assert_eq!(network(&["::ffff:192.0.2.1"]), Some("192.0.2.1".to_owned()));
        assert_eq!(network(&["[::1]:80"]), Some("::1".to_owned()));
        assert_eq!(network(&["somewhere"]), None);
        assert_eq!(network(&[]), None);
    }
}
