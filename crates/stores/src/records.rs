//! The records: statements, and transactions of several.

use crate::{Dialect, Error, FromRow, IntoParams, backend};

/// The relational records. Cheap to clone.
#[derive(Clone)]
pub struct Records(pub(crate) backend::Records);

impl Records {
    /// The records this component was composed with.
    #[cfg(target_family = "wasm")]
    pub fn connect() -> Self {
        Self(backend::Records::connect())
    }

    /// A database of its own, with every migration applied, gone with its last clone.
    ///
    /// # Panics
    ///
    /// When the machine has no room for a temporary folder: tests cannot go on without it.
    #[cfg(not(target_family = "wasm"))]
    pub fn in_memory() -> Self {
        Self(backend::temporary())
    }

    /// Which database answers.
    pub async fn dialect(&self) -> Dialect {
        backend::dialect(&self.0).await
    }

    /// Every row of the answer, at most 100,000.
    pub async fn query<T: FromRow>(
        &self,
        sql: &str,
        params: impl IntoParams,
    ) -> Result<Vec<T>, Error> {
        let params = params.into_params();
        self.0.query(sql, params).await?.decode()
    }

    /// The first row, if there is one.
    pub async fn query_optional<T: FromRow>(
        &self,
        sql: &str,
        params: impl IntoParams,
    ) -> Result<Option<T>, Error> {
        let params = params.into_params();
        self.0.query(sql, params).await?.first()
    }

    /// The first row, or [`Error::NoRow`].
    pub async fn query_one<T: FromRow>(
        &self,
        sql: &str,
        params: impl IntoParams,
    ) -> Result<T, Error> {
        let row = self.query_optional(sql, params).await?;
        row.ok_or(Error::NoRow)
    }

    /// Runs a statement and tells how many rows it changed.
    pub async fn execute(&self, sql: &str, params: impl IntoParams) -> Result<u64, Error> {
        let params = params.into_params();
        self.0.execute(sql, params).await
    }

    /// Begins a transaction that writes; on SQLite it takes the write lock at once.
    pub async fn begin(&self) -> Result<Transaction, Error> {
        self.0.begin().await.map(Transaction)
    }
}

/// Several statements that count together or not at all. Dropped without [`Transaction::commit`] it is rolled back.
pub struct Transaction(pub(crate) backend::Transaction);

impl Transaction {
    /// Every row of the answer, at most 100,000.
    pub async fn query<T: FromRow>(
        &self,
        sql: &str,
        params: impl IntoParams,
    ) -> Result<Vec<T>, Error> {
        let params = params.into_params();
        self.0.query(sql, params).await?.decode()
    }

    /// The first row, if there is one.
    pub async fn query_optional<T: FromRow>(
        &self,
        sql: &str,
        params: impl IntoParams,
    ) -> Result<Option<T>, Error> {
        let params = params.into_params();
        self.0.query(sql, params).await?.first()
    }

    /// The first row, or [`Error::NoRow`].
    pub async fn query_one<T: FromRow>(
        &self,
        sql: &str,
        params: impl IntoParams,
    ) -> Result<T, Error> {
        let row = self.query_optional(sql, params).await?;
        row.ok_or(Error::NoRow)
    }

    /// Runs a statement and tells how many rows it changed.
    pub async fn execute(&self, sql: &str, params: impl IntoParams) -> Result<u64, Error> {
        let params = params.into_params();
        self.0.execute(sql, params).await
    }

    /// Which database answers.
    pub fn dialect(&self) -> Dialect {
        self.0.dialect()
    }

    /// Waits until every other transaction that is alone on the same topic has ended, and goes on as the only one.
    ///
    /// On SQLite any transaction is the only one that writes. On PostgreSQL statements after this one see what those
    /// before it committed; so call it before what it shall protect is read.
    pub async fn alone(&self, topic: &str) -> Result<(), Error> {
        match self.dialect() {
            Dialect::Sqlite => Ok(()),
            Dialect::Postgres => {
                let lock = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";
                self.execute(lock, (topic,)).await.map(drop)
            }
        }
    }

    /// Makes everything visible at once.
    pub async fn commit(self) -> Result<(), Error> {
        self.0.commit().await
    }
}

#[cfg(test)]
mod tests {
    use futures::executor::block_on;
    use jiff::Timestamp;

    use super::*;
    use crate::{ConstraintKind, ToValue, Value};

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;
    const INSERT: &str = "INSERT INTO workspaces (name, created_at) VALUES ($1, $2)";

    async fn names(records: &Records) -> Vec<(String,)> {
        records
            .query("SELECT name FROM workspaces ORDER BY id", ())
            .await
            .unwrap()
    }

