//! The names a text is searched for.

use crate::{phrases, rows};
use std::error::Error;

/// Rust source of the phrase table `NAMES`.
pub(crate) fn source() -> Result<String, Box<dyn Error>> {
    let mut list = Vec::new();
    for row in rows("gazetteer.tsv", 3)? {
        let label = match row[0].as_str() {
            "product" => "Product",
            "organization" => "Organization",
            "location" => "Location",
            other => return Err(format!("gazetteer.tsv: unknown label {other}").into()),
        };
        let is_exact = match row[1].as_str() {
            "exact" => true,
            "any" => false,
            other => return Err(format!("gazetteer.tsv: unknown case {other}").into()),
        };
        let name = &row[2];
        let meaning = format!(
            "Name {{ label: EntityLabel::{label}, written: {name:?}, is_exact: {is_exact} }}"
        );
        list.push((phrases::folded(&name.to_lowercase(), false)?, meaning));
    }
    phrases::source("NAMES", "Name", list)
}
