//! Lanes of a component: requests that have places of their own, and a limit for each caller.

use crate::{
    gate::{Gate, Holder, Portion, Width},
    routes::Pattern,
    settings::{ComponentSettings, LaneSettings},
};
use http::{HeaderMap, Uri, header};
use std::{
    hash::{BuildHasher, RandomState},
    net::IpAddr,
    sync::Arc,
};

/// One lane.
pub struct Lane {
    /// Its name.
    pub name: String,
    /// Its entrance.
    pub gate: Arc<Gate>,
    takes: Vec<(Pattern, Option<String>)>,
    hasher: RandomState,
}

impl Lane {
    /// A lane of a component.
    pub fn new(lane: &LaneSettings, component: &ComponentSettings) -> Self {
        let places = Portion {
            all: lane.concurrency,
            each: lane.per_caller,
        };
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
                    each: component.client_part(lane.queue),
                },
                wait: lane.queue_wait,
            }),
            takes: takes.collect(),
            hasher: RandomState::new(),
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

    /// Who holds the place of a request here: whoever signed in so, or else the client's network.
    pub fn holder(&self, headers: &HeaderMap, network: Option<IpAddr>) -> Option<Holder> {
        match headers.get(header::AUTHORIZATION) {
            Some(value) => Some(Holder::Bearer(self.hasher.hash_one(value.as_bytes()))),
            None => network.map(Holder::Network),
        }
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

    #[test]
    fn a_caller_is_a_token_or_a_network() {
        let lane = lane();
        let network = Some(IpAddr::from([10, 0, 0, 1]));
        let token =
            |text: &str| HeaderMap::from_iter([(header::AUTHORIZATION, text.parse().unwrap())]);
        let holder = |text| lane.holder(&token(text), network);
        assert_eq!(holder("Bearer a"), lane.holder(&token("Bearer a"), None));
        assert_ne!(holder("Bearer a"), holder("Bearer b"));
        assert_eq!(
            lane.holder(&HeaderMap::new(), network),
            network.map(Holder::Network)
        );
        assert_eq!(lane.holder(&HeaderMap::new(), None), None);
    }
}
