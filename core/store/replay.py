"""The log played again: what a report's targets hold by it, and where it does not hang together."""

from __future__ import annotations

from collections.abc import Iterable

WIDTH = 4  # bytes a character in UTF-32


class Replay:
    """What the done edits of one report lead to.

    `broken` are the targets whose changes do not follow on one another; `torn` says that what
    is missing or unreadable cannot be put down to a target.
    """

    def __init__(self, rows: Iterable[tuple[int, int, str, int | None, str, str]]) -> None:
        """`rows` are edit, position, target, start, old and new, in the order they were made."""
        self.broken: set[str] = set()
        self.torn = False
        self._texts: dict[str, str] = {"status": "draft"}
        # A splice of bytes moves only what follows it; one of a text would copy everything.
        self._spliced: dict[str, bytearray] = {}
        self._play(rows)

    def text(self, target: str) -> str:
        """What a target holds by the log; "" for nothing."""
        if target in self._spliced:
            return self._spliced[target].decode("utf-32-le", "surrogatepass")
        return self._texts.get(target, "")

    def targets(self) -> set[str]:
        """The targets that the log speaks of."""
        return self._texts.keys() | self._spliced.keys()

    @property
    def sound(self) -> bool:
        """Whether the whole log hangs together."""
        return not (self.torn or self.broken)

    def _play(self, rows: Iterable[tuple[int, int, str, int | None, str, str]]) -> None:
        last, wanted = None, 0
        for edit, position, target, start, old, new in rows:
            wanted = wanted + 1 if edit == last else 0
            last = edit
            if position != wanted:  # None where an edit has lost all its changes
                self.torn, wanted = True, position if isinstance(position, int) else 0
            try:
                fits = self._put(target, start, old, new)
            except (TypeError, ValueError, AttributeError, OverflowError):
                self.torn = True
                continue
            if not fits:
                self.broken.add(target)

    def _put(self, target: str, start: int | None, old: str, new: str) -> bool:
        """Makes one change; False where it does not fit, and then a splice is left out."""
        if start is None:
            fits = self.text(target) == old
            self._spliced.pop(target, None)
            new.encode()  # broken text is refused here as in a splice
            self._texts[target] = new
            return fits
        removed, inserted = old.encode("utf-32-le"), new.encode("utf-32-le")
        text = self._spliced.get(target)
        if text is None:
            text = bytearray(self._texts.pop(target, "").encode("utf-32-le"))
            self._spliced[target] = text
        begin = WIDTH * start
        end = begin + len(removed)
        if not 0 <= begin <= len(text) or text[begin:end] != removed:
            return False
        text[begin:end] = inserted
        return True
