"""What each database is fast at: the same app, the same requests, on SQLite and on PostgreSQL with its usual settings.

Single read: who am I (two statements). Bulk insert: a narrow export taken in, to the last phase. Concurrent writers:
sessions refreshed, each in one transaction of five statements, by 1, 10 and 50 clients. Search and overview: after the
export. Both databases write through to the disk.

    python databases.py [--rows 20000] [--seconds 6] [--rounds 3]
"""

from __future__ import annotations

import argparse
import http.client
import json
import threading
import time
from dataclasses import dataclass, field

from _app import EMAIL, PASSWORD, App, empty_folder, sample
from _table import Row, median, table
from move import server, sql

WRITERS = (1, 10, 50)


@dataclass
class Measured:
    """What one database did, over all rounds."""

    read_ms: list[float] = field(default_factory=list)
    insert_rows: list[float] = field(default_factory=list)
    writes: dict[int, list[float]] = field(default_factory=lambda: {count: [] for count in WRITERS})
    search_ms: list[float] = field(default_factory=list)
    overview_ms: list[float] = field(default_factory=list)


def asked(app: App, path: str, times: int) -> float:
    """The median time of a request, in ms."""
    app.get(path)
    return 1000 * median([app.get(path).seconds for _ in range(times)])


def refreshed(app: App, writers: int, seconds: float) -> float:
    """Sessions refreshed per second by that many clients, each with a session of its own."""
    tokens = [app.post("/api/auth/login", {"email": EMAIL, "password": PASSWORD}).json()["refresh_token"] for _ in range(writers)]
    done = [0] * writers
    failures: list[str] = []
    begun = time.perf_counter()

    def work(number: int) -> None:
        connection = http.client.HTTPConnection(app.address, timeout=60)
        token = tokens[number]
        while time.perf_counter() - begun < seconds:
            body = json.dumps({"refresh_token": token})
            connection.request("POST", "/api/auth/refresh", body, {"content-type": "application/json"})
            response = connection.getresponse()
            answer = response.read()
            if response.status == 503:
                # Told to come back later: the token is still good.
                continue
            if response.status != 200:
                failures.append(f"{response.status}: {answer[:200]!r}")
                return
            token = json.loads(answer)["refresh_token"]
            done[number] += 1

    threads = [threading.Thread(target=work, args=(number,)) for number in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise RuntimeError(failures[0])
    return sum(done) / (time.perf_counter() - begun)


def measure(measured: Measured, url: str, rows: int, seconds: float) -> None:
    """One round on one database."""
    with empty_folder() as folder, App(folder, {"database_url": url}) as app:
        app.bootstrap()
        measured.read_ms.append(asked(app, "/api/auth/me", 300))
        for writers in WRITERS:
            measured.writes[writers].append(refreshed(app, writers, seconds))
        export = sample(rows, "narrow")
        begun = time.perf_counter()
        app.finished(app.upload(export).json()["job_id"])
        measured.insert_rows.append(rows / (time.perf_counter() - begun))
        measured.search_ms.append(asked(app, "/api/search?q=refund", 50))
        measured.overview_ms.append(asked(app, "/api/sentiment/overview?start_date=2026-01-01&end_date=2026-12-31", 100))


def main() -> None:
    """Measures in turns and prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    sqlite, postgres = Measured(), Measured()
    with server() as address:
        for number in range(options.rounds):
            measure(sqlite, "", options.rows, options.seconds)
            sql(f"{address}/postgres", f"CREATE DATABASE round{number}")
            measure(postgres, f"{address}/round{number}?sslmode=disable", options.rows, options.seconds)

    def times(what: str, ours: list[float], other: list[float]) -> Row:
        return Row(what, f"{median(ours):.2f} ms", f"{median(other):.2f} ms", f"{median(other) / median(ours):.2f}×")

    def rates(what: str, ours: list[float], other: list[float], *, aimed: bool) -> Row:
        ratio = median(ours) / median(other)
        met = ratio >= 1 if aimed else None
        return Row(what, f"{median(ours):,.0f}/s", f"{median(other):,.0f}/s", f"{ratio:.2f}×", "≥ 1×" if aimed else "", met)

    lines = [
        times("single read", postgres.read_ms, sqlite.read_ms),
        rates(f"bulk insert, {options.rows:,} tickets", postgres.insert_rows, sqlite.insert_rows, aimed=False),
        *(
            rates(f"{count} concurrent writers", postgres.writes[count], sqlite.writes[count], aimed=count >= 10)
            for count in WRITERS
        ),
        times("search", postgres.search_ms, sqlite.search_ms),
        times("overview", postgres.overview_ms, sqlite.overview_ms),
    ]
    table("Undertone on PostgreSQL", "Undertone on SQLite", lines)


if __name__ == "__main__":
    main()
