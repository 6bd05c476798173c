//! The Prometheus text format.

use super::{BOUNDS_MS, Connections, Histogram};
use crate::{application::Application, gate::Gate};
use std::{fmt::Write as _, sync::atomic::Ordering::Relaxed};
use undertone_host::metrics::Ending;

/// Lines of one answer.
pub(super) struct Page(String);

impl Page {
    pub(super) fn head(&mut self, name: &str, kind: &str, help: &str) {
        let _infallible = writeln!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}");
    }

    pub(super) fn sample(
        &mut self,
        name: &str,
        labels: &[(&str, &str)],
        value: impl std::fmt::Display,
    ) {
        let labels: Vec<String> = labels
            .iter()
            .map(|(key, value)| {
                let value = value
                    .replace('\\', "\\\\")
                    .replace('"', "\\\"")
                    .replace('\n', "\\n");
                format!("{key}=\"{value}\"")
            })
            .collect();
        let _infallible = if labels.is_empty() {
            writeln!(self.0, "{name} {value}")
        } else {
            writeln!(self.0, "{name}{{{}}} {value}", labels.join(","))
        };
    }

    fn histogram(&mut self, name: &str, label: (&str, &str), histogram: &Histogram) {
        let mut total = 0;
        for (bound, bucket) in BOUNDS_MS.iter().zip(&histogram.buckets) {
            total += bucket.load(Relaxed);
            let bound = seconds(bound * 1000);
            self.sample(&format!("{name}_bucket"), &[label, ("le", &bound)], total);
        }
        let count = histogram.count.load(Relaxed);
        self.sample(&format!("{name}_bucket"), &[label, ("le", "+Inf")], count);
        self.sample(
            &format!("{name}_sum"),
            &[label],
            seconds(histogram.micros.load(Relaxed)),
        );
        self.sample(&format!("{name}_count"), &[label], count);
    }
}

pub(super) fn seconds(micros: u64) -> String {
    format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000)
}

/// All metrics of the application.
pub fn render(application: &Application) -> String {
    let mut page = Page(String::new());
    requests(&mut page, application);
    connections(&mut page, application.connections());
    instances(&mut page, application);
    runs(&mut page, application);
    host(&mut page, application);
    super::postgres::pools(&mut page, &application.postgres().seen());
    page.0
}

fn requests(page: &mut Page, application: &Application) {
    let endpoints = || {
        application
            .endpoints()
            .iter()
            .map(|(id, endpoint)| (("component", id.as_str()), endpoint))
    };
    page.head("undertone_requests_total", "counter", "Requests answered.");
    for (label, endpoint) in endpoints() {
        for (index, count) in endpoint.requests.statuses.iter().enumerate() {
            let count = count.load(Relaxed);
            if count > 0 {
                let status = (index + 100).to_string();
                page.sample(
                    "undertone_requests_total",
                    &[label, ("status", &status)],
                    count,
                );
            }
        }
    }
    page.head(
        "undertone_request_seconds",
        "histogram",
        "Time to the head of the answer.",
    );
    for (label, endpoint) in endpoints() {
        page.histogram(
            "undertone_request_seconds",
            label,
            &endpoint.requests.latency,
        );
    }
    page.head(
        "undertone_requests_in_flight",
        "gauge",
        "Requests whose answer is not through.",
    );
    for (label, endpoint) in endpoints() {
        let value = endpoint.requests.in_flight.load(Relaxed);
        page.sample("undertone_requests_in_flight", &[label], value);
    }
    page.head(
        "undertone_requests_queued",
        "gauge",
        "Requests that wait for a place.",
    );
    gates(page, application, "undertone_requests_queued", |gate| {
        u64::try_from(gate.waiting()).unwrap_or(u64::MAX)
    });
    page.head(
        "undertone_turns_queued",
        "gauge",
        "Requests that have a place and wait for their turn.",
    );
    for (label, endpoint) in endpoints() {
        if let Some(turns) = &endpoint.turns {
            page.sample("undertone_turns_queued", &[label], turns.waiting());
        }
    }
    page.head(
        "undertone_requests_rejected_total",
        "counter",
        "Requests told to come again.",
    );
    gates(
        page,
        application,
        "undertone_requests_rejected_total",
        Gate::rejected,
    );
}

/// One sample for each component, and one for each of its lanes.
fn gates(page: &mut Page, application: &Application, name: &str, value: impl Fn(&Gate) -> u64) {
    for (id, endpoint) in application.endpoints() {
        page.sample(name, &[("component", id)], value(&endpoint.gate));
        for lane in &endpoint.lanes {
            let labels = [("component", id.as_str()), ("lane", &lane.name)];
            page.sample(name, &labels, value(&lane.gate));
        }
    }
}

