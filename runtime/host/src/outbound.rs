//! `allowed_outbound_hosts`: which destinations a component may reach.

mod host;

use host::HostRule;
use std::net::{IpAddr, SocketAddr};

/// The name under which components reach each other: `<component>.spin.internal`.
pub const INTERNAL_SUFFIX: &str = ".spin.internal";

/// Why an entry of `allowed_outbound_hosts` is no rule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// There is no `://`.
    #[error("`{0}` has no scheme: write `https://host`, `tcp://host:port` or `*://host:port`")]
    NoScheme(String),
    /// The scheme is none that a component can use here.
    #[error("the scheme of `{0}` is not supported: write http, https, tcp, udp, postgres or *")]
    Scheme(String),
    /// The host is neither a name, an address, a network nor a wildcard.
    #[error("the host of `{0}` is neither a name, an address, `*`, nor `*.` before a name")]
    Host(String),
    /// `self` is the application that serves the request: there is no such request here.
    #[error("`{0}` means this application: name a component, `http://<component>.spin.internal`")]
    Itself(String),
    /// There is a path.
    #[error("`{0}` has a path: rules name hosts, not resources")]
    Path(String),
    /// The port is missing or no number.
    #[error("`{0}` needs a port: a number, a range such as `8000..8100`, or `*`")]
    Port(String),
}

/// The rules of one component; empty means that it reaches nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AllowedHosts {
    rules: Vec<Rule>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Rule {
    /// `None` is `*`.
    scheme: Option<String>,
    host: HostRule,
    ports: Ports,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Ports {
    Any,
    /// From the first to before the second.
    Range(u32, u32),
}

impl Ports {
    fn allow(&self, port: u16) -> bool {
        match self {
            Self::Any => true,
            Self::Range(from, to) => (*from..*to).contains(&u32::from(port)),
        }
    }
}

impl AllowedHosts {
    /// Reads the rules; entries that are empty (an unset optional variable) allow nothing.
    pub fn parse<'a>(entries: impl IntoIterator<Item = &'a str>) -> Result<Self, RuleError> {
        let entries = entries
            .into_iter()
            .map(str::trim)
            .filter(|entry| !entry.is_empty());
        Ok(Self {
            rules: entries.map(Rule::parse).collect::<Result<_, _>>()?,
        })
    }

    /// Whether a request to `scheme://host:port` may go out.
    pub fn allow_http(&self, scheme: &str, host: &str, port: u16) -> bool {
        self.rules
            .iter()
            .any(|rule| rule.speaks(scheme) && rule.ports.allow(port) && rule.host.allows(host))
    }

    /// Whether `http://<component>.spin.internal` may be called. A bare `*` does not name it.
    pub fn allow_internal(&self, component: &str) -> bool {
        let name = format!("{component}{INTERNAL_SUFFIX}");
        self.rules
            .iter()
            .any(|rule| rule.speaks("http") && rule.host.names(&name))
    }

    /// Whether any rule is of use to a socket.
    pub fn any_socket(&self) -> bool {
        self.rules
            .iter()
            .any(|rule| rule.speaks("tcp") || rule.speaks("udp"))
    }

    /// Whether a guest may turn this name into addresses: it may connect to the name afterwards.
    pub fn allow_lookup(&self, name: &str) -> bool {
        self.rules
            .iter()
            .any(|rule| (rule.speaks("tcp") || rule.speaks("udp")) && rule.host.allows(name))
    }

    /// Whether a socket may connect to an address. Names in the rules are looked up when nothing else allows it.
    pub async fn allow_socket(&self, scheme: &str, address: SocketAddr) -> bool {
        let ip = address.ip().to_canonical();
        let fitting = || {
            self.rules
                .iter()
                .filter(|rule| rule.speaks(scheme) && rule.ports.allow(address.port()))
        };
        if fitting().any(|rule| rule.host.allows_address(ip)) {
            return true;
        }
        for name in fitting().filter_map(|rule| rule.host.name()) {
            if resolves_to(name, ip).await {
                return true;
            }
        }
        false
    }
}

async fn resolves_to(name: &str, ip: IpAddr) -> bool {
    match tokio::net::lookup_host((name, 0)).await {
        Ok(mut addresses) => addresses.any(|address| address.ip().to_canonical() == ip),
        Err(_) => false,
    }
}

