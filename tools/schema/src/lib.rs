//! The schema of the records, on either database: read from a live one, compared, migrated.
//!
//! SQLite and PostgreSQL hold the same tables in types of their own; [`Kind`] is the one table of what corresponds.

pub mod compare;
mod database;
mod draft;
mod error;
mod kind;
pub mod migrate;
mod model;
mod order;
pub mod postgres;
pub mod sqlite;

pub use database::Database;
pub use draft::draft;
pub use error::Error;
pub use kind::Kind;
pub use model::{Column, ForeignKey, Index, Schema, Table};
pub use order::dependency_order;

/// Tables of the tools themselves, which are no part of the records.
pub const OWN_TABLES: [&str; 2] = ["schema_migrations", "undertone_move"];
