//! Password hashes, tokens, roles and permissions.
