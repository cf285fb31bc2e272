"""The one way core says no to the clerk."""

from __future__ import annotations

import re
from unicodedata import category

QUOTED = 40  # characters that a sentence repeats of what was typed or read
_SPACES = re.compile(r"(?!\u3000)\s+|\s{2,}")  # all but a single wide one


class Refused(Exception):
    """Something cannot be done.

    The message is one Chinese sentence that the clerk reads: what is wrong and what to do.
    """


def quoted(text: str, most: int = QUOTED) -> str:
    """What was typed or read, in quotation marks, as a sentence repeats it."""
    return f"“{one_line(text, most)}”"


def one_line(text: str, most: int = QUOTED) -> str:
    """A text in one line that is not too long; what would act on the line is shown as □.

    So are signs that begin a line, turn its direction or cannot be written.
    """
    shown = _SPACES.sub(" ", text[: 16 * most]).strip()
    if len(shown) > most:
        shown = shown[:most] + "…"
    return "".join(sign if _is_seen(sign) else "□" for sign in shown)


def _is_seen(sign: str) -> bool:
    return sign.isprintable() or category(sign) == "Zs"
