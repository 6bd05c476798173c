//! The tickets of one report, as a condition on the records.

use calendar::Period;
use stores::Statement;

use crate::filters::Filters;

/// The tickets of a workspace that were created in a period and meet the filters.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scope<'a> {
    pub(crate) workspace: i64,
    pub(crate) period: Period,
    pub(crate) filters: &'a Filters,
}

impl Scope<'_> {
    /// Adds the conditions on tickets `t`, behind `WHERE`.
    pub(crate) fn restrict(&self, statement: &mut Statement) {
        statement
            .push(" t.workspace_id = ")
            .bind(self.workspace)
            .push(" AND t.created_at >= ")
            .bind(self.period.start())
            .push(" AND t.created_at < ")
            .bind(self.period.end());
        self.filters.restrict(statement);
    }
}
