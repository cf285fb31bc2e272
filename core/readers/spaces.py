"""White space that is typed to set text in, as offices do where they know no other way."""

from __future__ import annotations

import re

# How much of a character of Chinese each takes.
_HELD = {"\u3000": 1.0, "\u2003": 1.0, "\xa0": 0.5, "\u2002": 0.5, "\u2005": 0.25, " ": 0.5}
_LEADING = re.compile(f"[{''.join(_HELD)}]*")
_THIN = re.compile(r"[ \t\xa0\u2000-\u200a\u202f\u205f]+")


def without_held(line: str) -> tuple[float, str]:
    """How many characters a line is set in by spaces, and the line without them.

    Runs of spaces in it are one, but for those that are as wide as a character.
    """
    leading = _LEADING.match(line)
    spaces = leading[0] if leading else ""
    return sum(map(_HELD.__getitem__, spaces)), _THIN.sub(" ", line[len(spaces) :]).strip()
