//! Tables that are written as JSON: columns beside rows without names, or a list of values for each column.

use serde_json::{Map, Value};

use super::nested;

/// What the list of columns is called.
const COLUMNS: [&str; 7] = [
    "columns",
    "cols",
    "fields",
    "header",
    "headers",
    "column_names",
    "columnNames",
];
/// What the list of rows is called.
const ROWS: [&str; 4] = ["rows", "data", "values", "records"];
/// What a column calls itself.
const NAMES: [&str; 6] = ["name", "Name", "title", "label", "field", "text"];

/// So many bytes all names of a table's columns may have: they are copied for each of its rows.
const LONGEST: usize = 64 << 10;
/// What names a question and its answer, and no record.
const ASKED: [&str; 7] = [
    "database_id",
    "job_id",
    "page_number",
    "pageNumber",
    "query_id",
    "spreadsheetId",
    "statement_id",
];

/// A table within a record.
pub(super) enum Tabular<'a> {
    /// Lists of values under the names of their columns.
    Rows(Vec<String>, &'a [Value]),
    /// The values of each column by the numbers of their rows.
    Columns(&'a Map<String, Value>, Vec<u64>),
}

impl<'a> Tabular<'a> {
    /// The table that an object is, or that it has nothing but words around; none where it is a record of its own, whatever
    /// tables that has. One of a list of objects is a record as soon as it is called something.
    pub fn of(object: &'a Map<String, Value>, listed: bool) -> Option<Self> {
        if is_record(object, listed) {
            return None;
        }
        let own = |object| by_column(object).or_else(|| by_row(object));
        own(object).or_else(|| {
            if object.values().any(is_list) {
                return None;
            }
            let mut inner = object.values().filter_map(Value::as_object);
            inner.find_map(|inner| own(inner).filter(|_| !is_record(inner, listed)))
        })
    }

    /// Whether the names of its columns are short enough to be copied for each row.
    pub fn fits(&self) -> bool {
        match self {
            Self::Rows(header, _) => fits(header),
            Self::Columns(columns, _) => fits(columns.keys()),
        }
    }

    /// Its rows as records, made one by one.
    pub fn records(&self) -> Box<dyn Iterator<Item = Map<String, Value>> + '_> {
        match self {
            Self::Rows(header, rows) => {
                let rows = rows.iter().filter_map(Value::as_array);
                Box::new(rows.map(|row| record(header, row)))
            }
            Self::Columns(columns, numbers) => Box::new(numbers.iter().map(|number| {
                let number = number.to_string();
                let cells = columns.iter().filter_map(|(name, column)| {
                    let value = column.get(&number)?;
                    Some((name.clone(), value.clone()))
                });
                cells.collect()
            })),
        }
    }
}

/// Whether the names of columns are short enough to be copied for each row.
pub(super) fn fits<'a>(names: impl IntoIterator<Item = &'a String>) -> bool {
    names.into_iter().map(String::len).sum::<usize>() <= LONGEST
}

/// How many bytes of names a row has.
pub(super) fn names_length(record: &Map<String, Value>) -> u64 {
    record.keys().map(|name| name.len() as u64).sum()
}

/// Whether an object says which record it is, or what about. A table may be called something too.
fn is_record(object: &Map<String, Value>, listed: bool) -> bool {
    object.iter().any(|(name, value)| match value {
        Value::Number(_) => is_key(name),
        Value::String(_) => {
            let name = name.as_str();
            is_key(name)
                || ["subject", "summary", "description"].contains(&name)
                || listed && ["title", "name"].contains(&name)
        }
        _ => false,
    })
}

/// Whether a plain value of that name is the key of a record.
fn is_key(name: &str) -> bool {
    nested::is_own_name(name) && !ASKED.contains(&name)
}

/// Whether a value is a list of objects: those are the records then, if any are.
fn is_list(value: &Value) -> bool {
    let values = value.as_array().filter(|values| !values.is_empty());
    values.is_some_and(|values| values.iter().all(Value::is_object))
}

