//! Where a database is and who connects: parsed once, then true.

use crate::{
    error::AddressError,
    keywords,
    parts::{Host, Root, SslMode},
    read::from_pairs,
    url,
};
use std::{fmt, str::FromStr, time::Duration};
use tokio_postgres::Config;

/// A database, a person and a way to them.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Address {
    pub(crate) user: String,
    pub(crate) password: Option<String>,
    pub(crate) host: Host,
    pub(crate) port: u16,
    pub(crate) database: String,
    pub(crate) mode: SslMode,
    pub(crate) root: Root,
    pub(crate) application_name: Option<String>,
    pub(crate) connect_timeout: Duration,
    pub(crate) options: Option<String>,
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let text = text.trim();
        let url = ["postgres://", "postgresql://"]
            .iter()
            .find_map(|scheme| text.strip_prefix(scheme));
        let pairs = match url {
            Some(rest) => url::keywords(rest)?,
            None if text.contains('=') && !text.contains("://") => keywords::keywords(text)?,
            None => return Err(AddressError::Form),
        };
        from_pairs(pairs)
    }
}

impl Address {
    /// Trusts the CAs in this PEM text. A mode that checks less than a CA's signature becomes `verify-full`.
    pub fn trust(&mut self, pem: String) -> Result<(), AddressError> {
        self.mode = match self.mode {
            SslMode::Disable => return Err(AddressError::RootWithout(self.mode)),
            SslMode::VerifyCa => SslMode::VerifyCa,
            _ => SslMode::VerifyFull,
        };
        self.root = Root::Text(pem);
        Ok(())
    }

    /// Names the program to the server unless the address does.
    pub fn default_application_name(&mut self, name: &str) {
        self.application_name.get_or_insert_with(|| name.to_owned());
    }

    /// Settings of the session (`-c name=value …`) that hold unless the address' own `options` say otherwise.
    pub fn default_options(&mut self, options: &str) {
        self.options = Some(match &self.options {
            Some(own) => format!("{options} {own}"),
            None => options.to_owned(),
        });
    }

    /// The machine.
    pub fn host(&self) -> &Host {
        &self.host
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The person.
    pub fn user(&self) -> &str {
        &self.user
    }

    /// The database.
    pub fn database(&self) -> &str {
        &self.database
    }

    /// What TLS is for.
    pub fn ssl_mode(&self) -> SslMode {
        self.mode
    }

    /// How long connecting may take.
    pub fn connect_timeout(&self) -> Duration {
        self.connect_timeout
    }

    /// `host:port`, for messages.
    pub fn place(&self) -> String {
        match &self.host {
            Host::Tcp(host) if host.contains(':') => format!("[{host}]:{}", self.port),
            Host::Tcp(host) => format!("{host}:{}", self.port),
            Host::Socket(folder) => format!("{}:{}", folder.display(), self.port),
        }
    }

    /// The settings for `tokio_postgres`; they hold the password.
    pub fn config(&self) -> Config {
        let mut config = Config::new();
        config
            .user(&self.user)
            .dbname(&self.database)
            .port(self.port)
            .connect_timeout(self.connect_timeout)
            .keepalives_idle(Duration::from_mins(1))
            .ssl_mode(match self.mode {
                SslMode::Disable => tokio_postgres::config::SslMode::Disable,
                SslMode::Prefer => tokio_postgres::config::SslMode::Prefer,
                _ => tokio_postgres::config::SslMode::Require,
            });
        match &self.host {
            Host::Tcp(host) => config.host(host),
            // A Unix socket never carries TLS.
            Host::Socket(folder) => config
                .host_path(folder)
                .ssl_mode(tokio_postgres::config::SslMode::Disable),
        };
        if let Some(password) = &self.password {
            config.password(password);
        }
        if let Some(name) = &self.application_name {
            config.application_name(name);
        }
        if let Some(options) = &self.options {
            config.options(options);
        }
        config
    }
}

/// Without the password.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let password = if self.password.is_some() { ":***" } else { "" };
        let (user, place, database) = (&self.user, self.place(), &self.database);
        write!(
            f,
            "postgres://{user}{password}@{place}/{database}?sslmode={}",
            self.mode
        )
    }
}

