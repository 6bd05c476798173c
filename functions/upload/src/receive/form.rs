//! Reads the multipart form: the small fields as they come, the file straight to disk and through inspection.

use crate::intake::{HEAD_BYTES, Incoming, Received, Uploads};
use crate::problem::of_file;
use crate::worker::inspect::is_question;
use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError};
use endpoint::{Context, Error};
use http::StatusCode;
use tickets::{
    FileError, Format, Inspection, Inspector, Mapping, MappingEdit, Options, Sniff, Zone,
};

/// A small field larger than this is refused.
const SMALL_FIELD: usize = 64 * 1024;

/// What was sent: the file is complete on disk, under its job's folder.
pub struct Sent {
    /// Size and hash.
    pub received: Received,
    /// Its name as the client gave it, without folders.
    pub file_name: String,
    /// The timezone asked for.
    pub zone: Zone,
    /// Which format reads it.
    pub format: &'static dyn Format,
    /// Its head.
    pub sniff: Sniff,
    /// The proposed mapping with the changes that came along.
    pub mapping: Mapping,
    /// Whether confirmation was asked for.
    pub review: bool,
    /// What inspection found, or the question it has.
    pub inspection: Result<Inspection, FileError>,
}

#[derive(Default)]
struct Settings {
    zone: Option<Zone>,
    edit: Option<MappingEdit>,
    review: bool,
}

/// Reads the form. Any error leaves nothing on disk.
pub async fn read(
    cx: &Context,
    uploads: &Uploads,
    job: &str,
    form: Multipart,
) -> Result<Sent, Error> {
    let sent = read_fields(cx, uploads, job, form).await;
    if sent.is_err() {
        uploads.remove(job).map_err(Error::internal)?;
    }
    sent
}

async fn read_fields(
    cx: &Context,
    uploads: &Uploads,
    job: &str,
    mut form: Multipart,
) -> Result<Sent, Error> {
    let mut settings = Settings::default();
    let mut sent = None;
    while let Some(field) = form.next_field().await.map_err(broken)? {
        match field.name().unwrap_or_default() {
            "file" if sent.is_some() => {
                return Err(
                    Error::invalid("several_files", "the form holds more than one file")
                        .field("file"),
                );
            }
            "file" => sent = Some(file(cx, uploads, job, field, &settings).await?),
            name => {
                let name = name.to_owned();
                setting(&mut settings, &name, field).await?;
            }
        }
    }
    let sent = sent.ok_or_else(|| {
        Error::invalid("no_file", "the form has no field file")
            .field("file")
            .remedy("send the export in the field file")
    })?;
    again(cx, uploads, job, sent, settings).await
}

