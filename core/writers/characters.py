"""Characters that files made of XML or HTML cannot hold."""

from __future__ import annotations

# Controls have no look and come from copying: they are left out, as on the printed page. What is
# no character at all is shown as one that cannot be read.
_WRITABLE: dict[int, str | None] = {
    **{code: None for code in range(32) if chr(code) not in "\t\n"},
    0xFFFE: "\ufffd",
    0xFFFF: "\ufffd",
}


def writable(text: str) -> str:
    """The text as a file of XML or HTML can hold it."""
    return text.translate(_WRITABLE)
