//! Reads the multipart form: the small fields as they come, the file straight to disk and through inspection.

use super::bytes::{STEP, Source};
use super::reading::{Asked, Reading, stored};
use super::settings::{self, Settings};
use crate::choices::Said;
use crate::problem::{doubtful, of_file, of_form, storage, trouble, unreadable};
use crate::source::{self, Settled};
use crate::unpacker::Unpacker;
use axum::extract::Multipart;
use endpoint::{Caller, Context, Error};
use folder::room;
use folder::uploads::{Incoming, Received, Uploads};
use queue::Trouble;
use queue::inspected::is_question;
use std::fs::File;
use std::io;
use std::path::Path;
use tickets::{FileError, Format, Inspection, Mapping, Options, Sniff, Zone, visible};
use wire::{Landing, Limits, Order, Packed, Refused, Stream};

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
    /// What was said of it.
    pub said: Said,
    /// The proposed mapping with the changes that came along.
    pub mapping: Mapping,
    /// Whether changes came along.
    pub asked_mapping: bool,
    /// Whether confirmation was asked for.
    pub review: bool,
    /// Whether nobody is there to confirm: a program sent it.
    pub unattended: bool,
    /// What inspection found, or the question it has.
    pub inspection: Result<Inspection, FileError>,
}

impl Sent {
    /// What is to be said before the job goes on, of the file itself and of whose it is.
    pub fn trouble(&self, source: &Settled) -> Option<Trouble> {
        match &self.inspection {
            Err(error) => Some(trouble(error)),
            Ok(found) => found
                .doubts
                .first()
                .map(doubtful)
                .or_else(|| source.question()),
        }
    }

    /// The source of its tickets.
    pub async fn source(&self, cx: &Context, caller: &Caller) -> Result<Settled, Error> {
        let of = source::Of {
            job: "",
            file_name: &self.file_name,
            said: &self.said,
            format: self.format,
            sniff: &self.sniff,
            mapping: &self.mapping,
            zone: &self.zone,
        };
        source::settle(&cx.records, caller.workspace, &of).await
    }
}

/// Reads the form. Any error leaves nothing on disk.
pub async fn read(
    cx: &Context,
    unpacker: &Unpacker,
    uploads: &Uploads,
    job: &str,
    form: Multipart,
    settings: Settings,
) -> Result<Sent, Error> {
    // Nothing is taken in that no worker would take up.
    endpoint::setting(&::settings::WORKER_CONCURRENCY).await?;
    let sent = read_fields(cx, unpacker, uploads, job, form, settings).await;
    if sent.is_err() {
        uploads.remove(job).map_err(Error::internal)?;
    }
    sent
}

