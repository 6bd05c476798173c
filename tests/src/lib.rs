//! Whole-system tests over HTTP.
