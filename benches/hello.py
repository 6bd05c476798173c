"""How many small requests a second come through the runtime, the sandbox and the guest: `/robots.txt`, 50 connections.

Peer: the same file with the same headers from axum, natively, without any sandbox (`peer-axum`). Both are asked by
`wrk` on the same machine, in turns; what wrk takes of the processor is missing on both sides.

    python hello.py [--seconds 8] [--rounds 3] [--connections 50] [--path /robots.txt]
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from _app import HOME, KEPT, REPOSITORY, App, empty_folder
from _table import Row, median, table

UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True)
class Load:
    """What wrk saw."""

    requests_per_second: float
    p50_ms: float
    p99_ms: float


def wrk(url: str, connections: int, seconds: int) -> Load:
    """Asks over and over for that long. An answer other than 2xx or a broken connection is an error."""
    command = ["wrk", "--latency", "-t", "2", "-c", str(connections), "-d", f"{seconds}s", url]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(said)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    late = dict(re.findall(r"^\s+(50|99)%\s+(\S+)$", said, re.MULTILINE))
    if rate is None:
        raise RuntimeError(said)
    return Load(float(rate[1]), milliseconds(late["50"]), milliseconds(late["99"]))


def milliseconds(text: str) -> float:
    """`1.23ms`, `870.00us` or `1.20s` as milliseconds."""
    number, unit = re.fullmatch(r"([\d.]+)([a-z]+)", text).groups()  # type: ignore[union-attr]
    return float(number) * UNITS[unit]


def peer() -> Path:
    """The native server, built with cargo into a target folder of its own."""
    source = REPOSITORY / "benches" / "peer-axum"
    target = KEPT / "peer-axum"
    command: list[str | Path] = [
        "cargo",
        "build",
        "--quiet",
        "--release",
        "--locked",
        "--manifest-path",
        source / "Cargo.toml",
        "--target-dir",
        target,
    ]
    subprocess.run(command, check=True)
    return target / "release" / "peer-axum"


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", type=int, default=50)
    parser.add_argument("--path", default="/robots.txt")
    options = parser.parse_args()
    command = [peer(), HOME / "web" / "public" / "robots.txt"]
    native = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert native.stdout is not None
        axum = native.stdout.readline().split()[-1] + "/robots.txt"
        with empty_folder() as data, App(data) as app:
            own = f"http://{app.address}{options.path}"
            for url in (own, axum):
                wrk(url, options.connections, 2)
            pairs = [(wrk(own, options.connections, options.seconds), wrk(axum, options.connections, options.seconds)) for _ in range(options.rounds)]
    finally:
        native.kill()
        native.wait()
    ours, theirs = ([pair[at] for pair in pairs] for at in (0, 1))
    rate, beside = (median([one.requests_per_second for one in loads]) for loads in (ours, theirs))
    last, last_beside = (median([one.p99_ms for one in loads]) for loads in (ours, theirs))
    mid, mid_beside = (median([one.p50_ms for one in loads]) for loads in (ours, theirs))
    rows = [
        Row("requests/s", f"{rate:,.0f}", f"{beside:,.0f}", f"{rate / beside:.2f}×", "≥ 23,000", rate >= 23_000),
        Row("latency, median", f"{mid:.1f} ms", f"{mid_beside:.1f} ms", f"{mid / mid_beside:.1f}×"),
        Row(
            "latency, 99th percentile",
            f"{last:.1f} ms",
            f"{last_beside:.1f} ms",
            f"{last / last_beside:.1f}×",
            "≤ 5 ms",
            last <= 5,
        ),
    ]
    table(
        f"{options.path} at {options.connections} connections",
        f"axum, native; wrk takes its share of the {os.cpu_count()} cores",
        rows,
    )


if __name__ == "__main__":
    main()
