//! Lanes of a component: requests that have places of their own, and a limit for each caller.

use crate::{
    gate::{Gate, Portion, Width},
    routes::Pattern,
    settings::{ComponentSettings, LaneSettings},
};
use http::Uri;
use std::sync::Arc;

/// One lane.
pub struct Lane {
    /// Its name.
    pub name: String,
    /// Its entrance.
    pub gate: Arc<Gate>,
    takes: Vec<(Pattern, Option<String>)>,
}

impl Lane {
    /// A lane of a component.
    pub fn new(lane: &LaneSettings, component: &ComponentSettings) -> Self {
        let places = Portion {
            all: lane.concurrency,
            network: component.client_part(lane.concurrency).max(lane.per_caller),
            token: lane.per_caller,
        };
        let part = component.client_part(lane.queue);
        let takes = lane.paths.iter().filter_map(|path| {
            // The settings checked the route.
            let pattern = Pattern::parse(&path.route).ok()?;
            Some((pattern, path.parameter.clone()))
        });
        Self {
            name: lane.name.clone(),
            gate: Gate::new(Width {
                places,
                uploads: places,
                queue: Portion {
                    all: lane.queue,
                    network: part,
                    token: part,
                },
                wait: lane.queue_wait,
            }),
            takes: takes.collect(),
        }
    }

    /// Whether a request belongs here.
    pub fn takes(&self, uri: &Uri) -> bool {
        self.takes.iter().any(|(pattern, parameter)| {
            pattern.matches(uri.path())
                && parameter
                    .as_ref()
                    .is_none_or(|name| has_value(uri.query().unwrap_or_default(), name))
        })
    }
}

fn has_value(query: &str, name: &str) -> bool {
    form_urlencoded::parse(query.as_bytes())
        .any(|(known, value)| known == name && !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{document::Document, settings::Settings};

    fn lane() -> Lane {
        let text = "[component.a.lane.search]\npaths = [\"/api/search\", \"/api/tickets?q=\"]\n";
        let settings = Settings::parse(&Document::new("runtime.toml", text), &["a"]).unwrap();
        let component = settings.component("a");
        Lane::new(&component.lanes[0], component)
    }

    #[test]
    fn a_lane_takes_a_path_with_its_parameter() {
        let lane = lane();
        for (uri, takes) in [
            ("/api/search", true),
            ("http://host/api/search?x=1", true),
            ("/api/search/more", false),
            ("/api/tickets?limit=1&q=a", true),
            ("/api/tickets?%71=a", true),
            ("/api/tickets?q=", false),
            ("/api/tickets?q", false),
            ("/api/tickets?qq=a", false),
            ("/api/tickets", false),
        ] {
            assert_eq!(lane.takes(&uri.parse().unwrap()), takes, "{uri}");
        }
    }
}
