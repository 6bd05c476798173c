"""Reports that are due at once: how many are made, set and mailed a second, and how much memory that takes.

Each has its PDF attached and goes to a mail server on the same machine. The peer prints the same first page with
headless Chromium, which is what products without a typesetter of their own do.

    python reports.py [--rows 10000] [--reports 100] [--without-peer]
"""

from __future__ import annotations

import argparse
import shutil
import socketserver
import subprocess
import tempfile
import threading
import time
from pathlib import Path

from _app import App, empty_folder, sample
from _table import Row, median, table

MONTH = "/api/report/pdf?start_date=2026-05-01&end_date=2026-05-31"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


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
    with empty_folder() as data, App(data, variables) as app:
        app.bootstrap()
        job = app.finished(app.upload(sample(options.rows, "narrow")).json()["job_id"])
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
