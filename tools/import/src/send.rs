//! A file's way to the application: announced, sent in parts, made a job.

use crate::look::Look;
use crate::{Client, Error, Event, Reading};
use data_encoding::BASE64;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::thread;
use std::time::Duration;
use ureq::SendBody;

/// Bytes of a part: little is lost with one.
const PART: u64 = 16 * 1024 * 1024;
/// How long is waited before the next try, one after the other; a part that arrives begins anew.
const WAITS: [u64; 7] = [1, 2, 5, 10, 20, 30, 60];

/// Sends a file; its job.
pub fn send(
    client: &mut Client,
    (path, name): (&Path, &str),
    reading: &Reading,
    tell: &mut dyn FnMut(Event<'_>),
) -> Result<String, Error> {
    let mut file = File::open(path).map_err(Error::of_file(path))?;
    let about = file.metadata().map_err(Error::of_file(path))?;
    let (look, of) = (Look::from(&about), about.len());
    let metadata = metadata(name, reading);
    let length = of.to_string();
    let headers = [
        ("tus-resumable", "1.0.0"),
        ("upload-length", length.as_str()),
        ("upload-metadata", metadata.as_str()),
    ];
    let begun = patiently(name, tell, || {
        client.send("POST", "/api/uploads", &headers, SendBody::none())
    })?;
    let place = begun
        .headers
        .get("location")
        .and_then(|place| place.to_str().ok());
    let place = place
        .ok_or_else(|| {
            Error::Unreachable("the application names no place for the file".to_owned())
        })?
        .to_owned();
    let mut sent = 0;
    let mut failures = WAITS.iter();
    while sent < of {
        match part(client, &place, (path, &mut file), sent) {
            Ok(there) => {
                stands(path, &file, look)?;
                sent = there;
                failures = WAITS.iter();
                tell(Event::Sent { name, sent, of });
            }
            Err(error) if error.is_passing() => {
                let Some(wait) = failures.next() else {
                    return Err(error);
                };
                tell(Event::Again {
                    name,
                    cause: &error.to_string(),
                });
                thread::sleep(Duration::from_secs(*wait));
                // What had come before it broke is there.
                if let Ok(status) = client.get(&place) {
                    sent = status.body["upload_offset"].as_u64().unwrap_or(sent);
                }
            }
            Err(error) => return Err(error),
        }
    }
    let path = format!("{place}/job");
    let taken = patiently(name, tell, || {
        client.send("POST", &path, &[], SendBody::none())
    })?;
    let job = taken.body["job_id"].as_str();
    job.map(str::to_owned)
        .ok_or_else(|| Error::Unreachable("the application names no job".to_owned()))
}

/// Sends the part that begins at a place; how many bytes are there then.
fn part(
    client: &mut Client,
    place: &str,
    (path, file): (&Path, &mut File),
    at: u64,
) -> Result<u64, Error> {
    file.seek(SeekFrom::Start(at))
        .map_err(Error::of_file(path))?;
    let mut bytes = Vec::new();
    file.take(PART)
        .read_to_end(&mut bytes)
        .map_err(Error::of_file(path))?;
    let at = at.to_string();
    let headers = [
        ("tus-resumable", "1.0.0"),
        ("content-type", "application/offset+octet-stream"),
        ("upload-offset", at.as_str()),
    ];
    let answer = client.send(
        "PATCH",
        place,
        &headers,
        SendBody::from_reader(&mut bytes.as_slice()),
    )?;
    let there = answer
        .headers
        .get("upload-offset")
        .and_then(|there| there.to_str().ok());
    there.and_then(|there| there.parse().ok()).ok_or_else(|| {
        Error::Unreachable("the application does not say how much is there".to_owned())
    })
}

/// Refuses a file that somebody writes to while it is sent: half of it would be old, or it would have no end.
fn stands(path: &Path, file: &File, look: Option<Look>) -> Result<(), Error> {
    let about = file.metadata().map_err(Error::of_file(path))?;
    if Look::from(&about) == look {
        return Ok(());
    }
    Err(Error::Changed(path.to_owned()))
}

/// Does it again while it may help.
fn patiently<T>(
    name: &str,
    tell: &mut dyn FnMut(Event<'_>),
    mut task: impl FnMut() -> Result<T, Error>,
) -> Result<T, Error> {
    for wait in WAITS {
        match task() {
            Err(error) if error.is_passing() => {
                tell(Event::Again {
                    name,
                    cause: &error.to_string(),
                });
                thread::sleep(Duration::from_secs(wait));
            }
            done => return done,
        }
    }
    task()
}

/// What comes along with a file, as tus writes it.
fn metadata(name: &str, reading: &Reading) -> String {
    let mut fields = vec![
        ("filename", name),
        ("review", if reading.review { "true" } else { "false" }),
    ];
    if let Some(zone) = &reading.timezone {
        fields.push(("timezone", zone));
    }
    let pairs: Vec<String> = fields
        .into_iter()
        .map(|(key, text)| format!("{key} {}", BASE64.encode(text.as_bytes())))
        .collect();
    pairs.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_file_that_is_written_to_while_it_is_sent_is_not_sent_to_its_end() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        fs::write(&path, "old").unwrap();
        let file = File::open(&path).unwrap();
        let look = Look::of(&path);
        stands(&path, &file, look).unwrap();
        // Another file in its place changes nothing: the one that was opened is sent to its end.
        fs::write(folder.path().join(".new"), "new").unwrap();
        fs::rename(folder.path().join(".new"), &path).unwrap();
        stands(&path, &file, look).unwrap();
        let file = File::open(&path).unwrap();
        let look = Look::of(&path);
        fs::write(&path, "").unwrap();
        let changed = stands(&path, &file, look).unwrap_err();
        assert!(matches!(changed, Error::Changed(_)) && changed.is_passing());
    }

    #[test]
    fn what_comes_along_is_written_as_tus_writes_it() {
        let reading = Reading {
            timezone: Some("Europe/Berlin".to_owned()),
            review: true,
        };
        assert_eq!(
            metadata("Müller.csv", &reading),
            "filename TcO8bGxlci5jc3Y=,review dHJ1ZQ==,timezone RXVyb3BlL0Jlcmxpbg=="
        );
    }
}
