//! Addresses of PostgreSQL databases, and connections to them: one understanding for guests and commands.
//!
//! An [`Address`] is read from a URL (`postgres://user:password@host:port/database?sslmode=verify-full`) or from
//! keywords (`host=db user=app`), as libpq reads them. It never shows its password. [`Address::connect`] opens one
//! connection; [`Address::config`] and [`Address::tls`] are its parts.

mod address;
mod connect;
mod error;
mod keywords;
mod parts;
mod percent;
mod read;
mod tls;
mod url;
mod verify;

pub use address::Address;
pub use connect::Driver;
pub use error::{AddressError, ConnectError, TlsError};
pub use parts::{Host, SslMode};
pub use tokio_postgres_rustls::MakeRustlsConnect;