fn connections(page: &mut Page, counts: &Connections) {
    page.head(
        "undertone_connections_open",
        "gauge",
        "Connections of clients.",
    );
    page.sample("undertone_connections_open", &[], counts.open.load(Relaxed));
    page.head(
        "undertone_connections_refused_total",
        "counter",
        "Connections closed at once because their client had too many.",
    );
    let refused = counts.refused.load(Relaxed);
    page.sample("undertone_connections_refused_total", &[], refused);
    page.head(
        "undertone_requests_malformed_total",
        "counter",
        "Connections ended by a request that is none.",
    );
    let malformed = counts.malformed.load(Relaxed);
    page.sample("undertone_requests_malformed_total", &[], malformed);
}

fn instances(page: &mut Page, application: &Application) {
    page.head("undertone_instances_live", "gauge", "Instances alive.");
    for component in application.components() {
        let label = ("component", component.id.as_str());
        page.sample(
            "undertone_instances_live",
            &[label],
            component.instances.live(),
        );
    }
    page.head("undertone_instances_total", "counter", "Instances made.");
    for component in application.components() {
        let label = ("component", component.id.as_str());
        page.sample(
            "undertone_instances_total",
            &[label],
            component.instances.total(),
        );
    }
    page.head(
        "undertone_instances_ended_total",
        "counter",
        "Instances that ended early.",
    );
    for component in application.components() {
        for (ending, reason) in [
            (Ending::Trapped, "trap"),
            (Ending::Expired, "deadline"),
            (Ending::OverMemory, "memory"),
        ] {
            let labels = [("component", component.id.as_str()), ("reason", reason)];
            let value = component.instances.ended(ending);
            page.sample("undertone_instances_ended_total", &labels, value);
        }
    }
}

fn runs(page: &mut Page, application: &Application) {
    page.head(
        "undertone_cron_runs_total",
        "counter",
        "Cron runs by outcome.",
    );
    for job in application.jobs() {
        let label = ("trigger", job.name.as_str());
        for (outcome, count) in [
            ("ok", &job.runs.done),
            ("failed", &job.runs.failed),
            ("skipped", &job.runs.skipped),
        ] {
            let labels = [label, ("outcome", outcome)];
            page.sample("undertone_cron_runs_total", &labels, count.load(Relaxed));
        }
    }
    page.head("undertone_cron_running", "gauge", "Cron runs going on.");
    for job in application.jobs() {
        let label = ("trigger", job.name.as_str());
        page.sample(
            "undertone_cron_running",
            &[label],
            job.runs.running.load(Relaxed),
        );
    }
    page.head(
        "undertone_cron_seconds",
        "histogram",
        "How long cron runs took.",
    );
    for job in application.jobs() {
        page.histogram(
            "undertone_cron_seconds",
            ("trigger", &job.name),
            &job.runs.duration,
        );
    }
}

fn host(page: &mut Page, application: &Application) {
    let sqlite = application.sqlite();
    page.head(
        "undertone_sqlite_statements_total",
        "counter",
        "SQLite statements run.",
    );
    page.sample(
        "undertone_sqlite_statements_total",
        &[],
        sqlite.statements(),
    );
    page.head(
        "undertone_sqlite_errors_total",
        "counter",
        "SQLite statements that failed.",
    );
    page.sample("undertone_sqlite_errors_total", &[], sqlite.errors());
    page.head(
        "undertone_sqlite_seconds_total",
        "counter",
        "Time spent in SQLite statements.",
    );
    let micros = u64::try_from(sqlite.time().as_micros()).unwrap_or(u64::MAX);
    page.sample("undertone_sqlite_seconds_total", &[], seconds(micros));
    let (cached, compiled) = application.loaded();
    page.head(
        "undertone_components_loaded",
        "gauge",
        "Components by origin of their code.",
    );
    page.sample(
        "undertone_components_loaded",
        &[("origin", "cache")],
        cached,
    );
    page.sample(
        "undertone_components_loaded",
        &[("origin", "compiled")],
        compiled,
    );
    if let Some(bytes) = resident_bytes() {
        page.head(
            "process_resident_memory_bytes",
            "gauge",
            "Resident memory of the runtime.",
        );
        page.sample("process_resident_memory_bytes", &[], bytes);
    }
}

/// Resident memory, as Linux tells it; elsewhere it is not reported.
fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_histogram_counts_cumulatively() {
        let histogram = Histogram::default();
        histogram.record(Duration::from_micros(900));
        histogram.record(Duration::from_millis(7));
        histogram.record(Duration::from_secs(90));
        let mut page = Page(String::new());
        page.histogram("t", ("c", "a\"b"), &histogram);
        assert!(
            page.0
                .contains("t_bucket{c=\"a\\\"b\",le=\"0.001000\"} 1\n")
        );
        assert!(
            page.0
                .contains("t_bucket{c=\"a\\\"b\",le=\"0.010000\"} 2\n")
        );
        assert!(page.0.contains("t_bucket{c=\"a\\\"b\",le=\"+Inf\"} 3\n"));
        assert!(page.0.contains("t_sum{c=\"a\\\"b\"} 90.007900\n"));
    }
}
