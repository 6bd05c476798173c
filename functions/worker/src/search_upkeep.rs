//! Gives texts that an earlier release stored what a search finds inside of their words; the newest first.

use super::within_shift;
use endpoint::{Context, log};
use jiff::Timestamp;
use serde_json::json;
use stores::{Dialect, Error, Records, Value};

/// So many texts are looked at at a time.
const AT_A_TIME: i64 = 2_000;

/// Works until no text lacks them or the tick that began at `start` has lasted long enough. To be called while no job is
/// under way: one that comes waits for as long as this tick lasts.
pub async fn run(cx: &Context, start: Timestamp) {
    while within_shift(start, cx.clock.now()) {
        match step(&cx.records, AT_A_TIME).await {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => {
                log::error("search_upkeep_failed", json!({"cause": error.to_string()}));
                return;
            }
        }
    }
}

/// Looks at some texts; false where none is left, or another worker looks at them.
async fn step(records: &Records, most: i64) -> Result<bool, Error> {
    let left = records.query_optional("SELECT up_to_id FROM search_upkeep", ());
    let Some((up_to,)): Option<(i64,)> = left.await? else {
        return Ok(false);
    };
    let texts: Vec<(i64, String)> = records
        .query(
            "SELECT id, text FROM sentiment_results WHERE id <= $1 AND more_words = '' ORDER BY id DESC LIMIT $2",
            (up_to, most),
        )
        .await?;
    let found: Vec<_> = texts
        .iter()
        .map(|(id, text)| (id, search::inside(text)))
        .filter(|(_, words)| !words.is_empty())
        .collect();
    let transaction = records.begin().await?;
    let is_mine = if let Some((last, _)) = texts.last() {
        let statement = "UPDATE search_upkeep SET up_to_id = $1 WHERE up_to_id = $2";
        transaction.execute(statement, (last - 1, up_to)).await?
    } else {
        let statement = "DELETE FROM search_upkeep WHERE up_to_id = $1";
        transaction.execute(statement, (up_to,)).await?
    };
    if is_mine == 0 {
        return Ok(false);
    }
    if !found.is_empty() {
        let words =
            serde_json::to_string(&found).map_err(|error| Error::Other(error.to_string()))?;
        let from = match records.dialect().await {
            Dialect::Sqlite => "json_each($1) AS r",
            Dialect::Postgres => "jsonb_array_elements($1) AS r (value)",
        };
        let statement = format!(
            "UPDATE sentiment_results SET more_words = r.value ->> 1 FROM {from} \
             WHERE sentiment_results.id = CAST(r.value ->> 0 AS BIGINT)"
        );
        transaction
            .execute(&statement, (Value::Json(words),))
            .await?;
    }
    transaction.commit().await?;
    Ok(!texts.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use endpoint::testing::{App, block_on};
    use figures::fixture::{self, Ticket};

    /// A release that knew no words inside of words stored five texts.
    fn of_an_earlier_release() -> App {
        let app = App::new(|_| axum::Router::new());
        let texts = ["プリンタが壊れました", "Plain", "v2.3.1", "😡 angry"];
        let ticket = Ticket::new("SUP-1", "2026-03-01T08:00:00Z", 0.1);
        let ticket = texts.iter().fold(ticket, |ticket, text| {
            ticket.comment("2026-03-02T08:00:00Z", "eve", text, 0.2)
        });
        let cx = &app.cx;
        let now = cx.clock.now();
        block_on(fixture::publish(&cx.records, &cx.lake, 1, now, &[ticket]));
        app
    }

    fn more_words(app: &App) -> Vec<(String, String)> {
        let rows =
            "SELECT text, more_words FROM sentiment_results WHERE more_words <> '' ORDER BY text";
        block_on(app.cx.records.query(rows, ())).unwrap()
    }

    #[test]
    fn texts_of_an_earlier_release_are_found_as_new_ones_are() {
        let app = of_an_earlier_release();
        let new = more_words(&app);
        assert_eq!(new.len(), 3);
        app.execute("UPDATE sentiment_results SET more_words = ''");
        app.execute(
            "INSERT INTO search_upkeep (id, up_to_id) SELECT 1, max(id) FROM sentiment_results",
        );
        let records = &app.cx.records;
        let mut steps = 0;
        while block_on(step(records, 2)).unwrap() {
            steps += 1;
        }
        assert_eq!((more_words(&app), steps), (new, 3));
        let left: (i64,) =
            block_on(records.query_one("SELECT count(*) FROM search_upkeep", ())).unwrap();
        assert_eq!(left, (0,));
        // What it does to the index is the database's: a search finds them.
        let found = match block_on(records.dialect()) {
            Dialect::Sqlite => {
                "SELECT count(*) FROM sentiment_search WHERE sentiment_search MATCH '\"壊れま\"'"
            }
            Dialect::Postgres => {
                "SELECT count(*) FROM sentiment_results WHERE search @@ CAST('壊れま' AS tsquery)"
            }
        };
        let found: (i64,) = block_on(records.query_one(found, ())).unwrap();
        assert_eq!(found, (1,));
    }
}
