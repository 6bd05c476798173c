//! Where the numbers of a report come from: each part asked for where a section of the report shows it.

use brief::{Attention, Entity, Group, Notes, Section, Top, Words};
use endpoint::{Context, Result};
use figures::{Figures, TICKETS_READ};
use jiff::Timestamp;

use super::Ask;
use crate::groups::{self, By};
use crate::scope::Scope;
use crate::{aspects, attention, mentions, texts};

/// What a report is gathered from.
pub(super) struct Sources<'a> {
    pub(super) cx: &'a Context,
    pub(super) ask: &'a Ask,
    pub(super) words: &'a Words,
    pub(super) figures: &'a Figures,
    /// As many days before; none when there are no data that old.
    pub(super) before: Option<calendar::Period>,
}

impl Sources<'_> {
    fn scope(&self) -> Scope<'_> {
        Scope {
            workspace: self.ask.workspace,
            period: self.ask.days.period(),
            filters: &self.ask.filters,
        }
    }

    fn scope_before(&self) -> Option<Scope<'_>> {
        let scope = self.scope();
        self.before.map(|period| Scope { period, ..scope })
    }

    fn wants(&self, sections: &[Section]) -> bool {
        sections.iter().any(|section| self.ask.layout.has(*section))
    }

    /// Tickets by a column, where a section needs them.
    pub(super) async fn by(&self, column: &str, sections: &[Section]) -> Result<By> {
        if !self.wants(sections) {
            return Ok(By {
                now: Vec::new(),
                before: None,
            });
        }
        groups::by(self.figures, column, self.ask.days.period(), self.before).await
    }

    pub(super) async fn attention(&self) -> Result<Top<Attention>> {
        if !self.wants(&[Section::Attention, Section::Summary]) {
            return Ok(Top::default());
        }
        let url = self.ask.public_url.as_deref();
        attention::pressing(&self.cx.records, &self.scope(), url).await
    }

    pub(super) async fn aspects(&self) -> Result<Top<Group>> {
        if !self.wants(&[Section::Aspects]) {
            return Ok(Top::default());
        }
        let before = self.scope_before();
        aspects::judged(&self.cx.records, &self.scope(), before.as_ref(), self.words).await
    }

    pub(super) async fn entities(&self) -> Result<Top<Entity>> {
        if !self.wants(&[Section::Entities]) {
            return Ok(Top::default());
        }
        let before = self.scope_before();
        mentions::most(&self.cx.records, &self.scope(), before.as_ref()).await
    }

    pub(super) async fn notes(&self) -> Result<Notes> {
        let period = self.ask.days.period();
        let versions = self.figures.by("scoring_version", Some(period)).await?;
        let mut versions: Vec<_> = versions.into_iter().map(|version| version.name).collect();
        if versions.is_empty() {
            versions.push(sentiment::SCORING_VERSION.to_owned());
        }
        let (rows, unread) = texts::written(self.figures, &self.cx.records, &self.scope()).await?;
        let [unscored, _] = self.figures.by_band(TICKETS_READ, period).await?;
        let snapshot = self.figures.snapshot();
        Ok(Notes {
            scoring_version: versions.join(", "),
            rows,
            unread,
            unscored,
            undated: self.figures.undated().await?.tickets,
            snapshot: snapshot.map(|snapshot| snapshot.id.to_string()),
            filters: self.ask.filters.told(self.words),
            late: self.ask.late,
        })
    }
}

/// As many days before; none when the workspace has no tickets that old.
pub(super) async fn before(cx: &Context, ask: &Ask) -> Result<Option<calendar::Period>> {
    let (oldest,): (Option<Timestamp>,) = cx
        .records
        .query_one(
            "SELECT min(created_at) FROM tickets WHERE workspace_id = $1",
            (ask.workspace,),
        )
        .await?;
    if oldest.is_none_or(|oldest| oldest >= ask.days.period().start()) {
        return Ok(None);
    }
    Ok(Some(ask.days.before()?.period()))
}
