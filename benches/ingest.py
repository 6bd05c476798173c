"""How fast an export becomes published tickets: 10,000 rows × 1,667 columns, from the upload's first byte to its end.

Peer: the same file in Python, see `_peer_python.py`. Rounds alternate; each of ours begins with an empty data folder.
Ours also says how long the upload's answer takes after the last byte, and the runtime's peak memory.

    python ingest.py [--rows 10000] [--columns wide] [--rounds 3] [--alone] [--workers N]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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


def ours(export: Path, workers: int) -> Round:
    """Uploads the export to a fresh app and waits until its tickets are published."""
    with empty_folder() as data, App(data, {"worker_concurrency": str(workers)}) as app:
        app.bootstrap()
        before = app.usage()
        begun = time.perf_counter()
        answer = app.upload(export)
        job = app.finished(answer.json()["job_id"])
        seconds = time.perf_counter() - begun
        after = app.usage()
        total = app.get("/api/sentiment/overview?start_date=2026-01-01&end_date=2026-12-31").json()["total"]
        if total != job["tickets_added"]:
            raise RuntimeError(f"{total} tickets show of {job['tickets_added']}")
        return Round(seconds, answer.seconds, after.cpu_seconds - before.cpu_seconds, after.peak_mb, job)


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
    options = parser.parse_args()
    export = sample(options.rows, options.columns)
    rounds: list[Round] = []
    peers: list[dict[str, float]] = []
    for _ in range(options.rounds):
        rounds.append(ours(export, options.workers))
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
    print("phases of the last round, seconds: " + ", ".join(f"{name} {spent:.2f}" for name, spent in phases.items()))
    print(f"texts {job['sentiment_records']:,}, entities {job['entity_records']:,}")
    for name in ("read", "score", "parquet", "sqlite", "total") if peers else ():
        print(f"peer's {name}: {median([one[name] for one in peers]):.2f} s")


if __name__ == "__main__":
    main()
