//! `Upload-Metadata`: the file's name and the small fields of an upload, as pairs of a key and a text in Base64.

use crate::receive::settings::{FIELDS, Settings};
use data_encoding::BASE64;
use endpoint::Error;
use std::collections::BTreeMap;

/// What comes along with an upload in parts.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The file's name, as the client gave it.
    pub file_name: String,
    /// The small fields of the form, by name.
    pub fields: BTreeMap<String, String>,
}

/// Reads the header's value. Keys that clients add of their own (`filetype`) are not looked at.
pub fn read(header: &str) -> Result<Metadata, Error> {
    let mut metadata = Metadata::default();
    for pair in header
        .split(',')
        .map(str::trim)
        .filter(|pair| !pair.is_empty())
    {
        let (key, value) = pair.split_once(' ').unwrap_or((pair, ""));
        let value = text(key, value.trim())?;
        match key {
            "filename" => metadata.file_name = value,
            key if FIELDS.contains(&key) => {
                metadata.fields.insert(key.to_owned(), value);
            }
            _ => {}
        }
    }
    // What is wrong is told before the file is sent.
    settings(&metadata.fields, Settings::default())?;
    Ok(metadata)
}

/// The settings with these fields.
pub fn settings(
    fields: &BTreeMap<String, String>,
    mut settings: Settings,
) -> Result<Settings, Error> {
    for (name, value) in fields {
        settings.set(name, value)?;
    }
    Ok(settings)
}

fn text(key: &str, value: &str) -> Result<String, Error> {
    let bytes = BASE64.decode(value.as_bytes()).ok();
    bytes
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .filter(|text| !text.contains('\0'))
        .ok_or_else(|| {
            let detail = format!("the value of {key} in upload-metadata is no text in Base64");
            Error::invalid("bad_metadata", detail).field("upload-metadata")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_settings_are_read_and_what_is_wrong_is_told() {
        let header =
            "filename d2Vlay5jc3Y=, timezone RXVyb3BlL0Jlcmxpbg==,filetype dGV4dC9jc3Y=,is_last";
        let metadata = read(header).unwrap();
        assert_eq!(metadata.file_name, "week.csv");
        let zone = BTreeMap::from([("timezone".to_owned(), "Europe/Berlin".to_owned())]);
        assert_eq!(metadata.fields, zone);
        assert_eq!(read("").unwrap(), Metadata::default());
        let code = |header| read(header).unwrap_err().problem().code.to_string();
        assert_eq!(code("filename week.csv"), "bad_metadata");
        assert_eq!(code("filename AA=="), "bad_metadata");
        assert_eq!(code("timezone TWFycw=="), "unknown_timezone");
        assert_eq!(code("mapping e30K,mapping ew=="), "bad_mapping");
    }
}