/// The record that a row is under a header.
pub(super) fn record(header: &[String], row: &[Value]) -> Map<String, Value> {
    let cells = header.iter().zip(row);
    cells
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

/// The names of columns, if a row holds nothing else.
pub(super) fn header(row: &[Value]) -> Option<Vec<String>> {
    let names = row.iter().map(|name| match name {
        Value::String(name) => Some(name.clone()).filter(|name| !name.trim().is_empty()),
        Value::Object(column) => {
            let name = NAMES.iter().find_map(|known| column.get(*known)?.as_str());
            name.map(str::to_owned)
        }
        _ => None,
    });
    names
        .collect::<Option<Vec<_>>>()
        .filter(|names| names.len() > 1)
}

/// `{"columns": ["id", …], "rows": [[1, …], …]}`, or rows of which the first names the columns.
fn by_row(object: &Map<String, Value>) -> Option<Tabular<'_>> {
    let mut lists = ROWS.iter();
    let rows = lists.find_map(|name| {
        let rows = object.get(*name)?.as_array()?.as_slice();
        (!rows.is_empty() && rows.iter().all(Value::is_array)).then_some(rows)
    })?;
    let columns = COLUMNS
        .iter()
        .find_map(|name| object.get(*name)?.as_array());
    let (header, rows) = match columns {
        Some(columns) => (header(columns)?, rows),
        None => (header(rows[0].as_array()?)?, &rows[1..]),
    };
    let mut lengths = rows.iter().filter_map(Value::as_array).map(Vec::len);
    let fits = lengths.all(|length| length <= header.len());
    (fits && !rows.is_empty()).then_some(Tabular::Rows(header, rows))
}

