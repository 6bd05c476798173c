"""A running app to measure: started from a build, signed in to, uploaded to, asked over HTTP.

The build is that of the repository this folder lies in, or of the one `UNDERTONE_HOME` names. Nothing is built here.
What is worth keeping between runs (compiled code, exports, a store of a million tickets) lies in `target/bench`.
"""

from __future__ import annotations

import contextlib
import functools
import http.client
import json
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

REPOSITORY = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("UNDERTONE_HOME", REPOSITORY)).resolve()
KEPT = REPOSITORY / "target" / "bench"

TOKEN = "the-token-of-the-benches"
EMAIL = "ada@example.com"
PASSWORD = "correct horse battery"
BOUNDARY = "undertone-bench-boundary-7f3a"
PATIENCE = 3600.0


@dataclass(frozen=True)
class Answer:
    """What the app said, and how long it took from the last byte sent to the last byte received, in seconds."""

    status: int
    body: bytes
    seconds: float

    def json(self) -> Any:
        """The body, read as JSON."""
        return json.loads(self.body)


@dataclass(frozen=True)
class Usage:
    """What a process has used so far."""

    cpu_seconds: float
    rss_mb: float
    peak_mb: float


class App:
    """The real runtime on a data folder."""

    def __init__(self, data: Path, variables: dict[str, str] | None = None) -> None:
        """Starts it and waits until it says where it serves."""
        self.data = data
        self.token = ""
        environment = os.environ | {"SPIN_VARIABLE_BOOTSTRAP_TOKEN": TOKEN}
        environment |= {f"SPIN_VARIABLE_{name.upper()}": value for name, value in (variables or {}).items()}
        command = [binary(), "up", "--manifest", HOME / "spin.toml", "--data", data, "--cache", compiled()]
        with (data / "log").open("ab") as log:
            self.started = time.perf_counter()
            self.process = subprocess.Popen(
                [*map(str, command), "--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0"],
                stdout=subprocess.PIPE,
                stderr=log,
                env=environment,
                cwd=HOME,
                text=True,
            )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line.startswith("listening on http://"):
            self.process.kill()
            raise RuntimeError(f"the app said {line!r}; its log is {data / 'log'}")
        self.address = line.removeprefix("listening on http://").strip()
        self._connection = http.client.HTTPConnection(self.address, timeout=PATIENCE)

    def __enter__(self) -> Self:
        """The app itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stops it gracefully; what is left of it after half a minute is killed."""
        self._connection.close()
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=35)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def send(self, method: str, path: str, body: bytes = b"", kind: str = "application/json") -> Answer:
        """Sends a request on the one connection kept open."""
        headers = {"content-type": kind} if body else {}
        if self.token:
            headers["authorization"] = f"Bearer {self.token}"
        begun = time.perf_counter()
        try:
            self._connection.request(method, path, body or None, headers)
            response = self._connection.getresponse()
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            # It was idle for longer than the server keeps it open.
            self._connection.close()
            begun = time.perf_counter()
            self._connection.request(method, path, body or None, headers)
            response = self._connection.getresponse()
        content = response.read()
        return Answer(response.status, content, time.perf_counter() - begun)

    def get(self, path: str) -> Answer:
        """Reads; anything but 200 is an error."""
        return expect(200, self.send("GET", path), path)

    def post(self, path: str, value: object, status: int = 200) -> Answer:
        """Posts JSON."""
        return expect(status, self.send("POST", path, json.dumps(value).encode()), path)

    def bootstrap(self) -> None:
        """Makes the first account and signs in."""
        first = {"token": TOKEN, "email": EMAIL, "password": PASSWORD, "workspace": "Bench"}
        self.token = self.post("/api/auth/bootstrap", first, 201).json()["access_token"]

    def login(self) -> None:
        """Signs in to an account made before. An access token lives 15 minutes."""
        self.token = self.post("/api/auth/login", {"email": EMAIL, "password": PASSWORD}).json()["access_token"]

    def upload(self, export: Path) -> Answer:
        """Streams an export; the answer's seconds count from its last byte."""
        head = f'--{BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="{export.name}"\r\n\r\n'.encode()
        tail = f"\r\n--{BOUNDARY}--\r\n".encode()
        sender = http.client.HTTPConnection(self.address, timeout=PATIENCE)
        with contextlib.closing(sender), export.open("rb") as file:
            sender.putrequest("POST", "/api/upload")
            sender.putheader("authorization", f"Bearer {self.token}")
            sender.putheader("content-type", f"multipart/form-data; boundary={BOUNDARY}")
            sender.putheader("content-length", str(len(head) + export.stat().st_size + len(tail)))
            sender.endheaders(head)
            while part := file.read(1 << 20):
                sender.send(part)
            sender.send(tail)
            last = time.perf_counter()
            response = sender.getresponse()
            body = response.read()
            return expect(202, Answer(response.status, body, time.perf_counter() - last), "/api/upload")

    def published(self, job: str) -> None:
        """Waits until the tickets of a job show; a failed one is an error."""
        self._wait(job, lambda state: state["phase"] in ("compare", "done"))

    def finished(self, job: str) -> dict[str, Any]:
        """Waits until a job has ended, and returns it; a failed one is an error."""
        return self._wait(job, lambda state: state["status"] == "completed")

    def _wait(self, job: str, done: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        signed_in = time.monotonic()
        while True:
            if time.monotonic() - signed_in > 600:
                self.login()
                signed_in = time.monotonic()
            state: dict[str, Any] = self.get(f"/api/job/{job}").json()
            if state["status"] in ("failed", "review"):
                raise RuntimeError(f"the job stands at {state['status']}: {state['error']}")
            if done(state):
                return state
            time.sleep(0.02)

    def usage(self) -> Usage:
        """Processor time and memory of the runtime so far."""
        pid = self.process.pid
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks = int(fields[11]) + int(fields[12])
        status = Path(f"/proc/{pid}/status").read_text().splitlines()
        kilobytes = {name: int(rest.split()[0]) for name, _, rest in (s.partition(":") for s in status) if name in ("VmRSS", "VmHWM")}
        return Usage(ticks / os.sysconf("SC_CLK_TCK"), kilobytes["VmRSS"] / 1024, kilobytes["VmHWM"] / 1024)


def expect(status: int, answer: Answer, path: str) -> Answer:
    """The answer, if it has that status."""
    if answer.status != status:
        raise RuntimeError(f"{path} answered {answer.status}: {answer.body[:500]!r}")
    return answer


def binary() -> Path:
    """The runtime."""
    path = HOME / "target" / "release" / "undertone"
    if not path.exists():
        raise SystemExit(f"{path} is missing: cargo xtask build --release")
    return path


@functools.cache
def compiled() -> Path:
    """The compiled code of the present components, in a folder that all benches share."""
    folder = KEPT / "compiled"
    KEPT.mkdir(parents=True, exist_ok=True)
    command: list[str | Path] = [binary(), "compile", "--manifest", HOME / "spin.toml", "--cache", folder]
    subprocess.run(command, check=True, cwd=HOME, stdout=subprocess.DEVNULL)
    return folder


@contextlib.contextmanager
def empty_folder() -> Iterator[Path]:
    """A data folder of its own, gone afterwards."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="run-", dir=KEPT) as name:
        yield Path(name)


def sample(rows: int, columns: str, seed: int = 1) -> Path:
    """A generated export, made once: `wide` has 1,667 columns, `narrow` 12."""
    path = KEPT / f"{columns}-{rows}-{seed}.csv"
    if not path.with_suffix(".manifest.json").exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        made = HOME / "target" / "debug" / "xtask"
        command = [str(made)] if made.exists() else ["cargo", "xtask"]
        wanted = {"rows": rows, "columns": columns, "seed": seed, "first-export": "2026-06-01", "out": path}
        arguments = [part for name, value in wanted.items() for part in (f"--{name}", str(value))]
        subprocess.run([*command, "sample", *arguments], check=True, cwd=HOME, stdout=subprocess.DEVNULL)
    return path
