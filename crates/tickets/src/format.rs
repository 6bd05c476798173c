//! The formats tickets arrive in: each is one file behind one trait.

use crate::{
    Choices, Chunk, Field, FileError, Inspection, Inspector, Mapping, Options, Outcome, RawRow,
    Sniff, mapping, trackers,
};

/// A format of ticket exports. A file passes through it in this order: [`detect`] knows it by its head,
/// [`propose`](Self::propose) maps its columns, an [`inspector`](Self::inspector) sees all of it, then
/// `read_chunk` reads each chunk, in any order and as often as wanted.
///
/// A format is what a tracker calls its columns and how it writes their values. How the file is packed and whether it
/// is CSV, JSON, a workbook or Parquet is settled before ([`Origin`](crate::Origin)): here all are tables.
pub trait Format: Send + Sync {
    /// Stable name, such as `jira_csv`.
    fn name(&self) -> &'static str;

    /// The system its tickets come from, such as `jira`.
    fn source(&self) -> &'static str;

    /// Whether the file's columns and first rows are of this format.
    fn recognises(&self, sniff: &Sniff) -> bool;

    /// Column names, in lower case, that are certain for a field; the first that is there counts, and no other does. A
    /// field that is not listed is found by the names trackers have in common.
    fn columns(&self) -> &'static [(Field, &'static [&'static str])] {
        &[]
    }

    /// What a value of a field, from a column of that name, stands for where the tracker writes a number for it.
    fn word(&self, _field: Field, _column: &str, _value: &str) -> Option<&'static str> {
        None
    }

    /// How its texts are written.
    fn texts(&self) -> Texts {
        Texts::Plain
    }

    /// Whether the first of the components is the team that works on the ticket, as where both come from its group.
    fn first_component_is_team(&self) -> bool {
        false
    }

    /// What separates the values of a list within one cell.
    fn list_separator(&self) -> Option<char> {
        None
    }

    /// Whether its lists leave the creation date out, so that nobody is asked for it.
    fn undated(&self) -> bool {
        false
    }

    /// Which installation of the system the file comes from: the host that its first rows name.
    fn instance(&self, sniff: &Sniff) -> Option<String> {
        trackers::instance(sniff)
    }

    /// Proposes which columns hold what.
    fn propose(&self, sniff: &Sniff) -> Mapping {
        let known = mapping::Known {
            own: self.columns(),
            undated: self.undated(),
        };
        mapping::propose(sniff, known)
    }

    /// Starts the pass over the whole file.
    fn inspector(
        &self,
        sniff: &Sniff,
        mapping: &Mapping,
        options: Options,
    ) -> Result<Inspector, FileError> {
        Inspector::new(self.name(), sniff, mapping, options)
    }
}

/// How a tracker writes texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Texts {
    /// As they are.
    Plain,
    /// Nobody knows: as they are, but as HTML where they look so; and words for nothing are nothing.
    Unknown,
    /// As HTML.
    Html,
    /// With line ends and tabs as `\n` and `\t`.
    Escaped,
}

impl dyn Format {
    /// Reads the bytes of one chunk of the inspected file.
    pub fn read_chunk(
        &self,
        bytes: &[u8],
        inspection: &Inspection,
        chunk: &Chunk,
    ) -> Result<Outcome, FileError> {
        crate::read::read_chunk(self, bytes, inspection, chunk, None)
    }

    /// The same, and hands on every filled row as the export has it; a repeated header is none.
    pub fn read_chunk_and_rows(
        &self,
        bytes: &[u8],
        inspection: &Inspection,
        chunk: &Chunk,
        mut take: impl FnMut(RawRow<'_>),
    ) -> Result<Outcome, FileError> {
        crate::read::read_chunk(self, bytes, inspection, chunk, Some(&mut take))
    }
}

/// All formats, the surest to recognise first; the last one takes any table.
pub const FORMATS: &[&dyn Format] = &[
    &trackers::Api,
    &trackers::Intercom,
    &trackers::SOCIAL,
    &trackers::TRELLO,
    &trackers::GITLAB,
    &trackers::LINEAR,
    &trackers::AZURE_DEVOPS,
    &trackers::BUGZILLA,
    &trackers::HUBSPOT,
    &trackers::SERVICENOW,
    &trackers::SERVICENOW_TASKS,
    &trackers::GLPI,
    &trackers::ITOP,
    &trackers::GOOGLE_PLAY,
    &trackers::MANTIS,
    &trackers::MANTIS_XML,
    &trackers::TOPDESK,
    &trackers::REMEDY,
    &trackers::PHABRICATOR,
    &trackers::LAUNCHPAD,
    &trackers::REQUEST_TRACKER,
    &trackers::CFPB,
    &trackers::DISCOURSE,
    &trackers::STACK_EXCHANGE,
    &trackers::AUTOTASK,
    &trackers::DYNAMICS,
    &trackers::SALESFORCE,
    &trackers::FREESCOUT,
    &trackers::HELP_SCOUT,
    &trackers::GORGIAS,
    &trackers::FRONT,
    &trackers::KAYAKO,
    &trackers::ZAMMAD,
    &trackers::OTRS,
    &trackers::OSTICKET,
    &trackers::ASANA,
    &trackers::ASSEMBLA,
    &trackers::MONDAY,
    &trackers::Github,
    &trackers::Freshdesk,
    &trackers::Zendesk,
    &trackers::ZOHO_DESK,
    &trackers::TRAC,
    &trackers::Redmine,
    &trackers::REDMINE_REST,
    &trackers::JiraPipeline,
    &trackers::JiraRest,
    &trackers::JIRA_RSS,
    &trackers::Jira,
    &trackers::YOUTRACK,
    &trackers::Generic,
];

/// The format of a file, and what its head showed; else why it is no table.
pub fn detect(head: &[u8], complete: bool) -> Result<(&'static dyn Format, Sniff), FileError> {
    detect_with(head, complete, &Choices::default())
}

/// The same, with what a person said of the file.
pub fn detect_with(
    head: &[u8],
    complete: bool,
    choices: &Choices,
) -> Result<(&'static dyn Format, Sniff), FileError> {
    let sniff = crate::sniff_with(head, complete, choices)?;
    let format = FORMATS
        .iter()
        .copied()
        .find(|format| format.recognises(&sniff))
        .unwrap_or(&trackers::Generic);
    Ok((format, sniff))
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
