//! Whose a request is: the network it comes from, and the token it is sent with. Both hold what it takes.

use http::{HeaderMap, header};
use std::{
    hash::{BuildHasher, RandomState},
    net::IpAddr,
};

/// Who holds something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holder {
    /// A client's network.
    Network(IpAddr),
    /// Whoever sends a certain token, hashed.
    Token(u64),
}

/// Whose a request is. Tokens are not verified here: who makes them up has many, but one network.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Caller {
    /// The client's network; nobody's where another component asks.
    pub network: Option<IpAddr>,
    /// The token, hashed.
    pub token: Option<u64>,
}

impl Caller {
    /// All who hold what the request takes.
    pub fn holders(self) -> impl Iterator<Item = Holder> {
        let network = self.network.map(Holder::Network);
        network.into_iter().chain(self.token.map(Holder::Token))
    }
}

/// Tells tokens apart.
#[derive(Default)]
pub struct Tokens(RandomState);

impl Tokens {
    /// The token of a request, however its header is spelled.
    pub fn of(&self, headers: &HeaderMap) -> Option<u64> {
        let value = headers.get(header::AUTHORIZATION)?.as_bytes();
        let scheme = value.iter().position(u8::is_ascii_whitespace);
        let token = scheme.map_or(value, |end| &value[end..]).trim_ascii();
        Some(self.0.hash_one(token))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_the_same_however_it_is_spelled() {
        let tokens = Tokens::default();
        let of = |text: &str| {
            let headers = HeaderMap::from_iter([(header::AUTHORIZATION, text.parse().unwrap())]);
            tokens.of(&headers)
        };
        for spelled in ["bearer a", "BEARER  a", "Bearer \t a ", "a"] {
            assert_eq!(of(spelled), of("Bearer a"), "{spelled:?}");
        }
        assert_ne!(of("Bearer a"), of("Bearer b"));
        assert_ne!(of("Bearer a"), of("Bearer A"));
        assert_eq!(tokens.of(&HeaderMap::new()), None);
    }

    #[test]
    fn a_request_has_a_network_and_a_token() {
        let network = Some(IpAddr::from([10, 0, 0, 1]));
        let holders = |network, token| Caller { network, token }.holders().count();
        assert_eq!(holders(network, Some(1)), 2);
        assert_eq!(holders(network, None), 1);
        assert_eq!(holders(None, None), 0);
    }
}
