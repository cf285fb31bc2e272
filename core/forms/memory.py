"""The editions remembered between starts: to read TOML takes most of the time of loading them.

What is remembered is plain data with a check sum, and the very texts that it was made of: where
these or the program's version are not the same any more, or the file is damaged, it counts as
nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from zlib import crc32

from core import __version__
from core.forms.file import Data


def recall(memory: Path, sources: Mapping[str, str]) -> list[Data] | None:
    """The whole editions that were made of these texts; None where they are not remembered."""
    with suppress(OSError, ValueError, LookupError, TypeError):
        if memory.is_file():  # to open a pipe would wait for ever
            check_sum, _, content = memory.read_bytes().partition(b"\n")
            if int(check_sum, 16) == crc32(content):
                kept = json.loads(content)
                if kept["version"] == __version__ and kept["sources"] == sources:
                    editions: list[Data] = kept["editions"]
                    return editions
    return None


def remember(editions: list[Data], memory: Path, sources: Mapping[str, str]) -> None:
    """Keeps the editions where that is possible; else the next start takes longer."""
    kept = {"version": __version__, "sources": sources, "editions": editions}
    content = json.dumps(kept, ensure_ascii=False).encode()
    with suppress(OSError):
        memory.unlink(missing_ok=True)
        with memory.open("xb") as file:  # never through a link
            file.write(b"%08x\n" % crc32(content) + content)
