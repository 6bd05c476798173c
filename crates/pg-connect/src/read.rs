//! From keywords to an address.

use crate::{
    address::Address,
    error::AddressError,
    parts::{Host, Root, SslMode},
};
use std::time::Duration;

/// Every key an address may have.
pub(crate) const KEYS: &[&str] = &[
    "user",
    "password",
    "host",
    "port",
    "dbname",
    "sslmode",
    "sslrootcert",
    "application_name",
    "connect_timeout",
    "options",
];

/// How long connecting may take when the address does not say.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Checks the keywords and puts them in their places.
pub(crate) fn from_pairs(pairs: Vec<(String, String)>) -> Result<Address, AddressError> {
    let mut values: [Option<String>; KEYS.len()] = Default::default();
    for (key, value) in pairs {
        let at = KEYS.iter().position(|known| *known == key);
        let at = at.ok_or(AddressError::Key(key))?;
        if values[at].replace(value).is_some() {
            return Err(AddressError::Twice(KEYS[at]));
        }
    }
    let [
        user,
        password,
        host,
        port,
        database,
        mode,
        root,
        application_name,
        timeout,
        options,
    ] = values;
    let user = user.ok_or(AddressError::Missing("user"))?;
    let host = host.ok_or(AddressError::Missing("host"))?;
    let host = if host.starts_with('/') {
        Host::Socket(host.into())
    } else if host.contains(',') {
        return Err(AddressError::Hosts);
    } else {
        Host::Tcp(host)
    };
    let port = port.map_or(Some(5432), |port| {
        port.parse().ok().filter(|port| *port > 0)
    });
    let mode = match mode {
        Some(name) => Some(
            SslMode::ALL
                .into_iter()
                .find(|mode| mode.name() == name)
                .ok_or(AddressError::SslMode)?,
        ),
        None => None,
    };
    let root = root.map(|root| match root.as_str() {
        "system" => Root::Public,
        text if text.starts_with("-----BEGIN") => Root::Text(root),
        _ => Root::File(root.into()),
    });
    let timeout = match timeout {
        Some(seconds) => match seconds.parse() {
            Ok(seconds @ 1..=3600) => Duration::from_secs(seconds),
            _ => return Err(AddressError::ConnectTimeout),
        },
        None => CONNECT_TIMEOUT,
    };
    Ok(Address {
        database: database.unwrap_or_else(|| user.clone()),
        user,
        password,
        host,
        port: port.ok_or(AddressError::Port)?,
        mode: checked(mode, root.is_some())?,
        root: root.unwrap_or(Root::Public),
        application_name,
        connect_timeout: timeout,
        options,
    })
}

/// Who names a CA wants it asked: alone it means `verify-full`, with `require` it means `verify-ca` as in libpq.
fn checked(mode: Option<SslMode>, has_root: bool) -> Result<SslMode, AddressError> {
    match (mode, has_root) {
        (mode, false) => Ok(mode.unwrap_or_default()),
        (None, true) => Ok(SslMode::VerifyFull),
        (Some(SslMode::Require), true) => Ok(SslMode::VerifyCa),
        (Some(mode @ (SslMode::VerifyCa | SslMode::VerifyFull)), true) => Ok(mode),
        (Some(mode), true) => Err(AddressError::RootWithout(mode)),
    }
}
