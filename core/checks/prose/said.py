"""What the clauses in front of one have said, for frames."""

from __future__ import annotations

from dataclasses import dataclass

from core.checks.prose.concepts import Meaning
from core.checks.prose.context import Binding


@dataclass(slots=True)
class Said:
    """What has been said so far: within a sentence, or in front of a parenthesis.

    `topic` is the table spoken of. `last` is the binding before, `governing` the one whose parts
    follow, `moved` what was said to grow or shrink. `contested` are the rows of reviews or suits
    spoken of, `kinds_counted` tells how many kinds of them were counted. `withheld` is what the
    figures before would have meant, had they been all there is: half a year's, or one office's.
    `named` are the last rows that were named, with their table; `listed` the parts of one list.
    `strayed_from` is the topic that a sentence left for cases of another kind.
    """

    topic: str = ""
    in_year: bool = True
    last: Binding | None = None
    before_last: Binding | None = None
    governing: Binding | None = None
    contested: tuple[str, ...] = ()
    all_contested: tuple[str, ...] = ()
    kinds_counted: int = 0
    withheld: Binding | None = None
    moved: Meaning | None = None
    named: tuple[str, tuple[str, ...]] = ("", ())
    divided: bool = False
    counted_here: int = 0
    list_of: str = ""
    stray: bool = False
    listed: tuple[Binding, ...] = ()
    strayed_from: str | None = None
