//! What can be wrong with an address, and why a connection fails. No message repeats a password.

use std::path::PathBuf;

/// Why a text is no address. Values are not repeated: any of them may be part of a password in the wrong place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// It is neither a URL nor a list of keywords.
    #[error(
        "it must begin with postgres:// or be a list such as `host=db user=app dbname=records`"
    )]
    Form,
    /// A `%` without two hexadecimal digits, or bytes that are no UTF-8.
    #[error("the {0} has a wrong percent encoding: write %25 for a percent sign")]
    Percent(&'static str),
    /// The port is none.
    #[error(
        "the port is no number from 1 to 65535; in a user name or password write %2F for /, %3F for ?, %23 for #, %40 for @ and %3A for :"
    )]
    Port,
    /// Several hosts are given.
    #[error("it names several hosts: name one")]
    Hosts,
    /// A key that is not known here.
    #[error("the key `{0}` is not supported: leave it out; known are {known}", known = crate::read::KEYS.join(", "))]
    Key(String),
    /// A key without `=`, or with a quote that is never closed.
    #[error("a key has no value: write key=value, and quotes around a value with spaces")]
    Value,
    /// A key that is given twice.
    #[error("`{0}` is given twice: give it once")]
    Twice(&'static str),
    /// A key that must be there.
    #[error("it has no {0}: write postgres://user:password@host:port/database")]
    Missing(&'static str),
    /// The mode is none of libpq's, or `allow`.
    #[error("`sslmode` must be disable, prefer, require, verify-ca or verify-full")]
    SslMode,
    /// A CA is given for a connection that may go without TLS.
    #[error(
        "`sslrootcert` contradicts sslmode={0}: write sslmode=verify-full, or leave one of them out"
    )]
    RootWithout(crate::SslMode),
    /// The time is none.
    #[error("`connect_timeout` must be whole seconds from 1 to 3600")]
    ConnectTimeout,
}

/// Why the CA certificates cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// The file of `sslrootcert` cannot be read.
    #[error("the CA file {path} cannot be read: {source}")]
    Read {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// There is no certificate in it, or a broken one.
    #[error(
        "the CA is no certificate in PEM form: it must hold `-----BEGIN CERTIFICATE-----` ({0})"
    )]
    Pem(String),
    /// The TLS library cannot be set up.
    #[error("TLS cannot be set up: {0}")]
    Setup(rustls::Error),
}

/// Why there is no connection. All but `Root` may pass with time; `Refused` only when somebody changes the server.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The CA certificates cannot be used.
    #[error(transparent)]
    Root(#[from] TlsError),
    /// The name is unknown, nobody listens, or the line broke.
    #[error("the database at {place} cannot be reached: {reason}")]
    Unreachable {
        /// `host:port`
        place: String,
        /// The system's reason.
        reason: String,
    },
    /// The server did not answer in time.
    #[error("the database at {place} did not answer in {seconds} s")]
    Timeout {
        /// `host:port`
        place: String,
        /// The time it had.
        seconds: u64,
    },
    /// The server's certificate is not trusted, or it offers no TLS.
    #[error("no secure connection to the database at {place}: {reason}")]
    Tls {
        /// `host:port`
        place: String,
        /// What is wrong with the certificate or the server.
        reason: String,
    },
    /// The server said no: password, database, rights, too many connections, starting up.
    #[error("the database at {place} refused user {user}: {message} ({code})")]
    Refused {
        /// `host:port`
        place: String,
        /// Who wanted in.
        user: String,
        /// `SQLSTATE`
        code: String,
        /// The server's words.
        message: String,
    },
    /// Client and server do not find a common way to sign in.
    #[error("signing in at {place} failed: {reason}")]
    SignIn {
        /// `host:port`
        place: String,
        /// What is missing.
        reason: String,
    },
}
