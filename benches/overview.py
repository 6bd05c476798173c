"""How long dashboards take at a million tickets: over HTTP, signed in, beside DuckDB over the very same Parquet files.

Warm: asked before; the app keeps columns and answers, DuckDB metadata and file contents. New: warm, but a period that
nobody has asked for yet. Cold: the app was just started, DuckDB just connected; the files are in the system's cache
for both. DuckDB is asked inside the process, without HTTP or
sign-in. The store is made once, by uploading a generated export of a million rows, and kept in `target/bench`;
`--fresh` makes it anew.

    python overview.py [--rows 1000000] [--rounds 5] [--asks 20] [--fresh]
"""

from __future__ import annotations

import argparse
import os
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from _app import KEPT, App, sample
from _peer_duckdb import Files, Peer
from _table import Row, median, table

ALL = ("2026-02-01", "2026-06-01")
MONTH = ("2026-05-01", "2026-05-30")
DONE = "complete"


def store(rows: int, fresh: bool) -> Path:
    """The data folder with that many tickets."""
    folder = KEPT / f"store-{rows}"
    if fresh and folder.exists():
        shutil.rmtree(folder)
    if not (folder / DONE).exists():
        folder.mkdir(parents=True)
        with App(folder) as app:
            app.bootstrap()
            begun = time.perf_counter()
            answer = app.upload(sample(rows, "narrow"))
            job = app.finished(answer.json()["job_id"])
            seconds = time.perf_counter() - begun
            print(
                f"ingested {job['total_rows']:,} rows in {seconds:.0f} s, {job['total_rows'] / seconds:,.0f} rows/s, ",
                end="",
            )
            print(
                f"answer {answer.seconds * 1000:.0f} ms after the last byte, peak memory {app.usage().peak_mb:.0f} MB",
                flush=True,
            )
        (folder / DONE).touch()
    return folder


@dataclass(frozen=True)
class Question:
    """What a dashboard asks, of the app and of DuckDB."""

    name: str
    path: str
    period: tuple[str, str] | None
    ask: Callable[[Peer, str, str], int]

    def url(self, shift: int = 0) -> str:
        """The path for the period, begun so many days earlier."""
        if self.period is None:
            return self.path
        start, end = self.bounds(shift)
        return f"{self.path}?start_date={start}&end_date={end}"

    def bounds(self, shift: int = 0) -> tuple[str, str]:
        """First and last day of the period, begun so many days earlier."""
        first, last = self.period or ALL
        return str(date.fromisoformat(first) - timedelta(days=shift)), last

    def of(self, peer: Peer, shift: int = 0) -> int:
        """DuckDB's answer; its total."""
        return self.ask(peer, *self.bounds(shift))


QUESTIONS = [
    Question("overview, 30 days", "/api/sentiment/overview", MONTH, Peer.overview),
    Question("overview, all days", "/api/sentiment/overview", ALL, Peer.overview),
    Question("support analytics, 30 days", "/api/support/analytics", MONTH, Peer.support),
    Question("support analytics, all days", "/api/support/analytics", ALL, Peer.support),
    Question("headline metrics", "/api/dashboard/metrics", None, lambda peer, *_: peer.metrics()),
]


def total(app: App, path: str) -> int:
    """The tickets an answer is about."""
    answer = app.get(path).json()
    found: int = answer.get("total") or answer.get("total_tickets") or answer["summary"]["total_tickets"]
    return found


def timed(ask: Callable[[], object]) -> float:
    """Seconds it takes."""
    begun = time.perf_counter()
    ask()
    return time.perf_counter() - begun


def check(app: App, peers: Sequence[Peer], question: Question) -> None:
    """Refuses to compare answers about different tickets."""
    counts = {total(app, question.url()), *(question.of(peer) for peer in peers)}
    if len(counts) != 1:
        raise RuntimeError(f"{question.name}: the app and DuckDB count {counts}")


def warm(app: App, peer: Peer, question: Question, rounds: int, asks: int, new: bool) -> tuple[float, float]:
    """Median seconds of the app and of DuckDB, in turns; with `new`, no two questions are about the same period."""
    mine: list[float] = []
    theirs: list[float] = []
    shift = 0
    for _ in range(rounds):
        for _ in range(asks):
            shift += new
            mine.append(app.get(question.url(shift)).seconds)
        theirs.extend(timed(lambda at=at: question.of(peer, at * new)) for at in range(max(2, asks // 5)))  # type: ignore[misc]
    return median(mine), median(theirs)


def cold(folder: Path, files: Files, question: Question) -> tuple[float, float]:
    """Seconds of the first answer of either."""
    with App(folder) as app:
        app.login()
        mine = app.get(question.url()).seconds
    return mine, timed(lambda: question.of(Peer(files, os.cpu_count() or 1)))


def beside(name: str, mine: float, theirs: float, target: bool) -> Row:
    """A row of the table, from seconds."""
    ratio = theirs / mine
    return Row(name, f"{mine * 1000:.1f} ms", f"{theirs * 1000:.1f} ms", f"{ratio:.1f}×", "≥ 10×" if target else "", ratio >= 10 if target else None)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--asks", type=int, default=20, help="answers of the app a round; DuckDB gives a fifth of it")
    parser.add_argument("--fresh", action="store_true", help="make the store anew")
    options = parser.parse_args()
    folder = store(options.rows, options.fresh)
    rows: list[Row] = []
    with App(folder) as app:
        app.login()
        lake = app.get("/api/system/lake").json()
        files = Files(folder / "data" / "lake", lake["files"])
        threads = os.cpu_count() or 1
        peer, kept = Peer(files, threads), Peer(files, threads)
        kept.keep_tickets()
        for question in QUESTIONS:
            check(app, (peer, kept), question)
            rows.append(beside(f"{question.name}, warm", *warm(app, peer, question, options.rounds, options.asks, False), True))
            in_memory = warm(app, kept, question, 1, options.asks, False)
            rows.append(beside("  beside DuckDB's own table in memory", *in_memory, False))
        for question in QUESTIONS[:4]:
            rows.append(beside(f"{question.name}, new", *warm(app, peer, question, options.rounds, options.asks // 2, True), False))
        memory = app.usage().rss_mb
    for question in QUESTIONS[1:4:2]:
        pairs = [cold(folder, files, question) for _ in range(3)]
        mine, theirs = (median([pair[at] for pair in pairs]) for at in (0, 1))
        rows.append(beside(f"{question.name}, cold", mine, theirs, False))
    count = sum(file["dataset"] == "ticket" for file in lake["files"])
    title = f"Dashboards at {lake['snapshot']['ticket_rows']:,} tickets and {lake['snapshot']['sentiment_rows']:,} texts in {count} files each"
    table(title, f"DuckDB over the same Parquet files, {threads} threads, without HTTP or sign-in", rows)
    print(f"resident memory of the app after all questions: {memory:.0f} MB")


if __name__ == "__main__":
    main()
