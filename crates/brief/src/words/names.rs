//! What the keys that scorers store are called.

/// Names by key. A key that is not listed is its own name: a later scorer may know more.
pub struct Names {
    /// Emotions.
    pub emotions: &'static [(&'static str, &'static str)],
    /// Kinds of issues.
    pub categories: &'static [(&'static str, &'static str)],
    /// What sentences judge.
    pub aspects: &'static [(&'static str, &'static str)],
    /// Courses of a mood.
    pub trajectories: &'static [(&'static str, &'static str)],
}

impl Names {
    /// The name of a key among `known`.
    pub fn of<'a>(known: &[(&'static str, &'static str)], key: &'a str) -> &'a str {
        known
            .iter()
            .find(|(stored, _)| *stored == key)
            .map_or(key, |(_, name)| name)
    }
}
