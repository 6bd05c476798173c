//! One setting, and what is wrong with a value of it.

/// A variable of the application.
pub struct Setting<T> {
    /// Its name in `spin.toml`.
    pub name: &'static str,
    /// What `spin.toml` gives it where the operator gives nothing.
    pub default: &'static str,
    pub(crate) secret: bool,
    pub(crate) parse: fn(&str) -> Result<T, Fault>,
}

/// What is wrong with a value, and what to write instead.
pub(crate) struct Fault {
    pub(crate) reason: String,
    pub(crate) remedy: String,
}

/// A value that a setting may not have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{detail}; {remedy}")]
pub struct Wrong {
    /// The setting.
    pub name: &'static str,
    /// What is wrong: names the setting and, unless it is a secret, its value.
    pub detail: String,
    /// What to write instead.
    pub remedy: String,
}

/// Longer values are cut where they are shown.
const SHOWN: usize = 60;

impl<T> Setting<T> {
    /// Its value: the default where there is none.
    pub fn read(&self, value: Option<&str>) -> Result<T, Wrong> {
        let value = value.unwrap_or(self.default).trim();
        let name = self.name;
        if value.is_empty() && !self.default.is_empty() {
            return Err(Wrong {
                name,
                detail: format!("{name} is empty"),
                remedy: format!("leave it unset for {}, or give it a value", self.default),
            });
        }
        (self.parse)(value).map_err(|Fault { reason, remedy }| Wrong {
            name,
            detail: if self.secret {
                format!("{name} {reason}")
            } else {
                let shown: String = value.chars().take(SHOWN).collect();
                format!("{name} is `{}`: it {reason}", shown.escape_debug())
            },
            remedy,
        })
    }

    /// What is wrong with the value of a variable, where it is this one.
    pub(crate) fn judge(&self, name: &str, value: &str) -> Option<Wrong> {
        if name == self.name {
            self.read(Some(value)).err()
        } else {
            None
        }
    }
}
