"""The editions remembered between starts: parsing TOML takes most of the time of loading them.

They are kept beside the files they were made of, as Python keeps its byte code, and trusted as
much: whoever can write there can change the statute itself. They are never kept with the data,
which may come from anywhere on a stick.

What is remembered is plain data with a check sum, and the very texts that it was made of: where
these or the program have changed, or the file is damaged, it is ignored.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from zlib import crc32

from core import __version__
from core.forms.file import Data


def memory_of(folder: Path) -> Path:
    """The file that remembers the editions of a folder."""
    return folder / "__pycache__" / "forms.json"


def recall(folder: Path, sources: Mapping[str, str]) -> list[Data] | None:
    """The whole editions that were made of these texts; None where they are not remembered."""
    memory = memory_of(folder)
    with suppress(OSError, ValueError, LookupError, TypeError):
        if memory.is_file() and _is_younger_than_the_program(memory):
            check_sum, _, content = memory.read_bytes().partition(b"\n")
            if int(check_sum, 16) == crc32(content):
                kept = json.loads(content)
                if kept["version"] == __version__ and kept["sources"] == sources:
                    editions: list[Data] = kept["editions"]
                    return editions
    return None


def remember(editions: list[Data], folder: Path, sources: Mapping[str, str]) -> None:
    """Keeps the editions if it can; if not, the next start takes longer."""
    kept = {"version": __version__, "sources": sources, "editions": editions}
    content = json.dumps(kept, ensure_ascii=False).encode()
    memory = memory_of(folder)
    with suppress(OSError):
        memory.parent.mkdir(exist_ok=True)
        memory.unlink(missing_ok=True)
        with memory.open("xb") as file:  # never through a link
            file.write(b"%08x\n" % crc32(content) + content)


def _is_younger_than_the_program(memory: Path) -> bool:
    """Whether no file of this folder was changed since; an installed program has only byte code."""
    made = memory.stat().st_mtime_ns
    return all(file.stat().st_mtime_ns <= made for file in Path(__file__).parent.glob("*.py"))
