"""How long dashboards take at a million tickets: over HTTP, signed in, beside DuckDB over the very same Parquet files.

Warm: asked before; the app keeps columns, DuckDB metadata and file contents. Cold: the app was just started, DuckDB
just connected; the files are in the system's cache for both. DuckDB is asked inside the process, without HTTP or
sign-in. The store is made once, by uploading a generated export of a million rows, and kept in `target/bench`;
`--fresh` makes it anew.

    python overview.py [--rows 1000000] [--rounds 5] [--asks 20] [--fresh]
"""

from __future__ import annotations

import argparse
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from _app import KEPT, App, lend_cache, sample
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
        lend_cache(folder)
        with App(folder) as app:
            app.bootstrap()
            begun = time.perf_counter()
            answer = app.upload(sample(rows, "narrow"))
            job = app.finished(answer.json()["job_id"])
            seconds = time.perf_counter() - begun
            print(f"ingested {job['total_rows']:,} rows in {seconds:.0f} s, {job['total_rows'] / seconds:,.0f} rows/s, ", end="")
            print(f"answer {answer.seconds * 1000:.0f} ms after the last byte, peak memory {app.usage().peak_mb:.0f} MB", flush=True)
        (folder / DONE).touch()
    lend_cache(folder)
    return folder


def days(path: str, period: tuple[str, str]) -> str:
    """A path that asks for a period."""
    return f"{path}?start_date={period[0]}&end_date={period[1]}"


Question = tuple[str, str, Callable[[Peer], int]]
QUESTIONS: list[Question] = [
    ("overview, 30 days", days("/api/sentiment/overview", MONTH), lambda peer: peer.overview(*MONTH)),
    ("overview, all days", days("/api/sentiment/overview", ALL), lambda peer: peer.overview(*ALL)),
    ("support analytics, 30 days", days("/api/support/analytics", MONTH), lambda peer: peer.support(*MONTH)),
    ("support analytics, all days", days("/api/support/analytics", ALL), lambda peer: peer.support(*ALL)),
    ("headline metrics", "/api/dashboard/metrics", lambda peer: peer.metrics()),
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


def warm(app: App, peer: Peer, kept: Peer, question: Question, rounds: int, asks: int) -> tuple[float, float, float]:
    """Median seconds of the app, of DuckDB over the files, and of DuckDB over a table in memory, in turns."""
    _, path, ask = question
    same = (total(app, path), ask(peer), ask(kept))
    if len(set(same)) != 1:
        raise RuntimeError(f"{path}: the app counts {same[0]:,} tickets, DuckDB {same[1]:,} and {same[2]:,}")
    seconds: tuple[list[float], list[float], list[float]] = ([], [], [])
    for _ in range(rounds):
        seconds[0].extend(app.get(path).seconds for _ in range(asks))
        seconds[1].extend(timed(lambda: ask(peer)) for _ in range(max(1, asks // 5)))
        seconds[2].extend(timed(lambda: ask(kept)) for _ in range(max(1, asks // 5)))
    return median(seconds[0]), median(seconds[1]), median(seconds[2])


def cold(folder: Path, files: Files, question: Question) -> tuple[float, float]:
    """Seconds of the first answer of either."""
    with App(folder) as app:
        app.login()
        mine = app.get(question[1]).seconds
    return mine, timed(lambda: question[2](Peer(files, os.cpu_count() or 1)))


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
            mine, theirs, table_of = warm(app, peer, kept, question, options.rounds, options.asks)
            met = theirs / mine >= 10
            rows.append(Row(f"{question[0]}, warm", f"{mine * 1000:.1f} ms", f"{theirs * 1000:.0f} ms", f"{theirs / mine:.1f}×", "≥ 10×", met))
            rows.append(Row("  beside DuckDB's own table in memory", "", f"{table_of * 1000:.0f} ms", f"{table_of / mine:.1f}×"))
        memory = app.usage().rss_mb
    for question in (QUESTIONS[1], QUESTIONS[3]):
        pairs = [cold(folder, files, question) for _ in range(3)]
        mine, theirs = (median([pair[at] for pair in pairs]) for at in (0, 1))
        rows.append(Row(f"{question[0]}, cold", f"{mine * 1000:.0f} ms", f"{theirs * 1000:.0f} ms", f"{theirs / mine:.1f}×"))
    count = sum(file["dataset"] == "ticket" for file in lake["files"])
    title = f"Dashboards at {lake['snapshot']['ticket_rows']:,} tickets and {lake['snapshot']['sentiment_rows']:,} texts in {count} files each"
    table(title, f"DuckDB over the same Parquet files, {threads} threads, without HTTP or sign-in", rows)
    print(f"resident memory of the app after all questions: {memory:.0f} MB")


if __name__ == "__main__":
    main()
