"""How fast an export becomes published tickets: 10,000 rows × 1,667 columns, from the upload's first byte to its end.

Peer: the same file in Python, see `_peer_python.py`. Rounds alternate; each of ours begins with an empty data folder.
Ours also says how long the upload's answer takes after the last byte, and the runtime's peak memory. Published is when
every dashboard shows the tickets; the proof that records and lake agree, which follows, is not timed, its processor
time is.

    python ingest.py [--rows 10000] [--columns wide] [--rounds 3] [--alone] [--workers N] [--one] [--postgres]
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import move
from _app import KEPT, App, empty_folder, sample
from _table import Row, median, table


@dataclass(frozen=True)
class Round:
    """One ingest of ours."""

    seconds: float
    answer_seconds: float
    cpu_seconds: float
    peak_mb: float
    job: dict[str, Any]


def ours(export: Path, workers: int, database: str = "") -> Round:
    """Uploads the export to a fresh app and waits until its tickets are published."""
    variables = {"worker_concurrency": str(workers), "database_url": database}
    with empty_folder() as data, App(data, variables) as app:
        app.bootstrap()
        before = app.usage()
        begun = time.perf_counter()
        answer = app.upload(export)
        app.published(answer.json()["job_id"])
        seconds = time.perf_counter() - begun
        job = app.finished(answer.json()["job_id"])
        after = app.usage()
        total = app.get("/api/sentiment/overview?start_date=2026-01-01&end_date=2026-12-31").json()["total"]
        if total != job["tickets_added"]:
            raise RuntimeError(f"{total} tickets show of {job['tickets_added']}")
        return Round(seconds, answer.seconds, after.cpu_seconds - before.cpu_seconds, after.peak_mb, job)


@contextlib.contextmanager
def fresh_database(postgres: bool) -> Iterator[Callable[[], str]]:
    """Yields what makes an empty database and tells its address: nothing for SQLite, which lies in the data folder."""
    if not postgres:
        yield lambda: ""
        return
    with move.server() as server:
        numbers = itertools.count()

        def create() -> str:
            name = f"ingest{next(numbers)}"
            move.sql(f"{server}/postgres", f"CREATE DATABASE {name}")
            return f"{server}/{name}"

        yield create


def python(export: Path) -> dict[str, float]:
    """The same in Python, in a process of its own."""
    with tempfile.TemporaryDirectory(dir=KEPT) as folder:
        script = Path(__file__).with_name("_peer_python.py")
        done = subprocess.run([sys.executable, script, export, folder], check=True, capture_output=True, text=True)
        figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
        return figures


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--columns", choices=["wide", "narrow"], default="wide")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=2, help="steps of jobs at the same time")
    parser.add_argument("--alone", action="store_true", help="without the peer")
    parser.add_argument("--one", action="store_true", help="beside one worker")
    parser.add_argument("--postgres", action="store_true", help="records in PostgreSQL, whose processor time is not counted")
    options = parser.parse_args()
    export = sample(options.rows, options.columns)
    rounds: list[Round] = []
    peers: list[dict[str, float]] = []
    alone: list[Round] = []
    with fresh_database(options.postgres) as database:
        for _ in range(options.rounds):
            rounds.append(ours(export, options.workers, database()))
            if options.one:
                alone.append(ours(export, 1, database()))
            if not options.alone:
                peers.append(python(export))
    seconds = median([one.seconds for one in rounds])
    answer = median([one.answer_seconds for one in rounds])
    peak = max(one.peak_mb for one in rounds)
    job = rounds[-1].job
    rows = job["total_rows"]
    phases = {name: phase["seconds"] for name, phase in job["phase_durations"].items()}

    def beside(of_peer: str, factor: float = 1.0, *also: str) -> tuple[str, float]:
        """The peer's steps, in seconds or rows a second."""
        if not peers:
            return "", 0.0
        spent = median([sum(one[name] for name in (of_peer, *also)) for one in peers])
        return f"{rows / spent:,.0f} rows/s", spent / seconds * factor

    whole, ratio = beside("total")
    plain, plain_ratio = beside("read", 1.0, "score", "parquet")
    title = f"Ingest of {rows:,} rows × {job['total_columns']:,} columns, upload to published, {options.workers} workers"
    table(
        title,
        "Python: pandas, vaderSentiment, pyarrow, sqlite3; one process",
        [
            Row(
                "end to end",
                f"{rows / seconds:,.0f} rows/s",
                whole,
                f"{ratio:.1f}×" if ratio else "",
                "≥ 10×",
                ratio >= 10 if ratio else None,
            ),
            Row(
                "end to end, peer without sqlite3",
                f"{rows / seconds:,.0f} rows/s",
                plain,
                f"{plain_ratio:.1f}×" if ratio else "",
                "≥ 10×",
                plain_ratio >= 10 if ratio else None,
            ),
            Row("answer after the last byte", f"{answer * 1000:.0f} ms", target="< 500 ms", met=answer < 0.5),
            Row(
                "peak memory",
                f"{peak:.0f} MB",
                f"{max(one['peak_mb'] for one in peers):.0f} MB" if peers else "",
                target="≤ 300 MB",
                met=peak <= 300,
            ),
        ],
    )
    print(f"seconds: {seconds:.2f} (" + ", ".join(f"{one.seconds:.2f}" for one in rounds) + f"), processor {median([one.cpu_seconds for one in rounds]):.2f}")
    if alone:
        # Scoring is what several workers share; upload and publish are one step each.
        one, many = ([r.job["phase_durations"]["score"]["seconds"] for r in of] for of in (alone, rounds))
        single = median([r.seconds for r in alone])
        print(f"one worker: {single:.2f} s, {single / seconds:.2f}×; scoring alone {median(one):.2f} s, {median(one) / median(many):.2f}×")
    print("phases of the last round, seconds: " + ", ".join(f"{name} {spent:.2f}" for name, spent in phases.items()))
    print(f"texts {job['sentiment_records']:,}, entities {job['entity_records']:,}")
    for name in ("read", "score", "parquet", "sqlite", "total") if peers else ():
        print(f"peer's {name}: {median([one[name] for one in peers]):.2f} s")


if __name__ == "__main__":
    main()
