"""Attempts in processes of their own, two at a time: a crash or a hang is only a verdict.

They are forked, for to import the program anew would take longer than most attempts.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from core.refusal import Refused
from tests.attack.row import Row, Verdict, judged_sentence

WORKERS = 2
ASLEEP = 4  # times as long as it may work an attempt may take
PAUSE = 0.004  # seconds between two looks at what the processes do


def verdicts(
    row: Row, numbers: Iterable[int], seed: int, loud: bool
) -> Iterator[tuple[int, Verdict]]:
    """The verdicts on a row's attempts, as they come. What `loud` ones print can be seen."""
    waiting = deque(numbers)
    running: dict[int, _Child] = {}
    try:
        while waiting or running:
            while waiting and len(running) < WORKERS:
                number = waiting.popleft()
                running[number] = _Child(row, number, seed, loud)
            for number, child in tuple(running.items()):
                if verdict := child.verdict():
                    del running[number]
                    yield number, verdict
            time.sleep(PAUSE)
    finally:
        for child in running.values():
            child.end()


class _Child:
    """One attempt. It leads a session, so that whatever it starts can be ended with it."""

    def __init__(self, row: Row, number: int, seed: int, loud: bool) -> None:
        self._row = row
        self._folder = Path(tempfile.mkdtemp(prefix="attack-"))
        self._said, say = os.pipe()
        self._start = time.monotonic()
        self._look = self._start + row.seconds
        self._pid = os.fork()
        if self._pid:
            os.close(say)
            return
        os.setsid()
        if not loud:
            nowhere = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(nowhere, stream)
        verdict = _attempted(row, number, seed, self._folder)
        # Short enough for a pipe that nobody reads as yet.
        os.write(say, json.dumps([verdict.kind[:200], verdict.detail[:2000]]).encode())
        os._exit(0)

    def verdict(self) -> Verdict | None:
        """What came of it; None while it runs."""
        pid, status = os.waitpid(self._pid, os.WNOHANG)
        if not pid and not self._has_hung():
            return None
        said = self.end(waited=bool(pid))
        if said:
            return Verdict(*json.loads(said))
        if not pid:
            return Verdict("hang", f"no end after {self._row.seconds:g} s")
        code = os.waitstatus_to_exitcode(status)
        return Verdict("crash", signal.Signals(-code).name if code < 0 else f"exit code {code}")

    def _has_hung(self) -> bool:
        """Whether it has worked for longer than it may, or slept for long beside.

        The time of the processor counts, for another program may take it away.
        """
        now = time.monotonic()
        if now < self._look:
            return False
        left = self._row.seconds - sum(map(_worked, session(self._pid)))
        self._look = now + max(left / WORKERS, 0.1)
        return left <= 0 or now > self._start + ASLEEP * self._row.seconds

    def end(self, waited: bool = False) -> bytes:
        """Ends what still runs of it; returns what it said."""
        kill_session(self._pid)
        if not waited:
            os.waitpid(self._pid, 0)
        os.set_blocking(self._said, False)
        try:
            said = os.read(self._said, 1 << 16)
        except BlockingIOError:  # something it started holds the pipe, and is not quite gone
            said = b""
        os.close(self._said)
        shutil.rmtree(self._folder, ignore_errors=True)
        return said


def _attempted(row: Row, number: int, seed: int, folder: Path) -> Verdict:
    try:
        return row.attempt(Random(f"{seed} {row.name} {number}"), folder, number)
    except Refused as refusal:
        return judged_sentence(str(refusal))
    except BaseException as error:
        traceback.print_exc()
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(place.filename).name}:{place.lineno}"
        return Verdict(f"raised {type(error).__name__}", f"{where} {str(error)[:80]!r}")


def kill_session(leader: int) -> None:
    """Kills the processes of a session that this program began."""
    for pid in session(leader):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


def session(leader: int) -> list[int]:
    """The processes of a session."""
    found = []
    for process in Path("/proc").iterdir():
        if process.name.isdecimal():
            try:
                stat = (process / "stat").read_text(errors="replace")
            except OSError:  # gone meanwhile
                continue
            # After the name, which may hold anything: state, parent, group, session.
            if int(stat.rpartition(")")[2].split()[3]) == leader:
                found.append(int(process.name))
    return found


@dataclass(frozen=True)
class Ran:
    """A command that has ended. `code` is None where a limit ended it; `peak` is in MB."""

    code: int | None
    said: str
    seconds: float
    peak: float


def run_limited(command: list[str], seconds: float, megabytes: float) -> Ran:
    """Runs a command until it ends or its processes together pass a limit."""
    start = time.monotonic()
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        )
        peak, status = 0.0, None
        while status is None:
            pid, ended, usage = os.wait4(child.pid, os.WNOHANG)
            if pid:
                status = ended
                # Of the largest process: it may have grown and gone between two looks.
                peak = max(peak, usage.ru_maxrss / 1024)
            else:
                peak = max(peak, sum(map(_high_water, session(child.pid))))
                if peak > megabytes or time.monotonic() - start > seconds:
                    kill_session(child.pid)
                    os.waitpid(child.pid, 0)
                    break
                time.sleep(PAUSE)
        code = None if status is None else os.waitstatus_to_exitcode(status)
        child.returncode = -signal.SIGKILL if code is None else code  # waited for here
        said.seek(0)
        words = said.read(1 << 20).decode(errors="replace")
    return Ran(code, words, time.monotonic() - start, peak)


def _worked(pid: int) -> float:
    """Seconds that a process and those it has waited for have worked."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(errors="replace")
    except OSError:
        return 0
    # After the name: the 12th to the 15th are ticks, its own and its children's.
    return sum(map(int, stat.rpartition(")")[2].split()[11:15])) / os.sysconf("SC_CLK_TCK")


def _high_water(pid: int) -> float:
    """The most memory that a process has had, in MB."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    lines = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(lines[0].split()[1]) / 1024 if lines else 0  # a process that has ended has none
