"""How much of the texts a check would have to read: what was read before is kept."""

from __future__ import annotations

from collections.abc import Iterable, Set

from core.report.report import Report
from core.report.texts import paragraphs_of, written_in

AT_ONCE = 10_000  # characters that are read while the clerk waits, in some 50 ms
KEPT = 4_096  # paragraphs, as many as the caches of what was read hold


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

    `read` are those of the last check. Of more than are kept, nothing is.
    """
    unread: Iterable[str] = paragraphs if len(paragraphs) > KEPT else paragraphs - read
    return sum(map(len, unread)) > AT_ONCE
