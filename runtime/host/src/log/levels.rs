//! Which lines are written: a level for all, and others for some components.

use logline::Level;
use std::{collections::BTreeMap, fmt, str::FromStr};

/// What lines count as that are about no component.
pub const RUNTIME: &str = "runtime";

/// The least that is written; none writes nothing.
type Least = Option<Level>;

/// Levels as settings have them: `info`, or `info,upload=debug,web=off`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Levels {
    all: Least,
    of: BTreeMap<String, Least>,
}

impl Default for Levels {
    fn default() -> Self {
        Self {
            all: Some(Level::Info),
            of: BTreeMap::new(),
        }
    }
}

impl Levels {
    /// The components that are named.
    pub fn named(&self) -> impl Iterator<Item = &str> {
        self.of.keys().map(String::as_str)
    }

    /// The named one that is neither among these components nor the runtime itself.
    pub fn stranger(&self, components: &[&str]) -> Option<&str> {
        self.named()
            .find(|name| *name != RUNTIME && !components.contains(name))
    }

    /// Whether a component's lines of that level are written.
    pub(crate) fn allow(&self, component: &str, level: Level) -> bool {
        let own = self.of.get(component).unwrap_or(&self.all);
        own.is_some_and(|least| level >= least)
    }

    /// The least that is written of anything.
    pub(super) fn least(&self) -> Least {
        let all = std::iter::once(&self.all).chain(self.of.values());
        all.flatten().min().copied()
    }
}

impl FromStr for Levels {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut levels = Self::default();
        for part in text.split(',').map(str::trim) {
            match part.split_once('=') {
                Some((component, word)) => {
                    levels.of.insert(component.trim().to_owned(), least(word)?);
                }
                None => levels.all = least(part)?,
            }
        }
        Ok(levels)
    }
}

fn least(word: &str) -> Result<Least, String> {
    match word.trim() {
        "off" => Ok(None),
        word => word.parse().map(Some).map_err(|_| {
            format!("`{word}` is no log level: write `debug`, `info`, `warn`, `error` or `off`, and `upload=debug` for a component")
        }),
    }
}

impl fmt::Display for Levels {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |least: &Least| least.map_or("off", Level::name);
        formatter.write_str(name(&self.all))?;
        for (component, least) in &self.of {
            write!(formatter, ",{component}={}", name(least))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_component_may_have_a_level_of_its_own() {
        let levels: Levels = "warn, upload=debug,web=off".parse().unwrap();
        assert!(levels.allow("auth", Level::Warn) && !levels.allow("auth", Level::Info));
        assert!(levels.allow("upload", Level::Debug));
        assert!(!levels.allow("web", Level::Error));
        assert_eq!(levels.least(), Some(Level::Debug));
        assert_eq!(levels.to_string(), "warn,upload=debug,web=off");
        assert_eq!(levels.stranger(&["upload", "web"]), None);
        assert_eq!(levels.stranger(&["web"]), Some("upload"));
    }

    #[test]
    fn all_else_is_at_info() {
        let levels: Levels = "runtime=error".parse().unwrap();
        assert!(levels.allow("auth", Level::Info) && !levels.allow(RUNTIME, Level::Warn));
        assert_eq!(levels.stranger(&[]), None);
        assert_eq!("off".parse::<Levels>().unwrap().least(), None);
    }

    #[test]
    fn a_wrong_level_is_told() {
        for wrong in ["", "inof", "INFO", "info,", "upload=", "upload=loud"] {
            let told = wrong.parse::<Levels>().unwrap_err();
            assert!(told.contains("is no log level"), "{wrong}: {told}");
        }
    }
}
