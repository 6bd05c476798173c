//! Sign-in, users, roles and sessions.
//!
//! | method and path | file |
//! |---|---|
//! | `GET`, `POST /api/auth/bootstrap` | `bootstrap.rs`, its one-time token in `bootstrap_token.rs` |
//! | `POST /api/auth/login` | `login.rs` |
//! | `POST /api/auth/refresh` | `refresh.rs` |
//! | `POST /api/auth/logout` | `logout.rs` |
//! | `GET /api/auth/me` | `me.rs` |
//! | `POST /api/auth/password` | `change_password.rs` |
//! | `POST /api/auth/register` | `register.rs` |
//! | `GET /api/auth/users` | `list_users.rs` |
//! | `PATCH /api/auth/users/{id}` | `change_user.rs` |
//! | `POST /api/auth/workspaces` | `create_workspace.rs` |
//!
//! Shared by several: the account (`account.rs`), sessions and their tokens (`session.rs`), the refresh cookie
//! (`cookie.rs`), limits (`attempts.rs`) and who gets past one of them (`known_clients.rs`).

mod account;
mod attempts;
mod bootstrap;
mod bootstrap_token;
mod change_password;
mod change_user;
mod change_workspace;
#[cfg(target_family = "wasm")]
mod component;
mod cookie;
mod create_workspace;
mod known_clients;
mod list_users;
mod login;
mod logout;
mod me;
mod refresh;
mod register;
mod router;
mod session;
#[cfg(test)]
mod testing;

pub use router::router;
