//! Jira's CSV export: Server, Cloud and service desk, in several languages.

use crate::{Chunk, FileError, Format, Inspection, Inspector, Mapping, Options, Outcome, Sniff};

/// The format `jira_csv`; it also reads other trackers' CSV files whose columns are mapped.
#[derive(Debug, Clone, Copy)]
pub struct JiraCsv;

impl Format for JiraCsv {
    fn name(&self) -> &'static str {
        "jira_csv"
    }

    fn source(&self) -> &'static str {
        "jira"
    }

    fn sniff(&self, head: &[u8], complete: bool) -> Result<Sniff, FileError> {
        crate::sniff(head, complete)
    }

    fn propose(&self, sniff: &Sniff) -> Mapping {
        crate::mapping::propose(sniff)
    }

    fn inspector(
        &self,
        sniff: &Sniff,
        mapping: &Mapping,
        options: Options,
    ) -> Result<Inspector, FileError> {
        Inspector::new(self.name(), sniff, mapping, options)
    }

    fn read_chunk(
        &self,
        bytes: &[u8],
        inspection: &Inspection,
        chunk: &Chunk,
    ) -> Result<Outcome, FileError> {
        crate::read::read_chunk(self.source(), bytes, inspection, chunk)
    }
}
