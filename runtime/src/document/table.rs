//! A table whose keys are taken one by one; what is left over is a mistake.

use super::{Document, Located, Mistake};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// A table of a [`Document`].
pub struct Table<'a> {
    document: &'a Document,
    path: String,
    keys: DeTable<'a>,
    line: usize,
}

type Value<'a> = Spanned<DeValue<'a>>;

impl<'a> Table<'a> {
    pub(super) fn new(
        document: &'a Document,
        path: String,
        keys: DeTable<'a>,
        position: usize,
    ) -> Self {
        Self {
            document,
            path,
            keys,
            line: document.line(position),
        }
    }

    /// The line the table begins on.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The table's name, such as `component.web`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// A complaint about a line of this file.
    pub fn mistake(
        &self,
        line: usize,
        reason: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Mistake {
        self.document.mistake(line, reason, remedy)
    }

    fn name(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }

    fn take(&mut self, key: &str) -> Option<Value<'a>> {
        self.keys.remove(key)
    }

    fn wrong(&self, key: &str, value: &Value<'a>, wanted: &str) -> Mistake {
        let kind = kind(value.get_ref());
        self.mistake(
            self.document.line(value.span().start),
            format!("`{}` is {kind}", self.name(key)),
            format!("write {wanted}"),
        )
    }

    /// A required key is missing.
    pub fn missing(&self, key: &str, remedy: &str) -> Mistake {
        self.mistake(
            self.line,
            format!("`{}` is missing", self.name(key)),
            remedy,
        )
    }

    /// The keys that are left, in their order.
    pub fn names(&self) -> Vec<Located<String>> {
        let mut names: Vec<_> = self
            .keys
            .keys()
            .map(|key| Located {
                value: key.get_ref().to_string(),
                line: self.document.line(key.span().start),
            })
            .collect();
        names.sort_by_key(|name| name.line);
        names
    }

    /// Takes a string.
    pub fn string(&mut self, key: &str) -> Result<Option<Located<String>>, Mistake> {
        let Some(value) = self.take(key) else {
            return Ok(None);
        };
        self.as_string(key, &value).map(Some)
    }

    fn as_string(&self, key: &str, value: &Value<'a>) -> Result<Located<String>, Mistake> {
        let line = self.document.line(value.span().start);
        match value.get_ref() {
            DeValue::String(text) => Ok(Located {
                value: text.to_string(),
                line,
            }),
            _ => Err(self.wrong(key, value, "a string in quotes")),
        }
    }

    /// Takes `true` or `false`.
    pub fn boolean(&mut self, key: &str) -> Result<Option<bool>, Mistake> {
        let Some(value) = self.take(key) else {
            return Ok(None);
        };
        match value.get_ref() {
            DeValue::Boolean(flag) => Ok(Some(*flag)),
            _ => Err(self.wrong(key, &value, "true or false")),
        }
    }

    /// Takes a whole number within bounds, both included.
    pub fn number(&mut self, key: &str, from: u64, to: u64) -> Result<Option<u64>, Mistake> {
        let Some(value) = self.take(key) else {
            return Ok(None);
        };
        let wanted = format!("a whole number from {from} to {to}");
        let number = match value.get_ref() {
            DeValue::Integer(digits) => {
                u64::from_str_radix(&digits.as_str().replace('_', ""), digits.radix()).ok()
            }
            _ => return Err(self.wrong(key, &value, &wanted)),
        };
        match number {
            Some(number) if (from..=to).contains(&number) => Ok(Some(number)),
            _ => Err(self.mistake(
                self.document.line(value.span().start),
                format!("`{}` is out of bounds", self.name(key)),
                format!("write {wanted}"),
            )),
        }
    }

