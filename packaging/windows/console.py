"""nianbao-console.exe: runs the program beside it and shows in the console what that says.

A program that opens a window must not have a console, and so cannot write to one itself. This one
is small, where the whole program a second time would add its code to the download again; so it
asks for as few of Python's modules as it can.
"""

from __future__ import annotations

import subprocess
import sys
from io import TextIOBase
from threading import Thread

INTERRUPTED = 130


def main(arguments: list[str]) -> int:
    """Runs the program to its end and returns its exit code."""
    program = sys.executable.rpartition("\\")[0] + "\\nianbao.exe"
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [program, *arguments], stdout=pipe, stderr=pipe, text=True, errors="replace"
    ) as child:
        assert child.stdout
        assert child.stderr
        errors = Thread(target=_show, args=(child.stderr, sys.stderr))
        errors.start()
        try:
            _show(child.stdout, sys.stdout)
        except KeyboardInterrupt:
            child.kill()
            return INTERRUPTED
        errors.join()
    return child.returncode


def _show(said: TextIOBase, console: TextIOBase) -> None:
    for line in said:
        console.write(line)
        console.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