async fn read_fields(
    cx: &Context,
    unpacker: &Unpacker,
    uploads: &Uploads,
    job: &str,
    mut form: Multipart,
    mut settings: Settings,
) -> Result<Sent, Error> {
    let mut sent = None;
    while let Some(field) = form.next_field().await.map_err(of_form)? {
        match field.name().unwrap_or_default() {
            "file" if sent.is_some() => {
                return Err(
                    Error::invalid("several_files", "the form holds more than one file")
                        .field("file"),
                );
            }
            "file" => {
                let name = file_name(field.file_name().unwrap_or_default());
                let source = Source::Form(Box::new(field));
                let target = Target { uploads, job };
                sent = Some(file(cx, unpacker, target, (source, name), &settings).await?);
            }
            name => {
                let name = name.to_owned();
                settings::take(&mut settings, &name, field).await?;
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

/// Where a file goes.
#[derive(Clone, Copy)]
struct Target<'a> {
    uploads: &'a Uploads,
    job: &'a str,
}

/// Takes in a file that was stored as it was sent. Any error leaves nothing of the job on disk; the file stays.
pub async fn of_parts(
    cx: &Context,
    unpacker: &Unpacker,
    uploads: &Uploads,
    job: &str,
    (path, name): (&Path, &str),
    settings: Settings,
) -> Result<Sent, Error> {
    endpoint::setting(&::settings::WORKER_CONCURRENCY).await?;
    let source = Source::Disk(File::open(path).map_err(storage)?);
    let target = Target { uploads, job };
    let sent = file(cx, unpacker, target, (source, file_name(name)), &settings).await;
    if sent.is_err() {
        uploads.remove(job).map_err(Error::internal)?;
    }
    sent
}

async fn file(
    cx: &Context,
    unpacker: &Unpacker,
    Target { uploads, job }: Target<'_>,
    (mut source, file_name): (Source<'_>, String),
    settings: &Settings,
) -> Result<Sent, Error> {
    let limit = endpoint::setting(&::settings::UPLOAD_LIMIT_BYTES).await?;
    let limits = Limits::of_uploads(limit);
    let zone = settings.zone.clone().unwrap_or(Zone::UTC);
    let asked = Asked {
        settings,
        options: Options::new(zone.clone(), cx.clock.now()),
    };
    let mut incoming = uploads.begin(job).map_err(storage)?;
    let (mut reading, mut stream, mut out) = (Reading::Head, Stream::new(limits), Vec::new());
    while let Some(bytes) = source.next().await? {
        if incoming.size() + bytes.len() as u64 > limit {
            return Err(too_large(limit));
        }
        incoming.count(&bytes);
        // Small steps, as much may come out of each.
        for step in bytes.chunks(STEP) {
            out.clear();
            stream
                .feed(step, &mut collect(&mut out))
                .map_err(unreadable)?;
            incoming.write(&out).map_err(storage)?;
            if stream.is_table() {
                settings.expect_parquet(false)?;
                reading.feed(&incoming, &out, &asked)?;
            }
        }
    }
    out.clear();
    let landing = stream.finish(&mut collect(&mut out)).map_err(unreadable)?;
    incoming.write(&out).map_err(storage)?;
    settings.expect_parquet(matches!(landing, Landing::Packed(Packed::Parquet)))?;
    let (received, found) = match landing {
        Landing::Table => {
            reading.feed(&incoming, &out, &asked)?;
            let found = reading.finish(&incoming, &asked)?;
            (incoming.finish(None).map_err(storage)?, Some(found))
        }
        Landing::Rows(header) => (incoming.finish(Some(&header)).map_err(storage)?, None),
        Landing::Packed(packed) => {
            let job = job.to_owned();
            let order = Order {
                job,
                packed,
                limits,
                table: settings.said.file.table.clone(),
            };
            (unpacked(unpacker, uploads, incoming, &order).await?, None)
        }
    };
    let (format, sniff, mapping, inspection) = match found {
        Some(found) => found,
        None => stored(&uploads.file(job), &asked).await?,
    };
    Ok(Sent {
        received,
        file_name,
        zone,
        format,
        sniff,
        said: settings.said.clone(),
        mapping,
        asked_mapping: settings.has_edit(),
        review: settings.review,
        unattended: false,
        inspection,
    })
}

/// Has what is on disk unpacked.
async fn unpacked(
    unpacker: &Unpacker,
    uploads: &Uploads,
    incoming: Incoming,
    order: &Order,
) -> Result<Received, Error> {
    match unpacker.unpack(order).await? {
        Ok(outcome) => incoming.finish_unpacked(outcome).map_err(storage),
        Err(Refused::File(error)) => Err(of_file(&error)),
        Err(Refused::Store(cause)) => {
            let folder = uploads.file(&order.job);
            let folder = folder.parent().unwrap_or(&folder);
            Err(storage(room::explained(io::Error::other(cause), folder)))
        }
    }
}

/// Records of a program, which are on disk as a table.
pub async fn of_program(
    cx: &Context,
    path: &Path,
    received: Received,
    zone: Zone,
    said: Said,
) -> Result<Sent, Error> {
    let settings = Settings::default();
    let asked = Asked {
        settings: &settings,
        options: Options::new(zone.clone(), cx.clock.now()),
    };
    let (format, sniff, mapping, inspection) = stored(path, &asked).await?;
    // Nobody is there to ask.
    let inspection = inspection.map_err(|error| of_file(&error))?;
    Ok(Sent {
        received,
        file_name: "data-ingest.json".to_owned(),
        zone,
        format,
        sniff,
        said,
        mapping,
        asked_mapping: false,
        review: false,
        unattended: true,
        inspection: Ok(inspection),
    })
}

fn collect(out: &mut Vec<u8>) -> impl FnMut(&[u8]) -> Result<(), wire::Error> + '_ {
    |bytes| {
        out.extend_from_slice(bytes);
        Ok(())
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
    sent.asked_mapping |= settings.has_edit();
    sent.said.source.clone_from(&settings.said.source);
    if settings.said.file != sent.said.file {
        return anew(cx, uploads, job, sent, &settings).await;
    }
    let zone = settings.zone.clone().filter(|zone| *zone != sent.zone);
    let edited = settings.edited(&sent.mapping, &sent.sniff)?;
    let mapping = edited.unwrap_or_else(|| sent.mapping.clone());
    if zone.is_none() && mapping == sent.mapping {
        return Ok(sent);
    }
    sent.zone = zone.unwrap_or(sent.zone);
    sent.mapping = mapping;
    let options = Options::new(sent.zone.clone(), cx.clock.now());
    sent.inspection = folder::inspection::of_stored(
        &uploads.file(job),
        (&sent.mapping, &sent.said.file),
        options,
        async || Ok::<(), std::io::Error>(()),
    )
    .await
    .map_err(Error::internal)?;
    match &sent.inspection {
        Err(error) if !is_question(error) => Err(of_file(error)),
        _ => Ok(sent),
    }
}

/// Reads the stored file again as it was said behind it.
async fn anew(
    cx: &Context,
    uploads: &Uploads,
    job: &str,
    sent: Sent,
    settings: &Settings,
) -> Result<Sent, Error> {
    if settings.said.file.table != sent.said.file.table {
        let detail = "the field table comes behind the file, which was unpacked by then";
        return Err(Error::invalid("table_behind_file", detail)
            .field("table")
            .remedy("send the field table before the file"));
    }
    let zone = settings.zone.clone().unwrap_or_else(|| sent.zone.clone());
    let asked = Asked {
        settings,
        options: Options::new(zone.clone(), cx.clock.now()),
    };
    let (format, sniff, mapping, inspection) = stored(&uploads.file(job), &asked).await?;
    Ok(Sent {
        zone,
        format,
        sniff,
        mapping,
        inspection,
        said: settings.said.clone(),
        ..sent
    })
}

/// The last part of a name that may hold folders, at most 200 characters, without those that nobody sees.
pub fn file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = visible(last).chars().take(200).collect();
    match clean.trim() {
        "" | "." | ".." => "export".to_owned(),
        clean => clean.to_owned(),
    }
}

/// More bytes than may be uploaded.
pub fn too_large(limit: u64) -> Error {
    Error::too_large(
        "file_too_large",
        format!("the file is larger than {limit} bytes"),
    )
    .field("file")
    .remedy("export fewer tickets at a time, or have the operator raise upload_limit_bytes")
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
        assert_eq!(file_name("invoice\u{202e}vsc.exe"), "invoicevsc.exe");
        assert_eq!(file_name("\u{2066}\u{feff}"), "export");
    }
}
