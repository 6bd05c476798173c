//! What the variables of mail may be, one by one.

use crate::setting::Fault;
use address::Named;
use std::{fmt, net::IpAddr};

/// A server that mail is handed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// Its name or its address, without brackets.
    pub host: String,
    /// Its port, where it is not that of `smtp_port`.
    pub port: Option<u16>,
}

/// How a connection is kept from being read by others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte on, usually at port 465.
    Tls,
    /// TLS once the server was greeted, usually at port 587; a server without it is not used.
    StartTls,
    /// None.
    None,
}

/// How Undertone signs in at a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Auth {
    /// By PLAIN or LOGIN, as the server offers.
    Auto,
    /// By XOAUTH2: the password is an access token.
    XOAuth2,
}

/// What signs in; never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// The text, for the server alone.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

impl Server {
    /// Whether it is this machine, so that nothing is on the network.
    pub fn is_loopback(&self) -> bool {
        match self.host.parse::<IpAddr>() {
            Ok(address) => address.is_loopback(),
            Err(_) => self.host.eq_ignore_ascii_case("localhost"),
        }
    }
}

fn fault<T>(reason: &str, remedy: &str) -> Result<T, Fault> {
    Err(Fault {
        reason: reason.to_owned(),
        remedy: remedy.to_owned(),
    })
}

pub(crate) fn servers(text: &str) -> Result<Vec<Server>, Fault> {
    if text.is_empty() {
        return Ok(Vec::new());
    }
    text.split(',').map(|part| server(part.trim())).collect()
}

/// `host`, `host:port`, an address, or an IPv6 address in brackets with a port.
fn server(text: &str) -> Result<Server, Fault> {
    let remedy = "write mail.example.org, mail.example.org:587 or [2001:db8::1]:587; several with commas between them";
    if text.parse::<IpAddr>().is_ok() {
        return Ok(Server {
            host: text.to_owned(),
            port: None,
        });
    }
    let bracketed = text.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let (host, rest) = match bracketed {
        Some((host, rest)) if host.parse::<std::net::Ipv6Addr>().is_ok() => (host, rest),
        Some(_) => return fault("has brackets around what is no IPv6 address", remedy),
        None => text.split_at(text.find(':').unwrap_or(text.len())),
    };
    let port = match rest.strip_prefix(':') {
        None if rest.is_empty() => None,
        Some(digits) => match port(digits) {
            Ok(port) => Some(port),
            Err(_) => return fault("has a port that is none", remedy),
        },
        None => return fault("names a server that cannot be read", remedy),
    };
    if bracketed.is_none() && !is_name(host) {
        return fault("must be the names or addresses of servers", remedy);
    }
    Ok(Server {
        host: host.to_owned(),
        port,
    })
}

/// Letters, digits, hyphens and dots; the underscore of container networks, too.
fn is_name(host: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label
                .bytes()
                .all(|c| c.is_ascii_alphanumeric() || c == b'-' || c == b'_')
    };
    host.len() <= 253 && host.split('.').all(is_label)
}

pub(crate) fn port(text: &str) -> Result<u16, Fault> {
    match text.parse::<u16>() {
        Ok(port) if port > 0 => Ok(port),
        _ => fault(
            "must be a port from 1 to 65535",
            "write 587, 465 for smtp_security tls, or 25",
        ),
    }
}

pub(crate) fn security(text: &str) -> Result<Security, Fault> {
    match text {
        "starttls" => Ok(Security::StartTls),
        "tls" => Ok(Security::Tls),
        "none" => Ok(Security::None),
        _ => fault(
            "must be starttls, tls or none",
            "write starttls for port 587, tls for port 465, none within a machine",
        ),
    }
}

pub(crate) fn auth(text: &str) -> Result<Auth, Fault> {
    match text {
        "" | "auto" => Ok(Auth::Auto),
        "xoauth2" => Ok(Auth::XOAuth2),
        _ => fault(
            "must be auto or xoauth2",
            "leave it unset for PLAIN or LOGIN, or write xoauth2 where smtp_password is an access token",
        ),
    }
}

pub(crate) fn username(text: &str) -> Result<Option<String>, Fault> {
    if text.chars().any(char::is_control) {
        return fault(
            "must hold no control character",
            "write the name in one line",
        );
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

pub(crate) fn password(text: &str) -> Result<Option<Password>, Fault> {
    if text.chars().any(char::is_control) {
        return fault(
            "holds a line break or another control character",
            "write the password or token in one line",
        );
    }
    Ok((!text.is_empty()).then(|| Password(text.to_owned())))
}

pub(crate) fn from(text: &str) -> Result<Option<Named>, Fault> {
    if text.is_empty() {
        return Ok(None);
    }
    match text.parse() {
        Ok(named) => Ok(Some(named)),
        Err(error) => Err(Fault {
            reason: format!("must be an address, with a name or without: {error}"),
            remedy: "write Undertone <reports@example.org>, for example".to_owned(),
        }),
    }
}

pub(crate) fn tls_name(text: &str) -> Result<Option<String>, Fault> {
    if text.is_empty() {
        return Ok(None);
    }
    if text.parse::<IpAddr>().is_err() && !is_name(text) {
        return fault(
            "must be the name in the server's certificate",
            "write mail.example.org, or leave it unset where smtp_host is that name",
        );
    }
    Ok(Some(text.to_owned()))
}

pub(crate) fn public_url(text: &str) -> Result<Option<String>, Fault> {
    if text.is_empty() {
        return Ok(None);
    }
    let remedy = "write https://undertone.example.org, with its path if there is one, as the browser shows it";
    let rest = ["https://", "http://"]
        .iter()
        .find_map(|scheme| text.strip_prefix(scheme));
    let Some(rest) = rest else {
        return fault("must begin with https://", remedy);
    };
    let place = rest.split('/').next().unwrap_or_default();
    if server(place).is_err()
        || place
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_ipv6())
    {
        return fault(
            "must name a host, and a port where it is not the usual",
            remedy,
        );
    }
    let is_plain = |c: u8| c.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/%[]".contains(&c);
    if !rest.bytes().all(is_plain) {
        return fault(
            "must be a URL without blanks, question mark and fragment",
            remedy,
        );
    }
    Ok(Some(text.trim_end_matches('/').to_owned()))
}
