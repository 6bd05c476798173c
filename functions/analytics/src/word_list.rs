//! A list that a workspace keeps: texts, each with what it is, and none twice whatever its case. The gazetteer and the
//! staff are such lists over tables of their own.

use endpoint::{Caller, Context, Error, Listed, Page, Result, audit};
use jiff::Timestamp;
use serde_json::{Value, json};
use stores::{ConstraintKind, FromRow, Records, Row, Transaction};

use crate::statement::Statement;

/// What is particular to a list.
pub(crate) struct WordList {
    pub(crate) table: &'static str,
    /// The column of the text, and what the audit log calls it.
    pub(crate) text: &'static str,
    /// The column of what the text is, likewise.
    pub(crate) kind: &'static str,
    /// What the audit log calls an entry, before its number.
    pub(crate) entry: &'static str,
    /// What it calls that one is added, changed and removed.
    pub(crate) actions: [&'static str; 3],
    /// The most entries of a workspace.
    pub(crate) most: u64,
    /// The problem that there are so many.
    pub(crate) full: fn() -> Error,
    /// The problem that a text is there already.
    pub(crate) taken: fn(&str) -> Error,
    /// The problem that there is no entry of a number.
    pub(crate) missing: fn() -> Error,
}

/// An entry as it is kept.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) id: i64,
    pub(crate) text: String,
    pub(crate) kind: String,
    /// The email address of who wrote it last; none where they are gone.
    pub(crate) changed_by: Option<String>,
    pub(crate) changed_at: Timestamp,
}

/// An entry that can be kept.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Given {
    /// As it is shown.
    pub(crate) text: String,
    /// As it is compared.
    pub(crate) folded: String,
    pub(crate) kind: &'static str,
}

/// Which entries are wanted.
pub(crate) struct Wanted {
    /// The pattern their compared texts match.
    pub(crate) pattern: Option<String>,
    pub(crate) kind: Option<&'static str>,
}

impl WordList {
    /// A part of the entries that are wanted, in alphabetical order.
    pub(crate) async fn page(
        &self,
        records: &Records,
        workspace: i64,
        (wanted, page): (&Wanted, Page),
    ) -> Result<Listed<Entry>> {
        let mut statement = Statement::new("SELECT count(*)");
        self.restrict(&mut statement, workspace, wanted);
        let (sql, bound) = statement.into_parts();
        let (total,) = records.query_one(&sql, bound).await?;
        let mut statement = self.select();
        self.restrict(&mut statement, workspace, wanted);
        statement
            .push(" ORDER BY w.folded, w.")
            .push(self.kind)
            .push(" LIMIT ")
            .bind(page.limit())
            .push(" OFFSET ")
            .bind(page.offset());
        let (sql, bound) = statement.into_parts();
        Ok(page.of(total, records.query(&sql, bound).await?))
    }

    /// Adds an entry.
    pub(crate) async fn add(&self, cx: &Context, caller: &Caller, given: &Given) -> Result<Entry> {
        let (transaction, now) = (cx.records.begin().await?, cx.clock.now());
        let workspace = caller.workspace.0;
        self.alone(&transaction, workspace).await?;
        if self.count(&transaction, workspace).await? >= self.most {
            return Err((self.full)());
        }
        let Self {
            table, text, kind, ..
        } = self;
        let insert = format!(
            "INSERT INTO {table} (workspace_id, {text}, folded, {kind}, user_id, changed_at) \
             VALUES ($1, $2, $3, $4, $5, $6) RETURNING id"
        );
        let Given { text, folded, kind } = given;
        let row = (workspace, text, folded, *kind, caller.user.0, now);
        let added = transaction.query_one(&insert, row).await;
        let (id,) = added.map_err(|error| self.clash(error, given))?;
        let details = self.described(&given.text, given.kind);
        self.book(&transaction, caller, (self.actions[0], id, details), now)
            .await?;
        let added = self.find(&transaction, workspace, id).await?;
        transaction.commit().await?;
        Ok(added)
    }

