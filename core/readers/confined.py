"""Reading what others made, in a process of its own that may use little and can do nothing else.

A library that takes apart foreign files can be made to take all memory, never to end, or to
crash. So the file's bytes go through a pipe to a second start of this program, which limits
itself before it looks at them, and what it finds comes back as bytes.
"""

from __future__ import annotations

import heapq  # noqa: F401  # which Counter.most_common imports late, when nothing can be opened
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Timer
from time import monotonic
from typing import NamedTuple

from core.imports import function_named
from core.readers.content import LARGEST
from core.readers.limits import limit_this_process
from core.refusal import Refused, one_line

ENTRY = "--confined"  # the first argument of such a start, which main.py passes on to `serve`
READERS = "core.readers."  # nothing else may be run so
DONE, REFUSED, BROKEN = 0, 3, 4  # exit codes; 1 and 2 are Python's own
LONGEST = 200  # characters of a refusal
# Without these of the environment some systems do not start the program.
NEEDED = ("SYSTEMROOT", "LD_LIBRARY_PATH")


class Limits(NamedTuple):
    """What one reading may use: bytes of memory, and seconds from its start.

    With the program that waits for it, it stays below 500 MB.
    """

    memory: int = 440_000_000
    seconds: float = 10


class ConfinedRefused(Refused):
    """The bytes could not be read; the message goes on from the name of what was read."""


def confined(read: Callable[[bytes], bytes], content: bytes, limits: Limits | None = None) -> bytes:
    """What `read`, a function of a module of core.readers, makes of the content.

    All that it needs it must import with its module, for then nothing can be opened any more. Its
    answer has at most as many bytes as a file that is read. Raises ConfinedRefused, with what
    `read` has to say where that raises Refused.
    """
    limits = limits or Limits()
    wanted = f"{read.__module__}:{read.__name__}"
    command = [*own_program(), ENTRY, wanted, str(limits.memory), str(limits.seconds)]
    latest = monotonic() + limits.seconds
    try:
        child = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in NEEDED if name in os.environ},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise ConfinedRefused("现在读不了：电脑太忙或者内存不够，请稍后再试。") from error
    with child:
        answer = _asked(child, content, limits.seconds)
    if child.returncode == DONE and len(answer) <= LARGEST:
        return answer
    if child.returncode == REFUSED:
        raise ConfinedRefused(one_line(answer.decode("utf-8", "replace"), LONGEST))
    if monotonic() >= latest:
        raise ConfinedRefused(
            f"读了 {limits.seconds:g} 秒还没有读完，没有打开；请检查文件是否完好，或另选一个文件。"
        )
    raise ConfinedRefused(
        "读起来太占内存，或者已损坏，没有打开；请检查文件是否完好，或另选一个文件。"
    )


def own_program() -> list[str]:
    """The command that starts this program once more."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-E", "-s", str(Path(__file__).resolve().parents[2] / "main.py")]


def _asked(child: subprocess.Popen[bytes], content: bytes, seconds: float) -> bytes:
    """What the child answers, cut off where it is too long; the child has then ended."""
    assert child.stdin
    assert child.stdout
    late = Timer(seconds, child.kill)
    late.start()
    try:
        with suppress(OSError):  # it may have ended already
            child.stdin.write(content)
        with suppress(OSError):
            child.stdin.close()
        answer = child.stdout.read(LARGEST + 1)
        if len(answer) <= LARGEST:
            child.wait()
        return answer
    finally:
        late.cancel()
        child.kill()


def serve(arguments: list[str]) -> int:
    """The other side: limits this process, reads from the first pipe and answers in the second.

    Returns the exit code.
    """
    wanted, memory, seconds = arguments
    if not wanted.startswith(READERS):
        return BROKEN
    try:
        read: Callable[[bytes], bytes] = function_named(wanted)
        limit_this_process(int(memory), float(seconds))
        return _answer(read)
    except Exception:  # a frozen program would show it in a box of its own
        return BROKEN


def _answer(read: Callable[[bytes], bytes]) -> int:
    # By number, for a program without a console has no sys.stdin.
    with os.fdopen(0, "rb") as given, os.fdopen(1, "wb") as answered:
        try:
            answered.write(read(given.read()))
        except Refused as refusal:
            answered.write(str(refusal).encode())
            return REFUSED
    return DONE
