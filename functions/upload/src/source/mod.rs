//! Which source a file's tickets are of: a system's instance, by the name it has in its workspace.
//!
//! A ticket is known by source and key. Two systems that count alike must not be one source, and next week's export of
//! the first must not become another.

mod known;
mod look;
mod name;

use crate::choices::Said;
use endpoint::Error;
use identity::WorkspaceId;
use known::{Known, Source};
use look::{Look, Verdict, looks};
use queue::Trouble;
use serde::{Deserialize, Serialize};
use stores::Records;
use tickets::{Format, Mapping, Shape, Sniff, Zone};

pub use known::names;

/// What a person is asked where two sources could be meant.
pub const QUESTION: &str = "source_undecided";

/// By what the next file of the same source is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kind {
    /// The system, as its format names it.
    pub system: String,
    /// Which instance of it, where the file tells.
    #[serde(default)]
    pub instance: Option<String>,
    /// Names of the columns.
    pub columns: Shape,
}

/// A file whose source is asked for.
pub struct Of<'a> {
    /// Its job, once it has one.
    pub job: &'a str,
    /// Its name.
    pub file_name: &'a str,
    /// What was said of it.
    pub said: &'a Said,
    /// Which format reads it.
    pub format: &'static dyn Format,
    /// Its head.
    pub sniff: &'a Sniff,
    /// Which column holds what.
    pub mapping: &'a Mapping,
    /// Where its times were taken.
    pub zone: &'a Zone,
}

/// A file's source, as far as can be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// Its name: what was said, or what is proposed.
    pub name: String,
    /// The names that could be meant, the proposed one first, where a person has to say; else none.
    pub options: Vec<String>,
    /// By what the next file of it is known.
    pub kind: Kind,
}

impl Settled {
    /// What the person is asked.
    pub fn question(&self) -> Option<Trouble> {
        let [proposed, other, ..] = self.options.as_slice() else {
            return None;
        };
        Some(Trouble {
            code: QUESTION.to_owned(),
            detail: format!(
                "these may be the tickets of \u{201c}{proposed}\u{201d} in a newer state, or tickets of another system with \
                 the same keys"
            ),
            remedy: format!(
                "say which: \u{201c}{proposed}\u{201d}, or another source such as \u{201c}{other}\u{201d}"
            ),
        })
    }
}

/// The source of a file.
pub async fn settle(
    records: &Records,
    workspace: WorkspaceId,
    of: &Of<'_>,
) -> Result<Settled, Error> {
    let kind = Kind {
        system: of.format.source().to_owned(),
        instance: instance(of),
        columns: Shape::of(&of.sniff.header),
    };
    let sure = |name: String, kind: Kind| Settled {
        name,
        options: Vec::new(),
        kind,
    };
    if let Some(said) = &of.said.source {
        return Ok(sure(said.clone(), kind));
    }
    // What programs send has the API's own words, whoever they are: they say whose it is.
    if kind.system == "api" {
        return Ok(sure(kind.system.clone(), kind));
    }
    let known = Known::of_workspace(records, workspace, of.job).await?;
    let remembered = remembered(records, workspace, of).await?;
    let sources = known.sources_of(&kind.system);
    let looks = looks(records, workspace, of, &sources).await?;
    let options = Proposal {
        kind: &kind,
        known: &known,
        sources: &sources,
        looks: &looks,
        remembered,
        file_name: of.file_name,
    }
    .options();
    let name = options.first().cloned().unwrap_or_default();
    Ok(match options.len() {
        1 => sure(name, kind),
        _ => Settled {
            name,
            options,
            kind,
        },
    })
}

/// Which instance of its system a file is of, where it tells.
fn instance(of: &Of<'_>) -> Option<String> {
    of.format.instance(of.sniff)
}

