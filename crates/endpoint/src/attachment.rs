//! Answers that a browser saves as a file.

use axum::{body::Body, response::Response};
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};

use crate::{Error, Result};

/// An answer of some media type that is saved under a name, which holds no quotes.
pub fn attachment(kind: &str, name: &str, body: impl Into<Body>) -> Result<Response> {
    Response::builder()
        .header(CONTENT_TYPE, kind)
        .header(
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        )
        .body(body.into())
        .map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_its_name_and_type() {
        let answer = attachment("text/csv; charset=utf-8", "a.csv", "x").unwrap();
        assert_eq!(answer.headers()[CONTENT_TYPE], "text/csv; charset=utf-8");
        assert_eq!(
            answer.headers()[CONTENT_DISPOSITION],
            "attachment; filename=\"a.csv\""
        );
        assert!(attachment("text/csv", "a\n.csv", "").is_err());
    }
}
