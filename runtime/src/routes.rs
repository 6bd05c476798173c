//! Routes: which component answers a path.
//!
//! A route is a path whose segments are literal or `:name`; it may end in `/...`, which matches the path before it
//! and everything below. Of several that match, the one wins that is literal for longest; an exact one wins
//! over `/...`.

/// Checks a route as the manifest gives it; the error is a reason and a remedy.
pub fn check(route: &str) -> Result<(), (String, String)> {
    Pattern::parse(route).map(drop)
}

/// One segment of a route.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Segment {
    Literal(String),
    Named(String),
}

/// A route that paths can be held against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    segments: Vec<Segment>,
    open: bool,
}

impl Pattern {
    /// Reads a route; the error is a reason and a remedy.
    pub fn parse(route: &str) -> Result<Self, (String, String)> {
        let wrong = |reason: &str, remedy: &str| {
            Err((format!("the route `{route}` {reason}"), remedy.to_owned()))
        };
        let Some(path) = route.strip_prefix('/') else {
            return wrong("does not begin with /", "begin it with /");
        };
        if route.starts_with("/.well-known/undertone/") || route.starts_with("/.well-known/spin/") {
            return wrong("is reserved for the runtime", "choose another path");
        }
        let (path, open) = match path.strip_suffix("...").or_else(|| path.strip_suffix('*')) {
            Some(before) if before.is_empty() || before.ends_with('/') => {
                (before.trim_end_matches('/'), true)
            }
            Some(_) => return wrong("has `...` inside a segment", "end it with /..."),
            None => (path, false),
        };
        let mut segments = Vec::new();
        for segment in path.split('/').filter(|_| !path.is_empty()) {
            segments.push(match segment.strip_prefix(':') {
                Some("") => return wrong("has a parameter without a name", "write :name"),
                Some(name) => Segment::Named(name.to_owned()),
                None if segment.contains(['*', '{', '}']) || segment == "..." => {
                    return wrong("has a wildcard inside", "write :name for one segment");
                }
                None => Segment::Literal(segment.to_owned()),
            });
        }
        Ok(Self { segments, open })
    }

    /// Whether a path fits.
    pub fn matches(&self, path: &str) -> bool {
        let path = path.strip_prefix('/').unwrap_or(path);
        let mut rest = (!path.is_empty()).then_some(path);
        for segment in &self.segments {
            let Some(text) = rest else { return false };
            let (first, after) = match text.split_once('/') {
                Some((first, after)) => (first, Some(after)),
                None => (text, None),
            };
            let fits = match segment {
                Segment::Literal(literal) => literal == first,
                Segment::Named(_) => !first.is_empty(),
            };
            if !fits {
                return false;
            }
            rest = after;
        }
        self.open || rest.is_none_or(str::is_empty)
    }

    /// Two patterns with equal shapes match the same paths.
    fn same_shape(&self, other: &Self) -> bool {
        self.open == other.open
            && self.segments.len() == other.segments.len()
            && self
                .segments
                .iter()
                .zip(&other.segments)
                .all(|(a, b)| match (a, b) {
                    (Segment::Named(_), Segment::Named(_)) => true,
                    (a, b) => a == b,
                })
    }

    /// Sorts the more specific pattern first: literal before named, longer before shorter, exact before open.
    fn rank(&self) -> (Vec<u8>, bool) {
        let mut kinds: Vec<u8> = self
            .segments
            .iter()
            .map(|segment| match segment {
                Segment::Literal(_) => 0,
                Segment::Named(_) => 1,
            })
            .collect();
        kinds.push(2);
        (kinds, self.open)
    }
}

/// All public routes of the application.
pub struct Routes<T> {
    entries: Vec<(Pattern, T)>,
}

impl<T> Routes<T> {
    /// Builds the table. The error names the route that stands there twice.
    pub fn new(routes: impl IntoIterator<Item = (String, T)>) -> Result<Self, String> {
        let mut entries: Vec<(Pattern, T)> = Vec::new();
        for (route, target) in routes {
            let pattern = Pattern::parse(&route).map_err(|(reason, _)| reason)?;
            if entries.iter().any(|(other, _)| other.same_shape(&pattern)) {
                return Err(route);
            }
            entries.push((pattern, target));
        }
        entries.sort_by_key(|(pattern, _)| pattern.rank());
        Ok(Self { entries })
    }

    /// Who answers the path.
    pub fn find(&self, path: &str) -> Option<&T> {
        self.entries
            .iter()
            .find(|(pattern, _)| pattern.matches(path))
            .map(|(_, target)| target)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_specific_route_answers() {
        let routes = Routes::new(
            [
                "/...",
                "/api/...",
                "/api/jobs",
                "/api/job/:id",
                "/api/job/:id/...",
                "/api/job/all",
                "/api/report/...",
            ]
            .map(|route| (route.to_owned(), route)),
        )
        .unwrap();
        for (path, route) in [
            ("/", "/..."),
            ("/index.html", "/..."),
            ("/api", "/api/..."),
            ("/api/", "/api/..."),
            ("/apix", "/..."),
            ("/api/jobs", "/api/jobs"),
            ("/api/jobs/", "/api/jobs"),
            ("/api/jobs/1", "/api/..."),
            ("/api/job/7", "/api/job/:id"),
            ("/api/job/all", "/api/job/all"),
            ("/api/job/7/events", "/api/job/:id/..."),
            ("/api/job", "/api/..."),
            ("/api/report/pdf", "/api/report/..."),
        ] {
            assert_eq!(routes.find(path), Some(&route), "{path}");
        }
    }

    #[test]
    fn nothing_answers_what_no_route_names() {
        let routes = Routes::new([("/a".to_owned(), ())]).unwrap();
        assert_eq!(routes.find("/b"), None);
        assert_eq!(routes.find("/"), None);
    }

    #[test]
    fn a_route_stands_once() {
        let twice = ["/a/:x", "/a/:y"].map(|route| (route.to_owned(), ()));
        assert_eq!(Routes::new(twice).err(), Some("/a/:y".to_owned()));
    }

    #[test]
    fn wrong_routes_are_refused() {
        for route in [
            "a",
            "/a...",
            "/a/*/b",
            "/:",
            "/.well-known/undertone/health",
        ] {
            assert!(check(route).is_err(), "{route}");
        }
    }
}
