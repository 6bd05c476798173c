//! A connection with one owner. Dropped, it is brought back into order before anyone else gets it.

use super::{
    error::PostgresError,
    pool::Pool,
    rows::{self, Running},
    session::Session,
    statement::{self, Effect},
    value::{self, Parameter},
};
use crate::bindings::spin::postgres::postgres::{Column, ParameterValue};
use futures::StreamExt;
use std::{
    pin::pin,
    sync::{Arc, atomic::Ordering::Relaxed},
    time::Instant,
};
use tokio::{runtime::Handle, sync::OwnedSemaphorePermit};
use tokio_postgres::{RowStream, Statement};

/// A connection with one owner, and with it the only place where its open transaction can be.
pub(crate) struct Lease {
    pool: Arc<Pool>,
    /// There until the lease is dropped.
    session: Option<Session>,
    permit: Option<OwnedSemaphorePermit>,
    /// Where connections are brought back into order.
    handle: Handle,
}

impl Lease {
    pub(super) fn new(pool: Arc<Pool>, session: Session, permit: OwnedSemaphorePermit) -> Self {
        Self {
            pool,
            session: Some(session),
            permit: Some(permit),
            handle: Handle::current(),
        }
    }

    pub(super) fn session(&self) -> Result<&Session, PostgresError> {
        let gone = || PostgresError::Lost("it was given back".to_owned());
        self.session.as_ref().ok_or_else(gone)
    }

    pub(super) fn pool(&self) -> &Pool {
        &self.pool
    }

    /// Runs a statement and answers how many rows it changed.
    pub(crate) async fn execute(
        &self,
        sql: &str,
        values: Vec<ParameterValue>,
    ) -> Result<u64, PostgresError> {
        let task = Task::new(self)?;
        let result = async {
            let (_, stream) = self.begin(sql, values).await?;
            let mut stream = pin!(stream);
            // Rows of a statement that is run for its effect go nowhere.
            while let Some(row) = stream.next().await {
                row.map_err(|error| task.session.failure(&error))?;
            }
            Ok(stream.rows_affected().unwrap_or(0))
        }
        .await;
        task.finish(sql, result.is_ok());
        result
    }

    /// Starts a statement and hands back its columns and its rows as they come.
    pub(crate) async fn query(
        self: &Arc<Self>,
        sql: &str,
        values: Vec<ParameterValue>,
    ) -> Result<Running, PostgresError> {
        rows::run(self, sql, values).await
    }

    /// Sends a statement, prepared if it has been before.
    pub(super) async fn begin(
        &self,
        sql: &str,
        values: Vec<ParameterValue>,
    ) -> Result<(Vec<Column>, RowStream), PostgresError> {
        let session = self.session()?;
        let effect = statement::effect(sql);
        if effect == Effect::Copy {
            return Err(PostgresError::Statement(
                "COPY needs a dialogue that spin:postgres does not have: insert from one JSON parameter instead",
            ));
        }
        if effect == Effect::Begins {
            // Even if nobody is there any more when the server answers.
            session.in_transaction.store(true, Relaxed);
        } else if effect == Effect::Session {
            session.changed.store(true, Relaxed);
        }
        let parameters: Vec<Parameter> = values.into_iter().map(Parameter).collect();
        let keep = effect != Effect::Session;
        let kept = session.statements(|cache| cache.get(sql));
        let was_kept = kept.is_some();
        let in_transaction = effect != Effect::Begins && session.in_transaction.load(Relaxed);
        let prepared = match kept {
            Some(prepared) => prepared,
            None => self.prepare(sql, keep).await?,
        };
        match send(session, &prepared, &parameters).await {
            Err(error) if was_kept && error.is_stale_plan() => {
                session.statements(|cache| cache.remove(sql));
                if in_transaction {
                    return Err(error);
                }
                let prepared = self.prepare(sql, keep).await?;
                send(session, &prepared, &parameters).await
            }
            sent => sent,
        }
    }

    async fn prepare(&self, sql: &str, keep: bool) -> Result<Statement, PostgresError> {
        let session = self.session()?;
        self.pool.counters.prepared.fetch_add(1, Relaxed);
        let prepared = session.client.prepare(sql).await;
        let prepared = prepared.map_err(|error| session.failure(&error))?;
        if keep {
            session.statements(|cache| cache.put(sql, prepared.clone()));
        }
        Ok(prepared)
    }
}

async fn send(
    session: &Session,
    prepared: &Statement,
    parameters: &[Parameter],
) -> Result<(Vec<Column>, RowStream), PostgresError> {
    let wanted = prepared.params();
    if wanted.len() != parameters.len() {
        return Err(PostgresError::Parameter(format!(
            "the statement has {} parameters, {} values were given",
            wanted.len(),
            parameters.len()
        )));
    }
    for (index, (Parameter(value), of)) in parameters.iter().zip(wanted).enumerate() {
        if !value::accepts(value, of) {
            let (number, given) = (index + 1, value::given(value));
            return Err(PostgresError::Parameter(format!(
                "${number} is {of} in the statement, the value is {given}: give another kind, or cast as in ${number}::text"
            )));
        }
    }
    let stream = session.client.query_raw(prepared, parameters).await;
    let stream = stream.map_err(|error| match std::error::Error::source(&error) {
        Some(cause) if error.as_db_error().is_none() && error.to_string().contains("parameter") => {
            PostgresError::Parameter(format!("{error}: {cause}"))
        }
        _ => session.failure(&error),
    })?;
    let columns = prepared.columns().iter().map(|column| Column {
        name: column.name().to_owned(),
        data_type: value::data_type(column.type_()),
    });
    Ok((columns.collect(), stream))
}

/// A statement on its way: dropped before it is finished, it leaves a connection that nobody else can use.
pub(super) struct Task<'a> {
    pub(super) session: &'a Session,
    pool: &'a Pool,
    begun: Instant,
    finished: bool,
}

impl<'a> Task<'a> {
    pub(super) fn new(lease: &'a Lease) -> Result<Self, PostgresError> {
        Ok(Self {
            session: lease.session()?,
            pool: &lease.pool,
            begun: Instant::now(),
            finished: false,
        })
    }

    /// The server has answered to the end.
    pub(super) fn finish(mut self, sql: &str, ok: bool) {
        self.finished = true;
        if ok && statement::effect(sql) == Effect::Ends {
            self.session.in_transaction.store(false, Relaxed);
        }
        self.pool.counters.record(self.begun.elapsed(), ok);
    }

    /// The rest is read elsewhere, by something that tells the end itself.
    pub(super) fn hand_over(mut self) -> Instant {
        self.finished = true;
        self.begun
    }
}

impl Drop for Task<'_> {
    fn drop(&mut self) {
        if !self.finished {
            self.session.abandoned.store(true, Relaxed);
        }
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        let Some(session) = self.session.take() else {
            return;
        };
        let (pool, permit) = (Arc::clone(&self.pool), self.permit.take());
        if session.is_clean() {
            pool.keep(session);
            pool.counters.used.fetch_sub(1, Relaxed);
            drop(permit);
            return;
        }
        if session.abandoned.load(Relaxed) {
            pool.counters.cancelled.fetch_add(1, Relaxed);
        }
        if session.in_transaction.load(Relaxed) {
            pool.counters.rolled_back.fetch_add(1, Relaxed);
        }
        self.handle.spawn(async move {
            if session.tidy().await {
                pool.keep(session);
            }
            pool.counters.used.fetch_sub(1, Relaxed);
            drop(permit);
        });
    }
}
