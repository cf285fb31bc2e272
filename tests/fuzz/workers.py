"""Inputs read in processes that may use as little as a confined one, many in each.

What a process says of an input comes by a pipe; one that says nothing has hung or ended.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import re
import resource
import select
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from core.readers.confined import Limits
from core.readers.limits import limit_this_process
from core.refusal import Refused
from tests.fuzz.mutators import mutated

if TYPE_CHECKING:
    from tests.fuzz.readers import Reader

WORKERS = 2
SECONDS = Limits().seconds
MEMORY = Limits().memory
CHUNK = 2500  # inputs of a process; memory is compared at its beginning and end
SETTLED = 300  # inputs after which a process has all that it keeps
GROWTH = 48  # MB that one may have grown since
READ, REFUSED = "read", "refused"


@dataclass
class Tally:
    """What came of a reader's inputs. `bad` are those that ended otherwise, with the reason."""

    read: int = 0
    refused: int = 0
    bad: list[tuple[int, str]] = field(default_factory=list)
    slowest: float = 0.0
    slowest_case: int = 0
    grown: float = 0.0  # MB of the process that grew most

    @property
    def tried(self) -> int:
        """How many inputs were read or not."""
        return self.read + self.refused + len(self.bad)


def fuzzed(reader: Reader, numbers: range, seed: int) -> Tally:
    """Reads the inputs with these numbers."""
    tally = Tally()
    inputs = reader.inputs  # made before the processes are forked
    waiting = [numbers[i : i + CHUNK] for i in range(0, len(numbers), CHUNK)]
    running: dict[int, _Worker] = {}
    while waiting or running:
        while waiting and len(running) < WORKERS:
            worker = _Worker(reader, inputs, waiting.pop(0), seed)
            running[worker.pipe] = worker
        ready, _, _ = select.select(list(running), [], [], 0.5)
        for pipe, worker in list(running.items()):
            if pipe in ready and worker.listen(tally):
                continue
            if pipe in ready or worker.is_late():
                del running[pipe]
                if rest := worker.ended(tally):
                    waiting.insert(0, rest)
    return tally


class _Worker:
    """A process that reads inputs one after the other."""

    def __init__(self, reader: Reader, inputs: Sequence[bytes], numbers: range, seed: int) -> None:
        self._numbers = numbers
        self._at = 0
        self._heard = time.monotonic()
        self._buffer = b""
        self.pipe, say = os.pipe()
        self._pid = os.fork()
        if not self._pid:
            broken = 1
            try:
                _serve(reader, inputs, numbers, seed, say)
                broken = 0
            finally:
                os._exit(broken)
        os.close(say)

    def listen(self, tally: Tally) -> bool:
        """Takes what it says; False when it has ended."""
        said = os.read(self.pipe, 1 << 16)
        if not said:
            return False
        self._heard = time.monotonic()
        *lines, self._buffer = (self._buffer + said).split(b"\n")
        for line in lines:
            self._count(tally, *json.loads(line))
        return True

    def _count(self, tally: Tally, number: int, kind: str, seconds: float, detail: str) -> None:
        if kind == "grown":
            tally.grown = max(tally.grown, seconds)
            if seconds > GROWTH:
                tally.bad.append((number, f"memory: grew by {seconds:.0f} MB until here"))
            return
        self._at = self._numbers.index(number) + 1
        tally.read += kind == READ
        tally.refused += kind == REFUSED
        if kind not in (READ, REFUSED):
            tally.bad.append((number, f"{kind}: {detail}"))
        if seconds > tally.slowest:
            tally.slowest, tally.slowest_case = seconds, number

    def is_late(self) -> bool:
        """Whether it reads one input for longer than it may."""
        return time.monotonic() - self._heard > 3 * SECONDS

    def ended(self, tally: Tally) -> range:
        """Ends it; returns the inputs that it has not come to."""
        os.kill(self._pid, signal.SIGKILL)
        _, status = os.waitpid(self._pid, 0)
        os.close(self.pipe)
        left = self._numbers[self._at :]
        if not left:
            return left
        code = os.waitstatus_to_exitcode(status)
        why = "hang" if code == -signal.SIGKILL else f"crash: exit code {code}"
        tally.bad.append((left[0], why))
        return left[1:]


def _serve(reader: Reader, inputs: Sequence[bytes], numbers: range, seed: int, say: int) -> None:
    """The other side."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    warnings.simplefilter("ignore")
    memory = _Memory()
    most = memory.of("VmSize") + MEMORY
    if reader.confined:
        limit_this_process(most, 10**6)
    else:
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    settled = 0
    for count, number in enumerate(numbers):
        content = mutated(inputs, Random(f"{seed} {reader.name} {number}"))
        start = time.process_time()
        kind, detail = outcome(reader, content)
        seconds = time.process_time() - start
        if seconds > SECONDS:
            kind, detail = "slow", f"{seconds:.1f} s"
        os.write(say, json.dumps([number, kind, seconds, detail[:300]]).encode() + b"\n")
        if count == SETTLED:
            settled = memory.kept()
    if settled:
        grown = (memory.kept() - settled) / (1 << 20)
        os.write(say, json.dumps([numbers[-1], "grown", grown, ""]).encode() + b"\n")


def outcome(reader: Reader, content: bytes, loud: bool = False) -> tuple[str, str]:
    """What comes of one input, and what is to be said of it."""
    try:
        reader.read(content)
    except Refused as refusal:
        said = str(refusal)
        if not re.search(r"[一-鿿]{4}", said) or len(said.splitlines()) > 1:
            return "refusal not in Chinese", said
        return REFUSED, said
    except BaseException as error:
        if loud:
            traceback.print_exc(file=sys.stderr)
        return f"raised {type(error).__name__}", f"{_place(error)} {error!s:.80}"
    return READ, ""


def _place(error: BaseException) -> str:
    """Where it was raised, told without looking at the source, for no file can be opened."""
    frames = list(traceback.walk_tb(error.__traceback__))
    if not frames:
        return ""
    frame, line = frames[-1]
    return f"{Path(frame.f_code.co_filename).name}:{line}"


class _Memory:
    """What this process holds. Made before it is limited, for then it can open nothing more."""

    def __init__(self) -> None:
        self._status = os.open("/proc/self/status", os.O_RDONLY)
        self._system = ctypes.CDLL(None)

    def of(self, name: str) -> int:
        """Bytes, by one of the names of the system."""
        status = os.pread(self._status, 1 << 16, 0).decode()
        line = next(line for line in status.splitlines() if line.startswith(name))
        return int(line.split()[1]) << 10

    def kept(self) -> int:
        """Bytes that are held when everything that can be given back is."""
        gc.collect()
        self._system.malloc_trim(0)
        return self.of("VmRSS")


def attempts(
    reader: Reader, numbers: list[int], seed: int
) -> Iterator[tuple[int, bytes, str, str]]:
    """Chosen inputs read in this process, with what is raised printed."""
    for number in numbers:
        content = mutated(reader.inputs, Random(f"{seed} {reader.name} {number}"))
        yield (number, content, *outcome(reader, content, loud=True))
