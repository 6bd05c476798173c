//! Log lines of a component: one event, one line, one JSON object. Whoever runs the component adds the time, the component
//! and the request.

use serde_json::{Map, Value};

/// Worth keeping, and as expected.
pub fn info(event: &str, fields: Value) {
    write("info", event, fields);
}

/// Somebody should look at it some time.
pub fn warn(event: &str, fields: Value) {
    write("warn", event, fields);
}

/// Something failed through our fault.
pub fn error(event: &str, fields: Value) {
    write("error", event, fields);
}

fn write(level: &str, event: &str, fields: Value) {
    eprintln!("{}", line(level, event, fields));
}

/// The names of `fields`, an object, have dots: `job.id`. Neither secrets nor texts of tickets belong there.
fn line(level: &str, event: &str, fields: Value) -> String {
    let mut object = Map::new();
    object.insert("level".to_owned(), level.into());
    object.insert("message".to_owned(), event.into());
    match fields {
        Value::Object(fields) => object.extend(fields),
        Value::Null => {}
        other => {
            object.insert("value".to_owned(), other);
        }
    }
    Value::Object(object).to_string()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_event_is_one_object_on_one_line() {
        let line = line(
            "warn",
            "upload_leftover",
            json!({"job.id": "a\nb", "chunk": 3}),
        );
        assert_eq!(line.lines().count(), 1);
        let read: Value = serde_json::from_str(&line).unwrap();
        assert_eq!(
            read,
            json!({"level": "warn", "message": "upload_leftover", "job.id": "a\nb", "chunk": 3})
        );
    }
}
