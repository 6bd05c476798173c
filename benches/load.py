"""A busy hour in two minutes: 100 connections on 50,000 tickets ask for dashboards, lists, ticket pages and searches, while
an upload and a rescoring run. How long each takes, how many are sent away, what memory it costs, and what is given back.

A third of all texts hold each of the words that are searched for. Peer: a service of the same endpoints over the same
export (`_peer_load.py`: FastAPI, DuckDB, SQLite with FTS5), asked by the same clients in the same run, after the app
has ended. Both are asked on loopback; what the clients take of the processor is missing on both sides.

    python load.py [--tickets 50000] [--connections 100] [--seconds 120] [--quiet 75] [--without-peer]
"""

from __future__ import annotations

import argparse
import csv
import http.client
import json
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from _app import KEPT, TOKEN, App, empty_folder, expect, sample
from _load import Ask, Outcome, cores, load, watched
from _table import Row, percentile, table

WORDS = ("crashes", "dashboard", "login")
PERIODS = [("2026-02-01", "2026-06-01"), ("2026-05-01", "2026-05-30"), ("2026-03-01", "2026-03-31")]
# How many tickets come with the upload under load.
UPLOADED = 2_000

MOST_ERRORS = 0.01
MOST_SECONDS = 2.5
MOST_MB = 500.0


@dataclass
class Measured:
    """One side of the comparison."""

    outcome: Outcome
    alone_ms: dict[str, float]
    idle_mb: float
    most_mb: float
    later_mb: float


def frequent(source: Path, target: Path, prefix: str) -> Path:
    """An export like another, with words that a third of its texts hold, and keys of its own. Made once."""
    if not target.exists():
        chance = random.Random(7)
        csv.field_size_limit(sys.maxsize)

        def spoken(text: str) -> str:
            return text + "".join(f" The {word} again." for word in WORDS if chance.random() < 1 / 3)

        with source.open(encoding="utf-8-sig", newline="") as file, target.with_suffix(".part").open("w", encoding="utf-8", newline="") as out:
            rows, writer = csv.reader(file), csv.writer(out)
            header = next(rows)
            writer.writerow(header)
            texts = [at for at, name in enumerate(header) if name in ("Summary", "Description", "Comment")]
            key = header.index("Issue key")
            for row in rows:
                if len(row) != len(header):
                    continue
                row[key] = row[key].replace("SUP-", prefix)
                for at in texts:
                    row[at] = spoken(row[at]) if row[at] else row[at]
                writer.writerow(row)
        target.with_suffix(".part").rename(target)
    return target


def keys(export: Path) -> list[str]:
    """The keys of an export that name a ticket: rows without one, or with a blank in it, are refused."""
    csv.field_size_limit(sys.maxsize)
    with export.open(encoding="utf-8", newline="") as file:
        found = {row["Issue key"] for row in csv.DictReader(file)}
    return sorted(key for key in found if re.fullmatch(r"SUP-\d+", key))


def asks(tickets: list[str]) -> list[Ask]:
    """What the clients ask, as often as people do, of a store with these tickets."""

    def dated(path: str) -> Callable[[random.Random], str]:
        return lambda chance: "{}?start_date={}&end_date={}".format(path, *chance.choice(PERIODS))

    def searched(path: str) -> Callable[[random.Random], str]:
        return lambda chance: f"{path}?q={chance.choice(WORDS)}&limit=20"

    return [
        Ask("dashboard metrics", 4, lambda _: "/api/dashboard/metrics"),
        Ask("overview", 3, dated("/api/sentiment/overview")),
        Ask("support analytics", 3, dated("/api/support/analytics")),
        Ask("entities", 2, lambda _: "/api/entities/top"),
        Ask("tickets", 4, lambda chance: f"/api/tickets?limit=50&offset={50 * chance.randrange(10)}"),
        Ask("a ticket", 4, lambda chance: f"/api/tickets/{chance.choice(tickets)}"),
        Ask("tickets with a word", 2, searched("/api/tickets")),
        Ask("search", 2, searched("/api/search")),
    ]


def alone(get: Callable[[str], float], asked: list[Ask]) -> dict[str, float]:
    """The median time of each kind of request of a single client, in ms; the first three are not counted."""
    chance = random.Random(3)
    found = {}
    for ask in asked:
        seconds = [get(ask.path(chance)) for _ in range(13)][3:]
        found[ask.name] = 1000 * percentile(seconds, 0.5)
    return found


def ours(export: Path, upload: Path, options: argparse.Namespace) -> Measured:
    """The app, from nothing to a quiet minute after the load."""
    with empty_folder() as data, App(data) as app:
        app.bootstrap()
        app.finished(app.upload(export).json()["job_id"])
        app.login()
        asked = asks(keys(export))
        single = alone(lambda path: app.get(path).seconds, asked)
        with watched(app.process.pid) as memory:
            idle = memory.now()
            uploaded = app.upload(upload).json()["job_id"]
            rescored = expect(202, app.send("POST", "/api/rescoring"), "/api/rescoring").json()["job_id"]
            outcome = load(app.address, app.token, asked, options.connections, options.seconds)
        app.login()
        for job in (uploaded, rescored):
            state = app.finished(job)
            print(f"{state['kind']} under load: {state['duration']:.0f} s", flush=True)
        time.sleep(options.quiet)
        return Measured(outcome, single, idle, memory.most, memory.now())


