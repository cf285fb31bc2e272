"""The document by which an edition of the form is prescribed, and how texts cite it."""

from __future__ import annotations

import re

from core.record import record

_NUMBER = re.compile(r"(?P<office>[^〔〕\s]+)〔(?P<year>[0-9]{4})〕(?P<number>[0-9]+)号")


@record
class DocumentNumber:
    """A document number: the code of the office that issued it, the year, the number within it."""

    office: str
    year: str
    number: str

    def __str__(self) -> str:
        """As the rule is to write it."""
        return f"{self.office}〔{self.year}〕{self.number}号"

    @property
    def pattern(self) -> str:
        """A regular expression for every way that texts write it: other brackets, 年, 第."""
        return rf"{re.escape(self.office)}\s*+[〔［\[【(（]?\s*+{self.pattern_without_office}"

    @property
    def pattern_without_office(self) -> str:
        """The same for year and number alone, from the year on."""
        return rf"{self.year}\s*+年?[〕］\]】)）]?\s*+(?:第\s*+)?{self.number}\s*号"


def document_number(authority: str) -> DocumentNumber | None:
    """The document number that an edition's authority begins with; None where it has none."""
    found = _NUMBER.match(authority)
    return DocumentNumber(**found.groupdict()) if found else None