/// Without the password.
impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> Result<Address, AddressError> {
        text.parse()
    }

    #[test]
    fn a_url_and_a_list_mean_the_same() {
        let url = address(
            "postgres://app:s3cret%21@db:6000/records?sslmode=verify-full&connect_timeout=3&application_name=x",
        );
        let list = address(
            "host=db port=6000 user=app password=s3cret! dbname=records sslmode=verify-full connect_timeout=3 application_name=x",
        );
        assert_eq!(url, list);
        let config = url.unwrap().config();
        assert_eq!(config.get_password(), Some(&b"s3cret!"[..]));
        assert_eq!(config.get_connect_timeout(), Some(&Duration::from_secs(3)));
        assert_eq!(config.get_application_name(), Some("x"));
    }

    #[test]
    fn the_password_is_never_shown() {
        let address = address("postgresql://app:hunter2@db/records").unwrap();
        assert_eq!(
            address.to_string(),
            "postgres://app:***@db:5432/records?sslmode=prefer"
        );
        assert!(!format!("{address:?} {:?}", address.config()).contains("hunter2"));
        for wrong in [
            "postgres://app:hun/ter2@db/records",
            "postgres://app:hun?ter2@db/records",
            "postgres://app:hunter2@db:x/records",
            "postgres://app:hunter2@db/records?sslmode=hunter2",
            "app:hunter2@db",
        ] {
            let error = wrong.parse::<Address>().unwrap_err().to_string();
            assert!(!error.contains("ter2"), "{wrong}: {error}");
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (text, error) in [
            ("", AddressError::Form),
            ("mysql://a@b/c", AddressError::Form),
            ("postgres://db/records", AddressError::Missing("user")),
            ("postgres://a@/records", AddressError::Missing("host")),
            ("postgres://a@b:0/c", AddressError::Port),
            ("postgres://a@b:70000/c", AddressError::Port),
            ("postgres://a@b/c?sslmode=allow", AddressError::SslMode),
            (
                "postgres://a@b/c?sslcert=x",
                AddressError::Key("sslcert".into()),
            ),
            ("postgres://a@b/c?user=x", AddressError::Twice("user")),
            (
                "postgres://a@b/c?connect_timeout=0",
                AddressError::ConnectTimeout,
            ),
            ("host=b,c user=a", AddressError::Hosts),
            (
                "postgres://a@b/c?sslmode=prefer&sslrootcert=ca.pem",
                AddressError::RootWithout(SslMode::Prefer),
            ),
        ] {
            assert_eq!(address(text), Err(error), "{text}");
        }
    }

    #[test]
    fn a_ca_is_asked_when_one_is_named() {
        let mode = |text| address(text).unwrap().ssl_mode();
        assert_eq!(
            mode("postgres://a@b/c?sslrootcert=ca.pem"),
            SslMode::VerifyFull
        );
        assert_eq!(
            mode("postgres://a@b/c?sslmode=require&sslrootcert=ca.pem"),
            SslMode::VerifyCa
        );
        let mut plain = address("postgres://a@b/c").unwrap();
        plain.trust("-----BEGIN".into()).unwrap();
        assert_eq!(plain.ssl_mode(), SslMode::VerifyFull);
        let mut never = address("postgres://a@b/c?sslmode=disable").unwrap();
        assert!(never.trust("-----BEGIN".into()).is_err());
    }

    #[test]
    fn the_address_has_the_last_word() {
        let mut own = address("postgres://a@b/c?application_name=me&options=-c%20x%3D2").unwrap();
        own.default_application_name("undertone");
        own.default_options("-c x=1");
        let config = own.config();
        assert_eq!(config.get_application_name(), Some("me"));
        assert_eq!(config.get_options(), Some("-c x=1 -c x=2"));
    }

    #[test]
    fn sockets_and_ipv6_are_understood() {
        let socket = address("postgres://a@%2Fvar%2Frun/c").unwrap();
        assert_eq!(socket.host(), &Host::Socket("/var/run".into()));
        assert_eq!(
            address("postgres://a@[::1]/c").unwrap().place(),
            "[::1]:5432"
        );
    }
}
