"""Run by the Python that the validators are installed for: a line of JSON for each file named.

It says what each validator finds.
"""

import json
import sys
from collections.abc import Iterator

import page
import pdfluent

# What every file must declare itself to be, as pdfluent and page call it.
LEVEL, PROFILES = "PDF/A-3A", ("3a", "ua1")


def main(paths: list[str]) -> None:
    """Judges the files."""
    for path in paths:
        found = {"pdfluent": list(_by_pdfluent(path)), "page": list(_by_page(path))}
        print(json.dumps(found), flush=True)


def _by_pdfluent(path: str) -> Iterator[str]:
    try:
        report = pdfluent.validate_pdfa(path)
    except pdfluent.PdfluentError as error:
        yield f"not read: {error}"
        return
    if report.pdfa_level != LEVEL:
        yield f"declared to be {report.pdfa_level}"
    for issue in report.issues:
        if issue.severity == "error":
            yield f"{issue.rule} {issue.message}"


def _by_page(path: str) -> Iterator[str]:
    try:
        for profile in PROFILES:
            for failure in page.validate_pdf(path, profile=profile).failures:
                yield f"{failure.rule_id} {failure.message}"
    except page.PageError as error:
        yield f"not read: {error}"


if __name__ == "__main__":
    main(sys.argv[1:])
