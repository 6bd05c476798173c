//! What proxies noted about the way of a request: `X-Forwarded-For`, `X-Forwarded-Proto`, `Forwarded` (RFC 7239).

use http::{HeaderMap, HeaderName, header};
use std::net::{IpAddr, SocketAddr};

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const X_FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

/// A hop: its address and port, or nothing where it hides itself.
type Hop = Option<(IpAddr, Option<u16>)>;

/// The hops of `X-Forwarded-For`, the client's own first, if there is one.
pub fn x_forwarded_for(headers: &HeaderMap) -> Option<Vec<Hop>> {
    let hops = |value: &str| value.split(',').map(node).collect::<Vec<_>>();
    all(headers, &X_FORWARDED_FOR, hops)
}

/// The hops of `Forwarded`, the client's own first, if there is one.
pub fn forwarded(headers: &HeaderMap) -> Option<Vec<Hop>> {
    let hops = |value: &str| {
        let elements = split(value, ',');
        let hop = |element: &str| parameter(element, "for").and_then(|text| node(&text));
        elements.into_iter().map(hop).collect::<Vec<_>>()
    };
    all(headers, &header::FORWARDED, hops)
}

/// Whether a proxy noted who its client is.
pub fn is_noted(headers: &HeaderMap) -> bool {
    headers.contains_key(X_FORWARDED_FOR) || headers.contains_key(header::FORWARDED)
}

/// Whether the client spoke https to the first proxy.
pub fn is_https(headers: &HeaderMap) -> bool {
    let https = |text: &str| text.trim().eq_ignore_ascii_case("https");
    let value = headers.get(X_FORWARDED_PROTO);
    let first = value.and_then(|value| value.to_str().ok()?.split(',').next());
    let standard = headers.get(header::FORWARDED);
    let standard = standard.and_then(|value| {
        let elements = split(value.to_str().ok()?, ',');
        parameter(elements.first()?, "proto")
    });
    first.is_some_and(https) || standard.is_some_and(|text| https(&text))
}

/// The hops of all headers of that name; one that is no text hides what it says.
fn all(
    headers: &HeaderMap,
    name: &HeaderName,
    hops: impl Fn(&str) -> Vec<Hop>,
) -> Option<Vec<Hop>> {
    let values = headers.get_all(name);
    values.iter().next()?;
    let hops = values
        .iter()
        .flat_map(|value| value.to_str().map_or_else(|_| vec![None], &hops));
    Some(hops.collect())
}

/// `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:80`; anything else hides itself.
fn node(text: &str) -> Hop {
    let text = text.trim();
    let bare = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'))
        .unwrap_or(text);
    if let Ok(ip) = bare.parse() {
        return Some((ip, None));
    }
    let address: SocketAddr = text.parse().ok()?;
    Some((address.ip(), Some(address.port())))
}

/// Splits where the separator is not inside quotes.
fn split(text: &str, separator: char) -> Vec<&str> {
    let (mut parts, mut begin, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (index, letter) in text.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if letter == separator && !quoted => {
                parts.push(&text[begin..index]);
                begin = index + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[begin..]);
    parts
}

/// The value of a parameter of an element, without its quotes.
fn parameter(element: &str, name: &str) -> Option<String> {
    let pairs = split(element, ';').into_iter();
    let value = pairs
        .filter_map(|pair| pair.split_once('='))
        .find_map(|(known, value)| {
            known
                .trim()
                .eq_ignore_ascii_case(name)
                .then_some(value.trim())
        })?;
    let inside = value
        .strip_prefix('"')
        .and_then(|value| value.strip_suffix('"'));
    Some(match inside {
        None => value.to_owned(),
        Some(inside) => {
            let mut letters = inside.chars();
            let mut text = String::new();
            while let Some(letter) = letters.next() {
                text.extend(if letter == '\\' {
                    letters.next()
                } else {
                    Some(letter)
                });
            }
            text
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: &'static str, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(HeaderName::from_static(name), value.parse().unwrap())])
    }

    fn hops(value: &str) -> Vec<String> {
        let hops = forwarded(&headers("forwarded", value)).unwrap();
        hops.into_iter()
            .map(|hop| match hop {
                None => "-".to_owned(),
                Some((ip, None)) => ip.to_string(),
                Some((ip, Some(port))) => SocketAddr::new(ip, port).to_string(),
            })
            .collect()
    }

    #[test]
    fn elements_and_quotes() {
        assert_eq!(
            hops("for=192.0.2.43, for=198.51.100.17"),
            ["192.0.2.43", "198.51.100.17"]
        );
        assert_eq!(
            hops("proto=http; FOR = \"[2001:db8::1]:80\" ;by=203.0.113.43"),
            ["[2001:db8::1]:80"]
        );
        assert_eq!(
            hops("for=\"a,b;for=1.2.3.4\", for=\"1.2\\.3.4\""),
            ["-", "1.2.3.4"]
        );
        assert_eq!(
            hops("for=unknown, for=\"_a:80\", by=1.2.3.4, ,for=\"1.2.3.4"),
            ["-", "-", "-", "-", "-"]
        );
    }

    #[test]
    fn the_first_proxy_knows_the_scheme() {
        for (name, value, https) in [
            ("x-forwarded-proto", "https", true),
            ("x-forwarded-proto", "HTTPS, http", true),
            ("x-forwarded-proto", "http, https", false),
            (
                "forwarded",
                "for=1.2.3.4;proto=\"https\", for=10.0.0.1;proto=http",
                true,
            ),
            ("forwarded", "for=\"proto=https\"", false),
            ("x-forwarded-host", "https", false),
        ] {
            assert_eq!(is_https(&headers(name, value)), https, "{name}: {value}");
        }
    }
}
