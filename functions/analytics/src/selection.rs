//! Which tickets a list, its export and its count are about.

use endpoint::{Dates, Error, Result};
use jiff::Timestamp;
use sentiment::Label;
use serde::Deserialize;
use stores::Records;
use utoipa::IntoParams;

use crate::mood::sentiment;
use crate::of_job::{OfJob, Outcome};
use crate::searched::Search;
use crate::statement::Statement;
use crate::unsaid::{Property, Unsaid};

/// The texts of a ticket that count: a summary or a description of its present revision, a comment of any published
/// upload. Over texts `r`, their tickets `t` and jobs `j`.
pub(crate) const VISIBLE: &str =
    "(r.job_id = t.job_id OR (r.field_type = 'comment' AND j.snapshot_id IS NOT NULL))";

/// As [`VISIBLE`], without jobs `j`: the job is looked up for comments of another upload than their ticket's alone.
pub(crate) const SEEN: &str = "(r.job_id = t.job_id OR (r.field_type = 'comment' \
     AND (SELECT p.snapshot_id FROM jobs p WHERE p.id = r.job_id) IS NOT NULL))";

/// The longest search, in characters.
pub(crate) const LONGEST_SEARCH: usize = 500;

/// Query parameters that select tickets; all that are given must hold.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Params {
    /// Words that occur in one of the ticket's texts, or the beginning of its key.
    #[param(max_length = 500)]
    q: Option<String>,
    /// The ultimate sentiment.
    #[param(schema_with = crate::mood::documented)]
    sentiment: Option<String>,
    /// False: only tickets none of whose texts was read (they count as neutral); true: only the others.
    read: Option<bool>,
    /// False: only tickets of which nothing tells when they were created (they are in no period); true: only the others.
    dated: Option<bool>,
    /// The ticket's state, as the source writes it.
    status: Option<String>,
    /// The priority, as the source writes it.
    priority: Option<String>,
    /// The product, as the source writes it.
    product: Option<String>,
    /// The assignee, as the source writes them.
    assignee: Option<String>,
    /// The source: a system's instance, by its name in the workspace.
    source: Option<String>,
    /// Only tickets that say nothing of these, with commas between; of several, they must say nothing of any.
    #[param(value_type = Option<Vec<Property>>, inline, style = Form, explode = false, max_items = 4)]
    missing: Option<String>,
    /// The import that brought or changed the ticket, or found it as it was: a job's identifier.
    #[param(max_length = 100)]
    job: Option<String>,
    /// What that import did to the ticket: `added`, `updated`, or left `unchanged`.
    #[param(inline)]
    outcome: Option<Outcome>,
}

/// Which tickets, checked.
#[derive(Debug, Default)]
pub(crate) struct Selection {
    /// What is looked for; the rest are filters.
    pub(crate) search: Option<Search>,
    sentiment: Option<Label>,
    read: Option<bool>,
    dated: Option<bool>,
    status: Option<String>,
    priority: Option<String>,
    product: Option<String>,
    assignee: Option<String>,
    source: Option<String>,
    unsaid: Unsaid,
    of_job: Option<OfJob>,
    created: (Option<Timestamp>, Option<Timestamp>),
}

impl Selection {
    /// What a query selects in a workspace; the dates are those of the tickets' creation.
    pub(crate) async fn of(
        records: &Records,
        workspace: i64,
        mut params: Params,
        dates: &Dates,
    ) -> Result<Self> {
        let job = params.job.take().filter(|job| !job.is_empty());
        let outcome = params.outcome.take();
        let mut selection = Self::new(params, dates)?;
        match (job, outcome) {
            (Some(job), outcome) => {
                selection.of_job = Some(OfJob::find(records, workspace, job, outcome).await?);
            }
            (None, Some(_)) => {
                return Err(
                    Error::invalid("outcome_without_job", "the outcome of which job?")
                        .field("outcome")
                        .remedy("name the job, too"),
                );
            }
            (None, None) => {}
        }
        Ok(selection)
    }

    /// What a query selects that names no job.
    pub(crate) fn new(params: Params, dates: &Dates) -> Result<Self> {
        let given = |text: Option<String>| text.filter(|text| !text.is_empty());
        Ok(Self {
            search: typed(params.q)?.map(Search::new),
            sentiment: sentiment("sentiment", params.sentiment.as_deref())?,
            read: params.read,
            dated: params.dated,
            status: given(params.status),
            priority: given(params.priority),
            product: given(params.product),
            assignee: given(params.assignee),
            source: given(params.source),
            unsaid: Unsaid::of(params.missing.as_deref())?,
            of_job: None,
            created: dates.bounds()?,
        })
    }