    /// Writes an entry otherwise.
    pub(crate) async fn change(
        &self,
        cx: &Context,
        caller: &Caller,
        id: i64,
        given: &Given,
    ) -> Result<Entry> {
        let (transaction, now) = (cx.records.begin().await?, cx.clock.now());
        let workspace = caller.workspace.0;
        self.alone(&transaction, workspace).await?;
        let before = self.find(&transaction, workspace, id).await?;
        let Self {
            table, text, kind, ..
        } = self;
        let update = format!(
            "UPDATE {table} SET {text} = $1, folded = $2, {kind} = $3, user_id = $4, changed_at = $5 \
             WHERE workspace_id = $6 AND id = $7"
        );
        let Given { text, folded, kind } = given;
        let row = (text, folded, *kind, caller.user.0, now, workspace, id);
        let changed = transaction.execute(&update, row).await;
        changed.map_err(|error| self.clash(error, given))?;
        let details = json!({
            "from": self.described(&before.text, &before.kind),
            "to": self.described(&given.text, given.kind),
        });
        self.book(&transaction, caller, (self.actions[1], id, details), now)
            .await?;
        let after = self.find(&transaction, workspace, id).await?;
        transaction.commit().await?;
        Ok(after)
    }

    /// Takes an entry out.
    pub(crate) async fn remove(&self, cx: &Context, caller: &Caller, id: i64) -> Result<()> {
        let (transaction, now) = (cx.records.begin().await?, cx.clock.now());
        let workspace = caller.workspace.0;
        self.alone(&transaction, workspace).await?;
        let removed = self.find(&transaction, workspace, id).await?;
        let delete = format!(
            "DELETE FROM {} WHERE workspace_id = $1 AND id = $2",
            self.table
        );
        transaction.execute(&delete, (workspace, id)).await?;
        let details = self.described(&removed.text, &removed.kind);
        self.book(&transaction, caller, (self.actions[2], id, details), now)
            .await?;
        Ok(transaction.commit().await?)
    }

    /// Goes on as the only one who changes the workspace's list.
    pub(crate) async fn alone(&self, transaction: &Transaction, workspace: i64) -> Result<()> {
        let name = format!("{} {workspace}", self.table);
        Ok(transaction.alone(&name).await?)
    }

    /// How many entries the workspace has.
    pub(crate) async fn count(&self, transaction: &Transaction, workspace: i64) -> Result<u64> {
        let select = format!(
            "SELECT count(*) FROM {} WHERE workspace_id = $1",
            self.table
        );
        let (count,) = transaction.query_one(&select, (workspace,)).await?;
        Ok(count)
    }

    /// An entry of the workspace.
    async fn find(&self, transaction: &Transaction, workspace: i64, id: i64) -> Result<Entry> {
        let mut statement = self.select();
        self.of(&mut statement, workspace);
        statement.push(" AND w.id = ").bind(id);
        let (sql, bound) = statement.into_parts();
        let found = transaction.query_optional(&sql, bound).await?;
        found.ok_or_else(self.missing)
    }

    /// Selects what an [`Entry`] is read from; `FROM` follows.
    fn select(&self) -> Statement {
        let mut statement = Statement::new("SELECT w.id, w.");
        statement.push(self.text).push(", w.").push(self.kind);
        statement.push(", u.email, w.changed_at");
        statement
    }

    /// Adds `FROM … WHERE …`: the entries of a workspace.
    fn of(&self, statement: &mut Statement, workspace: i64) {
        statement.push(" FROM ").push(self.table);
        statement.push(" w LEFT JOIN users u ON u.id = w.user_id WHERE w.workspace_id = ");
        statement.bind(workspace);
    }

    /// The same, where they are wanted.
    fn restrict(&self, statement: &mut Statement, workspace: i64, wanted: &Wanted) {
        self.of(statement, workspace);
        if let Some(pattern) = &wanted.pattern {
            statement.push(" AND w.folded LIKE ").bind(pattern.as_str());
            statement.push(" ESCAPE '\\'");
        }
        if let Some(kind) = wanted.kind {
            statement.push(" AND w.").push(self.kind).push(" = ");
            statement.bind(kind);
        }
    }

    /// The failure of a statement that may have met the same text.
    fn clash(&self, error: stores::Error, given: &Given) -> Error {
        if error.is_conflict(ConstraintKind::Unique) {
            return (self.taken)(&given.text);
        }
        error.into()
    }

    /// An entry as the audit log describes it.
    fn described(&self, text: &str, kind: &str) -> Value {
        json!({self.text: text, self.kind: kind})
    }

    async fn book(
        &self,
        transaction: &Transaction,
        caller: &Caller,
        (action, id, details): (&'static str, i64, Value),
        now: Timestamp,
    ) -> Result<()> {
        let resource = format!("{}:{id}", self.entry);
        let entry = audit::Entry::by(caller, action, &resource, details);
        audit::record(transaction, entry, now).await
    }
}

impl FromRow for Entry {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        Ok(Self {
            id: row.take()?,
            text: row.take()?,
            kind: row.take()?,
            changed_by: row.take()?,
            changed_at: row.take()?,
        })
    }
}
