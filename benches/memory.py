"""What many uploads leave in memory: exports of 2 to 5 MB, workbooks and files that are refused, one after the other, with
questions between them; the resident memory after each, and after a quiet minute.

    python memory.py [--uploads 150] [--quiet 60]
"""

from __future__ import annotations

import argparse
import gzip
import random
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

from _app import BOUNDARY, KEPT, App, empty_folder
from _table import Row, median, table

HEADER = ("Issue key", "Summary", "Description", "Status", "Assignee", "Created", "Updated", "Comment")
WORDS = (
    "the login page crashes again after the update and nobody answers please help this is terrible thank you it works now "
    "export invoice customer slow broken great support waiting since yesterday payment refused happy with the new dashboard "
    "cannot print error 504 on Friday mobile app restart lost my data excellent fast reply"
).split()
KEYS = 60_000
ASKED = (
    "/api/dashboard/metrics",
    "/api/support/analytics?start_date=2026-01-01&end_date=2026-06-30",
    "/api/tickets?sort=-urgency",
    "/api/tickets?q=invoice",
    "/api/search?q=login%20crashes",
    "/api/filters",
)


def rows(chance: random.Random, count: int, number: int) -> Iterator[tuple[str, ...]]:
    """Tickets of an export; later exports have some of the earlier ones again, with other words."""
    for key in chance.sample(range(KEYS), count):
        said = " ".join(chance.choices(WORDS, k=chance.randint(15, 45)))
        answer = " ".join(chance.choices(WORDS, k=chance.randint(5, 20)))
        created = f"2026-0{1 + key % 6}-1{key % 9} 08:00"
        updated = f"2026-07-{1 + number % 28:02d} {number % 24:02d}:{key % 60:02d}"
        comment = f"{updated};agent {key % 40};{answer}"
        yield f"T-{key}", said[:60], said, chance.choice(["Open", "Done"]), f"agent {key % 40}", created, updated, comment


def csv(path: Path, number: int, count: int) -> Path:
    """An export as CSV."""
    lines = [HEADER, *rows(random.Random(number), count, number)]
    path.write_text("".join(",".join(f'"{cell}"' for cell in line) + "\n" for line in lines))
    return path


def workbook(path: Path, number: int, count: int) -> Path:
    """An export as a workbook."""
    cell = '<c t="inlineStr"><is><t>{}</t></is></c>'
    lines = [HEADER, *rows(random.Random(number), count, number)]
    sheet = "".join("<row>" + "".join(cell.format(text) for text in line) + "</row>" for line in lines)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        )
        relation = f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/'
        book.writestr("_rels/.rels", f'{relation}officeDocument" Target="xl/workbook.xml"/></Relationships>')
        sheets = '<sheets><sheet name="Export" sheetId="1" r:id="r1"/></sheets>'
        book.writestr("xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{office}">{sheets}</workbook>')
        book.writestr("xl/_rels/workbook.xml.rels", f'{relation}worksheet" Target="worksheets/sheet1.xml"/></Relationships>')
        book.writestr("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>')
    return path


def refused(app: App, number: int) -> None:
    """Sends files that are no exports: a picture, a broken archive, a table with a quote that is never closed."""
    text = ",".join(HEADER) + "\n" + 'T-1,"It broke,x,Open,a,2026-01-01,2026-01-01,\n' * 20_000
    for content in (b"\x89PNG\r\n\x1a\n" + bytes(1 << 20), gzip.compress(text.encode())[: 4000 + number], text.encode()):
        head = f'--{BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="{number}.csv"\r\n\r\n'.encode()
        body = head + content + f"\r\n--{BOUNDARY}--\r\n".encode()
        answer = app.send("POST", "/api/upload", body, f"multipart/form-data; boundary={BOUNDARY}")
        if answer.status not in (202, 400, 413):
            raise RuntimeError(f"{answer.status}: {answer.body[:300]!r}")


def own(app: App) -> float:
    """Megabytes that are the process's own: no pages of files."""
    rollup = Path(f"/proc/{app.process.pid}/smaps_rollup").read_text().splitlines()
    found = next(line for line in rollup if line.startswith("Anonymous:"))
    return int(found.split()[1]) / 1024


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--uploads", type=int, default=150)
    parser.add_argument("--quiet", type=int, default=60)
    options = parser.parse_args()
    KEPT.mkdir(parents=True, exist_ok=True)
    resident, anonymous = [], []
    with tempfile.TemporaryDirectory(dir=KEPT) as exports, empty_folder() as data, App(data) as app:
        app.bootstrap()
        for number in range(options.uploads):
            app.login()
            count = 6_000 + 1_500 * (number % 6)
            made = workbook if number % 7 == 3 else csv
            path = made(Path(exports) / f"export-{number}.{'xlsx' if made is workbook else 'csv'}", number, count)
            begun = time.monotonic()
            job = app.upload(path).json()["job_id"]
            app.finished(job)
            spent = time.monotonic() - begun
            megabytes = path.stat().st_size / 1e6
            path.unlink()
            if number % 5 == 4:
                refused(app, number)
            for question in ASKED:
                app.get(question)
            resident.append(app.usage().rss_mb)
            anonymous.append(own(app))
            told = f"{number + 1:4} {megabytes:5.1f} MB {spent:5.1f} s  resident {resident[-1]:4.0f}  own {anonymous[-1]:4.0f}"
            print(told, flush=True)
        time.sleep(options.quiet)
        usage, left = app.usage(), own(app)
    tenth = max(1, options.uploads // 10)
    figures = [
        Row("resident, median of the first tenth", f"{median(resident[:tenth]):.0f} MB"),
        Row("resident, median of the last tenth", f"{median(resident[-tenth:]):.0f} MB"),
        Row("its own, median of the first tenth", f"{median(anonymous[:tenth]):.0f} MB"),
        Row("its own, median of the last tenth", f"{median(anonymous[-tenth:]):.0f} MB"),
        Row("peak", f"{usage.peak_mb:.0f} MB"),
        Row(f"resident and its own after {options.quiet} quiet seconds", f"{usage.rss_mb:.0f} and {left:.0f} MB"),
    ]
    table(f"Memory over {options.uploads} uploads", "none", figures)


if __name__ == "__main__":
    main()
