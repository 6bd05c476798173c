//! The host part of a rule.

use super::INTERNAL_SUFFIX;
use std::net::IpAddr;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum HostRule {
    /// `*`
    Any,
    /// `*.example.com`, kept with its leading dot.
    Subdomains(String),
    /// `example.com`, in lower case.
    Name(String),
    /// An address or a network: the address and how many leading bits count.
    Network(IpAddr, u8),
}

impl HostRule {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase();
        if text == "*" {
            return Some(Self::Any);
        }
        if let Some(network) = network(&text) {
            return Some(network);
        }
        if let Some(domain) = text.strip_prefix("*.") {
            return is_name(domain).then(|| Self::Subdomains(format!(".{domain}")));
        }
        is_name(&text).then_some(Self::Name(text))
    }

    /// Whether the host of a URL fits.
    pub(super) fn allows(&self, host: &str) -> bool {
        let host = host.trim_end_matches('.').to_ascii_lowercase();
        if host.ends_with(INTERNAL_SUFFIX) {
            return self.names(&host);
        }
        match self {
            Self::Any => true,
            Self::Subdomains(suffix) => host.ends_with(suffix.as_str()),
            Self::Name(name) => *name == host,
            Self::Network(..) => address(&host).is_some_and(|ip| self.allows_address(ip)),
        }
    }

    /// Whether the rule means this name and not just everything.
    pub(super) fn names(&self, host: &str) -> bool {
        match self {
            Self::Subdomains(suffix) => host.ends_with(suffix.as_str()),
            Self::Name(name) => name == host,
            _ => false,
        }
    }

    /// Whether the address alone is enough.
    pub(super) fn allows_address(&self, ip: IpAddr) -> bool {
        match (self, ip) {
            (Self::Any, _) => true,
            (Self::Network(IpAddr::V4(net), bits), IpAddr::V4(ip)) => {
                same(net.to_bits().into(), ip.to_bits().into(), 32, *bits)
            }
            (Self::Network(IpAddr::V6(net), bits), IpAddr::V6(ip)) => {
                same(net.to_bits(), ip.to_bits(), 128, *bits)
            }
            _ => false,
        }
    }

    /// The exact name, if the rule is one.
    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }
}

fn same(net: u128, ip: u128, width: u8, bits: u8) -> bool {
    let dropped = u32::from(width - bits);
    net.checked_shr(dropped) == ip.checked_shr(dropped)
}

fn address(host: &str) -> Option<IpAddr> {
    host.trim_start_matches('[')
        .trim_end_matches(']')
        .parse()
        .ok()
        .map(|ip: IpAddr| ip.to_canonical())
}

fn network(text: &str) -> Option<HostRule> {
    let (ip, bits) = if let Some((ip, bits)) = text.split_once('/') {
        (address(ip)?, bits.parse().ok()?)
    } else {
        let ip = address(text)?;
        (ip, if ip.is_ipv4() { 32 } else { 128 })
    };
    let width = if ip.is_ipv4() { 32 } else { 128 };
    (bits <= width).then_some(HostRule::Network(ip, bits))
}

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.split('.').all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && label
                    .chars()
                    .all(|c| c.is_alphanumeric() || c == '-' || c == '_')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_compare_leading_bits() {
        let rule = HostRule::parse("192.168.0.0/16").unwrap();
        assert!(rule.allows("192.168.3.4") && !rule.allows("192.169.0.1"));
        assert!(HostRule::parse("0.0.0.0/0").unwrap().allows("8.8.8.8"));
        assert!(HostRule::parse("[::1]").unwrap().allows("[::1]"));
        assert_eq!(HostRule::parse("10.0.0.0/33"), None);
    }
}
