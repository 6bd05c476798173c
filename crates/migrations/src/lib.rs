//! Plans, checksums and applies the schema's migrations.
