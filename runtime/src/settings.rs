//! `runtime.toml`: how much each component may use, and how this runtime serves. Every key has a default.

use crate::document::{Document, Mistake, Table};
use std::{collections::BTreeMap, num::NonZero, thread, time::Duration};
use undertone_host::{Durability, Limits, PostgresSettings};

/// The settings of one component.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ComponentSettings {
    /// `memory_mib` (256), `deadline_ms` (30,000), `request_ms` (600,000), `stream_ms` (120,000), `cron_deadline_ms` (120,000),
    /// `idle_ms` (15,000), `requests_per_instance` (1,000), `concurrent_per_instance` (16),
    /// `working_per_core` (0).
    pub limits: Limits,
    /// `concurrency` (64): requests in flight, bodies of answers included.
    pub concurrency: usize,
    /// `queue` (256): requests that may wait for their turn.
    pub queue: usize,
    /// `queue_wait_ms` (2,000): how long they wait before they are told to come again.
    pub queue_wait: Duration,
}

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
    /// `[cron] overlap` (2): runs of one trigger at a time; a firing beyond that is skipped and counted.
    pub overlap: usize,
    /// `[server]`
    pub server: Server,
}

/// `[server]`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Server {
    /// `header_timeout_ms` (10,000): time a client has for the head of a request.
    pub header_timeout: Duration,
    /// `header_kib` (64): size of that head.
    pub header_bytes: usize,
    /// `connections` (10,000): open at once; further ones wait.
    pub connections: usize,
    /// `drain_ms` (30,000): time running requests have when the runtime is told to stop.
    pub drain: Duration,
    /// `slow_ms` (1,000): requests that take longer are logged; 0 logs every request.
    pub slow: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            defaults: ComponentSettings {
                limits: Limits {
                    memory: 256 << 20,
                    deadline: Duration::from_secs(30),
                    request: Duration::from_mins(10),
                    stream: Duration::from_mins(2),
                    cron_deadline: Duration::from_mins(2),
                    idle: Duration::from_secs(15),
                    requests_per_instance: 1000,
                    concurrent_per_instance: 16,
                    working: 0,
                },
                concurrency: 64,
                queue: 256,
                queue_wait: Duration::from_secs(2),
            },
            components: BTreeMap::new(),
            writable: Vec::new(),
            durability: Durability::Full,
            busy_timeout: Duration::from_secs(5),
            connections: 64,
            postgres: PostgresSettings::default(),
            overlap: 2,
            server: Server {
                header_timeout: Duration::from_secs(10),
                header_bytes: 64 << 10,
                connections: 10_000,
                drain: Duration::from_secs(30),
                slow: Duration::from_secs(1),
            },
        }
    }
}

impl Settings {
    /// The settings of a component.
    pub fn component(&self, id: &str) -> ComponentSettings {
        self.components.get(id).copied().unwrap_or(self.defaults)
    }

