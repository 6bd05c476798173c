"""The peer of `ingest.py`: the same job as Python people would do it, one step after the other, JSON on its last line.

pandas reads the export, vaderSentiment scores summary, description and each comment of each ticket, pyarrow writes
tickets and texts as Parquet, sqlite3 takes both in one transaction. Less than the app does: no row errors, entities,
full-text index, merging with former exports, nor progress.
"""

from __future__ import annotations

import json
import resource
import sqlite3
import sys
import time
from pathlib import Path

import pandas
import pyarrow
import pyarrow.parquet
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer


def texts_of(frame: pandas.DataFrame) -> pandas.DataFrame:
    """One row per text: which ticket, which field, who, when, and the text itself."""
    keys = frame["Issue key"]
    parts = [
        pandas.DataFrame({"ticket_id": keys, "field_type": name.lower(), "author": None, "written_at": None, "text": frame[name]})
        for name in ("Summary", "Description")
    ]
    for name in [name for name in frame.columns if name.split(".")[0] == "Comment"]:
        cells = frame[name].str.split(";", n=2, expand=True).reindex(columns=range(3))
        parts.append(
            pandas.DataFrame(
                {
                    "ticket_id": keys,
                    "field_type": "comment",
                    "author": cells[1],
                    "written_at": cells[0],
                    "text": cells[2],
                }
            )
        )
    return pandas.concat([part[part["text"].notna() & (part["text"] != "")] for part in parts], ignore_index=True)


def run(export: Path, folder: Path) -> dict[str, float]:
    """Does the job and says how many seconds each step took."""
    begun = time.perf_counter()
    steps: dict[str, float] = {}

    def step(name: str) -> None:
        steps[name] = time.perf_counter() - begun - sum(steps.values())

    frame = pandas.read_csv(export, dtype=str, keep_default_na=False, na_values=[""], on_bad_lines="skip", low_memory=False)
    frame = frame[frame["Issue key"].notna()].drop_duplicates("Issue key", keep="last")
    for column in ("Created", "Updated"):
        frame[column] = pandas.to_datetime(frame[column], format="%d/%b/%y %I:%M %p", errors="coerce", utc=True)
    step("read")
    texts = texts_of(frame)
    score = SentimentIntensityAnalyzer().polarity_scores
    texts["compound"] = [score(text)["compound"] for text in texts["text"]]
    of_ticket = texts.groupby("ticket_id")["compound"].mean()
    step("score")
    wanted = ["Issue key", "Summary", "Status", "Priority", "Issue Type", "Assignee", "Reporter", "Created", "Updated"]
    tickets = frame[wanted].assign(compound=frame["Issue key"].map(of_ticket))
    for name, rows in (("tickets", tickets), ("texts", texts)):
        pyarrow.parquet.write_table(pyarrow.Table.from_pandas(rows, preserve_index=False), folder / f"{name}.parquet", compression="snappy")
    step("parquet")
    with sqlite3.connect(folder / "records.db") as records:
        records.execute("PRAGMA journal_mode = WAL")
        for name, rows in (("tickets", tickets), ("texts", texts)):
            rows.to_sql(name, records, index=False)
    records.close()
    step("sqlite")
    return steps | {"total": time.perf_counter() - begun, "rows": len(frame), "texts": len(texts)}


if __name__ == "__main__":
    done = run(Path(sys.argv[1]), Path(sys.argv[2]))
    print(json.dumps(done | {"peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
