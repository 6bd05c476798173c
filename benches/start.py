"""How long a start takes from compiled code to the first answer, and what the runtime holds when nothing happens.

The store holds an export; the first answer is that of `/health`, which asks both stores. No peer: these are absolute.

    python start.py [--rounds 10] [--idle 20]
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from _app import App, Usage, empty_folder, sample
from _table import Row, median, table


def first_answer(data: Path, path: str) -> float:
    """Seconds from the start of the process to the whole answer."""
    with App(data) as app:
        app.get(path)
        return time.perf_counter() - app.started


def idle(data: Path, seconds: float) -> tuple[Usage, Usage]:
    """What a restarted app holds at once after its first answer, and when nobody has asked for a while."""
    with App(data) as app:
        app.get("/health")
        at_once = app.usage()
        time.sleep(seconds)
        return at_once, app.usage()


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--idle", type=float, default=20, help="seconds until memory is read")
    options = parser.parse_args()
    with empty_folder() as data:
        with App(data) as app:
            app.bootstrap()
            app.finished(app.upload(sample(1_000, "wide")).json()["job_id"])
        health = [first_answer(data, "/health") for _ in range(options.rounds)]
        page = [first_answer(data, "/") for _ in range(options.rounds)]
        at_once, later = idle(data, options.idle)
    share = (later.cpu_seconds - at_once.cpu_seconds) / options.idle
    rows = [
        Row(
            "start to the answer of /health",
            f"{median(health) * 1000:.0f} ms",
            target="≤ 100 ms",
            met=median(health) <= 0.1,
        ),
        Row("start to the first page", f"{median(page) * 1000:.0f} ms", target="≤ 100 ms", met=median(page) <= 0.1),
        Row("resident after the first answer", f"{at_once.rss_mb:.0f} MB"),
        Row(
            f"resident, idle for {options.idle:.0f} s",
            f"{later.rss_mb:.0f} MB",
            target="≤ 60 MB",
            met=later.rss_mb <= 60,
        ),
        Row("processor while idle", f"{share:.1%}"),
    ]
    table("Start from compiled code, and idle memory", "none", rows)
    print("to /health, ms: " + ", ".join(f"{seconds * 1000:.0f}" for seconds in health))


if __name__ == "__main__":
    main()
