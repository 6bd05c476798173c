//! `cron_overlap` and `cron_most` of `[defaults]` and `[component.<id>]`: what becomes of a firing while a run of its trigger
//! is going on.

use crate::{
    document::{Mistake, Table},
    triggers::cron::Overlap,
};

/// The keys.
pub(super) const KEYS: &str = "cron_overlap, cron_most";

/// What a component says of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OverlapSettings {
    policy: Policy,
    most: Option<usize>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Policy {
    Skip,
    Queue,
    #[default]
    Allow,
}

impl OverlapSettings {
    /// The policy; `most` is what `[cron] overlap` says, which is older and holds for all.
    pub fn policy(self, most: usize) -> Overlap {
        match self.policy {
            Policy::Skip => Overlap::Skip,
            Policy::Queue => Overlap::Queue,
            Policy::Allow => Overlap::Allow(self.most.unwrap_or(most)),
        }
    }

    pub(super) fn read(&mut self, table: &mut Table<'_>) -> Result<(), Mistake> {
        if let Some(named) = table.string("cron_overlap")? {
            self.policy = match named.value.as_str() {
                "skip" => Policy::Skip,
                "queue" => Policy::Queue,
                "allow" => Policy::Allow,
                other => {
                    return Err(table.mistake(
                        named.line,
                        format!("`{other}` is no value of `cron_overlap`"),
                        "write \"skip\", \"queue\" or \"allow\"",
                    ));
                }
            };
        }
        let keys = table.names();
        let line = keys.iter().find(|key| key.value == "cron_most");
        let line = line.map_or(table.line(), |key| key.line);
        if let Some(most) = table.number("cron_most", 1, 100)? {
            if self.policy != Policy::Allow {
                return Err(table.mistake(
                    line,
                    "`cron_most` says nothing where one run is going on at a time",
                    "remove it, or write cron_overlap = \"allow\"",
                ));
            }
            self.most = usize::try_from(most).ok();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    fn read(text: &str) -> Result<Overlap, String> {
        let document = Document::new("runtime.toml", text);
        let mut settings = OverlapSettings::default();
        settings
            .read(&mut document.table().unwrap())
            .map_err(|mistake| mistake.to_string())?;
        Ok(settings.policy(2))
    }

    #[test]
    fn a_policy_is_named_and_how_many_runs_it_allows() {
        for (text, policy) in [
            ("", Overlap::Allow(2)),
            ("cron_overlap = \"skip\"", Overlap::Skip),
            ("cron_overlap = \"queue\"", Overlap::Queue),
            ("cron_overlap = \"allow\"", Overlap::Allow(2)),
            ("cron_most = 5", Overlap::Allow(5)),
        ] {
            assert_eq!(read(text).unwrap(), policy, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_is_refused_with_its_line() {
        for (text, told) in [
            (
                "cron_overlap = \"wait\"\n",
                "runtime.toml:1: `wait` is no value of `cron_overlap`\n  remedy: write \"skip\", \"queue\" or \"allow\"",
            ),
            (
                "cron_overlap = \"skip\"\ncron_most = 3\n",
                "runtime.toml:2: `cron_most` says nothing where one run is going on at a time\n  remedy: remove it, or write \
                 cron_overlap = \"allow\"",
            ),
            (
                "cron_most = 0\n",
                "runtime.toml:1: `cron_most` is out of bounds\n  remedy: write a whole number from 1 to 100",
            ),
        ] {
            assert_eq!(read(text).unwrap_err(), told);
        }
    }
}