    /// Takes a list of strings; a missing one is empty.
    pub fn strings(&mut self, key: &str) -> Result<Vec<Located<String>>, Mistake> {
        let mut strings = Vec::new();
        for item in self.items(key)? {
            match item {
                Item::String(string) => strings.push(string),
                Item::Table(table) => {
                    return Err(self.mistake(
                        table.line,
                        format!("`{}` has an entry that is a table", self.name(key)),
                        "write a list of strings",
                    ));
                }
            }
        }
        Ok(strings)
    }

    /// Takes a list of strings and tables; a missing one is empty.
    pub fn items(&mut self, key: &str) -> Result<Vec<Item<'a>>, Mistake> {
        let Some(value) = self.take(key) else {
            return Ok(Vec::new());
        };
        let name = self.name(key);
        if !matches!(value.get_ref(), DeValue::Array(_)) {
            return Err(self.wrong(key, &value, "a list in brackets"));
        }
        let DeValue::Array(array) = value.into_inner() else {
            return Ok(Vec::new());
        };
        array
            .into_iter()
            .map(|item| self.item(key, &name, item))
            .collect()
    }

    fn item(&self, key: &str, name: &str, value: Value<'a>) -> Result<Item<'a>, Mistake> {
        let position = value.span().start;
        match value.get_ref() {
            DeValue::String(_) => self.as_string(key, &value).map(Item::String),
            DeValue::Table(_) => match value.into_inner() {
                DeValue::Table(keys) => Ok(Item::Table(Self::new(
                    self.document,
                    name.to_owned(),
                    keys,
                    position,
                ))),
                _ => Err(self.missing(key, "write a table")),
            },
            _ => Err(self.wrong(key, &value, "strings or tables")),
        }
    }

    /// Takes a string or a table.
    pub fn item_at(&mut self, key: &str) -> Result<Option<Item<'a>>, Mistake> {
        let Some(value) = self.take(key) else {
            return Ok(None);
        };
        let name = self.name(key);
        self.item(key, &name, value).map(Some)
    }

    /// Takes a table.
    pub fn table(&mut self, key: &str) -> Result<Option<Self>, Mistake> {
        let Some(value) = self.take(key) else {
            return Ok(None);
        };
        let position = value.span().start;
        if !matches!(value.get_ref(), DeValue::Table(_)) {
            return Err(self.wrong(key, &value, "a table"));
        }
        let name = self.name(key);
        match value.into_inner() {
            DeValue::Table(keys) => Ok(Some(Self::new(self.document, name, keys, position))),
            _ => Ok(None),
        }
    }

    /// Takes a table of tables, such as `[component.<id>]`, in their order.
    pub fn tables(&mut self, key: &str) -> Result<Vec<(Located<String>, Self)>, Mistake> {
        let Some(mut outer) = self.table(key)? else {
            return Ok(Vec::new());
        };
        let mut tables = Vec::new();
        for name in outer.names() {
            let table = outer.table(&name.value)?;
            tables.extend(table.map(|table| (name, table)));
        }
        Ok(tables)
    }

    /// Takes and drops a key that has no effect here.
    pub fn skip(&mut self, key: &str) {
        drop(self.take(key));
    }

    /// Checks that no key is left. `refused` names keys that exist elsewhere, each with a remedy.
    pub fn finish(self, refused: &[(&str, &str)], known: &str) -> Result<(), Mistake> {
        let Some(key) = self.names().into_iter().next() else {
            return Ok(());
        };
        let name = self.name(&key.value);
        match refused.iter().find(|(refused, _)| *refused == key.value) {
            Some((_, remedy)) => {
                Err(self.mistake(key.line, format!("`{name}` is not supported here"), *remedy))
            }
            None => Err(self.mistake(
                key.line,
                format!("`{name}` is unknown"),
                format!("remove it, or correct it to one of: {known}"),
            )),
        }
    }
}

/// An entry of a list.
pub enum Item<'a> {
    /// `"text"`
    String(Located<String>),
    /// `{ … }`
    Table(Table<'a>),
}

fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "a number",
        DeValue::Float(_) => "a fraction",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
