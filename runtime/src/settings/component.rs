//! `[defaults]`, `[component.<id>]` and its lanes: what a component may use, and who of its callers how much of that.

use super::{
    millis,
    overlap::{self, OverlapSettings},
    set,
};
use crate::{
    document::{Located, Mistake, Table},
    routes,
};
use std::{num::NonZero, thread, time::Duration};
use undertone_host::Limits;

/// The settings of one component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComponentSettings {
    /// `memory_mib` (256), `deadline_ms` (30,000), `request_ms` (600,000), `stream_ms` (120,000), `cron_deadline_ms` (120,000),
    /// `idle_ms` (15,000), `requests_per_instance` (1,000), `concurrent_per_instance` (16).
    pub limits: Limits,
    /// `working_per_core` (0), for all cores: requests that are worked on at a time, each from its start to the head of its
    /// answer; 0 for any number.
    pub working: usize,
    /// `concurrency` (64): requests in flight, bodies of answers included.
    pub concurrency: usize,
    /// `uploads` (half of `concurrency`): of these, requests whose body still comes in.
    uploads: Option<usize>,
    /// `client_percent` (50): how much of the places and of the queue one client's network may hold.
    client_percent: usize,
    /// `queue` (256): requests that may wait for a place.
    pub queue: usize,
    /// `queue_wait_ms` (2,000): how long they wait before they are told to come again, and as long again for their turn.
    pub queue_wait: Duration,
    /// `cron_overlap` ("allow"), `cron_most` (what `[cron] overlap` says).
    pub overlap: OverlapSettings,
    /// `[component.<id>.lane.<name>]` (none): requests with places of their own.
    pub lanes: Vec<LaneSettings>,
}

/// A lane: requests that neither take the component's places nor wait for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaneSettings {
    /// Its name.
    pub name: String,
    /// `paths`: a route, and behind `?` the parameter that must have a value, as in `/api/tickets?q=`.
    pub paths: Vec<LanePath>,
    /// `concurrency` (4): requests in flight.
    pub concurrency: usize,
    /// `per_caller` (half of `concurrency`): of these, requests with one token. A client's network has the component's
    /// `client_percent` of them, or as many as one caller if that is more.
    pub per_caller: usize,
    /// `queue` (16): requests that may wait for a place.
    pub queue: usize,
    /// `queue_wait_ms` (the component's): how long they wait.
    pub queue_wait: Duration,
}

/// What a lane takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanePath {
    /// A route, as in the manifest.
    pub route: String,
    /// A parameter of the query that must have a value.
    pub parameter: Option<String>,
}

impl Default for ComponentSettings {
    fn default() -> Self {
        Self {
            limits: Limits {
                memory: 256 << 20,
                deadline: Duration::from_secs(30),
                request: Duration::from_mins(10),
                stream: Duration::from_mins(2),
                cron_deadline: Duration::from_mins(2),
                idle: Duration::from_secs(15),
                requests_per_instance: 1000,
                concurrent_per_instance: 16,
            },
            working: 0,
            concurrency: 64,
            uploads: None,
            client_percent: 50,
            queue: 256,
            queue_wait: Duration::from_secs(2),
            overlap: OverlapSettings::default(),
            lanes: Vec::new(),
        }
    }
}

const KEYS: &str = "memory_mib, deadline_ms, request_ms, stream_ms, cron_deadline_ms, idle_ms, requests_per_instance, \
                    concurrent_per_instance, working_per_core, concurrency, uploads, client_percent, queue, queue_wait_ms";

/// All keys but the lanes.
fn keys() -> String {
    format!("{KEYS}, {}", overlap::KEYS)
}

impl ComponentSettings {
    /// Requests that may be in flight while their body still comes in.
    pub fn uploads(&self) -> usize {
        let half = self.concurrency.div_ceil(2);
        self.uploads.unwrap_or(half).min(self.concurrency)
    }

    /// One client's part of so many; never nothing.
    pub fn client_part(&self, of: usize) -> usize {
        (of * self.client_percent).div_ceil(100).max(1)
    }

    /// Requests that may be in flight, with those of the lanes.
    pub fn requests(&self) -> usize {
        let lanes: usize = self.lanes.iter().map(|lane| lane.concurrency).sum();
        self.concurrency + lanes
    }

    /// Reads `[defaults]`.
    pub(super) fn read(&mut self, mut table: Table<'_>) -> Result<(), Mistake> {
        self.limits(&mut table)?;
        self.places(&mut table)?;
        self.overlap.read(&mut table)?;
        table.finish(&[("lane", "move it to a component")], &keys())
    }

    /// Reads `[component.<id>]`.
    pub(super) fn read_component(&mut self, mut table: Table<'_>) -> Result<(), Mistake> {
        self.limits(&mut table)?;
        self.places(&mut table)?;
        self.overlap.read(&mut table)?;
        for (name, lane) in table.tables("lane")? {
            let lane = self.lane(name, lane)?;
            self.lanes.push(lane);
        }
        table.finish(&[], &format!("{}, lane", keys()))
    }

