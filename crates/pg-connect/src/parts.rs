//! The parts of an address that are not plain text.

use std::{fmt, path::PathBuf};

/// What TLS is for; each mode includes what the one before it gives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SslMode {
    /// No TLS.
    Disable,
    /// TLS when the server offers it: keeps out who only listens.
    #[default]
    Prefer,
    /// TLS or no connection; the certificate is not checked.
    Require,
    /// The certificate must come from a known CA.
    VerifyCa,
    /// And it must be for the host of the address.
    VerifyFull,
}

impl SslMode {
    pub(crate) const ALL: [Self; 5] = [
        Self::Disable,
        Self::Prefer,
        Self::Require,
        Self::VerifyCa,
        Self::VerifyFull,
    ];

    /// As `sslmode` names it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Disable => "disable",
            Self::Prefer => "prefer",
            Self::Require => "require",
            Self::VerifyCa => "verify-ca",
            Self::VerifyFull => "verify-full",
        }
    }
}

impl fmt::Display for SslMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The machine.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Host {
    /// A name or an address (IPv6 without brackets).
    Tcp(String),
    /// The folder of a Unix socket.
    Socket(PathBuf),
}

/// Which CAs are trusted.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) enum Root {
    /// Those that browsers trust.
    Public,
    /// Those in a file, PEM.
    File(PathBuf),
    /// Those in a text, PEM.
    Text(String),
}
