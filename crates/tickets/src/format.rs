//! The formats tickets arrive in: each is one file behind one trait.

use crate::{Chunk, FileError, Inspection, Inspector, JiraCsv, Mapping, Options, Outcome, Sniff};

/// A format of ticket exports. A file passes through it in this order: [`sniff`](Self::sniff) its head,
/// [`propose`](Self::propose) a mapping, feed all of it to an [`inspector`](Self::inspector), then
/// [`read_chunk`](Self::read_chunk) each chunk, in any order and as often as wanted.
pub trait Format: Send + Sync {
    /// Stable name, such as `jira_csv`.
    fn name(&self) -> &'static str;

    /// The system its tickets come from, such as `jira`.
    fn source(&self) -> &'static str;

    /// Looks at the first bytes of a file ([`HEAD_BYTES`](crate::HEAD_BYTES) are enough; `complete` says they are all).
    fn sniff(&self, head: &[u8], complete: bool) -> Result<Sniff, FileError>;

    /// Proposes which columns hold what.
    fn propose(&self, sniff: &Sniff) -> Mapping;

    /// Starts the pass over the whole file.
    fn inspector(
        &self,
        sniff: &Sniff,
        mapping: &Mapping,
        options: Options,
    ) -> Result<Inspector, FileError>;

    /// Reads the bytes of one chunk of the inspected file.
    fn read_chunk(
        &self,
        bytes: &[u8],
        inspection: &Inspection,
        chunk: &Chunk,
    ) -> Result<Outcome, FileError>;
}

/// All formats, the surest to recognise first.
pub const FORMATS: &[&dyn Format] = &[&JiraCsv];

/// The first format that can read the file, and what its head showed; else why the last one cannot.
pub fn detect(head: &[u8], complete: bool) -> Result<(&'static dyn Format, Sniff), FileError> {
    let mut refusal = FileError::Empty;
    for &format in FORMATS {
        match format.sniff(head, complete) {
            Ok(sniff) => return Ok((format, sniff)),
            Err(error) => refusal = error,
        }
    }
    Err(refusal)
}

/// The format of a name, as [`Inspection::format`] holds it.
pub fn by_name(name: &str) -> Option<&'static dyn Format> {
    FORMATS.iter().copied().find(|format| format.name() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_found_by_content_and_by_name() {
        let (format, sniff) = detect(b"Issue key,Summary\nA-1,x\n", true).unwrap();
        assert_eq!((format.name(), sniff.header.len()), ("jira_csv", 2));
        assert!(by_name(format.name()).is_some() && by_name("fax").is_none());
    }
}
