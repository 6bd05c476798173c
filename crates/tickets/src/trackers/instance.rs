//! Which of a system's installations a file comes from: the host that its addresses name.

use crate::Sniff;

/// Columns that hold the address of the ticket itself.
const ADDRESSES: &[&str] = &[
    "url",
    "html_url",
    "web_url",
    "weburl",
    "self",
    "link",
    "permalink",
    "permalink_url",
    "shorturl",
    "repository_url",
    "ticket url",
    "issue url",
    "instance_url",
    "_links.self.href",
    "_links.web.href",
    "source_url",
    "card url",
];

/// The host of the ticket's address, where all of the first rows name the same.
pub(crate) fn of(sniff: &Sniff) -> Option<String> {
    let names = sniff.header.names();
    ADDRESSES.iter().find_map(|wanted| {
        let column = names
            .iter()
            .position(|name| name.eq_ignore_ascii_case(wanted))?;
        let cells = sniff.samples.iter().flatten();
        let mut hosts = cells
            .filter(|(at, _)| *at == column)
            .map(|(_, value)| host(value));
        let first = hosts.next()??;
        hosts
            .all(|host| host.as_deref() == Some(first.as_str()))
            .then_some(first)
    })
}

/// The host of an address, without what only interfaces for programs have: `api.github.com` is `github.com`.
fn host(address: &str) -> Option<String> {
    let address = address.trim();
    let rest = address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?;
    let host = host.split(':').next()?.to_lowercase();
    let named = host.contains('.')
        && host.len() <= 253
        && host
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'));
    let host = host
        .strip_prefix("api.")
        .filter(|rest| rest.contains('.'))
        .map(str::to_owned)
        .unwrap_or(host);
    named.then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sniff;

    fn instance(csv: &str) -> Option<String> {
        of(&sniff(csv.as_bytes(), true).unwrap())
    }

    #[test]
    fn the_host_of_the_tickets_own_address() {
        let csv = "id,URL,avatar\n1,https://Git.example.org:8443/g/p/-/issues/1,x\n2,https://git.example.org/g/p/-/issues/2,x\n";
        assert_eq!(instance(csv).as_deref(), Some("git.example.org"));
        let api = "number,repository_url\n1,https://api.github.com/repos/o/r\n";
        assert_eq!(instance(api).as_deref(), Some("github.com"));
    }

    #[test]
    fn several_hosts_or_none_tell_nothing() {
        assert_eq!(
            instance("id,url\n1,https://a.example.org/1\n2,https://b.example.org/2\n"),
            None
        );
        assert_eq!(instance("id,url\n1,/tickets/1\n"), None);
        assert_eq!(instance("id,url\n1,https://localhost/1\n"), None);
        assert_eq!(instance("id,title\n1,https://a.example.org/1\n"), None);
        assert_eq!(instance("id,url\n1,https://a b.example.org/1\n"), None);
    }
}
