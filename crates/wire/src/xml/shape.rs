//! Which elements of a document are its records: those that repeat, or the only one that looks like a ticket.

use std::collections::{BTreeMap, BTreeSet};

use tickets::{Encoding, FileError};

use super::events::{Step, bad, each};
use crate::{Error, source::Source};

/// Most kinds of elements, each at its place.
const KINDS: usize = 20_000;
/// Most names of attributes of all kinds together, and the longest that counts.
const ATTRIBUTES: usize = 100_000;
const NAME: usize = 100;
/// Most kinds of records that are looked at.
const RECORDS: usize = 8;
/// What one ticket is called.
const KNOWN: [&str; 15] = [
    "issue",
    "ticket",
    "bug",
    "item",
    "incident",
    "case",
    "record",
    "row",
    "entry",
    "request",
    "defect",
    "problem",
    "task",
    "story",
    "complaint",
];
/// What says something in a record.
const SAYING: [&str; 10] = [
    "summary",
    "subject",
    "title",
    "description",
    "desc",
    "text",
    "content",
    "body",
    "message",
    "question",
];

/// The names of the elements around a record, and its own.
pub(super) type Path = Vec<String>;

/// All elements of one name at one place.
#[derive(Debug, Default)]
struct Kind {
    name: String,
    outer: usize,
    inner: BTreeMap<String, usize>,
    /// The same in the order in which they came first.
    order: Vec<usize>,
    attributes: BTreeSet<String>,
    count: u64,
    /// The element around the last one, by its number.
    last_in: u64,
    /// Whether several are in one element.
    repeats: bool,
}

/// The kinds of a document; the first is around it all.
#[derive(Debug)]
struct Kinds(Vec<Kind>);

/// The places of the records of each kind.
pub(super) fn of(source: &mut dyn Source, encoding: Encoding) -> Result<Vec<Path>, Error> {
    let mut kinds = Kinds(vec![Kind::default()]);
    // Of each open element its kind and its number.
    let mut open: Vec<(usize, u64)> = vec![(0, 0)];
    let (mut elements, mut names) = (0, 0);
    each(source, encoding, &mut |step, line| {
        match step {
            Step::Start(name, attributes) => {
                elements += 1;
                let (outer, inside) = open.last().copied().unwrap_or_default();
                let kind = kinds.of(outer, name, line)?;
                let found = &mut kinds.0[kind];
                found.count += 1;
                found.repeats |= found.count > 1 && found.last_in == inside;
                found.last_in = inside;
                for (name, _) in attributes.iter().filter(|(name, _)| name.len() <= NAME) {
                    if names < ATTRIBUTES && !found.attributes.contains(name) {
                        found.attributes.insert(name.to_owned());
                        names += 1;
                    }
                }
                open.push((kind, elements));
            }
            Step::End => {
                open.pop();
            }
            Step::Text(_) => {}
        }
        Ok(true)
    })?;
    if kinds.0.get(1).is_some_and(is_backup) {
        let what = "a backup of Jira, which holds far more than tickets (export the issues of a search as CSV or XML)";
        return Err(FileError::Binary { what: what.into() }.into());
    }
    let mut found = Vec::new();
    kinds.records(0, &mut found);
    if found.is_empty() {
        let what = "an XML document without records".into();
        return Err(FileError::Binary { what }.into());
    }
    found.sort_by_key(|kind| {
        std::cmp::Reverse((kinds.looks_like_a_ticket(*kind), kinds.0[*kind].count))
    });
    found.truncate(RECORDS);
    Ok(found.into_iter().map(|kind| kinds.path(kind)).collect())
}

/// Whether a document is what Jira keeps of itself.
fn is_backup(root: &Kind) -> bool {
    let has = |name: &str| root.inner.contains_key(name);
    root.name == "entity-engine-xml" || root.name == "backup" && has("database") && has("data")
}

impl Kinds {
    /// The kind of that name in another.
    fn of(&mut self, outer: usize, name: &str, line: u64) -> Result<usize, Error> {
        if let Some(known) = self.0[outer].inner.get(name) {
            return Ok(*known);
        }
        let number = self.0.len();
        if number > KINDS {
            return Err(bad(
                line,
                format!("it has more than {KINDS} kinds of elements"),
            ));
        }
        self.0.push(Kind {
            name: name.to_owned(),
            outer,
            ..Kind::default()
        });
        self.0[outer].inner.insert(name.to_owned(), number);
        self.0[outer].order.push(number);
        Ok(number)
    }

