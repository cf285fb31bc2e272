"""How much of the texts a check would have to read: what was read before is remembered."""

from __future__ import annotations

from collections.abc import Iterable, Set

from core.checks.remembering import length_of
from core.report.report import Report
from core.report.texts import paragraphs_of, written_in

AT_ONCE = 10_000  # characters that are read while the clerk waits, in some 50 ms
REMEMBERED = 500_000  # characters that reading remembers, as `length_of` counts them


def paragraphs_in(*reports: Report | None) -> frozenset[str]:
    """Every different paragraph of the reports' texts and notes."""
    return frozenset(
        paragraph
        for report in reports
        if report
        for _, text in written_in(report)
        for _, paragraph in paragraphs_of(text)
    )


def is_long(paragraphs: Set[str], read: Set[str]) -> bool:
    """Whether a check of these paragraphs takes so long that nobody should wait for it.

    `read` are those of the last check. Where they are more than is remembered, none is.
    """
    forgotten = sum(map(length_of, paragraphs)) > REMEMBERED
    unread: Iterable[str] = paragraphs if forgotten else paragraphs - read
    return sum(map(len, unread)) > AT_ONCE
