//! Which texts show.

/// A condition in SQL that holds for the texts that show: a summary or a description of the ticket's present revision, a
/// comment of any published upload. Over texts `r`, their tickets `t` and jobs `j`.
pub const SHOWN: &str =
    "(r.job_id = t.job_id OR (r.field_type = 'comment' AND j.snapshot_id IS NOT NULL))";
