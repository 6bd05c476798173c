//! `runtime.toml`: how much each component may use, and how this runtime serves. Every key has a default.

mod component;
mod log;
mod overlap;
mod postgres;
mod server;

pub use component::{ComponentSettings, LaneSettings};
pub use server::{ClientHeader, Server};

use crate::{
    document::{Document, Mistake, Table},
    triggers::cron::Overlap,
};
use std::{collections::BTreeMap, time::Duration};
use undertone_host::{Durability, PostgresSettings, log::LogSettings};

/// The settings of the whole runtime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    defaults: ComponentSettings,
    components: BTreeMap<String, ComponentSettings>,
    /// `[mounts] writable` (none): sources of `files` that live in the data folder and can be written.
    pub writable: Vec<String>,
    /// `[sqlite] synchronous` ("full"): what a commit survives.
    pub durability: Durability,
    /// `[sqlite] busy_timeout_ms` (5,000): how long a statement waits for a lock, a request for a connection.
    pub busy_timeout: Duration,
    /// `[sqlite] connections` (64): open at once for each database.
    pub connections: usize,
    /// `[postgres]`: pools and limits, for each address.
    pub postgres: PostgresSettings,
    /// `[cron] overlap` (2): runs of one trigger at a time where a component does not say it itself.
    overlap: usize,
    /// `[server]`
    pub server: Server,
    /// `[log]`: its format, and what of it is written.
    pub log: LogSettings,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            defaults: ComponentSettings::default(),
            components: BTreeMap::new(),
            writable: Vec::new(),
            durability: Durability::Full,
            busy_timeout: Duration::from_secs(5),
            connections: 64,
            postgres: PostgresSettings::default(),
            overlap: 2,
            server: Server::default(),
            log: LogSettings::default(),
        }
    }
}

impl Settings {
    /// The settings of a component.
    pub fn component(&self, id: &str) -> &ComponentSettings {
        self.components.get(id).unwrap_or(&self.defaults)
    }

    /// What becomes of a component's firings while a run of the same trigger is going on.
    pub fn overlap(&self, id: &str) -> Overlap {
        self.component(id).overlap.policy(self.overlap)
    }

    /// Reads the file; `components` are the manifest's, so that a misspelt one is found.
    pub fn parse(document: &Document, components: &[&str]) -> Result<Self, Mistake> {
        let mut root = document.table()?;
        let mut settings = Self::default();
        if let Some(table) = root.table("defaults")? {
            settings.defaults.read(table)?;
        }
        for (id, table) in root.tables("component")? {
            if !components.contains(&id.value.as_str()) {
                return Err(table.mistake(
                    id.line,
                    format!("the manifest has no component `{}`", id.value),
                    format!("correct it to one of: {}", components.join(", ")),
                ));
            }
            let mut own = settings.defaults.clone();
            own.read_component(table)?;
            settings.components.insert(id.value, own);
        }
        if let Some(mut table) = root.table("mounts")? {
            settings.writable = table
                .strings("writable")?
                .into_iter()
                .map(|source| source.value)
                .collect();
            table.finish(&[], "writable")?;
        }
        if let Some(table) = root.table("sqlite")? {
            settings.sqlite(table)?;
        }
        if let Some(table) = root.table("postgres")? {
            postgres::read(&mut settings.postgres, table)?;
        }
        if let Some(mut table) = root.table("cron")? {
            set(&mut settings.overlap, table.number("overlap", 1, 100)?);
            table.finish(&[], "overlap")?;
        }
        if let Some(table) = root.table("server")? {
            settings.server.read(table)?;
        }
        if let Some(table) = root.table("log")? {
            log::read(&mut settings.log, table, components)?;
        }
        root.finish(
            &[],
            "defaults, component, mounts, sqlite, postgres, cron, server, log",
        )?;
        Ok(settings)
    }

    fn sqlite(&mut self, mut table: Table<'_>) -> Result<(), Mistake> {
        if let Some(mode) = table.string("synchronous")? {
            self.durability = match mode.value.as_str() {
                "full" => Durability::Full,
                "normal" => Durability::Normal,
                other => {
                    return Err(table.mistake(
                        mode.line,
                        format!("`{other}` is no value of `sqlite.synchronous`"),
                        "write \"full\" or \"normal\"",
                    ));
                }
            };
        }
        set(&mut self.connections, table.number("connections", 1, 1000)?);
        millis(
            &mut self.busy_timeout,
            table.number("busy_timeout_ms", 1, 600_000)?,
        );
        table.finish(&[], "synchronous, connections, busy_timeout_ms")
    }
}

fn set(target: &mut usize, value: Option<u64>) {
    if let Some(value) = value {
        *target = usize::try_from(value).unwrap_or(usize::MAX);
    }
}

fn millis(target: &mut Duration, value: Option<u64>) {
    if let Some(value) = value {
        *target = Duration::from_millis(value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Settings, String> {
        Settings::parse(&Document::new("runtime.toml", text), &["web", "auth"])
            .map_err(|mistake| mistake.to_string())
    }

    #[test]
    fn a_component_overrides_the_defaults() {
        let settings = parse(
            "[defaults]\nmemory_mib = 64\nconcurrency = 8\n[component.auth]\nconcurrency = 2\n",
        )
        .unwrap();
        assert_eq!(settings.component("web").concurrency, 8);
        assert_eq!(settings.component("auth").concurrency, 2);
        assert_eq!(settings.component("auth").limits.memory, 64 << 20);
    }

    #[test]
    fn what_is_said_of_all_triggers_holds_where_a_component_says_nothing() {
        let settings = parse(
            "[cron]\noverlap = 3\n[component.web]\ncron_overlap = \"queue\"\n[component.auth]\nconcurrency = 2\n",
        )
        .unwrap();
        assert_eq!(settings.overlap("web"), Overlap::Queue);
        assert_eq!(settings.overlap("auth"), Overlap::Allow(3));
        let settings = parse(
            "[defaults]\ncron_overlap = \"skip\"\n[component.web]\ncron_overlap = \"allow\"\ncron_most = 7\n",
        )
        .unwrap();
        assert_eq!(settings.overlap("web"), Overlap::Allow(7));
        assert_eq!(settings.overlap("auth"), Overlap::Skip);
        assert_eq!(parse("").unwrap().overlap("web"), Overlap::Allow(2));
    }

    #[test]
    fn no_key_is_ignored() {
        assert_eq!(
            parse("[component.wbe]\n").unwrap_err(),
            "runtime.toml:1: the manifest has no component `wbe`\n  remedy: correct it to one of: web, auth"
        );
        assert_eq!(
            parse("[cron]\noverlaps = 1\n").unwrap_err(),
            "runtime.toml:2: `cron.overlaps` is unknown\n  remedy: remove it, or correct it to one of: overlap"
        );
        assert_eq!(
            parse("[defaults]\nmemory_mib = 5000\n").unwrap_err(),
            "runtime.toml:2: `defaults.memory_mib` is out of bounds\n  remedy: write a whole number from 1 to 4096"
        );
    }
}