    fn limits(&mut self, table: &mut Table<'_>) -> Result<(), Mistake> {
        const DAY: u64 = 86_400_000;
        let limits = &mut self.limits;
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
            self.working = cores.saturating_mul(usize::try_from(each).unwrap_or(usize::MAX));
        }
        Ok(())
    }

    fn places(&mut self, table: &mut Table<'_>) -> Result<(), Mistake> {
        set(&mut self.concurrency, table.number("concurrency", 1, 1000)?);
        let most = u64::try_from(self.concurrency).unwrap_or(u64::MAX);
        if let Some(uploads) = table.number("uploads", 1, most)? {
            self.uploads = usize::try_from(uploads).ok();
        }
        set(
            &mut self.client_percent,
            table.number("client_percent", 1, 100)?,
        );
        set(&mut self.queue, table.number("queue", 0, 100_000)?);
        millis(
            &mut self.queue_wait,
            table.number("queue_wait_ms", 0, 600_000)?,
        );
        Ok(())
    }

    fn lane(&self, name: Located<String>, mut table: Table<'_>) -> Result<LaneSettings, Mistake> {
        let mut lane = LaneSettings {
            name: name.value,
            paths: Vec::new(),
            concurrency: 4,
            per_caller: 0,
            queue: 16,
            queue_wait: self.queue_wait,
        };
        for path in table.strings("paths")? {
            lane.paths.push(lane_path(&table, &path)?);
        }
        if lane.paths.is_empty() {
            return Err(table.missing(
                "paths",
                "name the paths it takes, such as [\"/api/search\"]",
            ));
        }
        set(&mut lane.concurrency, table.number("concurrency", 1, 1000)?);
        lane.per_caller = lane.concurrency.div_ceil(2);
        let most = u64::try_from(lane.concurrency).unwrap_or(u64::MAX);
        set(&mut lane.per_caller, table.number("per_caller", 1, most)?);
        set(&mut lane.queue, table.number("queue", 0, 100_000)?);
        millis(
            &mut lane.queue_wait,
            table.number("queue_wait_ms", 0, 600_000)?,
        );
        table.finish(&[], "paths, concurrency, per_caller, queue, queue_wait_ms")?;
        Ok(lane)
    }
}

fn lane_path(table: &Table<'_>, path: &Located<String>) -> Result<LanePath, Mistake> {
    let (route, parameter) = match path.value.split_once('?') {
        None => (path.value.as_str(), None),
        Some((route, query)) => match query.strip_suffix('=') {
            Some(name) if !name.is_empty() && !name.contains(['=', '&']) => (route, Some(name)),
            _ => {
                let reason = format!("`{}` names no parameter", path.value);
                let remedy = "write one name and `=` behind the `?`, such as \"/api/tickets?q=\"";
                return Err(table.mistake(path.line, reason, remedy));
            }
        },
    };
    routes::check(route)
        .map_err(|(reason, remedy)| table.mistake(path.line, reason, remedy))
        .map(|()| LanePath {
            route: route.to_owned(),
            parameter: parameter.map(str::to_owned),
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    fn read(text: &str) -> Result<ComponentSettings, String> {
        let document = Document::new("runtime.toml", text);
        let mut settings = ComponentSettings::default();
        settings
            .read_component(document.table().unwrap())
            .map_err(|mistake| mistake.to_string())?;
        Ok(settings)
    }

    #[test]
    fn parts_are_rounded_up() {
        let settings = read("concurrency = 5\nclient_percent = 30\n").unwrap();
        assert_eq!((settings.uploads(), settings.client_part(5)), (3, 2));
        assert_eq!(settings.client_part(0), 1);
        assert_eq!(read("concurrency = 8\nuploads = 7\n").unwrap().uploads(), 7);
    }

    #[test]
    fn what_is_worked_on_grows_with_the_cores() {
        let working = read("working_per_core = 3\n").unwrap().working;
        assert!(working >= 3 && working.is_multiple_of(3), "{working}");
        assert_eq!(read("").unwrap().working, 0);
    }

    #[test]
    fn a_lane_says_what_it_takes() {
        let settings = read(
            "concurrency = 5\nqueue_wait_ms = 7\n[lane.search]\npaths = [\"/a\", \"/b?q=\"]\n",
        )
        .unwrap();
        let lane = &settings.lanes[0];
        assert_eq!(
            (lane.name.as_str(), lane.concurrency, lane.per_caller),
            ("search", 4, 2)
        );
        assert_eq!(lane.queue_wait, Duration::from_millis(7));
        assert_eq!(lane.paths[1].parameter.as_deref(), Some("q"));
        assert_eq!(settings.requests(), 9);
    }

    #[test]
    fn contradictions_are_refused_with_their_line() {
        for (text, told) in [
            (
                "concurrency = 4\nuploads = 5\n",
                "runtime.toml:2: `uploads` is out of bounds\n  remedy: write a whole number from 1 to 4",
            ),
            (
                "[lane.x]\nqueue = 1\n",
                "runtime.toml:1: `lane.x.paths` is missing",
            ),
            (
                "[lane.x]\npaths = [\"a\"]\n",
                "runtime.toml:2: the route `a` does not begin with /",
            ),
            (
                "[lane.x]\npaths = [\"/a?q\"]\n",
                "runtime.toml:2: `/a?q` names no parameter",
            ),
            (
                "[lane.x]\npaths = [\"/a\"]\nper_caller = 9\n",
                "runtime.toml:3: `lane.x.per_caller` is out of bounds",
            ),
        ] {
            let mistake = read(text).unwrap_err();
            assert!(mistake.starts_with(told), "{mistake}");
        }
    }
}