@contextmanager
def peer(export: Path) -> Iterator[tuple[str, int]]:
    """The address and the process of the peer, with the export taken in."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="peer-", dir=KEPT) as folder:
        script = Path(__file__).with_name("_peer_load.py")
        process = subprocess.Popen([sys.executable, str(script), str(export), folder, str(port)], stdout=subprocess.PIPE, text=True)
        try:
            assert process.stdout is not None
            if not process.stdout.readline().startswith("serving"):
                raise RuntimeError("the peer did not start")
            for _ in range(200):
                with socket.socket() as attempt:
                    if attempt.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            yield f"127.0.0.1:{port}", process.pid
        finally:
            process.kill()
            process.wait()


def theirs(export: Path, upload: Path, options: argparse.Namespace) -> Measured:
    """The peer, the same way."""
    with peer(export) as (address, pid):
        connection = http.client.HTTPConnection(address, timeout=600)
        headers = {"authorization": f"Bearer {TOKEN}"}

        def send(method: str, path: str, body: bytes = b"") -> float:
            begun = time.perf_counter()
            connection.request(method, path, body or None, headers)
            answer = connection.getresponse()
            content = answer.read()
            if answer.status not in (200, 202):
                raise RuntimeError(f"the peer answered {path} with {answer.status}: {content[:200]!r}")
            return time.perf_counter() - begun

        asked = asks(keys(export))
        single = alone(lambda path: send("GET", path), asked)
        with watched(pid) as memory:
            idle = memory.now()
            send("POST", "/api/upload", upload.read_bytes())
            send("POST", "/api/rescoring")
            outcome = load(address, TOKEN, asked, options.connections, options.seconds)
        time.sleep(options.quiet)
        return Measured(outcome, single, idle, memory.most, memory.now())


def milliseconds(seconds: list[float]) -> str:
    """Median and 99th percentile."""
    if not seconds:
        return "no answer"
    return f"{1000 * percentile(seconds, 0.5):,.0f} / {1000 * percentile(seconds, 0.99):,.0f} ms"


def rows(mine: Measured, other: Measured | None) -> list[Row]:
    """The table: single clients first, then under load, then errors and memory."""
    found = []
    for name, value in mine.alone_ms.items():
        bound = 60 if name in ("tickets with a word", "search") else None
        beside = other.alone_ms[name] if other else None
        found.append(
            Row(
                f"{name}, one client",
                f"{value:.1f} ms",
                f"{beside:.1f} ms" if beside else "",
                f"{beside / value:.1f}×" if beside else "",
                f"≤ {bound} ms" if bound else "",
                value <= bound if bound else None,
            )
        )
    for name, seen in mine.outcome.by_name.items():
        beside_seen = other.outcome.by_name[name].seconds if other else []
        ratio = percentile(beside_seen, 0.99) / percentile(seen.seconds, 0.99) if beside_seen and seen.seconds else None
        found.append(Row(f"{name}, p50 / p99", milliseconds(seen.seconds), milliseconds(beside_seen) if other else "", f"{ratio:.1f}×" if ratio else ""))

    def line(what: str, of: Callable[[Measured], float], shape: str, target: str = "", most: float | None = None, more_is_better: bool = False) -> None:
        value, beside = of(mine), of(other) if other else None
        ratio = ""
        if beside is not None and min(value, beside) > 0:
            ratio = f"{(value / beside if more_is_better else beside / value):.1f}×"
        found.append(
            Row(what, shape.format(value), shape.format(beside) if beside is not None else "", ratio, target, value <= most if most is not None else None)
        )

    line("all, p99", lambda side: 1000 * side.outcome.late(0.99), "{:,.0f} ms", "≤ 2,500 ms", 1000 * MOST_SECONDS)
    line("good answers a second", lambda side: side.outcome.statuses["200"] / side.outcome.seconds, "{:,.0f}/s", more_is_better=True)
    line("told to come back later (503)", lambda side: share(side, "503, Retry-After"), "{:.2%}", "< 1 %", MOST_ERRORS)
    line("other errors", lambda side: share(side, *(side.outcome.statuses.keys() - {"200", "503, Retry-After"})), "{:.2%}", "none", 0.0)
    line("memory before the load", lambda side: side.idle_mb, "{:,.0f} MB")
    line("memory under load, at most", lambda side: side.most_mb, "{:,.0f} MB", "≤ 500 MB", MOST_MB)
    line("memory after a quiet while", lambda side: side.later_mb, "{:,.0f} MB")
    return found


def share(side: Measured, *statuses: str) -> float:
    """The share of answers that were of these kinds."""
    return sum(side.outcome.statuses[status] for status in statuses) / max(1, side.outcome.answers)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tickets", type=int, default=50_000)
    parser.add_argument("--connections", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--quiet", type=float, default=75, help="seconds without requests before memory is looked at again")
    parser.add_argument("--without-peer", action="store_true")
    options = parser.parse_args()
    export = frequent(sample(options.tickets, "narrow"), KEPT / f"load-{options.tickets}.csv", "SUP-")
    upload = frequent(sample(UPLOADED, "narrow", seed=2), KEPT / f"load-more-{UPLOADED}.csv", "NEW-")
    mine = ours(export, upload, options)
    other = None if options.without_peer else theirs(export, upload, options)
    title = f"{options.connections} connections on {options.tickets:,} tickets for {options.seconds:.0f} s, an upload and a rescoring beside them"
    table(title, "FastAPI, DuckDB and SQLite with FTS5, one process", rows(mine, other))
    for name, side in (("Undertone", mine), ("peer", other)):
        if side:
            print(f"{name}: {json.dumps(side.outcome.statuses)}")
    print(f"load average {os.getloadavg()[0]:.1f} on {cores()} cores")


if __name__ == "__main__":
    main()
