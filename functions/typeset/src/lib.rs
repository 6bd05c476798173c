//! Sets a report's data as a PDF.
