"""What a number is bound to, and what has been said before it in its paragraph."""

from __future__ import annotations

from dataclasses import dataclass

APPLICATIONS = "applications"
REVIEWS = "review_litigation"


@dataclass(frozen=True)
class Binding:
    """What a number speaks of: the cells of each way to read it, likeliest first.

    `topic` is the id of the phrase that decides which rule holds; `rows` and `columns` those of
    the likeliest reading. `whole` says that it counts all applicants (no column was named).
    """

    topic: str
    table: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    readings: tuple[tuple[str, ...], ...]

    @property
    def whole(self) -> bool:
        """Whether no column was named."""
        return not self.columns


@dataclass(frozen=True)
class Context:
    """What has been said so far in a paragraph.

    `last` is the binding before this one, `governing` the one whose parts follow (其中 …), and
    `unit` what its table was counted in.
    """

    about_applications: bool = False
    last: Binding | None = None
    before_last: Binding | None = None
    governing: Binding | None = None
    intake: Binding | None = None
    unit: str = ""

    @property
    def table(self) -> str:
        """The table spoken of, "" at first."""
        return self.last.table if self.last else ""
