//! URLs, e-mail addresses, hosts, and accounts mentioned in Jira markup.

use super::{
    EntityLabel,
    scan::{Found, Text},
};

/// The longest URL that is read to its end; a longer one is cut.
const LONGEST_URL: usize = 2_048;
/// The longest host name (RFC 1035).
const LONGEST_HOST: usize = 253;
/// The longest local part of an address (RFC 5321).
const LONGEST_LOCAL: usize = 64;

/// `[~name]`: the name.
pub(super) fn mention(text: Text<'_>, at: usize) -> Option<Found> {
    let start = text.words[at].start;
    if text.before(start) != b'~' || text.before(start - 1) != b'[' {
        return None;
    }
    let rest = text.text[start..].bytes().take(LONGEST_LOCAL + 1);
    let length = rest
        .take_while(|&byte| byte != b']' && byte != b'\n')
        .count();
    let end = start + length;
    // An account id is no name that a reader knows.
    let is_name = text.byte(end) == b']' && !text.goes_on(start, "accountid:");
    is_name.then(|| Found::new(start, end, EntityLabel::Person, 0.95))
}

/// `https://…`, `http://…`, `ftp://…`, `www.…`, up to whitespace or a sign that cannot be part of it.
pub(super) fn url(text: Text<'_>, at: usize) -> Option<Found> {
    let start = text.words[at].start;
    let body = ["https://", "http://", "ftp://", "www."]
        .into_iter()
        .find(|scheme| text.goes_on(start, scheme))?;
    let mut end = start + body.len();
    for character in text.text[end..].chars() {
        let is_stop = character.is_whitespace()
            || character.is_control()
            || matches!(
                character,
                '<' | '>' | '"' | '|' | '{' | '}' | '\\' | '^' | '`' | '[' | ']' | '“' | '”'
            );
        if is_stop || end - start >= LONGEST_URL {
            break;
        }
        end += character.len_utf8();
    }
    // Signs at the end belong to the sentence; so does a closing bracket that was not opened inside.
    let mut open = text.text[start..end]
        .bytes()
        .filter(|&byte| byte == b'(')
        .count();
    let mut close = text.text[start..end]
        .bytes()
        .filter(|&byte| byte == b')')
        .count();
    loop {
        match text.before(end) {
            b'.' | b',' | b';' | b':' | b'!' | b'?' | b'\'' | b'*' => end -= 1,
            b')' if close > open => {
                close -= 1;
                end -= 1;
            }
            b'(' => {
                open -= 1;
                end -= 1;
            }
            _ => break,
        }
    }
    let is_url = end > start + body.len() && text.byte(start + body.len()).is_ascii_alphanumeric();
    is_url.then(|| Found::new(start, end, EntityLabel::Url, 0.99))
}

/// `name@example.com`.
pub(super) fn email(text: Text<'_>, at: usize) -> Option<Found> {
    let start = text.words[at].start;
    let is_local = |byte: &u8| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'%' | b'+' | b'-')
    };
    let local = text.text[start..]
        .bytes()
        .take(LONGEST_LOCAL + 1)
        .take_while(is_local)
        .count();
    let sign = start + local;
    if text.byte(sign) != b'@' || text.before(sign) == b'.' {
        return None;
    }
    let end = host_end(text, sign + 1);
    let domain = &text.text[sign + 1..end];
    let top = domain.rsplit_once('.')?.1;
    let is_domain = top.len() >= 2 && top.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_domain.then(|| Found::new(start, end, EntityLabel::Email, 0.99))
}

/// A host name with a well-known ending, `localhost` with a port, or an IPv4 address, each with its port.
pub(super) fn host(text: Text<'_>, at: usize) -> Option<Found> {
    let start = text.words[at].start;
    // Behind `//` it is the host of a scheme that is not read as a URL.
    let is_path = text.before(start) == b'/' && text.before(start - 1) != b'/';
    if is_path || matches!(text.before(start), b'.' | b'@' | b'\\') {
        return None;
    }
    let end = host_end(text, start);
    if !text.ends(end) || text.byte(end) == b'@' {
        return None;
    }
    let (name, with_port) = (&text.text[start..end], port_end(text, end));
    if is_ipv4(name) {
        // Four small numbers are as likely a version.
        let is_small = name
            .split('.')
            .all(|part| part.len() < 2 || part < "32" && part.len() == 2);
        let is_known = ["10.", "0.0.0.0", "1.1.1.1", "8.8."]
            .iter()
            .any(|known| name.starts_with(known));
        if is_small && !is_known && with_port == end {
            return None;
        }
        return Some(Found::new(start, with_port, EntityLabel::Host, 0.95));
    }
    let is_host = if name.eq_ignore_ascii_case("localhost") {
        with_port > end
    } else {
        is_known_host(name)
    };
    // `name.com(` is a call, `name.net.` may be a package.
    (is_host && text.byte(end) != b'(')
        .then(|| Found::new(start, with_port, EntityLabel::Host, 0.85))
}

