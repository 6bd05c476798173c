//! What the runtime itself says, and the libraries in it: from `tracing` to lines of the log.

use super::{Fields, LogSettings, RUNTIME, wants, write};
use logline::Level;
use serde_json::Value;
use std::fmt;
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    level_filters::LevelFilter,
};
use tracing_subscriber::{Layer, Registry, filter::Targets, layer::Context, prelude::*};

/// How the targets of our own events begin.
const OURS: &str = "undertone";

/// Sends what is said from now on to the log: of libraries no more than warnings.
pub(super) fn install(settings: &LogSettings) {
    let least = match settings.levels.least() {
        None => LevelFilter::OFF,
        Some(Level::Error) => LevelFilter::ERROR,
        Some(Level::Warn) => LevelFilter::WARN,
        Some(Level::Info) => LevelFilter::INFO,
        Some(Level::Debug) => LevelFilter::DEBUG,
    };
    let filter = Targets::new()
        .with_target(OURS, least)
        .with_default(least.min(LevelFilter::WARN));
    let subscriber = Registry::default().with(Lines.with_filter(filter));
    // Another subscriber stays, as in a test that has its own.
    let _already = tracing::subscriber::set_global_default(subscriber);
}

/// Writes each event as a line.
struct Lines;

impl<S: Subscriber> Layer<S> for Lines {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut said = Said::default();
        event.record(&mut said);
        let level = level(event.metadata());
        if !wants(said.component.as_deref().unwrap_or(RUNTIME), level) {
            return;
        }
        let name = said.event.unwrap_or_else(|| {
            let library = event.metadata().target();
            said.fields.insert(0, ("library".into(), library.into()));
            "library_said".to_owned()
        });
        write(level, &name, said.fields);
    }
}

fn level(metadata: &Metadata<'_>) -> Level {
    match *metadata.level() {
        tracing::Level::ERROR => Level::Error,
        tracing::Level::WARN => Level::Warn,
        tracing::Level::INFO => Level::Info,
        _ => Level::Debug,
    }
}

/// What an event says.
#[derive(Default)]
struct Said {
    event: Option<String>,
    component: Option<String>,
    fields: Fields<'static>,
}

impl Said {
    fn take(&mut self, field: &Field, value: Value) {
        match (field.name(), value) {
            ("event", Value::String(event)) => self.event = Some(event),
            (name, value) => {
                if let ("component", Value::String(component)) = (name, &value) {
                    self.component = Some(component.clone());
                }
                self.fields.push((name.into(), value));
            }
        }
    }
}

impl Visit for Said {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.take(field, value.into());
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.take(field, value.into());
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.take(field, value.into());
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.take(field, value.into());
    }

    fn record_u128(&mut self, field: &Field, value: u128) {
        self.take(field, u64::try_from(value).unwrap_or(u64::MAX).into());
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        self.take(field, value.into());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.take(field, format!("{value:?}").into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Arc, Mutex};

    /// Keeps what the events say.
    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<Said>>>);

    impl<S: Subscriber> Layer<S> for Kept {
        fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
            let mut said = Said::default();
            event.record(&mut said);
            self.0.lock().unwrap().push(said);
        }
    }

    #[test]
    fn an_event_keeps_its_fields_and_their_types() {
        let kept = Kept::default();
        tracing::subscriber::with_default(Registry::default().with(kept.clone()), || {
            let nobody: Option<&str> = None;
            tracing::info!(
                event = "request",
                component = "web",
                http.status = 200_u16,
                duration_ms = std::time::Duration::from_secs(1).as_millis(),
                client.ip = %std::net::Ipv4Addr::LOCALHOST,
                nobody
            );
            tracing::warn!("no event: {}", 1);
        });
        let kept = kept.0.lock().unwrap();
        let [request, other] = kept.as_slice() else {
            panic!("{} events", kept.len());
        };
        assert_eq!(request.event.as_deref(), Some("request"));
        assert_eq!(request.component.as_deref(), Some("web"));
        let fields: Fields<'_> = vec![
            ("component".into(), "web".into()),
            ("http.status".into(), 200.into()),
            ("duration_ms".into(), 1000.into()),
            ("client.ip".into(), "127.0.0.1".into()),
        ];
        assert_eq!(request.fields, fields);
        assert_eq!(other.event, None);
        assert_eq!(
            other.fields,
            vec![("message".into(), "no event: 1".into())] as Fields<'_>
        );
    }
}
