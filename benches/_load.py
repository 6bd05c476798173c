"""Many clients at once: what each path took, how it was answered, and what memory it cost."""

from __future__ import annotations

import http.client
import os
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from _table import percentile

# A client waits so long for an answer; one that takes longer counts as an error.
PATIENCE = 30.0


@dataclass(frozen=True)
class Ask:
    """A kind of request: how often it is asked beside the others, and a path of it."""

    name: str
    weight: int
    path: Callable[[random.Random], str]


@dataclass
class Seen:
    """What a kind of request was answered with."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)


@dataclass
class Outcome:
    """What all clients saw."""

    by_name: dict[str, Seen]
    seconds: float

    @property
    def answers(self) -> int:
        """All answers, errors included."""
        return sum(sum(seen.statuses.values()) for seen in self.by_name.values())

    @property
    def statuses(self) -> Counter[str]:
        """All answers by what they were."""
        return sum((seen.statuses for seen in self.by_name.values()), Counter[str]())

    def late(self, share: float) -> float:
        """The seconds that this share of all good answers did not exceed."""
        return percentile([second for seen in self.by_name.values() for second in seen.seconds], share)


def load(address: str, token: str, asks: Sequence[Ask], connections: int, seconds: float, seed: int = 1) -> Outcome:
    """So many clients ask for so long, each one request after the other; one that is told to come back later does."""
    seen = {ask.name: Seen() for ask in asks}
    lock = threading.Lock()
    weights = [ask.weight for ask in asks]
    begun = time.perf_counter()

    def work(number: int) -> None:
        chance = random.Random(seed * 1_000 + number)
        connection = http.client.HTTPConnection(address, timeout=PATIENCE)
        headers = {"authorization": f"Bearer {token}"}
        while time.perf_counter() - begun < seconds:
            ask = chance.choices(asks, weights)[0]
            asked = time.perf_counter()
            wait = 0.0
            try:
                connection.request("GET", ask.path(chance), headers=headers)
                answer = connection.getresponse()
                answer.read()
                status = str(answer.status)
                if answer.status == 503:
                    after = answer.getheader("retry-after")
                    status = "503, Retry-After" if after else "503"
                    wait = float(after or 0)
            except (OSError, http.client.HTTPException) as error:
                connection.close()
                status = type(error).__name__
            took = time.perf_counter() - asked
            with lock:
                seen[ask.name].statuses[status] += 1
                if status == "200":
                    seen[ask.name].seconds.append(took)
            time.sleep(wait)
        connection.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Outcome(seen, time.perf_counter() - begun)


def resident_mb(processes: Iterable[int]) -> float:
    """Resident memory of some processes. What they share counts for each of them."""
    total = 0
    for pid in processes:
        with suppress(FileNotFoundError, ProcessLookupError):
            lines = Path(f"/proc/{pid}/status").read_text().splitlines()
            total += next((int(line.split()[1]) for line in lines if line.startswith("VmRSS")), 0)
    return total / 1024


def family(pid: int) -> list[int]:
    """A process and those it started."""
    children: list[int] = []
    with suppress(FileNotFoundError, ProcessLookupError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            children += map(int, (task / "children").read_text().split())
    return [pid, *(one for child in children for one in family(child))]


class Memory:
    """The most memory that a process and those it started were seen with."""

    def __init__(self, pid: int) -> None:
        """Watches from now on."""
        self.pid = pid
        self.most = 0.0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def now(self) -> float:
        """In MB."""
        return resident_mb(family(self.pid))

    def _watch(self) -> None:
        while not self._done.wait(0.25):
            self.most = max(self.most, self.now())


@contextmanager
def watched(pid: int) -> Any:
    """Watches a process's memory meanwhile."""
    memory = Memory(pid)
    memory.most = memory.now()
    memory._thread.start()
    try:
        yield memory
    finally:
        memory._done.set()
        memory._thread.join()


def cores() -> int:
    """Cores of this machine."""
    return os.cpu_count() or 1
