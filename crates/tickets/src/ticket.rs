//! A ticket as an export holds it: read once, valid from then on.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Comment, Fingerprint, TicketKey, fingerprint::Maker};

/// One ticket of an export. Times are instants; short texts are trimmed and never empty; long texts stand as they came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// Data row of the export it stood in, from 1.
    pub row: u64,
    /// The system it comes from, such as `jira`; (source, key) names a ticket within a workspace.
    pub source: String,
    /// Its key.
    pub key: TicketKey,
    /// The tracker's own number of it, which stays when the key changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tracker_id: Option<String>,
    /// Title.
    pub summary: Option<String>,
    /// Text.
    pub description: Option<String>,
    /// Where it stands, as the export words it.
    pub status: Option<String>,
    /// How pressing it is, as the export words it.
    pub priority: Option<String>,
    /// Bug, incident, question, as the export words it.
    pub issue_type: Option<String>,
    /// Project.
    pub project: Option<String>,
    /// Product, where a column says.
    pub product: Option<String>,
    /// Parts of the product, in the order of their columns.
    pub components: Vec<String>,
    /// Who works on it.
    pub assignee: Option<String>,
    /// Who reported it.
    pub reporter: Option<String>,
    /// Whose customer the reporter is.
    pub organization: Option<String>,
    /// Labels, in the order of their columns.
    pub labels: Vec<String>,
    /// Key of the ticket above it.
    pub parent: Option<String>,
    /// When it was created, none where nothing tells; see [`created_from`](Self::created_from).
    pub created_at: Option<Timestamp>,
    /// What tells `created_at`.
    pub created_from: CreatedFrom,
    /// When it was changed last.
    pub updated_at: Option<Timestamp>,
    /// When it was resolved.
    pub resolved_at: Option<Timestamp>,
    /// The team that works on it.
    pub team: Option<String>,
    /// How it came in, as the export words it.
    pub channel: Option<String>,
    /// Whom it is for.
    pub customer: Option<String>,
    /// What the customer said of the answer, as the export words it.
    pub satisfaction: Option<String>,
    /// When it is to be solved.
    pub due_at: Option<Timestamp>,
    /// When it was first answered.
    pub first_response_at: Option<Timestamp>,
    /// How long people worked on it, in seconds.
    pub time_spent_seconds: Option<u64>,
    /// How often it was opened again.
    pub reopenings: Option<u32>,
    /// Its comments, in the order of their columns.
    pub comments: Vec<Comment>,
    /// Changes whenever anything above but row, tracker's number and comments does.
    pub state_hash: Fingerprint,
    /// Its first message as a comment, where rows are messages: the ticket may have been opened before the export begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opening: Option<Comment>,
}

/// What `created_at` is based on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CreatedFrom {
    /// The column of the export that says so.
    Column,
    /// Its first comment, as that column was empty or unreadable.
    FirstComment,
    /// The earliest other date of the ticket (answered, updated, resolved), which is before any comment.
    OtherDate,
    /// Its key, which holds the moment it was made at.
    Id,
    /// Nothing: it has no date at all, and none is made up.
    Unknown,
}

impl CreatedFrom {
    /// The serialized name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Column => "column",
            Self::FirstComment => "first_comment",
            Self::OtherDate => "other_date",
            Self::Id => "id",
            Self::Unknown => "unknown",
        }
    }

    /// What has that serialized name.
    pub fn by_name(name: &str) -> Option<Self> {
        let all = [
            Self::Column,
            Self::FirstComment,
            Self::OtherDate,
            Self::Id,
            Self::Unknown,
        ];
        all.into_iter().find(|from| from.as_str() == name)
    }
}

impl Ticket {
    /// What the ticket is about, for charts: its product, else its first component, else its project.
    pub fn product_name(&self) -> Option<&str> {
        self.product
            .as_deref()
            .or(self.components.first().map(String::as_str))
            .or(self.project.as_deref())
    }

    /// The same after a change of its state.
    #[must_use]
    pub fn rehashed(self) -> Self {
        Self {
            state_hash: self.hash_state(),
            ..self
        }
    }