    /// Collects the kinds of records within one.
    fn records(&self, outer: usize, found: &mut Vec<usize>) {
        for &kind in &self.0[outer].order {
            let wraps = !self.is_known(kind) && self.holds_tickets(kind, true);
            if self.is_record(kind) && !wraps {
                found.push(kind);
            } else {
                self.records(kind, found);
            }
        }
    }

    /// Whether an element is a record: one of several, or one that looks so and holds none that do.
    fn is_record(&self, kind: usize) -> bool {
        self.fields(kind) >= 2
            && (self.0[kind].repeats
                || self.looks_like_a_ticket(kind)
                    && (self.is_known(kind) || !self.holds_tickets(kind, false)))
    }

    /// Whether elements within repeat and look like tickets; `known` where they have to be called so.
    fn holds_tickets(&self, kind: usize, known: bool) -> bool {
        self.0[kind].order.iter().any(|&inner| {
            let is_known = self.is_known(inner);
            let is = is_known || !known && self.0[inner].repeats;
            is && self.looks_like_a_ticket(inner) || self.holds_tickets(inner, known)
        })
    }

    fn is_known(&self, kind: usize) -> bool {
        let name = self.0[kind].name.to_ascii_lowercase();
        KNOWN.contains(&name.as_str())
    }

    /// How many different values it has. One that is a list of values with their names has several.
    fn fields(&self, kind: usize) -> usize {
        let kind = &self.0[kind];
        let named = kind.order.iter().any(|&inner| {
            let inner = &self.0[inner];
            inner.repeats && inner.attributes.contains("name")
        });
        kind.inner.len() + kind.attributes.len() + usize::from(named)
    }

    /// Whether something names it and something is said.
    fn looks_like_a_ticket(&self, kind: usize) -> bool {
        let kind = &self.0[kind];
        let names = || {
            let all = kind.inner.keys().chain(&kind.attributes);
            all.map(|name| name.to_ascii_lowercase())
        };
        names().any(|name| {
            ["id", "key", "number", "guid"]
                .iter()
                .any(|end| name.ends_with(end))
        }) && names().any(|name| SAYING.iter().any(|word| name.contains(word)))
    }

    fn path(&self, mut kind: usize) -> Path {
        let mut path = Vec::new();
        while kind > 0 {
            path.push(self.0[kind].name.clone());
            kind = self.0[kind].outer;
        }
        path.reverse();
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decoded::tests::Bytes;

    fn found(xml: &str) -> String {
        match of(&mut Bytes(xml.into()), Encoding::Utf8) {
            Ok(paths) => paths
                .iter()
                .map(|path| path.join("/"))
                .collect::<Vec<_>>()
                .join(" "),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn records_are_what_repeats_or_looks_like_a_ticket() {
        for (xml, expected) in [
            (
                "<rss><channel><title/><issue start='0' end='1'/><item><key id='1'/><summary/></item></channel></rss>",
                "rss/channel/item",
            ),
            (
                "<bugzilla v='1'><bug><bug_id/><short_desc/><long_desc a='1'><who/></long_desc><long_desc><who/></long_desc></bug></bugzilla>",
                "bugzilla/bug",
            ),
            (
                "<issues type='array'><issue><id/><subject/></issue><issue><id/><subject/></issue></issues>",
                "issues/issue",
            ),
            (
                "<projects><project id='1' name='x'><issues><issue><id/><title/></issue><issue><id/><title/></issue></issues></project><project id='2'/></projects>",
                "projects/project/issues/issue",
            ),
            (
                "<dump><people><p id='1' name='a'/><p id='2' name='b'/></people><tickets><ticket><id/><title/></ticket></tickets></dump>",
                "dump/tickets/ticket dump/people/p",
            ),
            (
                "<issue><id>1</id><title>x</title><notes><note a='1' b='2'/><note/></notes></issue>",
                "issue",
            ),
            (
                "<mysqldump><row><field name='id'/><field name='t'/></row><row><field name='id'/></row></mysqldump>",
                "mysqldump/row",
            ),
            (
                "<a><b/><b/></a>",
                "the file is an XML document without records, not a table of tickets",
            ),
        ] {
            assert_eq!(found(xml), expected, "{xml}");
        }
        assert!(
            found("<entity-engine-xml><Issue id='1'/></entity-engine-xml>")
                .contains("a backup of Jira")
        );
    }

    #[test]
    fn there_is_an_end_to_kinds() {
        let names: Vec<String> = (0..=KINDS).map(|number| format!("<a{number}/>")).collect();
        assert!(found(&format!("<a>{}</a>", names.concat())).contains("kinds of elements"));
    }
}
