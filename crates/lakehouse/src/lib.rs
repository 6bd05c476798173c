//! The Parquet lake's engine: files in, aggregates out.