async fn setting(settings: &mut Settings, name: &str, mut field: Field<'_>) -> Result<(), Error> {
    let mut value = Vec::new();
    while let Some(bytes) = field.chunk().await.map_err(broken)? {
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
    match name {
        "timezone" => settings.zone = Some(zone(value.trim())?),
        "review" => settings.review = matches!(value.trim(), "true" | "1" | "on"),
        "mapping" if value.trim().is_empty() => {}
        "mapping" => {
            let edit = serde_json::from_str(&value).map_err(|error| {
                Error::invalid("bad_mapping", format!("the mapping cannot be read: {error}"))
                    .field("mapping")
                    .remedy(r#"send {"fields": {"ticket_id": "Issue key"}} with names or positions of columns"#)
            })?;
            settings.edit = Some(edit);
        }
        _ => {
            return Err(
                Error::invalid("unknown_field", format!("the form has no field {name}"))
                    .field(name.to_owned()),
            );
        }
    }
    Ok(())
}

/// The zone of that name.
fn zone(name: &str) -> Result<Zone, Error> {
    if name.is_empty() {
        return Ok(Zone::UTC);
    }
    Zone::new(name).map_err(|error| {
        Error::invalid("unknown_timezone", error.to_string())
            .field("timezone")
            .remedy("use an IANA name such as Europe/Berlin")
    })
}

/// Where the file's inspection stands.
enum Reading {
    /// Not enough bytes yet.
    Head,
    /// Being inspected.
    Body(Box<(&'static dyn Format, Sniff, Mapping, Inspector)>),
    /// Nothing can be inspected before somebody chose columns.
    Unmapped(Box<(&'static dyn Format, Sniff, Mapping, FileError)>),
}

async fn file(
    cx: &Context,
    uploads: &Uploads,
    job: &str,
    mut field: Field<'_>,
    settings: &Settings,
) -> Result<Sent, Error> {
    let limit = upload_limit().await;
    let file_name = file_name(field.file_name().unwrap_or_default());
    let zone = settings.zone.clone().unwrap_or(Zone::UTC);
    let options = Options::new(zone.clone(), cx.clock.now());
    let mut incoming = uploads.begin(job).map_err(storage)?;
    let mut reading = Reading::Head;
    while let Some(bytes) = field.chunk().await.map_err(broken)? {
        if incoming.size() + bytes.len() as u64 > limit {
            return Err(too_large(limit));
        }
        incoming.write(&bytes).map_err(storage)?;
        match &mut reading {
            Reading::Head if incoming.head().len() == HEAD_BYTES => {
                reading = start(&incoming, false, settings, &options)?;
                if let Reading::Body(body) = &mut reading {
                    body.3
                        .feed(incoming.head())
                        .map_err(|error| of_file(&error))?;
                    let rest = usize::try_from(incoming.size()).unwrap_or(usize::MAX) - HEAD_BYTES;
                    body.3
                        .feed(&bytes[bytes.len() - rest..])
                        .map_err(|error| of_file(&error))?;
                }
            }
            Reading::Body(body) => body.3.feed(&bytes).map_err(|error| of_file(&error))?,
            Reading::Head | Reading::Unmapped(_) => {}
        }
    }
    if let Reading::Head = reading {
        reading = start(&incoming, true, settings, &options)?;
        if let Reading::Body(body) = &mut reading {
            body.3
                .feed(incoming.head())
                .map_err(|error| of_file(&error))?;
        }
    }
    let (format, sniff, mapping, inspection) = match reading {
        Reading::Head => return Err(of_file(&FileError::Empty)),
        Reading::Unmapped(unmapped) => (unmapped.0, unmapped.1, unmapped.2, Err(unmapped.3)),
        Reading::Body(body) => match body.3.finish() {
            Err(error) if !is_question(&error) => return Err(of_file(&error)),
            inspection => (body.0, body.1, body.2, inspection),
        },
    };
    let received = incoming.finish().map_err(storage)?;
    Ok(Sent {
        received,
        file_name,
        zone,
        format,
        sniff,
        mapping,
        review: settings.review,
        inspection,
    })
}

/// Proposes a mapping from the head and begins the inspection.
fn start(
    incoming: &Incoming,
    complete: bool,
    settings: &Settings,
    options: &Options,
) -> Result<Reading, Error> {
    let (format, sniff) =
        tickets::detect(incoming.head(), complete).map_err(|error| of_file(&error))?;
    let proposed = format.propose(&sniff);
    let mapping = match &settings.edit {
        Some(edit) => proposed
            .edited(edit, &sniff)
            .map_err(|error| of_file(&error).field("mapping"))?,
        None => proposed,
    };
    match format.inspector(&sniff, &mapping, options.clone()) {
        Ok(inspector) => Ok(Reading::Body(Box::new((format, sniff, mapping, inspector)))),
        // With a person at hand, a missing column can still be chosen.
        Err(error @ (FileError::NoKeyColumn | FileError::NoTextColumn)) if settings.review => {
            Ok(Reading::Unmapped(Box::new((format, sniff, mapping, error))))
        }
        Err(error) => Err(of_file(&error)),
    }
}

/// Takes settings that came behind the file into account, reading the stored file again where they change anything.
async fn again(
    cx: &Context,
    uploads: &Uploads,
    job: &str,
    mut sent: Sent,
    settings: Settings,
) -> Result<Sent, Error> {
    sent.review |= settings.review;
    let zone = settings.zone.filter(|zone| *zone != sent.zone);
    let mapping = match &settings.edit {
        Some(edit) => sent
            .mapping
            .edited(edit, &sent.sniff)
            .map_err(|error| of_file(&error).field("mapping"))?,
        None => sent.mapping.clone(),
    };
    if zone.is_none() && mapping == sent.mapping {
        return Ok(sent);
    }
    sent.zone = zone.unwrap_or(sent.zone);
    sent.mapping = mapping;
    let options = Options::new(sent.zone.clone(), cx.clock.now());
    sent.inspection =
        crate::inspection::of_stored(&uploads.file(job), &sent.mapping, options, async || {
            Ok::<(), std::io::Error>(())
        })
        .await
        .map_err(Error::internal)?;
    match &sent.inspection {
        Err(error) if !is_question(error) => Err(of_file(error)),
        _ => Ok(sent),
    }
}

/// The last part of a name that may hold folders, at most 200 characters, without control characters.
fn file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last.chars().filter(|c| !c.is_control()).take(200).collect();
    match clean.trim() {
        "" | "." | ".." => "export".to_owned(),
        clean => clean.to_owned(),
    }
}

/// Largest file, in bytes.
async fn upload_limit() -> u64 {
    stores::variables::get("upload_limit_bytes")
        .await
        .and_then(|limit| limit.trim().parse().ok())
        .unwrap_or(500 * 1024 * 1024)
}

fn too_large(limit: u64) -> Error {
    Error::too_large(
        "file_too_large",
        format!("the file is larger than {limit} bytes"),
    )
    .field("file")
    .remedy("export fewer tickets at a time, or have the operator raise upload_limit_bytes")
}

/// A form that cannot be read on: cut off, or not well-formed.
#[expect(clippy::needless_pass_by_value, reason = "the form `map_err` calls")]
fn broken(error: MultipartError) -> Error {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::too_large("body_too_large", error.body_text()),
        _ => Error::invalid(
            "body_cut_off",
            format!(
                "the body ended early or is no valid form: {}",
                error.body_text()
            ),
        )
        .remedy("send the file again"),
    }
}

fn storage(error: std::io::Error) -> Error {
    match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Error::new(
            StatusCode::INSUFFICIENT_STORAGE,
            "storage_full",
            "there is no room for the file",
        )
        .remedy("make room on the disk of the data folder"),
        _ => Error::internal(error),
    }
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn a_file_name_has_no_folders() {
        assert_eq!(file_name("../../etc/passwd"), "passwd");
        assert_eq!(file_name(r"C:\exports\week 1.csv"), "week 1.csv");
        assert_eq!(file_name("a\0\nb.csv"), "ab.csv");
        assert_eq!(file_name(".."), "export");
    }
}
