//! Takes exports in and runs the phases of a job.