    #[test]
    fn a_statement_tells_how_many_rows_it_changed() {
        block_on(async {
            let records = Records::in_memory();
            assert_eq!(records.execute(INSERT, ("a", NOW)).await, Ok(1));
            assert_eq!(records.execute(INSERT, ("b", NOW)).await, Ok(1));
            assert_eq!(
                records
                    .execute("UPDATE workspaces SET created_at = $1", (NOW,))
                    .await,
                Ok(2)
            );
            assert_eq!(
                records
                    .execute("DELETE FROM workspaces WHERE id = $1", (77,))
                    .await,
                Ok(0)
            );
            assert_eq!(
                records
                    .query_one::<(i64,)>("SELECT count(*) FROM workspaces", ())
                    .await,
                Ok((2,))
            );
        });
    }

    #[test]
    fn a_transaction_is_seen_when_it_commits_and_never_when_it_is_dropped() {
        block_on(async {
            let records = Records::in_memory();
            let transaction = records.begin().await.unwrap();
            transaction.execute(INSERT, ("a", NOW)).await.unwrap();
            assert!(names(&records).await.is_empty());
            transaction.commit().await.unwrap();
            assert_eq!(names(&records).await, [("a".to_owned(),)]);

            let transaction = records.begin().await.unwrap();
            transaction.execute(INSERT, ("b", NOW)).await.unwrap();
            drop(transaction);
            assert_eq!(names(&records).await.len(), 1);
        });
    }

    #[test]
    fn a_second_writer_is_told_to_wait() {
        block_on(async {
            let records = Records::in_memory();
            let first = records.begin().await.unwrap();
            first.alone("a").await.unwrap();
            match records.dialect().await {
                Dialect::Sqlite => assert_eq!(records.begin().await.err(), Some(Error::Timeout)),
                Dialect::Postgres => {
                    let second = records.begin().await.unwrap();
                    second.alone("b").await.unwrap();
                    assert_eq!(second.alone("a").await, Err(Error::Serialization));
                }
            }
            first.commit().await.unwrap();
            let third = records.begin().await.unwrap();
            assert_eq!(third.alone("a").await, Ok(()));
        });
    }

    #[test]
    fn broken_rules_are_named() {
        block_on(async {
            let records = Records::in_memory();
            let error =
                async |sql, params: Vec<Value>| records.execute(sql, params).await.unwrap_err();
            let not_null = error(INSERT, vec![Value::Null, NOW.to_value()]).await;
            assert!(not_null.is_conflict(ConstraintKind::NotNull), "{not_null}");
            let check = error(INSERT, vec![Value::Text(String::new()), NOW.to_value()]).await;
            assert!(check.is_conflict(ConstraintKind::Check), "{check}");
            let orphan = "INSERT INTO users (workspace_id, email, hashed_password, created_at) VALUES (9, 'abc', '', $1)";
            let foreign_key = error(orphan, vec![NOW.to_value()]).await;
            assert!(
                foreign_key.is_conflict(ConstraintKind::ForeignKey),
                "{foreign_key}"
            );
            let twice =
                "INSERT INTO login_attempts (subject, window_start) VALUES ('a', $1), ('a', $1)";
            let unique = error(twice, vec![NOW.to_value()]).await;
            assert!(unique.is_conflict(ConstraintKind::Unique), "{unique}");
        });
    }

    #[test]
    fn wrong_statements_are_refused() {
        block_on(async {
            let records = Records::in_memory();
            for (sql, params) in [
                ("SELEC 1", vec![]),
                ("SELECT nothing FROM nowhere", vec![]),
                ("SELECT $2, $1", vec![Value::Integer(1), Value::Integer(2)]),
                ("SELECT ?", vec![Value::Integer(1)]),
                ("SELECT $1", vec![]),
            ] {
                // PostgreSQL knows parameters by their numbers.
                if sql == "SELECT $2, $1" && records.dialect().await == Dialect::Postgres {
                    continue;
                }
                let error = records.query::<(i64,)>(sql, params).await.unwrap_err();
                assert!(matches!(error, Error::Invalid(_)), "{sql}: {error}");
            }
        });
    }

    #[test]
    fn a_row_that_should_be_there_is_an_error() {
        block_on(async {
            let records = Records::in_memory();
            assert_eq!(
                records
                    .query_one::<(i64,)>("SELECT id FROM users", ())
                    .await,
                Err(Error::NoRow)
            );
            assert_eq!(
                records
                    .query_optional::<(i64,)>("SELECT id FROM users", ())
                    .await,
                Ok(None)
            );
        });
    }
}
