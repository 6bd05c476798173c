"""Tables of figures, and the medians in them."""

from __future__ import annotations

import os
import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One question: our figure, the peer's from the same run, and what is aimed at."""

    what: str
    ours: str
    peer: str = ""
    ratio: str = ""
    target: str = ""
    met: bool | None = None


def median(values: Sequence[float]) -> float:
    """The middle one."""
    return statistics.median(values)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of them does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def table(title: str, peer: str, rows: Sequence[Row]) -> None:
    """Prints the rows under a title that says what was measured on what, as Markdown."""
    print(f"\n### {title}\n\n{os.cpu_count()} cores. Peer: {peer}. Medians.\n")
    cells = [["", "Undertone", "peer", "ratio", "target", ""]]
    for row in rows:
        verdict = {None: "", True: "met", False: "missed"}[row.met]
        cells.append([row.what, row.ours, row.peer, row.ratio, row.target, verdict])
    widths = [max(len(line[at]) for line in cells) for at in range(len(cells[0]))]
    cells.insert(1, ["-" * width for width in widths])
    for line in cells:
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |")
    print(flush=True)