impl Rule {
    fn parse(entry: &str) -> Result<Self, RuleError> {
        let (scheme, rest) = entry
            .split_once("://")
            .ok_or_else(|| RuleError::NoScheme(entry.to_owned()))?;
        let scheme = match scheme {
            "*" => None,
            "http" | "https" | "tcp" | "udp" | "postgres" => Some(scheme.to_owned()),
            _ => return Err(RuleError::Scheme(entry.to_owned())),
        };
        let (host, port) = split_port(rest);
        let host = host.strip_suffix('/').unwrap_or(host);
        if host == "self" || host == "self.alt" {
            return Err(RuleError::Itself(entry.to_owned()));
        }
        let host = HostRule::parse(host).ok_or_else(|| {
            if host.contains('/') && !host.contains(':') {
                RuleError::Path(entry.to_owned())
            } else {
                RuleError::Host(entry.to_owned())
            }
        })?;
        let ports = match (port, scheme.as_deref()) {
            (Some(port), _) => ports(port).ok_or_else(|| RuleError::Port(entry.to_owned()))?,
            (None, Some("http")) => Ports::Range(80, 81),
            (None, Some("https")) => Ports::Range(443, 444),
            (None, Some("postgres")) => Ports::Range(5432, 5433),
            (None, _) => return Err(RuleError::Port(entry.to_owned())),
        };
        Ok(Self {
            scheme,
            host,
            ports,
        })
    }

    fn speaks(&self, scheme: &str) -> bool {
        self.scheme.as_deref().is_none_or(|own| own == scheme)
    }
}

/// Splits `host:port`; a bracketed address may have colons of its own.
fn split_port(rest: &str) -> (&str, Option<&str>) {
    match rest.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => {
            (host, Some(port.strip_suffix('/').unwrap_or(port)))
        }
        _ => (rest, None),
    }
}

fn ports(text: &str) -> Option<Ports> {
    if text == "*" {
        return Some(Ports::Any);
    }
    let (from, to) = match text.split_once("..") {
        Some((from, to)) => (
            from.parse::<u16>().ok()?,
            u32::from(to.parse::<u16>().ok()?),
        ),
        None => (
            text.parse::<u16>().ok()?,
            u32::from(text.parse::<u16>().ok()?) + 1,
        ),
    };
    Some(Ports::Range(u32::from(from), to))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(entries: &[&str]) -> AllowedHosts {
        AllowedHosts::parse(entries.iter().copied()).unwrap()
    }

    #[test]
    fn nothing_is_allowed_by_default() {
        let none = rules(&["", "  "]);
        assert!(!none.allow_http("https", "example.com", 443));
        assert!(!none.any_socket());
    }

    #[test]
    fn scheme_host_and_port_must_all_fit() {
        let some = rules(&[
            "https://example.com",
            "http://*.example.org:8000..8002",
            "https://10.0.0.0/8",
        ]);
        assert!(some.allow_http("https", "EXAMPLE.com", 443));
        assert!(!some.allow_http("http", "example.com", 443));
        assert!(!some.allow_http("https", "example.com", 444));
        assert!(!some.allow_http("https", "www.example.com", 443));
        assert!(some.allow_http("http", "a.example.org", 8001));
        assert!(!some.allow_http("http", "a.example.org", 8002));
        assert!(!some.allow_http("http", "example.org", 8000));
        assert!(!some.allow_http("http", "evilexample.org", 8000));
        assert!(some.allow_http("https", "10.1.2.3", 443));
        assert!(!some.allow_http("https", "11.1.2.3", 443));
    }

    #[test]
    fn components_are_reached_by_name_only() {
        assert!(!rules(&["*://*:*"]).allow_internal("store"));
        assert!(rules(&["http://store.spin.internal"]).allow_internal("store"));
        assert!(rules(&["http://*.spin.internal"]).allow_internal("store"));
        assert!(!rules(&["http://store.spin.internal"]).allow_internal("other"));
    }

    #[test]
    fn wrong_rules_say_what_is_wrong() {
        for (entry, reason) in [
            ("example.com", RuleError::NoScheme("example.com".into())),
            ("smtp://mail:25", RuleError::Scheme("smtp://mail:25".into())),
            ("tcp://mail", RuleError::Port("tcp://mail".into())),
            ("tcp://mail:x", RuleError::Port("tcp://mail:x".into())),
            ("https://a/b", RuleError::Path("https://a/b".into())),
            ("http://self", RuleError::Itself("http://self".into())),
            ("https://a.*.b", RuleError::Host("https://a.*.b".into())),
        ] {
            assert_eq!(AllowedHosts::parse([entry]).unwrap_err(), reason);
        }
    }

    #[tokio::test]
    async fn sockets_are_checked_by_address() {
        let some = rules(&["tcp://127.0.0.1:25", "tcp://[::1]:25", "*://localhost:2525"]);
        assert!(
            some.allow_socket("tcp", "127.0.0.1:25".parse().unwrap())
                .await
        );
        assert!(some.allow_socket("tcp", "[::1]:25".parse().unwrap()).await);
        assert!(
            some.allow_socket("tcp", "[::ffff:127.0.0.1]:25".parse().unwrap())
                .await
        );
        assert!(
            some.allow_socket("tcp", "127.0.0.1:2525".parse().unwrap())
                .await,
            "by name"
        );
        assert!(
            !some
                .allow_socket("udp", "127.0.0.1:25".parse().unwrap())
                .await
        );
        assert!(
            !some
                .allow_socket("tcp", "127.0.0.2:25".parse().unwrap())
                .await
        );
        assert!(some.allow_lookup("localhost") && !some.allow_lookup("example.com"));
    }
}
