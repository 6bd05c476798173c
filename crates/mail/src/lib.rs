//! Mails and the dialogue in which a server takes them, in steps between which the caller can book what it has done.
//!
//! A [`Mail`] becomes bytes, the same whenever it is written: its date and its Message-ID are the caller's, and its
//! boundaries are texts that no encoded part can hold. A [`Connection`] to one of the servers of [`Settings`] is opened
//! once and offers mail after mail:
//!
//! ```no_run
//! # fn deliver(settings: &mail::Settings, to: &mail::Address, bytes: &[u8]) -> Result<(), mail::Failure> {
//! let mut connection = mail::Connection::open(settings, &mail::Patience::default())?;
//! let ready = connection.offer(settings.from.address(), to, bytes.len())?;
//! // The server waits for the message, and nothing of it has left: here the caller books that it begins.
//! let words = ready.transmit(bytes)?;
//! // The server has it: here the caller books that, with the server's words.
//! # drop(words);
//! connection.close();
//! # Ok(())
//! # }
//! ```
//!
//! What goes wrong is a [`Failure`], which says at which step and whether the mail may be sent again. Only one kind
//! leaves that open: [`Kind::Unknown`], where the message left to its end and no answer came.
//!
//! # Why not lettre's transport
//!
//! Mails are built by `lettre`. The dialogue is ours, because its connection takes no stream of ours, and each of its
//! reads has a timeout of its own: a server that sends a byte a second holds it for as long as it likes. Here every step
//! has a deadline as a whole. In a component, too: `set_read_timeout`, `set_write_timeout` and `connect_timeout` of the
//! standard library keep their time on `wasm32-wasip2` (the last one says of a refused connection that it is open, so
//! it is asked for its error), and a name is looked up under a timer of `wasi:clocks`. Of `lettre`'s replies we would
//! need those that it does not read: codes without a text, and texts that are no UTF-8.

mod body;
mod connection;
mod failure;
mod file_name;
mod hello;
mod lookup;
mod mail;
mod patience;
mod reach;
mod ready;
mod reply;
mod sign_in;
mod tls;
mod veil;
mod verdict;
mod wire;

pub use address::{Address, AddressError, Named, NamedError};
pub use connection::Connection;
pub use failure::{Failure, Kind, Step, Words};
pub use file_name::safe_file_name;
pub use mail::{Attachment, Image, Mail, Unmailable, message_id};
pub use patience::Patience;
pub use ready::Ready;
pub use settings::{Auth, Mail as Settings, Password, Security, Server, SignIn};
