//! Who somebody is and what they may do: passwords, tokens, roles and permissions, without I/O.
//!
//! Nothing here reads a clock or makes random numbers: both are arguments.

use std::ops::RangeInclusive;

mod access_token;
mod email;
mod password;
mod permission;
mod refresh_token;
mod role;
mod secret;
mod visible;

pub use access_token::{ACCESS_TOKEN_LIFETIME, AccessClaims, AccessTokenError, SigningKey};
pub use email::{Email, EmailError, NewEmailError};
pub use password::{NewPassword, PasswordHash, PasswordHashError, WeakPassword};
pub use permission::{Permission, UnknownPermission};
pub use refresh_token::RefreshToken;
pub use role::{Role, UnknownRole};
pub use secret::{Secret, constant_time_eq};
pub use visible::{is_hidden, is_showable_name};

/// For how long a sign-in makes the client's network one its user is known to come from.
pub const NETWORK_KNOWN_FOR: jiff::SignedDuration = jiff::SignedDuration::from_hours(90 * 24);

/// How many characters a workspace's name has.
pub const WORKSPACE_NAME_LENGTH: RangeInclusive<usize> = 1..=100;

/// A workspace: whoever belongs to it sees its rows and no others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct WorkspaceId(pub i64);

/// A user, in exactly one workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct UserId(pub i64);
