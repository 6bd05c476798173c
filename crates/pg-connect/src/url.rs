//! `postgres://user:password@host:port/database?key=value&…`, taken apart into keywords.

use crate::{error::AddressError, percent};

/// The keywords of a URL, in the order it has them.
pub(crate) fn keywords(rest: &str) -> Result<Vec<(String, String)>, AddressError> {
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (authority, database) = rest.split_once('/').unwrap_or((rest, ""));
    let mut found = Vec::new();
    let mut put = |key: &str, what: &'static str, value: &str| {
        if !value.is_empty() {
            let value = percent::decode(value).ok_or(AddressError::Percent(what))?;
            found.push((key.to_owned(), value));
        }
        Ok(())
    };
    let place = match authority.rsplit_once('@') {
        Some((person, place)) => {
            let (user, password) = person.split_once(':').unwrap_or((person, ""));
            put("user", "user name", user)?;
            put("password", "password", password)?;
            place
        }
        None => authority,
    };
    let (host, port) = split_port(place)?;
    put("host", "host", host)?;
    put("port", "port", port)?;
    put("dbname", "database name", database)?;
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').ok_or(AddressError::Value)?;
        let key = percent::decode(key).ok_or(AddressError::Percent("name of a key"))?;
        put(&key, "value of a key", value)?;
    }
    Ok(found)
}

/// Splits `host:port`; a bracketed address has colons of its own.
fn split_port(place: &str) -> Result<(&str, &str), AddressError> {
    if place.contains(',') {
        return Err(AddressError::Hosts);
    }
    if let Some(bracketed) = place.strip_prefix('[') {
        let (host, port) = bracketed.split_once(']').ok_or(AddressError::Port)?;
        return match port.strip_prefix(':') {
            Some(port) => Ok((host, port)),
            None if port.is_empty() => Ok((host, "")),
            None => Err(AddressError::Port),
        };
    }
    Ok(place.split_once(':').unwrap_or((place, "")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(url: &str) -> Vec<(String, String)> {
        keywords(url).unwrap()
    }

    fn owned(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        let own = |text: &&str| (*text).to_owned();
        pairs.iter().map(|(k, v)| (own(k), own(v))).collect()
    }

    #[test]
    fn every_part_is_found() {
        assert_eq!(
            pairs("ann:p%40%2Fx@db.example:6543/re%20cords?sslmode=require&options=-c%20a%3Db"),
            owned(&[
                ("user", "ann"),
                ("password", "p@/x"),
                ("host", "db.example"),
                ("port", "6543"),
                ("dbname", "re cords"),
                ("sslmode", "require"),
                ("options", "-c a=b"),
            ])
        );
        assert_eq!(
            pairs("ann@[::1]:1/x"),
            owned(&[
                ("user", "ann"),
                ("host", "::1"),
                ("port", "1"),
                ("dbname", "x")
            ])
        );
        assert_eq!(pairs("h"), owned(&[("host", "h")]));
    }

    #[test]
    fn several_hosts_and_bad_encodings_are_refused() {
        assert_eq!(keywords("a@b,c/d"), Err(AddressError::Hosts));
        assert_eq!(
            keywords("a:%zz@b/d"),
            Err(AddressError::Percent("password"))
        );
        assert_eq!(keywords("a@b/d?sslmode"), Err(AddressError::Value));
        assert_eq!(keywords("a@[::1/d"), Err(AddressError::Port));
    }
}
