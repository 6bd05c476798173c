//! Sign-in, users, roles and sessions.
