"""How long a month's report takes as PDF, warm: numbers gathered, set in type and sent.

No peer: this is absolute.

    python pdf.py [--rows 10000] [--rounds 20]
"""

from __future__ import annotations

import argparse

from _app import App, empty_folder, sample
from _table import Row, median, percentile, table

MONTH = "/api/report/pdf?start_date=2026-05-01&end_date=2026-05-31"


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    with empty_folder() as data, App(data) as app:
        app.bootstrap()
        job = app.finished(app.upload(sample(options.rows, "wide")).json()["job_id"])
        first = app.get(MONTH)
        warm = [app.get(MONTH) for _ in range(options.rounds)]
    if not all(one.body.startswith(b"%PDF-") for one in [first, *warm]):
        raise RuntimeError("that is no PDF")
    seconds = [one.seconds for one in warm]
    rows = [
        Row("the first", f"{first.seconds * 1000:.0f} ms"),
        Row("warm", f"{median(seconds) * 1000:.0f} ms", target="≤ 150 ms", met=median(seconds) <= 0.15),
        Row("warm, 95th percentile", f"{percentile(seconds, 0.95) * 1000:.0f} ms"),
        Row("size", f"{len(first.body) / 1024:.0f} KiB"),
    ]
    table(f"Report of a month as PDF, store of {job['tickets_added']:,} tickets", "none", rows)


if __name__ == "__main__":
    main()