/// The source of the saved mapping that reads the file.
async fn remembered(
    records: &Records,
    workspace: WorkspaceId,
    of: &Of<'_>,
) -> Result<Option<String>, Error> {
    let Some(template) = of.mapping.template() else {
        return Ok(None);
    };
    let saved = crate::template::of_workspace(records, workspace).await?;
    let found = saved.into_iter().find(|saved| saved.name == template);
    Ok(found.and_then(|saved| saved.source))
}

/// What is proposed by.
struct Proposal<'a> {
    kind: &'a Kind,
    known: &'a Known,
    sources: &'a [Source],
    looks: &'a [Look],
    remembered: Option<String>,
    file_name: &'a str,
}

impl Proposal<'_> {
    /// The names that could be meant, the likeliest first: one where that is sure.
    fn options(&self) -> Vec<String> {
        let is_other = |name: &str| self.verdict(name) == Verdict::Other;
        // Its host tells, and so do its tickets.
        if let Some(host) = &self.kind.instance
            && let Some(source) = self.sources.iter().find(|source| source.is_at(host))
        {
            return vec![source.name.clone()];
        }
        let same = (self.sources.iter().zip(self.looks))
            .filter(|(source, look)| look.verdict(self.is_like(source)) == Verdict::Same)
            .max_by_key(|(_, look)| look.same);
        if let Some((source, _)) = same {
            return vec![source.name.clone()];
        }
        if let Some(name) = &self.remembered
            && !is_other(name)
        {
            return vec![name.clone()];
        }
        if let Some(host) = &self.kind.instance {
            let elsewhere = self.sources.iter().any(|source| !source.hosts.is_empty());
            return vec![if elsewhere || is_other(&self.kind.system) {
                self.known.free(&format!("{} ({host})", self.kind.system))
            } else {
                self.kind.system.clone()
            }];
        }
        self.by_shape(is_other)
    }

    fn by_shape(&self, is_other: impl Fn(&str) -> bool) -> Vec<String> {
        let alike: Vec<&Source> = self
            .sources
            .iter()
            .filter(|source| self.is_like(source))
            .collect();
        let mut fitting: Vec<String> = alike
            .iter()
            .filter(|source| !is_other(&source.name))
            .map(|source| source.name.clone())
            .collect();
        match (fitting.len(), alike.first()) {
            (1, _) => return fitting,
            (2.., _) => {
                fitting.push(self.fresh());
                return fitting;
            }
            // The same columns, and other tickets.
            (0, Some(alike)) => return vec![alike.name.clone(), self.fresh()],
            (0, None) => {}
        }
        let mut names = self.sources.iter().map(|source| source.name.clone());
        match (names.next(), names.next()) {
            (None, _) => vec![self.known.free(&self.kind.system)],
            _ if self.kind.system == "generic" => vec![self.fresh()],
            (Some(only), None) if is_other(&only) => vec![self.fresh()],
            (Some(only), None) => vec![only],
            (Some(first), Some(second)) => {
                let all = [first, second].into_iter().chain(names);
                let mut open: Vec<String> = all.filter(|name| !is_other(name)).collect();
                if open.len() != 1 {
                    open.push(self.fresh());
                }
                open
            }
        }
    }

    fn is_like(&self, source: &Source) -> bool {
        source
            .shapes
            .iter()
            .any(|shape| shape.is_like(&self.kind.columns))
    }

    fn verdict(&self, name: &str) -> Verdict {
        let mut looks = self.sources.iter().zip(self.looks);
        let found = looks.find(|(source, _)| source.name == name);
        found.map_or(Verdict::Unknown, |(source, look)| {
            look.verdict(self.is_like(source))
        })
    }

    /// A name that no source has.
    fn fresh(&self) -> String {
        if self.kind.system == "generic" {
            let name = name::of_file(self.file_name);
            return self.known.free(name.as_deref().unwrap_or("generic"));
        }
        self.known.free(&self.kind.system)
    }
}

#[cfg(test)]
mod tests;
