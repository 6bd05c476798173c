//! A report as JSON in, its pages out.

use std::sync::{LazyLock, Mutex, PoisonError};

use brief::Report;

use crate::{Error, Setter};

/// Kept as long as the instance lives: templates and fonts are read once.
static SETTER: LazyLock<Mutex<Option<Setter>>> = LazyLock::new(Mutex::default);

/// The PDF of a report.
///
/// # Errors
/// [`Error::Unreadable`] and [`Error::Invalid`] name the field that is wrong, [`Error::Typesetting`] is ours to mend.
pub fn pdf(report: &str) -> Result<Vec<u8>, Error> {
    with_setter(report, Setter::set)
}

/// The first page of a report as SVG.
///
/// # Errors
/// As those of [`pdf`].
pub fn first_page(report: &str) -> Result<String, Error> {
    with_setter(report, Setter::first_page)
}

fn with_setter<T>(
    report: &str,
    set: impl FnOnce(&mut Setter, &Report) -> Result<T, Error>,
) -> Result<T, Error> {
    let report = parse(report)?;
    let mut kept = SETTER.lock().unwrap_or_else(PoisonError::into_inner);
    let setter = match &mut *kept {
        Some(setter) => setter,
        none => none.insert(Setter::new()?),
    };
    set(setter, &report)
}

fn parse(report: &str) -> Result<Report, Error> {
    let json = &mut serde_json::Deserializer::from_str(report);
    let report = serde_path_to_error::deserialize(&mut *json).map_err(|error| {
        let path = error.path().to_string();
        Error::Unreadable {
            field: if matches!(path.as_str(), "." | "?") {
                String::new()
            } else {
                path
            },
            reason: error.inner().to_string(),
        }
    })?;
    json.end().map_err(|error| Error::Unreadable {
        field: String::new(),
        reason: error.to_string(),
    })?;
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINIMAL: &str = include_str!("../../../crates/brief/tests/minimal.json");

    fn refused(report: &str) -> String {
        pdf(report).unwrap_err().to_string()
    }

    #[test]
    fn a_report_comes_back_as_a_pdf_and_as_a_picture() {
        assert!(pdf(MINIMAL).unwrap().starts_with(b"%PDF-"));
        let page = first_page(MINIMAL).unwrap();
        assert!(
            page.starts_with("<svg") && page.ends_with("</svg>"),
            "{page:.80}"
        );
    }

    #[test]
    fn a_wrong_field_is_named_wherever_it_is_found() {
        let told = refused(&MINIMAL.replace("\"value\": 3", "\"value\": -3"));
        assert!(
            told.starts_with("kpis.tickets.value: ") && told.contains("expected u64"),
            "{told}"
        );
        let told = refused(&MINIMAL.replace("0.3333", "33.33"));
        assert_eq!(told, "kpis.negative_share.value must lie between 0 and 1");
        let told = refused(&MINIMAL.replace("2026-10-02", "2026-13-02"));
        assert!(told.starts_with("period.to: "), "{told}");
    }

    #[test]
    fn what_is_no_json_names_no_field() {
        assert!(refused("{").contains("EOF"));
        assert!(refused(&format!("{MINIMAL}{{}}")).contains("trailing"));
    }
}
