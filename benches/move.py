"""Moving a database of a million tickets from SQLite to PostgreSQL, beside pgloader on the same file and server.

The file is written by SQL: a million tickets, each with a revision and two scored texts, and half a million entities.
pgloader makes tables of its own with the types it takes for the columns: it keeps no full-text index, checks no row
after copying it, and does not go on after a kill.

    python move.py [--tickets 1000000] [--rounds 1]
"""

from __future__ import annotations

import argparse
import contextlib
import os
import pwd
import resource
import shutil
import socket
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from _app import KEPT, REPOSITORY, binary
from _table import Row, median, table

ROWS = REPOSITORY / "tools" / "mover" / "tests" / "rows.sql"


@dataclass(frozen=True)
class Run:
    """One move."""

    seconds: float
    peak_mb: float


def source(tickets: int) -> Path:
    """The file, written once."""
    path = KEPT / f"move-{tickets}.db"
    if path.exists():
        return path
    KEPT.mkdir(parents=True, exist_ok=True)
    writing = path.with_suffix(".writing")
    writing.unlink(missing_ok=True)
    subprocess.run([binary(), "migrate", "up", "--database", f"sqlite:{writing}"], check=True)
    with contextlib.closing(sqlite3.connect(writing, isolation_level=None)) as connection:
        connection.executescript(
            "PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF; PRAGMA cache_size = -500000;"
            f"CREATE TEMP TABLE size (n, r); INSERT INTO size VALUES ({tickets}, 1);"
            f"BEGIN; {ROWS.read_text()} COMMIT;"
            # The peer stops at these: the largest whole number, and numbers of double precision.
            "DELETE FROM row_errors WHERE chunk > 1000; DELETE FROM workflow_history WHERE id IN (3, 4, 5);"
        )
    writing.rename(path)
    return path


def programs() -> Path:
    """Where PostgreSQL's programs are: of the newest version that is installed."""
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max(versions, key=lambda path: float(path.parent.parent.name)).parent


@contextlib.contextmanager
def server() -> Iterator[str]:
    """A PostgreSQL of its own with its usual settings; yields its address without a database."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = Path(tempfile.mkdtemp(prefix="undertone-move-", dir="/var/tmp"))
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user, pwd.getpwnam(user).pw_gid)
    run = lambda *command: subprocess.run(  # noqa: E731
        command, check=True, user=user, cwd="/", stdout=subprocess.DEVNULL
    )
    control = (programs() / "pg_ctl", "-D", folder / "data", "-w")
    options = f"-p {port} -k '' -c listen_addresses=127.0.0.1 -c max_wal_size=4GB"
    run(programs() / "initdb", "-D", folder / "data", "-U", "owner", "--auth=trust", "--encoding=UTF8", "--locale=C")
    run(*control, "-l", folder / "log", "-o", options, "start")
    try:
        yield f"postgres://owner@127.0.0.1:{port}"
    finally:
        run(*control, "-m", "immediate", "stop")
        shutil.rmtree(folder)


def sql(address: str, statement: str) -> None:
    """Runs a statement."""
    subprocess.run([programs() / "psql", "-qX", address, "-c", statement], check=True)


def timed(command: list[str | Path]) -> Run:
    """Runs a command to its end."""
    begun = time.perf_counter()
    with tempfile.TemporaryFile() as told:
        process = subprocess.Popen(command, stdout=told, stderr=told)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        told.seek(0)
        text = told.read().decode(errors="replace")
    if status != 0:
        raise RuntimeError(f"{command[0]}: {text[-3000:]}")
    # The peer goes on without what it cannot make: an index over an expression.
    print(*[line for line in text.splitlines() if "ERROR" in line], sep="\n", flush=True)
    return Run(seconds, usage.ru_maxrss / 1024)


def pgloader(path: Path, address: str, folder: Path) -> Run:
    """The peer, with the same memory for making indexes."""
    script = folder / "pgloader.load"
    script.write_text(
        f"LOAD DATABASE FROM sqlite://{path} INTO {address.replace('postgres://', 'postgresql://')}\n"
        "WITH include drop, create tables, create indexes, reset sequences, foreign keys,\n"
        # With its usual 100,000 rows ahead it runs out of memory.
        "workers = 2, concurrency = 1, prefetch rows = 5000, batch rows = 5000, batch size = 20MB\n"
        "SET maintenance_work_mem TO '256MB'\n"
        "EXCLUDING TABLE NAMES LIKE 'sentiment_search%', 'sqlite_%';\n"
    )
    return timed(["pgloader", "--no-ssl-cert-verification", script])


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tickets", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--only", choices=["ours", "peer"])
    options = parser.parse_args()
    path = source(options.tickets)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        names = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        skipped = ("sqlite_", "schema_migrations")
        tables = [name for (name,) in connection.execute(names) if not name.startswith(skipped)]
        rows = sum(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables)
    ours: list[Run] = []
    peers: list[Run] = []
    for number in range(options.rounds):
        with server() as address, tempfile.TemporaryDirectory() as folder:
            if options.only != "peer":
                sql(f"{address}/postgres", f"CREATE DATABASE ours{number}")
                ours.append(
                    timed([binary(), "move", "--from", f"sqlite:{path}", "--to", f"{address}/ours{number}?sslmode=disable"])
                )
            if options.only != "ours":
                sql(f"{address}/postgres", f"CREATE DATABASE peer{number}")
                peers.append(pgloader(path, f"{address}/peer{number}", Path(folder)))
    print(f"{path}: {path.stat().st_size / 2**20:.0f} MiB, {rows} rows; {resource.getpagesize()} bytes a page")
    if not ours or not peers:
        print(ours, peers)
        return
    mine, other = median([run.seconds for run in ours]), median([run.seconds for run in peers])
    peak, others_peak = max(run.peak_mb for run in ours), max(run.peak_mb for run in peers)
    lines = [
        Row("time, verification included", f"{mine:.1f} s", f"{other:.1f} s", f"{other / mine:.2f}"),
        Row("rows per second", f"{rows / mine:.0f}", f"{rows / other:.0f}", "", "≥ the peer", met=mine <= other),
        Row("peak memory", f"{peak:.0f} MB", f"{others_peak:.0f} MB", "", "≤ 200 MB", met=peak <= 200),
    ]
    table(f"Moving {options.tickets:,} tickets, {rows:,} rows", "pgloader", lines)


if __name__ == "__main__":
    main()
