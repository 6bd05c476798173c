"""How many texts a second one core scores: over `POST /api/sentiment/score`, and in ingest.

Peer: the vaderSentiment package in one Python process, on the very same texts. Rounds alternate. Texts are those of a
generated wide export: summaries, descriptions and comments. Seconds are the processor's, of the runtime and of
Python, so that both are per core; elapsed seconds of one request after the other are shown beside them.

    python scoring.py [--texts 20000] [--rounds 3]
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from pathlib import Path

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from _app import App, empty_folder, sample
from _table import Row, median, table

BATCH = 1_000


def texts_of(export: Path, most: int) -> list[str]:
    """The first texts of an export."""
    csv.field_size_limit(sys.maxsize)
    texts: list[str] = []
    with export.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        header = next(rows)
        plain = [header.index("Summary"), header.index("Description")]
        comments = [at for at, name in enumerate(header) if name == "Comment"]
        for row in rows:
            if len(row) != len(header):
                continue
            cells = [row[at] for at in plain] + [row[at].split(";", 2)[-1] for at in comments]
            texts += [text for text in cells if text.strip()]
            if len(texts) >= most:
                break
    return texts[:most]


def ours(app: App, texts: list[str]) -> tuple[float, float, list[float]]:
    """Processor seconds, elapsed seconds and the compound scores."""
    before = app.usage().cpu_seconds
    begun = time.perf_counter()
    scores: list[float] = []
    for at in range(0, len(texts), BATCH):
        answer = app.post("/api/sentiment/score", {"texts": texts[at : at + BATCH]}).json()
        scores += [result["compound"] for result in answer["results"]]
    return app.usage().cpu_seconds - before, time.perf_counter() - begun, scores


def python(texts: list[str]) -> tuple[float, list[float]]:
    """Processor seconds and the compound scores."""
    score = SentimentIntensityAnalyzer().polarity_scores
    before = time.process_time()
    scores = [score(text)["compound"] for text in texts]
    return time.process_time() - before, scores


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    export = sample(10_000, "wide")
    texts = texts_of(export, options.texts)
    with empty_folder() as data, App(data) as app:
        app.bootstrap()
        ours(app, texts[:BATCH])
        pairs = [(ours(app, texts), python(texts)) for _ in range(options.rounds)]
        before = app.usage().cpu_seconds
        job = app.finished(app.upload(export).json()["job_id"])
        ingest = job["sentiment_records"] / (app.usage().cpu_seconds - before)
    processor = len(texts) / median([mine[0] for mine, _ in pairs])
    elapsed = len(texts) / median([mine[1] for mine, _ in pairs])
    peer = len(texts) / median([theirs[0] for _, theirs in pairs])
    different = sum(abs(a - b) > 0.00005 for a, b in zip(pairs[0][0][2], pairs[0][1][1], strict=True))
    rows = [
        Row(
            "scored on request, per core",
            f"{processor:,.0f} texts/s",
            f"{peer:,.0f} texts/s",
            f"{processor / peer:.1f}×",
            "≥ 20×",
            processor / peer >= 20,
        ),
        Row(
            "the same, one request at a time",
            f"{elapsed:,.0f} texts/s",
            f"{peer:,.0f} texts/s",
            f"{elapsed / peer:.1f}×",
        ),
        Row("all of ingest, per core", f"{ingest:,.0f} texts/s", f"{peer:,.0f} texts/s", f"{ingest / peer:.1f}×"),
    ]
    table(
        f"Scoring of {len(texts):,} texts, {sum(map(len, texts)) / len(texts):.0f} characters on average",
        "vaderSentiment, one process",
        rows,
    )
    print(f"compound scores that differ from the peer's in four decimals: {different}")


if __name__ == "__main__":
    main()
