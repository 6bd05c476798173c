//! Generates Jira-like exports as odd as the real ones, with a manifest of what they hold.