/// Where letters, digits, hyphens and inner dots end.
fn host_end(text: Text<'_>, start: usize) -> usize {
    let mut end = start;
    while end - start < LONGEST_HOST {
        let byte = text.byte(end);
        let is_inner = matches!(byte, b'.' | b'-')
            && end > start
            && text.byte(end + 1).is_ascii_alphanumeric();
        if !(byte.is_ascii_alphanumeric() || is_inner) {
            break;
        }
        end += 1;
    }
    end
}

fn port_end(text: Text<'_>, end: usize) -> usize {
    if text.byte(end) != b':' {
        return end;
    }
    match text.number(end + 1, 2, 5) {
        Some((port, port_end)) if port <= 65_535 && text.ends(port_end) => port_end,
        _ => end,
    }
}

fn is_ipv4(name: &str) -> bool {
    name.bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.')
        && name.parse::<std::net::Ipv4Addr>().is_ok()
}

fn is_known_host(name: &str) -> bool {
    const GENERIC: [&str; 9] = [
        "com", "org", "net", "edu", "gov", "local", "internal", "lan", "corp",
    ];
    // Also words of other languages or file endings: only below a second name, as in `shop.example.de`.
    const NATIONAL: [&str; 20] = [
        "at", "au", "br", "ca", "ch", "cn", "de", "dev", "es", "eu", "fr", "io", "it", "jp", "nl",
        "pl", "pt", "se", "uk", "app",
    ];
    let labels = name.split('.').count();
    let (Some((_, top)), Some(first)) = (name.rsplit_once('.'), name.split('.').next()) else {
        return false;
    };
    // Reversed names are Java packages; ASP.NET and its like are products.
    let is_package = matches!(
        first,
        "com" | "org" | "net" | "io" | "de" | "java" | "javax" | "jakarta" | "System"
    );
    let is_letter = name.bytes().any(|byte| byte.is_ascii_lowercase());
    !is_package
        && is_letter
        && first.len() >= 2
        && !["ado.net", "asp.net", "vb.net"]
            .iter()
            .any(|product| name.eq_ignore_ascii_case(product))
        && ((labels >= 2 && GENERIC.contains(&top)) || (labels >= 3 && NATIONAL.contains(&top)))
}

#[cfg(test)]
mod tests {
    use crate::entities::tests::found;

    #[test]
    fn urls_end_where_the_sentence_goes_on() {
        assert_eq!(
            found(
                "See https://a.example/x?y=1#z, (http://b.example/c_(d)). [doc|https://c.example/d] WWW.e.com!"
            ),
            [
                "URL https://a.example/x?y=1#z",
                "URL http://b.example/c_(d)",
                "URL https://c.example/d",
                "URL WWW.e.com",
            ]
        );
        assert_eq!(found("http:// https://."), Vec::<String>::new());
    }

    #[test]
    fn addresses_and_hosts_are_told_apart() {
        assert_eq!(
            found(
                "Mail john.doe+x@mail.example.co.uk or <a-b@c.io>; db01.corp:5432, 10.0.0.1:80, localhost:3000"
            ),
            [
                "EMAIL john.doe+x@mail.example.co.uk",
                "EMAIL a-b@c.io",
                "HOST db01.corp:5432",
                "HOST 10.0.0.1:80",
                "HOST localhost:3000",
            ]
        );
        assert_eq!(
            found("api.example.com is down, shop.example.de too."),
            ["HOST api.example.com", "HOST shop.example.de"]
        );
    }

    #[test]
    fn packages_calls_and_typos_are_no_hosts() {
        for text in [
            "com.example.net",
            "java.net",
            "VB.net",
            "works.at",
            "socket.io",
            "a@b",
            "@home.com",
            "x.com(",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn mentioned_accounts_are_people() {
        assert_eq!(
            found("[~jane.doe] please ask [~accountid:5b10] or ~/home"),
            ["PERSON jane.doe"]
        );
    }
}
