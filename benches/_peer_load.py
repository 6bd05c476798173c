"""The peer of `load.py`: the same endpoints over the same export, as one would write them with FastAPI, DuckDB for what is
counted and SQLite with FTS5 for what is listed and searched. It scores with vaderSentiment, keeps no history and no
entities but versions, and knows one user.

    python _peer_load.py <export.csv> <folder> <port>
"""

from __future__ import annotations

import csv
import hmac
import io
import re
import sqlite3
import sys
import threading
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, Any

import duckdb
import pandas
import uvicorn
from fastapi import Depends, FastAPI, Header, HTTPException, Request
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

TOKEN = "the-token-of-the-benches"
MOOD = "CASE WHEN compound >= 0.05 THEN 'positive' WHEN compound <= -0.05 THEN 'negative' ELSE 'neutral' END"
SCHEMA = """
CREATE TABLE tickets (id INTEGER PRIMARY KEY, key TEXT UNIQUE, summary TEXT, status TEXT, priority TEXT, assignee TEXT,
    created_at TEXT, compound REAL);
CREATE INDEX tickets_created_at ON tickets (created_at);
CREATE TABLE texts (id INTEGER PRIMARY KEY, key TEXT, field TEXT, author TEXT, text TEXT, compound REAL);
CREATE INDEX texts_key ON texts (key);
CREATE TABLE entities (text TEXT, key TEXT);
CREATE VIRTUAL TABLE search USING fts5 (text, content = 'texts', content_rowid = 'id');
CREATE TRIGGER search_insert AFTER INSERT ON texts BEGIN INSERT INTO search (rowid, text) VALUES (new.id, new.text); END;
"""