    /// Whether only tickets with a creation date are selected.
    pub(crate) fn are_dated(&self) -> bool {
        self.dated == Some(true) || self.created.0.is_some() || self.created.1.is_some()
    }

    /// Adds the filters' conditions on tickets `t` of a workspace, behind `WHERE`.
    pub(crate) fn restrict(&self, statement: &mut Statement, workspace: i64) {
        statement.push(" t.workspace_id = ").bind(workspace);
        let mut equal = |fragment, value: Option<&str>| {
            if let Some(value) = value {
                statement.push(fragment).bind(value);
            }
        };
        equal(
            " AND t.ultimate_sentiment = ",
            self.sentiment.map(Label::as_str),
        );
        if self.read == Some(false) {
            // Neutral too, because that has an index.
            let unread = " AND t.ultimate_confidence = 0 AND t.ultimate_sentiment = ";
            equal(unread, Some(Label::Neutral.as_str()));
        }
        equal(" AND t.status = ", self.status.as_deref());
        equal(" AND t.priority = ", self.priority.as_deref());
        equal(" AND t.product = ", self.product.as_deref());
        equal(" AND t.assignee = ", self.assignee.as_deref());
        equal(" AND t.source = ", self.source.as_deref());
        self.unsaid.restrict(statement);
        if self.read == Some(true) {
            statement.push(" AND t.ultimate_confidence > 0");
        }
        match self.dated {
            Some(true) => _ = statement.push(" AND t.created_at IS NOT NULL"),
            Some(false) => _ = statement.push(" AND t.created_at IS NULL"),
            None => {}
        }
        if let Some(of_job) = &self.of_job {
            of_job.restrict(statement);
        }
        created_between(
            statement,
            " AND t.created_at >= ",
            " AND t.created_at < ",
            self.created,
        );
    }
}

/// A search as typed, without the blanks around it.
pub(crate) fn typed(q: Option<String>) -> Result<Option<String>> {
    if q.as_ref()
        .is_some_and(|q| q.chars().count() > LONGEST_SEARCH)
    {
        let detail = format!("a search has at most {LONGEST_SEARCH} characters");
        return Err(Error::invalid("search_too_long", detail)
            .field("q")
            .remedy("use fewer words"));
    }
    Ok(q.map(|q| q.trim().to_owned()).filter(|q| !q.is_empty()))
}

/// Adds the conditions that a moment lies between bounds.
pub(crate) fn created_between(
    statement: &mut Statement,
    from: &'static str,
    before: &'static str,
    bounds: (Option<Timestamp>, Option<Timestamp>),
) {
    if let Some(start) = bounds.0 {
        statement.push(from).bind(start);
    }
    if let Some(end) = bounds.1 {
        statement.push(before).bind(end);
    }
}

/// A pattern for what holds a text.
pub(crate) fn containing(text: &str) -> String {
    format!("%{}%", escaped(text))
}

/// A text that means nothing but itself in a pattern.
fn escaped(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len() + 2);
    for sign in text.chars() {
        if matches!(sign, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(sign);
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_matches_what_was_typed_and_nothing_else() {
        assert_eq!(containing("100%_\\"), "%100\\%\\_\\\\%");
        assert_eq!(containing("a%"), "%a\\%%");
    }

    #[test]
    fn parameters_appear_in_their_order() {
        let selection = Selection {
            sentiment: Some(Label::Negative),
            assignee: Some("' OR 1=1".into()),
            created: (None, Some(Timestamp::UNIX_EPOCH)),
            ..Selection::default()
        };
        let mut statement = Statement::default();
        selection.restrict(&mut statement, 1);
        let (sql, params) = statement.into_parts();
        let places: Vec<_> = sql
            .match_indices('$')
            .map(|(at, _)| &sql[at..at + 2])
            .collect();
        assert_eq!(places, ["$1", "$2", "$3", "$4"]);
        assert_eq!(params.len(), 4);
        assert!(!sql.contains("1=1"));
    }

    #[test]
    fn a_search_may_be_long_but_not_endless() {
        assert_eq!(typed(Some("  ".into())).unwrap(), None);
        assert!(typed(Some("a".repeat(500))).is_ok());
        assert_eq!(
            typed(Some("a".repeat(501))).unwrap_err().problem().code,
            "search_too_long"
        );
    }
}
