//! The sources of a workspace, by the files that came of them.

use super::Kind;
use endpoint::Error;
use identity::WorkspaceId;
use serde_json::Value as Json;
use std::collections::BTreeSet;
use stores::Records;
use tickets::{Header, Shape};

/// So many uploads are looked at, the latest first.
const LOOKED_AT: u32 = 100;

/// What is known of a workspace's sources.
pub struct Known {
    names: BTreeSet<String>,
    kinds: Vec<(String, Kind)>,
}

/// A source of a system.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// Its name.
    pub name: String,
    /// Hosts its files told of.
    pub hosts: BTreeSet<String>,
    /// The columns of its files.
    pub shapes: Vec<Shape>,
}

impl Source {
    /// Whether it is the instance of that host.
    pub fn is_at(&self, host: &str) -> bool {
        self.hosts.contains(host)
    }
}

/// The names of a workspace's sources.
pub async fn names(
    records: &Records,
    workspace: WorkspaceId,
    but: &str,
) -> Result<BTreeSet<String>, Error> {
    let rows: Vec<(String,)> = records
        .query(
            "SELECT DISTINCT source FROM jobs WHERE workspace_id = $1 AND kind = 'upload' AND id <> $2 LIMIT 1000",
            (workspace.0, but),
        )
        .await?;
    Ok(rows.into_iter().map(|(name,)| name).collect())
}

impl Known {
    /// All sources of a workspace, but for what one job says.
    pub async fn of_workspace(
        records: &Records,
        workspace: WorkspaceId,
        but: &str,
    ) -> Result<Self, Error> {
        let rows: Vec<(String, Option<Json>, Option<Json>)> = records
            .query(
                "SELECT source, shape, CASE WHEN shape IS NULL THEN inspection END FROM jobs \
                 WHERE workspace_id = $1 AND kind = 'upload' AND id <> $2 AND status <> 'failed' \
                 ORDER BY sequence DESC LIMIT $3",
                (workspace.0, but, LOOKED_AT),
            )
            .await?;
        let mut kinds = Vec::new();
        for (source, shape, inspection) in rows {
            let kind = match shape {
                Some(shape) => serde_json::from_value(shape).map_err(Error::internal)?,
                None => earlier(&source, inspection),
            };
            kinds.push((source, kind));
        }
        Ok(Self {
            names: names(records, workspace, but).await?,
            kinds,
        })
    }

    /// What is known by these files, the latest first.
    #[cfg(test)]
    pub fn of_files(files: &[(&str, Kind)]) -> Self {
        let named = files
            .iter()
            .map(|(name, kind)| ((*name).to_owned(), kind.clone()));
        Self {
            names: files.iter().map(|(name, _)| (*name).to_owned()).collect(),
            kinds: named.collect(),
        }
    }

    /// The sources of a system, the one a file came of last first.
    pub fn sources_of(&self, system: &str) -> Vec<Source> {
        let mut sources: Vec<Source> = Vec::new();
        for (name, kind) in self.kinds.iter().filter(|(_, kind)| kind.system == system) {
            let at = sources.iter().position(|source| source.name == *name);
            let at = at.unwrap_or_else(|| {
                sources.push(Source {
                    name: name.clone(),
                    hosts: BTreeSet::new(),
                    shapes: Vec::new(),
                });
                sources.len() - 1
            });
            sources[at].hosts.extend(kind.instance.clone());
            if !sources[at].shapes.contains(&kind.columns) {
                sources[at].shapes.push(kind.columns.clone());
            }
        }
        sources
    }

    /// The name, with the first number behind it that makes it one no source has.
    pub fn free(&self, name: &str) -> String {
        if !self.names.contains(name) {
            return name.to_owned();
        }
        let mut numbered = (2..).map(|number| format!("{name} {number}"));
        numbered
            .find(|name| !self.names.contains(name))
            .unwrap_or_default()
    }
}

/// What an earlier release kept: its sources have the names of their systems.
fn earlier(source: &str, inspection: Option<Json>) -> Kind {
    let header = inspection.and_then(|mut inspection| {
        let header = inspection.get_mut("header")?.take();
        serde_json::from_value::<Header>(header).ok()
    });
    Kind {
        system: source.to_owned(),
        instance: None,
        columns: header.map(|header| Shape::of(&header)).unwrap_or_default(),
    }
}