class Store:
    """The records and the table that dashboards count."""

    def __init__(self, folder: Path) -> None:
        """An empty one."""
        self.path = folder / "records.db"
        self.local = threading.local()
        self.writing = threading.Lock()
        self.score = SentimentIntensityAnalyzer().polarity_scores
        with self.records as records:
            records.execute("PRAGMA journal_mode = WAL")
            records.executescript(SCHEMA)
        self.lake = duckdb.connect()

    @property
    def records(self) -> sqlite3.Connection:
        """The connection of the thread."""
        if not hasattr(self.local, "connection"):
            self.local.connection = sqlite3.connect(self.path, timeout=30)
        connection: sqlite3.Connection = self.local.connection
        return connection

    def count(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows of the lake."""
        return self.lake.cursor().execute(sql).fetchall()

    def list(self, sql: str, *params: object) -> list[tuple[Any, ...]]:
        """Rows of the records."""
        return self.records.execute(sql, params).fetchall()

    def take(self, export: bytes) -> int:
        """Takes an export in."""
        frame = pandas.read_csv(io.BytesIO(export), dtype=str, keep_default_na=False, on_bad_lines="skip")
        comments = [name for name in frame.columns if name.split(".")[0] == "Comment"]
        frame["created"] = pandas.to_datetime(frame["Created"], format="%d/%b/%y %I:%M %p", errors="coerce")
        frame = frame[(frame["Issue key"] != "") & frame["created"].notna()].drop_duplicates("Issue key", keep="last")
        tickets, texts, entities = [], [], []
        for row in frame.to_dict("records"):
            key, scores = row["Issue key"], []
            cells = [("summary", "", row["Summary"]), ("description", "", row["Description"])]
            cells += [("comment", *([*row[name].split(";", 2), "", ""])[1:3]) for name in comments if row[name]]
            for field, author, text in cells:
                if text:
                    scores.append(self.score(text)["compound"])
                    texts.append((key, field, author, text, scores[-1]))
                    entities += [(version, key) for version in re.findall(r"\b\d+\.\d+\.\d+\b", text)]
            mean = sum(scores) / max(1, len(scores))
            tickets.append((key, row["Summary"], row["Status"], row["Priority"], row["Assignee"], row["created"].isoformat(), mean))
        with self.writing, self.records as records:
            records.executemany(
                "INSERT OR REPLACE INTO tickets (key, summary, status, priority, assignee, created_at, compound) VALUES (?, ?, ?, ?, ?, ?, ?)", tickets
            )
            records.executemany("INSERT INTO texts (key, field, author, text, compound) VALUES (?, ?, ?, ?, ?)", texts)
            records.executemany("INSERT INTO entities VALUES (?, ?)", entities)
        self.publish()
        return len(tickets)

    def rescore(self) -> None:
        """Scores all texts anew."""
        rows = self.list("SELECT id, text FROM texts")
        scored = [(self.score(text)["compound"], number) for number, text in rows]
        with self.writing, self.records as records:
            records.executemany("UPDATE texts SET compound = ? WHERE id = ?", scored)
            records.execute("UPDATE tickets SET compound = (SELECT avg(compound) FROM texts WHERE texts.key = tickets.key)")
        self.publish()

    def publish(self) -> None:
        """Makes the lake's tables what the records are."""
        columns = {
            "tickets": "key, status, priority, created_at, compound",
            "texts": "key, field, author, compound",
            "entities": "text",
        }
        frames = {name: pandas.read_sql_query(f"SELECT {of} FROM {name}", self.records) for name, of in columns.items()}
        lake = self.lake.cursor()
        lake.execute("BEGIN")
        for name, frame in frames.items():
            lake.register(f"new_{name}", frame)
            lake.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM new_{name}")
        lake.execute("ALTER TABLE tickets ALTER created_at TYPE TIMESTAMP")
        lake.execute("COMMIT")


def application(store: Store) -> FastAPI:
    """The endpoints."""

    def signed_in(authorization: Annotated[str, Header()] = "") -> None:
        if not hmac.compare_digest(authorization, f"Bearer {TOKEN}"):
            raise HTTPException(401)

    app = FastAPI(dependencies=[Depends(signed_in)])

    @app.get("/api/dashboard/metrics")
    def metrics() -> dict[str, Any]:
        total, mean = store.count("SELECT count(*), avg(compound) FROM tickets")[0]
        weeks = store.count("SELECT date_trunc('week', created_at), count(*), avg(compound) FROM tickets GROUP BY 1 ORDER BY 1 DESC LIMIT 2")
        return {"total_tickets": total, "avg_sentiment": mean, "weeks": [week[1:] for week in weeks]}

    @app.get("/api/sentiment/overview")
    def overview(start_date: str, end_date: str) -> dict[str, Any]:
        period = f"created_at >= DATE '{day(start_date)}' AND created_at < DATE '{day(end_date)}' + 1"
        days = store.count(f"SELECT CAST(created_at AS DATE), {MOOD}, count(*), sum(compound) FROM tickets WHERE {period} GROUP BY ALL")
        return {"total": sum(row[2] for row in days), "days": [[str(row[0]), *row[1:]] for row in days]}

    @app.get("/api/support/analytics")
    def support(start_date: str, end_date: str) -> dict[str, Any]:
        period = f"created_at >= DATE '{day(start_date)}' AND created_at < DATE '{day(end_date)}' + 1"
        by = {name: store.count(f"SELECT {name}, {MOOD}, count(*) FROM tickets WHERE {period} GROUP BY ALL") for name in ("status", "priority")}
        fields = store.count("SELECT field, count(*) FROM texts GROUP BY ALL")
        authors = store.count("SELECT author, count(*) AS n, avg(compound) FROM texts WHERE field = 'comment' GROUP BY ALL ORDER BY n DESC LIMIT 10")
        return {**overview(start_date, end_date), **by, "fields": fields, "authors": authors}

    @app.get("/api/entities/top")
    def entities() -> list[tuple[Any, ...]]:
        return store.count("SELECT text, count(*) AS n FROM entities GROUP BY ALL ORDER BY n DESC, text LIMIT 20")

    @app.get("/api/tickets")
    def tickets(q: str = "", limit: int = 20, offset: int = 0) -> dict[str, Any]:
        where, params = ("", ()) if not q else ("WHERE key IN (SELECT key FROM search JOIN texts ON texts.id = search.rowid WHERE search MATCH ?)", (words(q),))
        total = store.list(f"SELECT count(*) FROM tickets {where}", *params)[0][0]
        page = store.list(f"SELECT * FROM tickets {where} ORDER BY created_at DESC LIMIT ? OFFSET ?", *params, limit, offset)
        return {"total": total, "results": page}

    @app.get("/api/search")
    def search(q: str, limit: int = 20) -> dict[str, Any]:
        total = store.list("SELECT count(*) FROM search WHERE search MATCH ?", words(q))[0][0]
        hits = store.list(
            "SELECT texts.id, tickets.key, tickets.summary, texts.text, texts.compound FROM search JOIN texts ON texts.id = search.rowid "
            "JOIN tickets ON tickets.key = texts.key WHERE search MATCH ? ORDER BY search.rank LIMIT ?",
            words(q),
            limit,
        )
        return {"total": total, "results": hits}

    @app.get("/api/tickets/{key}")
    def ticket(key: str) -> dict[str, Any]:
        found = store.list("SELECT * FROM tickets WHERE key = ?", key)
        if not found:
            raise HTTPException(404)
        return {"ticket": found[0], "texts": store.list("SELECT field, author, text, compound FROM texts WHERE key = ?", key)}

    @app.post("/api/upload", status_code=202)
    async def upload(request: Request) -> dict[str, str]:
        threading.Thread(target=store.take, args=(await request.body(),), daemon=True).start()
        return {"status": "running"}

    @app.post("/api/rescoring", status_code=202)
    def rescoring() -> dict[str, str]:
        threading.Thread(target=store.rescore, daemon=True).start()
        return {"status": "running"}

    return app


def day(text: str) -> str:
    """A day, and nothing else."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise HTTPException(400)
    return text


def words(text: str) -> str:
    """What was typed as words of FTS5, the last one a beginning."""
    return " ".join(f'"{word}"' for word in re.findall(r"\w+", text)) + "*"


def main() -> None:
    """Takes the export in, then says so and serves."""
    csv.field_size_limit(sys.maxsize)
    export, folder, port = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    store = Store(folder)
    taken = store.take(export.read_bytes())

    @asynccontextmanager
    async def ready(_: FastAPI) -> Any:
        print(f"serving {taken}", flush=True)
        yield

    app = application(store)
    app.router.lifespan_context = ready
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="error")


if __name__ == "__main__":
    main()