    /// Reads the file; `components` are the manifest's, so that a misspelt one is found.
    pub fn parse(document: &Document, components: &[&str]) -> Result<Self, Mistake> {
        let mut root = document.table()?;
        let mut settings = Self::default();
        if let Some(table) = root.table("defaults")? {
            settings.defaults = component(table, settings.defaults)?;
        }
        for (id, table) in root.tables("component")? {
            if !components.contains(&id.value.as_str()) {
                return Err(table.mistake(
                    id.line,
                    format!("the manifest has no component `{}`", id.value),
                    format!("correct it to one of: {}", components.join(", ")),
                ));
            }
            let own = component(table, settings.defaults)?;
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
            postgres(&mut settings.postgres, table)?;
        }
        if let Some(mut table) = root.table("cron")? {
            set(&mut settings.overlap, table.number("overlap", 1, 100)?);
            table.finish(&[], "overlap")?;
        }
        if let Some(table) = root.table("server")? {
            settings.server = server(table, settings.server)?;
        }
        root.finish(
            &[],
            "defaults, component, mounts, sqlite, postgres, cron, server",
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

fn component(
    mut table: Table<'_>,
    mut settings: ComponentSettings,
) -> Result<ComponentSettings, Mistake> {
    const DAY: u64 = 86_400_000;
    let limits = &mut settings.limits;
    if let Some(mib) = table.number("memory_mib", 1, 4096)? {
        limits.memory = usize::try_from(mib << 20).unwrap_or(usize::MAX);
    }
    millis(&mut limits.deadline, table.number("deadline_ms", 1, DAY)?);
    millis(&mut limits.request, table.number("request_ms", 1, DAY)?);
    millis(&mut limits.stream, table.number("stream_ms", 1, DAY)?);
    millis(
        &mut limits.cron_deadline,
        table.number("cron_deadline_ms", 1, DAY)?,
    );
    millis(&mut limits.idle, table.number("idle_ms", 0, DAY)?);
    set(
        &mut limits.requests_per_instance,
        table.number("requests_per_instance", 1, 1 << 30)?,
    );
    set(
        &mut limits.concurrent_per_instance,
        table.number("concurrent_per_instance", 1, 1000)?,
    );
    if let Some(each) = table.number("working_per_core", 0, 1000)? {
        let cores = thread::available_parallelism().map_or(1, NonZero::get);
        limits.working = cores.saturating_mul(usize::try_from(each).unwrap_or(usize::MAX));
    }
    set(
        &mut settings.concurrency,
        table.number("concurrency", 1, 1000)?,
    );
    set(&mut settings.queue, table.number("queue", 0, 100_000)?);
    millis(
        &mut settings.queue_wait,
        table.number("queue_wait_ms", 0, 600_000)?,
    );
    table.finish(
        &[],
        "memory_mib, deadline_ms, request_ms, stream_ms, cron_deadline_ms, idle_ms, requests_per_instance, \
         concurrent_per_instance, working_per_core, concurrency, queue, queue_wait_ms",
    )?;
    Ok(settings)
}

/// `size` (20), `overflow` (40), `wait_ms` (30,000), `recycle_ms` (3,600,000), `ping_ms` (1,000), `statement_ms` (30,000),
/// `lock_ms` (5,000), `idle_in_transaction_ms` (60,000), `statements` (256), `application_name` ("undertone").
fn postgres(settings: &mut PostgresSettings, mut table: Table<'_>) -> Result<(), Mistake> {
    const DAY: u64 = 86_400_000;
    set(&mut settings.size, table.number("size", 1, 10_000)?);
    set(&mut settings.overflow, table.number("overflow", 0, 10_000)?);
    millis(&mut settings.wait, table.number("wait_ms", 1, DAY)?);
    millis(&mut settings.recycle, table.number("recycle_ms", 1, DAY)?);
    millis(&mut settings.ping, table.number("ping_ms", 0, DAY)?);
    millis(
        &mut settings.statement,
        table.number("statement_ms", 1, DAY)?,
    );
    millis(&mut settings.lock, table.number("lock_ms", 1, DAY)?);
    millis(
        &mut settings.idle_in_transaction,
        table.number("idle_in_transaction_ms", 1, DAY)?,
    );
    set(
        &mut settings.statements,
        table.number("statements", 0, 100_000)?,
    );
    if let Some(name) = table.string("application_name")? {
        settings.application_name = name.value;
    }
    table.finish(
        &[],
        "size, overflow, wait_ms, recycle_ms, ping_ms, statement_ms, lock_ms, idle_in_transaction_ms, statements, \
         application_name",
    )
}

fn server(mut table: Table<'_>, mut server: Server) -> Result<Server, Mistake> {
    millis(
        &mut server.header_timeout,
        table.number("header_timeout_ms", 1, 600_000)?,
    );
    if let Some(kib) = table.number("header_kib", 8, 1024)? {
        server.header_bytes = usize::try_from(kib << 10).unwrap_or(usize::MAX);
    }
    set(
        &mut server.connections,
        table.number("connections", 1, 1_000_000)?,
    );
    millis(&mut server.drain, table.number("drain_ms", 0, 3_600_000)?);
    millis(&mut server.slow, table.number("slow_ms", 0, 3_600_000)?);
    table.finish(
        &[],
        "header_timeout_ms, header_kib, connections, drain_ms, slow_ms",
    )?;
    Ok(server)
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
    fn what_is_worked_on_grows_with_the_cores() {
        let settings = parse("[component.auth]\nworking_per_core = 3\n").unwrap();
        let working = settings.component("auth").limits.working;
        assert!(working >= 3 && working.is_multiple_of(3), "{working}");
        assert_eq!(settings.component("web").limits.working, 0);
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
