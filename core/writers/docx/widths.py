"""How wide characters are in any likely face: enough to choose breaks, indents and columns."""

from __future__ import annotations

import unicodedata


class _Advances(dict[int, float]):
    """Widths by code point, worked out when they are first asked for."""

    def __missing__(self, code: int) -> float:
        self[code] = 1000.0 if unicodedata.east_asian_width(chr(code)) in "WFA" else 560.0
        return self[code]


ADVANCES = _Advances()
"""The widths of characters by code point, in thousandths of the type size."""
