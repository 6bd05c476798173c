//! Typed access to the records and the lake.