/// `{"id": {"0": 1, …}, "subject": {"0": "x", …}}`, as a table of pandas is written.
fn by_column(object: &Map<String, Value>) -> Option<Tabular<'_>> {
    let columns: Option<Vec<_>> = object.values().map(Value::as_object).collect();
    let columns = columns.filter(|columns| columns.len() > 1)?;
    let mut numbers = columns[0]
        .keys()
        .map(|key| key.parse().ok())
        .collect::<Option<Vec<u64>>>()?;
    let same = |column: &&Map<String, Value>| {
        column.len() == numbers.len() && column.keys().eq(columns[0].keys())
    };
    if numbers.is_empty() || !columns.iter().all(same) {
        return None;
    }
    numbers.sort_unstable();
    Some(Tabular::Columns(object, numbers))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{super::tests::rows, *};

    fn records(table: &Value, listed: bool) -> Option<Vec<Map<String, Value>>> {
        let found = Tabular::of(table.as_object().unwrap(), listed)?;
        Some(found.records().collect())
    }

    #[test]
    fn tables_in_each_direction() {
        let expected = json!([{"id": 1, "subject": "x"}, {"id": 2, "subject": "y"}]);
        for table in [
            json!({"columns": ["id", "subject"], "rows": [[1, "x"], [2, "y"]]}),
            json!({"columns": ["id", "subject"], "index": [0, 1], "data": [[1, "x"], [2, "y"]]}),
            json!({"data": {"cols": [{"name": "id"}, {"name": "subject"}], "rows": [[1, "x"], [2, "y"]]}}),
            json!({"range": "A1:B3", "values": [["id", "subject"], [1, "x"], [2, "y"]]}),
            json!({"id": {"0": 1, "1": 2}, "subject": {"0": "x", "1": "y"}}),
        ] {
            for listed in [false, true] {
                let found = records(&table, listed).unwrap();
                assert_eq!(json!(found), expected, "{table}");
            }
        }
        for other in [
            json!({"id": 1, "values": [["a", "b"], ["c", "d", "e"]]}),
            json!({"fields": ["a"], "data": [[1]]}),
            json!({"17": {"id": 17, "title": "x"}, "18": {"id": 18, "title": "y"}}),
            json!({"id": {"0": 1}, "subject": {"0": "x", "1": "y"}}),
        ] {
            assert_eq!(records(&other, false), None, "{other}");
        }
    }

    #[test]
    fn a_ticket_that_holds_a_table_stays_one() {
        for ticket in [
            r#"{"id":7,"subject":"x","order":{"columns":["id","title"],"rows":[[1,"Pen"],[2,"Ink"]]}}"#,
            r#"{"id":7,"values":[["a","b"],["c","d"]]}"#,
            r#"{"id":7,"subject":"x","ratings":{"q":{"1":0},"s":{"1":1}}}"#,
            r#"{"id":"7","columns":["id","title"],"rows":[[1,"Pen"],[2,"Ink"]]}"#,
            r#"{"ticketNumber":7,"order":{"columns":["id","title"],"rows":[[1,"Pen"],[2,"Ink"]]}}"#,
            r#"{"subject":"7","order":{"columns":["id","title"],"rows":[[1,"Pen"],[2,"Ink"]]}}"#,
        ] {
            for (json, first) in [
                (ticket.to_owned(), 1),
                (format!("[{ticket}]"), 1),
                (format!("{ticket}\n{ticket}"), 1),
                (format!("{{\"tickets\":[{ticket}]}}"), 1),
                (format!("{{\"data\":{ticket}}}"), 1),
            ] {
                let (header, out) = rows(&json, 100).unwrap();
                let count = json.matches(ticket).count();
                assert_eq!(out.matches("\r\n").count(), count, "{json}: {out}");
                assert!(out.starts_with(&format!("{first},,")), "{json}: {out}");
                assert!(out.contains('7'), "{json}: {header} {out}");
            }
        }
        let listed = json!({"title": "x", "order": {"cols": ["id", "t"], "rows": [[1, "a"]]}});
        assert_eq!(records(&listed, true), None);
        // A report is called so.
        assert_eq!(records(&listed, false).map(|rows| rows.len()), Some(1));
        let beside = json!({"all": [{"id": 1, "title": "x"}], "sum": {"cols": ["id", "t"], "rows": [[1, "a"]]}});
        assert_eq!(records(&beside, false), None);
        let answer = json!({"database_id": 3, "valid": true, "data": {"cols": [{"name": "id", "id": 9}, {"name": "t"}], "rows": [[1, "a"]]}});
        assert_eq!(records(&answer, false).map(|rows| rows.len()), Some(1));
    }

    #[test]
    fn long_names_of_columns_are_not_copied_for_each_row() {
        let long = "x".repeat(4 << 20);
        let values = "[1],".repeat(500_000) + "[1]";
        let table = format!("{{\"columns\":[\"{long}\",\"b\"],\"rows\":[{values}]}}");
        let keyed = format!("{{\"{long}\":{{\"0\":1,\"1\":2}},\"b\":{{\"0\":1,\"1\":2}}}}");
        for json in [table, keyed] {
            let (header, out) = rows(&json, 1 << 16).unwrap();
            assert_eq!((header.as_str(), out.lines().count()), ("", 2));
            assert!(out.starts_with("1,\"the names of the columns are longer than 64 KiB\n"));
        }
        // The same without names of lists: no row is one then.
        let (header, out) = rows(&format!("[[\"{long}\",\"b\"],[1],[1]]"), 1 << 16).unwrap();
        assert_eq!((header.as_str(), out.matches("\r\n").count()), ("", 3));
    }

    #[test]
    fn names_are_copied_only_so_often() {
        let name = "x".repeat(60 << 10);
        let values = "[1],".repeat(4000) + "[1]";
        for json in [
            format!("{{\"columns\":[\"{name}\",\"b\"],\"rows\":[{values}]}}"),
            format!("[[\"{name}\",\"b\"],{values}]"),
        ] {
            let error = rows(&json, 1 << 16).unwrap_err();
            assert!(matches!(
                error,
                crate::Error::File(tickets::FileError::UnpackedRatio { .. })
            ));
        }
        let short = format!(
            "{{\"columns\":[\"{}\",\"b\"],\"rows\":[{values}]}}",
            &name[..4000]
        );
        assert_eq!(rows(&short, 1 << 16).unwrap().1.lines().count(), 4001);
    }
}
