//! The HTTP edge: who calls, what they may do, and how a failure is told.
