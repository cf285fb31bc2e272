"""What stands one below the other on a page or in a cell: its lines of text, with tables between.

White space as browsers show it (CSS Text 3, 4.1): runs are one space, and a line end between two
Chinese characters is none.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from core.readers.contents import Block, Paragraph
from core.readers.encodings import without_unseen
from core.readers.spaces import without_held

_WIDE = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"  # Chinese characters and their punctuation
_LINE_END = re.compile(rf"(?<={_WIDE})[ \t\r]*+\n[ \t\r\n]*+(?={_WIDE})")
_SPACES = re.compile(r"[ \t\r\n]+")


class Inherited(NamedTuple):
    """What holds for the text of an element as it does around it.

    `kept` says that its line ends are kept.
    """

    seen: bool = True
    centred: bool = False
    kept: bool = False
    heading: bool = False


class Flow:
    """Blocks, of which the last line is being written.

    `marker` is the number that goes in front of the next line that has text.
    """

    def __init__(self, blocks: list[Block]) -> None:
        self.blocks = blocks
        self.marker = ""
        self.indent = 0  # of the first line, in characters
        self._set_in = 0.0
        self._pieces: list[str] = []
        self._first: Inherited | None = None  # of the line's first text

    def begin_block(self, set_in: float) -> None:
        """A block in which the first line is set in so many characters more than around it."""
        self._set_in += set_in

    def add(self, text: str, inherited: Inherited) -> None:
        """Text behind what stands in the line."""
        if not inherited.seen or not text:
            return
        if self._first is None and not text.isspace():
            self._first = inherited
        if not inherited.kept:
            self._pieces.append(text)
            return
        first, *more = text.replace("\r\n", "\n").split("\n")
        self._pieces.append(first)
        for line in more:
            self.end_line()
            self._first = inherited if line.strip() else None
            self._pieces.append(line)

    def end_line(self) -> None:
        """The line is a paragraph, if there is text in it."""
        # Anew, for they may have been written as &#8203; and the like.
        raw, first = without_unseen("".join(self._pieces)), self._first
        self._pieces, self._first = [], None
        if first is None:
            return
        written = raw if first.kept else _SPACES.sub(" ", _LINE_END.sub("", raw)).strip(" ")
        held, text = without_held(written)
        if not text:
            return
        if not self.blocks:
            self.indent = max(0, round(self._set_in + held))
        self.blocks.append(
            Paragraph(self.marker + text, "", first.heading, first.centred, self.marker + written)
        )
        self.marker = ""
