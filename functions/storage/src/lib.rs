//! Provider of undertone:storage: records and lake.
