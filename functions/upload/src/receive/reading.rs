//! A table's inspection as it comes in, or once it is on disk.

use super::settings::Settings;
use crate::problem::{of_file, storage};
use endpoint::Error;
use folder::uploads::{HEAD_BYTES, Incoming};
use queue::inspected::is_question;
use std::path::Path;
use tickets::{FileError, Format, Inspection, Inspector, Mapping, Options, Sniff};

/// Where the file's inspection stands.
pub enum Reading {
    /// Not enough bytes yet.
    Head,
    /// Being inspected.
    Body(Box<(&'static dyn Format, Sniff, Mapping, Inspector)>),
    /// Nothing more can be inspected before somebody chose columns.
    Unmapped(Box<(&'static dyn Format, Sniff, Mapping, FileError)>),
}

impl Reading {
    /// Takes the table's next bytes, which were just written.
    pub fn feed(
        &mut self,
        incoming: &Incoming,
        bytes: &[u8],
        asked: &Asked<'_>,
    ) -> Result<(), Error> {
        match self {
            Self::Head if incoming.head().len() == HEAD_BYTES => {
                *self = start(incoming.head(), false, asked)?;
                let rest = usize::try_from(incoming.written()).unwrap_or(usize::MAX) - HEAD_BYTES;
                self.inspect(incoming.head())?;
                self.inspect(&bytes[bytes.len() - rest..])
            }
            Self::Body(_) => self.inspect(bytes),
            Self::Head | Self::Unmapped(_) => Ok(()),
        }
    }

    /// Goes on with the inspection; a question ends it, until a person answers.
    fn inspect(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let Self::Body(body) = self else {
            return Ok(());
        };
        let (format, sniff, mapping, inspector) = body.as_mut();
        match inspector.feed(bytes) {
            Ok(()) => Ok(()),
            Err(error) if is_question(&error) => {
                let unmapped = (*format, sniff.clone(), mapping.clone(), error);
                *self = Self::Unmapped(Box::new(unmapped));
                Ok(())
            }
            Err(error) => Err(of_file(&error)),
        }
    }

    /// Ends a table that was read as it came.
    pub fn finish(mut self, incoming: &Incoming, asked: &Asked<'_>) -> Result<Found, Error> {
        if let Self::Head = self {
            self = start(incoming.head(), true, asked)?;
            self.inspect(incoming.head())?;
        }
        match self {
            Self::Head => Err(of_file(&FileError::Empty)),
            Self::Unmapped(unmapped) => {
                let (format, sniff, mapping, error) = *unmapped;
                Ok((format, sniff, mapping, Err(error)))
            }
            Self::Body(body) => {
                let (format, sniff, mapping, inspector) = *body;
                match inspector.finish() {
                    Err(error) if !is_question(&error) => Err(of_file(&error)),
                    inspection => Ok((format, sniff, mapping, inspection)),
                }
            }
        }
    }
}

/// What was found in a file.
pub type Found = (
    &'static dyn Format,
    Sniff,
    Mapping,
    Result<Inspection, FileError>,
);

/// What the file is read with.
pub struct Asked<'a> {
    /// The small fields so far.
    pub settings: &'a Settings,
    /// Zone and moment of the upload.
    pub options: Options,
}

/// Inspects a table that was made of the upload and is on disk.
pub async fn stored(path: &Path, asked: &Asked<'_>) -> Result<Found, Error> {
    let (head, complete) = crate::mapping::head(path).map_err(storage)?;
    let (format, sniff, mapping) = match start(&head, complete, asked)? {
        Reading::Head => return Err(of_file(&FileError::Empty)),
        Reading::Unmapped(unmapped) => {
            let (format, sniff, mapping, error) = *unmapped;
            return Ok((format, sniff, mapping, Err(error)));
        }
        Reading::Body(body) => (body.0, body.1, body.2),
    };
    let options = asked.options.clone();
    let read = (&mapping, &sniff.choices);
    let inspected =
        folder::inspection::of_stored(path, read, options, async || Ok::<(), std::io::Error>(()));
    match inspected.await.map_err(storage)? {
        Err(error) if !is_question(&error) => Err(of_file(&error)),
        inspection => Ok((format, sniff, mapping, inspection)),
    }
}

/// Proposes a mapping from the head and begins the inspection.
fn start(head: &[u8], complete: bool, asked: &Asked<'_>) -> Result<Reading, Error> {
    let (format, sniff) = tickets::detect_with(head, complete, &asked.settings.said.file)
        .map_err(|error| of_file(&error))?;
    let proposed = format.propose(&sniff);
    let settings = asked.settings;
    let mapping = match settings.edited(&proposed, &sniff)? {
        Some(edited) => edited,
        None => settings.fitting(&proposed, &sniff).unwrap_or(proposed),
    };
    match format.inspector(&sniff, &mapping, asked.options.clone()) {
        Ok(inspector) => Ok(Reading::Body(Box::new((format, sniff, mapping, inspector)))),
        // A person can still choose the columns.
        Err(error) if is_question(&error) => {
            Ok(Reading::Unmapped(Box::new((format, sniff, mapping, error))))
        }
        Err(error) => Err(of_file(&error)),
    }
}
