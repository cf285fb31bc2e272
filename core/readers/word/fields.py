"""Fields, such as a date or a contents list: the result is shown, not what makes it."""

from __future__ import annotations

from core.readers.word.xml import Element, attribute, name_of


class Fields:
    """Which fields are open while the document is walked through.

    A field may go over many paragraphs. One that is never closed would hide all that follows, so
    it counts for nothing.
    """

    def __init__(self, root: Element) -> None:
        self._whole = _closed(root)
        self._instructing: list[bool] = []  # of the open fields, whether their result is to come

    def pass_mark(self, mark: Element) -> None:
        """Goes past a w:fldChar."""
        if mark not in self._whole:
            return
        kind = attribute(mark, "fldCharType")
        if kind == "begin":
            self._instructing.append(True)
        elif self._instructing and kind == "separate":
            self._instructing[-1] = False
        elif self._instructing and kind == "end":
            self._instructing.pop()

    @property
    def shows(self) -> bool:
        """Whether what stands here is shown."""
        return not any(self._instructing)


def _closed(root: Element) -> set[Element]:
    """The marks of the fields that are opened and closed."""
    found: set[Element] = set()
    opened: list[list[Element]] = []
    for mark in root.iter("{*}fldChar"):
        if name_of(mark) != "fldChar":
            continue
        kind = attribute(mark, "fldCharType")
        if kind == "begin":
            opened.append([mark])
        elif opened:
            opened[-1].append(mark)
            if kind == "end":
                found.update(opened.pop())
    return found
