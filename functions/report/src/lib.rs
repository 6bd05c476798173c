//! Reports as PDF.
