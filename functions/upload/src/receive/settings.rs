//! The small fields of the form: what comes along with a file.

use crate::choices::Said;
use crate::problem::{of_file, of_form};
use axum::extract::multipart::Field;
use endpoint::Error;
use tickets::{Mapping, MappingEdit, SavedMapping, Sniff, Zone};

/// A small field larger than this is refused.
const SMALL_FIELD: usize = 64 * 1024;

/// The names of the small fields.
pub const FIELDS: [&str; 7] = [
    "timezone",
    "review",
    "encoding",
    "delimiter",
    "table",
    "source",
    "mapping",
];

/// What comes along with a file.
#[derive(Default)]
pub struct Settings {
    /// Where times that name no zone were taken.
    pub zone: Option<Zone>,
    edit: Option<MappingEdit>,
    /// Whether somebody wants to confirm the mapping.
    pub review: bool,
    /// What was said of the file.
    pub said: Said,
    templates: Vec<SavedMapping>,
    parquet: bool,
}

impl Settings {
    /// Settings of a form that was not read yet: saved mappings to look for one that fits, and whether only Parquet is
    /// taken.
    pub fn new(templates: Vec<SavedMapping>, parquet: bool) -> Self {
        Self {
            templates,
            parquet,
            ..Self::default()
        }
    }

    /// Whether changes of the mapping were asked for.
    pub fn has_edit(&self) -> bool {
        self.edit.is_some()
    }

    /// The mapping with the changes that were asked for; none if there were none.
    pub fn edited(&self, mapping: &Mapping, sniff: &Sniff) -> Result<Option<Mapping>, Error> {
        let edited = self.edit.as_ref().map(|edit| mapping.edited(edit, sniff));
        edited
            .transpose()
            .map_err(|error| of_file(&error).field("mapping"))
    }

    /// The saved mapping that fits a file's columns.
    pub fn fitting(&self, proposed: &Mapping, sniff: &Sniff) -> Option<Mapping> {
        SavedMapping::fitting(&self.templates, proposed, sniff)
    }

    /// Refuses what is no Parquet where only that is taken.
    pub fn expect_parquet(&self, is: bool) -> Result<(), Error> {
        if is || !self.parquet {
            return Ok(());
        }
        Err(Error::invalid("not_parquet", "the file is no Parquet file")
            .field("file")
            .remedy("send other files to /api/upload"))
    }
}

/// Takes a small field in.
pub async fn take(settings: &mut Settings, name: &str, mut field: Field<'_>) -> Result<(), Error> {
    let mut value = Vec::new();
    while let Some(bytes) = field.chunk().await.map_err(of_form)? {
        value.extend_from_slice(&bytes);
        if value.len() > SMALL_FIELD {
            return Err(Error::too_large(
                "field_too_large",
                format!("the field {name} is larger than {SMALL_FIELD} bytes"),
            ));
        }
    }
    let value = String::from_utf8(value).map_err(|_| {
        Error::invalid("not_text", format!("the field {name} is not UTF-8 text"))
            .field(name.to_owned())
    })?;
    settings.set(name, &value)
}

impl Settings {
    /// Takes a setting by its name in the form.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), Error> {
        match name {
            "timezone" => self.zone = Some(zone(value.trim())?),
            "review" => self.review = matches!(value.trim(), "true" | "1" | "on"),
            "encoding" | "delimiter" | "table" | "source" => self.said.take(name, value)?,
            "mapping" if value.trim().is_empty() => {}
            "mapping" if endpoint::holds_nul(value.as_bytes()) => {
                return Err(endpoint::nul("the mapping").field("mapping"));
            }
            "mapping" => {
                let edit = serde_json::from_str(value).map_err(|error| {
                Error::invalid("bad_mapping", format!("the mapping cannot be read: {error}"))
                    .field("mapping")
                    .remedy(r#"send {"fields": {"ticket_id": "Issue key"}} with names or positions of columns"#)
            })?;
                self.edit = Some(edit);
            }
            _ => {
                return Err(Error::invalid(
                    "unknown_field",
                    format!("the form has no field {name}"),
                )
                .field(name.to_owned()));
            }
        }
        Ok(())
    }
}

/// The zone of that name.
pub fn zone(name: &str) -> Result<Zone, Error> {
    if name.is_empty() {
        return Ok(Zone::UTC);
    }
    Zone::new(name).map_err(|error| {
        Error::invalid("unknown_timezone", error.to_string())
            .field("timezone")
            .remedy("use an IANA name such as Europe/Berlin")
    })
}
