//! An element as the value that JSON would have for it: attributes and elements are keys, elements of one name a list.

use serde_json::{Map, Value};

use super::{events::Attributes, own};

/// The text of an element that has attributes, until it finds its place.
pub(super) const TEXT: &str = "#text";
/// What an element takes beside its letters, in bytes.
const COST: usize = 48;
/// What attributes called `type` say of how an element is to be read.
const TYPES: [&str; 15] = [
    "array", "boolean", "bool", "date", "dateTime", "datetime", "decimal", "double", "float",
    "int", "integer", "long", "string", "symbol", "text",
];
/// Attributes of lists that say nothing of what is in them.
const COUNTS: [&str; 6] = ["count", "limit", "offset", "size", "total", "total_count"];

/// Elements that are open, the record first.
#[derive(Debug, Default)]
pub(super) struct Builder {
    open: Vec<Open>,
    /// Bytes so far.
    held: usize,
    /// Whether they are more than a record may have.
    too_long: bool,
    /// How deep in it the present element lies, where it is too long.
    deep: usize,
}

/// An element that is open.
#[derive(Debug, Default)]
struct Open {
    name: String,
    attributes: Map<String, Value>,
    elements: Vec<(String, Value)>,
    /// Its own text.
    text: String,
    /// All text in it.
    all: String,
}

/// A record that ended.
#[derive(Debug)]
pub(super) enum Ended {
    Record(Map<String, Value>),
    /// It is longer than one may be; what it starts with.
    TooLong(String),
}

impl Builder {
    /// Whether no record is open.
    pub fn is_idle(&self) -> bool {
        self.open.is_empty()
    }

    /// An element begins.
    pub fn start(&mut self, name: &str, attributes: Attributes<'_>, longest: usize) {
        if self.too_long {
            self.deep += 1;
            return;
        }
        let mut element = Open {
            name: name.to_owned(),
            ..Open::default()
        };
        self.held += name.len() + COST;
        for (name, value) in attributes.iter() {
            self.held += name.len() + value.len() + COST;
            element
                .attributes
                .insert(name.to_owned(), Value::String(value));
        }
        self.too_long = self.held > longest;
        self.open.push(element);
    }

    pub fn text(&mut self, text: &str, longest: usize) {
        self.held += text.len();
        self.too_long |= self.held > longest;
        if let Some(element) = self.open.last_mut().filter(|_| !self.too_long) {
            element.text.push_str(text);
            element.all.push_str(text);
        }
    }

    /// The innermost element ends, and with it perhaps the record.
    pub fn end(&mut self) -> Option<Ended> {
        if self.deep > 0 {
            self.deep -= 1;
            return None;
        }
        let element = self.open.pop()?;
        if let Some(outer) = self.open.last_mut() {
            if !self.too_long {
                join(&mut outer.all, &element.name, &element.all);
                let name = element.name.clone();
                if let Some(value) = element.value() {
                    outer.elements.push((name, value));
                }
            }
            return None;
        }
        let too_long = std::mem::take(&mut self.too_long);
        self.held = 0;
        if too_long {
            let first = element.elements.into_iter();
            let words = first.filter_map(|(_, value)| Some(value.as_str()?.to_owned()));
            return Some(Ended::TooLong(words.take(3).collect::<Vec<_>>().join(" ")));
        }
        Some(Ended::Record(own::tidied(element.record())))
    }
}

impl Open {
    /// The value, unless there is none.
    fn value(mut self) -> Option<Value> {
        let is_none = |name: &str| {
            let value = self.attributes.get(name).and_then(Value::as_str);
            matches!(value, Some("true" | "1"))
        };
        if is_none("nil") || is_none("null") {
            return None;
        }
        if !self.elements.is_empty() && !self.text.trim().is_empty() {
            // Text with marks in it.
            self.elements.clear();
            self.text = std::mem::take(&mut self.all);
        }
        if self.is_list() {
            let values = self.elements.into_iter().map(|(_, value)| value);
            return Some(Value::Array(values.collect()));
        }
        let text = self.text.trim().to_owned();
        let mut record = self.record();
        if record.keys().all(|name| name == TEXT) {
            return Some(Value::String(text)).filter(|_| record.contains_key(TEXT));
        }
        if text.is_empty() {
            record.remove(TEXT);
        }
        Some(Value::Object(record))
    }

    /// Whether an element holds nothing but elements of one name, such as `labels` of `label`.
    fn is_list(&self) -> bool {
        let Some((first, _)) = self.elements.first() else {
            return false;
        };
        let same = self.elements.iter().all(|(name, _)| name == first);
        let typed = self.attributes.get("type").and_then(Value::as_str) == Some("array");
        let mut attributes = self.attributes.keys();
        let plain = attributes.all(|name| name == "type" || COUNTS.contains(&name.as_str()));
        same && plain && (typed || is_plural(&self.name, first))
    }

    /// The keys of the element.
    fn record(self) -> Map<String, Value> {
        let mut record = self.attributes;
        record.retain(|name, value| {
            let word = value.as_str().unwrap_or_default();
            !(matches!(name.as_str(), "nil" | "null") || name == "type" && TYPES.contains(&word))
        });
        let text = self.text.trim();
        if self.elements.is_empty() && !text.is_empty() {
            record.insert(TEXT.to_owned(), Value::String(text.to_owned()));
        }
        let mut groups: Map<String, Value> = Map::new();
        for (name, value) in self.elements {
            match groups.get_mut(&name) {
                Some(Value::Array(values)) => values.push(value),
                // A list in a list of one name is told by itself.
                _ => {
                    groups.insert(name, Value::Array(vec![value]));
                }
            }
        }
        for (name, value) in groups {
            own::place(&mut record, name, value);
        }
        record
    }
}

/// Whether a name is the plural of another: `categories` of `category`, `custom-fields` of `custom-field`.
fn is_plural(many: &str, one: &str) -> bool {
    let (many, one) = (many.to_ascii_lowercase(), one.to_ascii_lowercase());
    let stem: String = one
        .chars()
        .take(one.chars().count().saturating_sub(1).max(1))
        .collect();
    many.len() > one.len() && many.starts_with(&stem) && many.ends_with('s')
}

/// Elements that stand on lines of their own where text has marks in it.
const BLOCKS: [&str; 5] = ["br", "div", "li", "p", "tr"];

fn join(out: &mut String, name: &str, text: &str) {
    out.push_str(text);
    if BLOCKS.contains(&name) {
        out.push('\n');
    }
}
