"""Reading a paragraph: its numbers, what each speaks of, and how they hang together.

What is read depends on the form, the year and the words alone, never on the cells: so it is kept
for every paragraph, and after an edit only a changed paragraph is read again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from core.checks.prose.bind import Binder
from core.checks.prose.chains import Wording
from core.checks.prose.context import Binding
from core.checks.prose.denials import all_upheld, denials, uncharged
from core.checks.prose.fees import charged
from core.checks.prose.frames import Frames
from core.checks.prose.lists import Listing, listings
from core.checks.prose.ratios import Change, Share, changes, shares
from core.checks.prose.scan import Numeral, scan
from core.checks.prose.scope import Sentence, depths, sentences
from core.checks.prose.witnesses import all_together, zeros_together
from core.checks.remembering import remembering
from core.checks.unread import REMEMBERED
from core.forms.definition import Form
from core.record import record


@record
class Claim:
    """A number of a paragraph, and the cells it speaks of (None: of none of the form's).

    `denied` says that it is words such as 未收到申请, which count as 0; `sure` that both ways of
    reading bind it so.
    """

    numeral: Numeral
    binding: Binding | None = None
    denied: bool = False
    sure: bool = True


@record
class Upheld:
    """Words that say all reviews or suits were upheld, and the rows of 表四 they speak of."""

    start: int
    end: int
    rows: tuple[str, ...]


@record(eq=False)
class Reading:
    """A paragraph as read. Listings, shares and changes name claims by their place.

    Compared by identity: a paragraph is read once.
    """

    claims: tuple[Claim, ...] = ()
    listings: tuple[Listing, ...] = ()
    shares: tuple[Share, ...] = ()
    changes: tuple[Change, ...] = ()
    upheld: tuple[Upheld, ...] = ()
    fees: tuple[int, ...] = ()

    @cached_property
    def bound(self) -> tuple[int, ...]:
        """The places of the claims that speak of cells."""
        return tuple(place for place, claim in enumerate(self.claims) if claim.binding)


@remembering(characters=REMEMBERED)  # of which each takes 30 bytes
def read_paragraph(form: Form, year: int, paragraph: str, under_applications: bool) -> Reading:
    """What a paragraph says. `under_applications`: it stands under the heading 依申请公开."""
    numerals = scan(paragraph)
    own = tuple(sentences(paragraph))
    frames = Frames(form, year, paragraph, numerals, under_applications)
    for sentence in own:
        frames.read(sentence)
    touching = _Touching()
    levels = depths(paragraph)
    if frames.bound or frames.denied:  # nobody asks for what frames leave unbound
        wording = Wording(form, paragraph, levels)
        under = under_applications or frames.by_ways
        touching.read(Binder(form, year, wording, under), own, numerals, frames.bound)
    bound = all_together(touching.bound, frames.settle())
    claims = [_claim(n, bound.get(n.start)) for n in numerals]
    claims += [
        Claim(n, b, denied=True, sure=sure)
        for n, b, sure in zeros_together(touching.denied, frames.denied)
    ]
    if "费" in paragraph:
        claims += [Claim(n, denied=True) for n in uncharged(paragraph)]
    claims.sort(key=lambda claim: claim.numeral.start)
    return _hang_together(year, paragraph, levels, claims, tuple(touching.upheld))


@dataclass
class _Touching:
    """What a paragraph says by the words that touch each number."""

    bound: dict[int, Binding] = field(default_factory=dict)
    denied: list[tuple[Numeral, Binding]] = field(default_factory=list)
    upheld: list[Upheld] = field(default_factory=list)

    def read(
        self,
        binder: Binder,
        sentences: Sequence[Sentence],
        numerals: Sequence[Numeral],
        asked: Container[int],
    ) -> None:
        """Reads all sentences, and in them the numbers that are asked for."""
        starts = [numeral.start for numeral in numerals]
        for sentence in sentences:
            first, last = (bisect_left(starts, place) for place in sentence)
            own = numerals[first:last]
            here = binder.bind(sentence, own, asked)
            self.bound |= here
            self.denied += denials(binder, sentence, own)
            if place := all_upheld(binder.text, sentence):
                half = max(sentence.start, binder.text.rfind("；", sentence.start, place[0]))
                rows = [
                    row
                    for at, b in here.items()
                    if b.table == binder.told.reviews and half <= at < place[0]
                    for row in b.rows
                ]
                if rows:
                    self.upheld.append(Upheld(*place, tuple(dict.fromkeys(rows))))


def _claim(numeral: Numeral, bound: tuple[Binding, bool] | None) -> Claim:
    return Claim(numeral, bound[0], sure=bound[1]) if bound else Claim(numeral)


def _hang_together(
    year: int,
    paragraph: str,
    levels: list[int],
    claims: list[Claim],
    upheld: tuple[Upheld, ...],
) -> Reading:
    numerals = [claim.numeral for claim in claims]
    bindings = {i: c.binding for i, c in enumerate(claims) if c.binding and not c.denied}
    found_changes = tuple(changes(paragraph, numerals, bindings, levels, year))
    for change in found_changes:
        bindings.pop(change.place, None)
        claims[change.place] = Claim(numerals[change.place])
    lists = tuple(listings(paragraph, levels, numerals, bindings))
    return Reading(
        tuple(claims),
        lists,
        tuple(shares(paragraph, levels, numerals, bindings, lists)),
        found_changes,
        upheld,
        tuple(charged(paragraph, numerals)),
    )
