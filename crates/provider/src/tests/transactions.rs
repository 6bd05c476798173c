//! Transactions on the database of the tests.

use dialect::{Dialect, Error, IntoParams, Value};
use futures::executor::block_on;
use jiff::Timestamp;
use uuid::Uuid;

use crate::{Records, native};

const INSERT: &str = "INSERT INTO workspaces (name, created_at) VALUES ($1, $2)";
const COUNT: &str = "SELECT count(*) FROM workspaces";

fn row(name: &str) -> Vec<Value> {
    (name, Timestamp::UNIX_EPOCH).into_params()
}

#[test]
fn what_fails_inside_is_kept_apart_or_ends_it() {
    block_on(async {
        let records = Records::new(native::temporary());
        let transaction = records.begin().await.unwrap();
        assert_eq!(transaction.execute(INSERT, row("a")).await, Ok(1));
        let told = transaction.execute(INSERT, row("")).await;
        assert!(matches!(told, Err(Error::Conflict { .. })), "{told:?}");
        let committed = transaction.commit().await;
        let kept = records.query(COUNT, Vec::new()).await.unwrap().first();
        match records.dialect() {
            Dialect::Sqlite => assert_eq!((committed, kept), (Ok(()), Ok(Some((1_i64,))))),
            Dialect::Postgres => {
                assert!(matches!(committed, Err(Error::Invalid(_))), "{committed:?}");
                assert_eq!(kept, Ok(Some((0,))));
            }
        }
        let over = transaction.query(COUNT, Vec::new()).await;
        assert!(matches!(over, Err(Error::Invalid(_))), "{over:?}");
    });
}

#[test]
fn values_come_back_as_they_went() {
    type Row = (
        bool,
        i64,
        f64,
        String,
        Vec<u8>,
        Timestamp,
        Uuid,
        Option<String>,
        String,
    );
    block_on(async {
        let records = Records::new(native::temporary());
        let at = Timestamp::from_microsecond(1_772_352_000_123_456).unwrap();
        let row: Row = (
            true,
            -7,
            0.1,
            "ä 'x'".to_owned(),
            vec![0, 255],
            at,
            Uuid::from_u128(7),
            None,
            r#"{"a":[1,"b c"]}"#.to_owned(),
        );
        let mut params = row.clone().into_params();
        params.pop();
        params.push(Value::Json(row.8.clone()));
        let sql = "SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9";
        let answer = records.query(sql, params).await.unwrap();
        assert_eq!(answer.first(), Ok(Some(row)));
        let sums = "SELECT sum(n), avg(n) FROM (SELECT $1 AS n UNION ALL SELECT 2) AS numbers";
        let sums = records.query(sums, (1_i64,).into_params()).await.unwrap();
        assert_eq!(sums.first(), Ok(Some((3_i64, 1.5))));
    });
}
