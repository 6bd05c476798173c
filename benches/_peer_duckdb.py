"""The peer of `overview.py`: DuckDB over the very same Parquet files, without the rows that no longer count."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

MOOD = "count(*), sum(comment_count), sum(compound)"
BANDS = (
    "CASE WHEN comment_count < 2 THEN comment_count WHEN comment_count < 6 THEN 2 WHEN comment_count < 11 THEN 6 WHEN comment_count < 21 THEN 11 ELSE 21 END"
)
SURE = "CASE WHEN ultimate_confidence < 0.5 THEN 0 WHEN ultimate_confidence < 0.8 THEN 1 ELSE 2 END"


class Files:
    """The files of a snapshot, as `GET /api/system/lake` lists them."""

    def __init__(self, root: Path, listed: list[dict[str, Any]]) -> None:
        """Files below the lake's folder."""
        self.root = root
        self.listed = listed

    def rows(self, dataset: str) -> str:
        """A dataset's rows that count, as SQL."""
        files = [file for file in self.listed if file["dataset"] == dataset]
        whole = [f"'{self.root / file['path']}'" for file in files if not file["removed"]]
        parts = [f"SELECT * FROM read_parquet([{', '.join(whole)}], hive_partitioning = false)"] if whole else []
        for file in files:
            if file["removed"]:
                gone = " OR ".join(f"(file_row_number >= {start} AND file_row_number < {end})" for start, end in file["removed"])
                read = f"read_parquet('{self.root / file['path']}', file_row_number = true, hive_partitioning = false)"
                parts.append(f"SELECT * EXCLUDE (file_row_number) FROM {read} WHERE NOT ({gone})")
        return f"({' UNION ALL BY NAME '.join(parts)})"


class Peer:
    """A connection that answers what the dashboards ask."""

    def __init__(self, files: Files, threads: int) -> None:
        """As fast as DuckDB can be over files: metadata kept, data of files kept."""
        self.db = duckdb.connect()
        self.db.execute("SET TimeZone = 'UTC'")
        self.db.execute(f"SET threads = {threads}")
        self.db.execute("SET parquet_metadata_cache = true")
        self.tickets = files.rows("ticket")
        self.texts = files.rows("sentiment")

    def keep_tickets(self) -> None:
        """From now on the tickets' columns are read from a table of DuckDB's own, in memory."""
        columns = "created_at, ultimate_sentiment, ultimate_confidence, compound, comment_count, status, priority, product, sentiment_status"
        self.db.execute(f"CREATE TABLE kept AS SELECT {columns} FROM {self.tickets}")
        self.tickets = "kept"

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """All rows of an answer."""
        rows: list[tuple[Any, ...]] = self.db.execute(sql).fetchall()
        return rows

    def overview(self, start: str, end: str) -> int:
        """What `/api/sentiment/overview` needs; its total."""
        period = f"created_at >= TIMESTAMPTZ '{start} 00:00:00+00' AND created_at < TIMESTAMPTZ '{end} 00:00:00+00' + INTERVAL 1 DAY"
        days = self.ask(f"SELECT epoch_us(created_at) // 86400000000, ultimate_sentiment, {MOOD} FROM {self.tickets} WHERE {period} GROUP BY ALL")
        return sum(day[2] for day in days)

    def support(self, start: str, end: str) -> int:
        """What `/api/support/analytics` needs; its total."""
        period = f"created_at >= TIMESTAMPTZ '{start} 00:00:00+00' AND created_at < TIMESTAMPTZ '{end} 00:00:00+00' + INTERVAL 1 DAY"
        total = self.overview(start, end)
        for what in (BANDS, SURE, "sentiment_status", "status", "priority", "product"):
            self.ask(f"SELECT {what}, ultimate_sentiment, {MOOD} FROM {self.tickets} WHERE {period} GROUP BY ALL")
        self.ask(
            f"SELECT ultimate_sentiment, {MOOD} FROM {self.tickets} WHERE created_at < TIMESTAMPTZ '{start} 00:00:00+00' AND created_at >= "
            f"TIMESTAMPTZ '{start} 00:00:00+00' - (DATE '{end}' - DATE '{start}' + 1) * INTERVAL 1 DAY GROUP BY ALL"
        )
        self.ask(f"SELECT field_type, count(*) FROM {self.texts} WHERE {period} GROUP BY ALL")
        self.ask(
            f"SELECT author_id, count(*) AS n, sum(compound) FROM {self.texts} WHERE {period} AND field_type = 'comment' GROUP BY ALL ORDER BY n DESC LIMIT 10"
        )
        return total

    def metrics(self) -> int:
        """What `/api/dashboard/metrics` needs; its total."""
        moods = self.ask(f"SELECT ultimate_sentiment, {MOOD} FROM {self.tickets} GROUP BY ALL")
        for ago in (7, 14):
            period = f"created_at < now() - INTERVAL {ago - 7} DAY AND created_at >= now() - INTERVAL {ago} DAY"
            self.ask(f"SELECT ultimate_sentiment, {MOOD} FROM {self.tickets} WHERE {period} GROUP BY ALL")
        return sum(mood[1] for mood in moods)
