//! Tables that are written as JSON: columns beside rows without names, or a list of values for each column.

use serde_json::{Map, Value};

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

/// The rows of a table as records; none if the object is none.
pub(super) fn records(object: &Map<String, Value>) -> Option<Vec<Map<String, Value>>> {
    let own = |object: &Map<String, Value>| by_column(object).or_else(|| by_row(object));
    own(object).or_else(|| object.values().find_map(|inner| own(inner.as_object()?)))
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
fn by_row(object: &Map<String, Value>) -> Option<Vec<Map<String, Value>>> {
    let mut lists = ROWS.iter();
    let rows = lists.find_map(|name| {
        let rows = object.get(*name)?.as_array()?.iter();
        let rows: Option<Vec<&[Value]>> =
            rows.map(|row| Some(row.as_array()?.as_slice())).collect();
        rows.filter(|rows| !rows.is_empty())
    })?;
    let columns = COLUMNS
        .iter()
        .find_map(|name| object.get(*name)?.as_array());
    let (header, rows) = match columns {
        Some(columns) => (header(columns)?, &rows[..]),
        None => (header(rows[0])?, &rows[1..]),
    };
    let fits = rows.iter().all(|row| row.len() <= header.len());
    (fits && !rows.is_empty()).then(|| rows.iter().map(|row| record(&header, row)).collect())
}

/// `{"id": {"0": 1, …}, "subject": {"0": "x", …}}`, as a table of pandas is written.
fn by_column(object: &Map<String, Value>) -> Option<Vec<Map<String, Value>>> {
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
    let record = |number: &u64| {
        let cells = object.iter().filter_map(|(name, column)| {
            let value = column.get(number.to_string())?;
            Some((name.clone(), value.clone()))
        });
        cells.collect()
    };
    Some(numbers.iter().map(record).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

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
            let found = records(table.as_object().unwrap()).unwrap();
            assert_eq!(json!(found), expected, "{table}");
        }
        for other in [
            json!({"id": 1, "values": [["a", "b"], ["c", "d", "e"]]}),
            json!({"fields": ["a"], "data": [[1]]}),
            json!({"17": {"id": 17, "title": "x"}, "18": {"id": 18, "title": "y"}}),
            json!({"id": {"0": 1}, "subject": {"0": "x", "1": "y"}}),
        ] {
            assert_eq!(records(other.as_object().unwrap()), None, "{other}");
        }
    }
}
