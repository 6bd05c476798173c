//! What was found.

use std::fmt;

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where: `records`, `lake`, `uploads` or `backups`.
    pub area: &'static str,
    /// What it is about: a file, a workspace, a job.
    pub subject: String,
    /// What is wrong.
    pub reason: String,
    /// What to do about it.
    pub remedy: &'static str,
}

/// What was looked at and found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What is wrong.
    pub findings: Vec<Finding>,
    /// What else is worth saying.
    pub notes: Vec<String>,
}

impl Report {
    /// Adds a finding.
    pub(crate) fn find(
        &mut self,
        area: &'static str,
        subject: impl Into<String>,
        reason: impl Into<String>,
        remedy: &'static str,
    ) {
        self.findings.push(Finding {
            area,
            subject: subject.into(),
            reason: reason.into(),
            remedy,
        });
    }

    /// Adds something worth saying.
    pub(crate) fn note(&mut self, note: String) {
        self.notes.push(note);
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = |text: fn(&Finding) -> usize| self.findings.iter().map(text).max().unwrap_or(0);
        let (area, subject) = (width(|one| one.area.len()), width(|one| one.subject.len()));
        let reason = width(|one| one.reason.len());
        for one in &self.findings {
            writeln!(
                f,
                "{:area$}  {:subject$}  {:reason$}  -> {}",
                one.area, one.subject, one.reason, one.remedy
            )?;
        }
        for note in &self.notes {
            writeln!(f, "{note}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_are_lines_of_a_table() {
        let mut report = Report::default();
        report.find("lake", "ws=1/a.parquet", "it is missing", "rebuild");
        report.find("uploads", "j", "it ends too early", "restore");
        report.note("records: d is sound".to_owned());
        assert_eq!(
            report.to_string(),
            "lake     ws=1/a.parquet  it is missing      -> rebuild\n\
             uploads  j               it ends too early  -> restore\nrecords: d is sound\n"
        );
    }
}
