//! Addresses of PostgreSQL databases, and connections to them: one understanding for guests and commands.
//!
//! An [`Address`] is read from a URL (`postgres://user:password@host:port/database?sslmode=verify-full`) or from
//! keywords (`host=db user=app`), as libpq reads them. It never shows its password. [`Address::connect`] opens one
//! connection; [`Address::config`] and [`Address::tls`] are its parts.

mod address;
mod connect;
mod error;
mod keywords;
mod percent;
mod tls;
mod url;
mod verify;

pub use address::{Address, Host, SslMode};
pub use connect::Driver;
pub use error::{AddressError, ConnectError, TlsError};
pub use tokio_postgres_rustls::MakeRustlsConnect;