    /// When anything happened to it last: the latest of its dates and its comments; none where it has no date.
    pub fn last_activity(&self) -> Option<Timestamp> {
        let comments = self.comments.iter().filter_map(|comment| comment.at);
        comments
            .chain(self.updated_at)
            .chain(self.resolved_at)
            .chain(self.created_at)
            .max()
    }

    /// The hash of its state; what it is made of must never change, as it is compared across exports.
    pub(crate) fn hash_state(&self) -> Fingerprint {
        let time = |at: Option<Timestamp>| at.map_or(i64::MIN, Timestamp::as_microsecond);
        let mut maker = Maker::new();
        maker.text(Some(&self.source)).text(Some(self.key.as_str()));
        for text in [
            &self.summary,
            &self.description,
            &self.status,
            &self.priority,
            &self.issue_type,
            &self.project,
            &self.product,
            &self.assignee,
            &self.reporter,
            &self.organization,
            &self.parent,
        ] {
            maker.text(text.as_deref());
        }
        for list in [&self.components, &self.labels] {
            maker.number(i64::try_from(list.len()).unwrap_or(i64::MAX));
            for text in list {
                maker.text(Some(text));
            }
        }
        maker
            .number(time(self.created_at))
            .number(time(self.updated_at))
            .number(time(self.resolved_at));
        self.hash_later_fields(&mut maker);
        maker.make()
    }

    /// Fields that earlier releases did not read: a ticket that has none of them keeps its hash.
    fn hash_later_fields(&self, maker: &mut Maker) {
        let texts = [
            &self.team,
            &self.channel,
            &self.customer,
            &self.satisfaction,
        ];
        let times = [self.due_at, self.first_response_at];
        let counts = [
            self.time_spent_seconds
                .map(|seconds| i64::try_from(seconds).unwrap_or(i64::MAX)),
            self.reopenings.map(i64::from),
        ];
        let is_any = texts.iter().any(|text| text.is_some())
            || times.iter().any(Option::is_some)
            || counts.iter().any(Option::is_some);
        if !is_any {
            return;
        }
        for text in texts {
            maker.text(text.as_deref());
        }
        for at in times {
            maker.number(at.map_or(i64::MIN, Timestamp::as_microsecond));
        }
        for count in counts {
            maker.number(count.unwrap_or(-1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticket() -> Ticket {
        Ticket {
            row: 1,
            source: "jira".into(),
            key: TicketKey::new("SUP-1").unwrap(),
            tracker_id: None,
            summary: Some("Login fails".into()),
            description: None,
            status: Some("Open".into()),
            priority: None,
            issue_type: None,
            project: Some("Support".into()),
            product: None,
            components: vec!["Web".into()],
            assignee: None,
            reporter: None,
            organization: None,
            labels: Vec::new(),
            parent: None,
            created_at: Timestamp::from_second(1_000).ok(),
            created_from: CreatedFrom::Column,
            updated_at: None,
            resolved_at: None,
            team: None,
            channel: None,
            customer: None,
            satisfaction: None,
            due_at: None,
            first_response_at: None,
            time_spent_seconds: None,
            reopenings: None,
            comments: Vec::new(),
            state_hash: Maker::new().make(),
            opening: None,
        }
    }

    #[test]
    fn the_state_is_what_an_export_can_change() {
        let first = ticket();
        let moved = Ticket { row: 9, ..ticket() };
        assert_eq!(first.hash_state(), moved.hash_state());
        let closed = Ticket {
            status: Some("Done".into()),
            ..ticket()
        };
        assert_ne!(first.hash_state(), closed.hash_state());
        let relabelled = Ticket {
            components: Vec::new(),
            labels: vec!["Web".into()],
            ..ticket()
        };
        assert_ne!(first.hash_state(), relabelled.hash_state());
        let reopened = Ticket {
            reopenings: Some(0),
            ..ticket()
        };
        assert_ne!(first.hash_state(), reopened.hash_state());
    }

    #[test]
    fn the_last_activity_counts_every_date() {
        let later = Timestamp::from_second(5_000).unwrap();
        assert_eq!(
            Ticket {
                resolved_at: Some(later),
                ..ticket()
            }
            .last_activity(),
            Some(later)
        );
        assert_eq!(ticket().last_activity(), ticket().created_at);
        assert_eq!(ticket().product_name(), Some("Web"));
    }
}
