"""What weeks of use leave of a lake: 30 uploads of one project and 3 rescorings; live files, files on disk, and how long
questions that nobody has asked yet take, beside after one upload.

    python lake_life.py [--uploads 30] [--rescorings 3] [--tickets 400]
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path

from _app import KEPT, App, empty_folder
from _table import Row, median, table

HEADER = "Issue key,Summary,Description,Status,Created,Updated\n"
MOST_FILES = 64


def export(folder: Path, week: int, tickets: int) -> Path:
    """The project's export of a week: some of its tickets, with other words."""
    chance = random.Random(week)
    path = folder / f"week-{week}.csv"
    with path.open("w") as out:
        out.write(HEADER)
        for key in chance.sample(range(tickets * 5), tickets):
            mood, state = chance.choice(["angry", "happy", "sad"]), chance.choice(["Open", "Done"])
            created = f"2026-0{1 + key % 6}-1{key % 9}"
            updated = f"2026-07-{1 + week % 28:02d} 1{week % 10}:00"
            out.write(f"T-{key},The page crashes {key},I am {mood} about {week} {key},{state},{created},{updated}\n")
    return path


def asked(app: App) -> float:
    """Milliseconds of a question for a period that nobody has asked for; the median of twelve."""
    spent = []
    for day in range(1, 13):
        begun = time.perf_counter()
        app.get(f"/api/support/analytics?start_date=2026-01-01&end_date=2026-06-{day:02d}")
        spent.append((time.perf_counter() - begun) * 1000)
    return median(spent)


def files(data: Path) -> tuple[int, int, int]:
    """The most live files of a dataset, all files the catalog lists, all that lie on disk."""
    with closing(sqlite3.connect(next(data.rglob("*.db")))) as records:
        live = records.execute("SELECT count(*) FROM lake_files WHERE end_snapshot IS NULL GROUP BY dataset").fetchall()
        (listed,) = records.execute("SELECT count(*) FROM lake_files").fetchone()
    return max(count for (count,) in live), listed, sum(1 for _ in (data / "data" / "lake").rglob("*.parquet"))


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--uploads", type=int, default=30)
    parser.add_argument("--rescorings", type=int, default=3)
    parser.add_argument("--tickets", type=int, default=400)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=KEPT) as exports, empty_folder() as data, App(data) as app:
        app.bootstrap()
        first = 0.0
        for week in range(options.uploads):
            app.finished(app.upload(export(Path(exports), week, options.tickets)).json()["job_id"])
            first = first or asked(app)
        for _ in range(options.rescorings):
            app.finished(app.post("/api/rescoring", {}, 202).json()["job_id"])
        while app.get("/api/lake/rebuild").json()["running"] is not None:
            time.sleep(0.5)
        last = asked(app)
        live, listed, there = files(data)
    title = f"A lake after {options.uploads} uploads and {options.rescorings} rescorings"
    rows = [
        Row("question, new", f"{last:.1f} ms", f"{first:.1f} ms", f"{first / last:.2f}×"),
        Row("live files of a dataset, most", str(live), target=f"≤ {MOST_FILES}", met=live <= MOST_FILES),
        Row("files on disk that no snapshot lists", str(there - listed), target="0", met=there == listed),
    ]
    table(title, "the same store after one upload", rows)


if __name__ == "__main__":
    main()
