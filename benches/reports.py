"""Reports that are due at once: how many are made, set and mailed a second, and how much memory that takes.

Each has its PDF attached and goes to a mail server on the same machine. The peer prints the same first page with
headless Chromium, which is what products without a typesetter of their own do.

    python reports.py [--rows 10000] [--reports 100] [--without-peer]
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import random
import shutil
import socketserver
import subprocess
import tempfile
import threading
import time
from pathlib import Path

from _app import App, empty_folder
from _table import Row, median, table

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
TEXTS = (
    "The export fails with an error again and I am furious",
    "Thank you, this works great now",
    "How do I change my password?",
    "You charged me twice, this is unacceptable",
    "The login page is slow and keeps crashing",
    "Please add a dark mode",
)
TODAY = dt.datetime.now(dt.UTC).date()
LAST = TODAY.replace(day=1) - dt.timedelta(days=1)
MONTH = f"/api/report/pdf?start_date={LAST.replace(day=1)}&end_date={LAST}"


class Talk(socketserver.StreamRequestHandler):
    """One SMTP connection; every message is taken and counted."""

    def handle(self) -> None:
        """Answers until the client leaves."""
        self.say("220 bench")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                self.say("354 go on")
                size = 0
                while (part := self.rfile.readline()) not in (b".\r\n", b""):
                    size += len(part)
                self.server.sizes.append(size)
                self.say("250 taken")
            elif verb == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 yes")

    def say(self, line: str) -> None:
        """Sends a line."""
        self.wfile.write(f"{line}\r\n".encode())


class Server(socketserver.ThreadingTCPServer):
    """A mail server that lasts as long as the bench."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        """Listens on any free port."""
        super().__init__(("127.0.0.1", 0), Talk)
        self.sizes: list[int] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()


def export(folder: Path, rows: int) -> Path:
    """An export of so many tickets, all created in the month before this one: that is what the schedules cover."""
    chance = random.Random(1)
    path = folder / "export.csv"
    with path.open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["Issue key", "Summary", "Description", "Created", "Product", "Team", "Priority", "Status"])
        for number in range(rows):
            day = LAST.replace(day=chance.randint(1, LAST.day))
            words = [chance.choice(TEXTS) for _ in range(2)]
            kinds = [chance.choice(["Login", "Billing", "App"]), chance.choice(["EMEA", "APAC"]), "High", "Open"]
            table.writerow([f"A-{number}", *words, f"{day} {chance.randint(0, 23):02}:30", *kinds])
    return path


def printed(page: bytes, chromium: str) -> float:
    """Seconds that Chromium takes to print a page."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.html"
        source.write_bytes(b"<!doctype html><style>@page{margin:0}body{margin:0}</style>" + page)
        command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={folder}/page.pdf", str(source)]
        begun = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return time.perf_counter() - begun


def mailed(app: App, server: Server, reports: int) -> tuple[float, float, float]:
    """Seconds and processor time from the first mail to the last of so many, and the peak of memory meanwhile."""
    schedule = {
        "name": "Monthly",
        "timezone": "UTC",
        "repeat": {"kind": "monthly", "on": {"kind": "day", "day": 1}, "time": "08:00"},
        "period": "last_month",
    }
    ids = [app.post("/api/report/schedules", schedule, 201).json()["id"] for _ in range(reports)]
    before, begun = app.usage(), time.perf_counter()
    for number in ids:
        app.post(f"/api/report/schedules/{number}/send", {"to": "recipients"}, 202)
    while len(server.sizes) < reports:
        time.sleep(0.02)
    after = app.usage()
    return time.perf_counter() - begun, after.cpu_seconds - before.cpu_seconds, after.peak_mb


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--reports", type=int, default=100)
    parser.add_argument("--without-peer", action="store_true")
    options = parser.parse_args()
    server = Server()
    variables = {
        "smtp_host": "127.0.0.1",
        "smtp_port": str(server.server_address[1]),
        "smtp_security": "none",
        "smtp_from": "bench@example.org",
        "public_url": "http://127.0.0.1",
    }
    with empty_folder() as data:
        with App(data, variables) as app:
            app.bootstrap()
            job = app.finished(app.upload(export(data, options.rows)).json()["job_id"])
        # Started anew: what the upload took is no memory of reports.
        with App(data, variables) as app:
            app.login()
            app.get(MONTH)
            warm = median([app.get(MONTH).seconds for _ in range(10)])
            seconds, cpu, peak = mailed(app, server, options.reports)
            page = app.post("/api/report/preview", {"timezone": "UTC", "period": "last_month"}).body
    rate = options.reports / cpu
    rows = [
        Row("a month as PDF, warm", f"{warm * 1000:.0f} ms", target="≤ 60 ms", met=warm <= 0.06),
        Row("reports per second", f"{options.reports / seconds:.1f}"),
        Row("reports per second and core", f"{rate:.1f}", target="≥ 5", met=rate >= 5),
        Row("peak memory", f"{peak:.0f} MB", target="≤ 250 MB", met=peak <= 250),
        Row("a mail", f"{median(server.sizes) / 1024:.0f} KiB"),
    ]
    chromium = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if chromium and not options.without_peer:
        times = median([printed(page, chromium) for _ in range(5)])
        rows.append(Row("Chromium prints its first page", f"{times * 1000:.0f} ms", target="≥ 5×", met=times >= 5 * warm))
    table(f"{options.reports} reports due at once, store of {job['tickets_added']:,} tickets", "headless Chromium", rows)


if __name__ == "__main__":
    main()
