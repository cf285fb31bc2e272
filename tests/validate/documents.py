"""Every kind of PDF that the program makes: samples, what is printed beside them, and all cases."""

import json
from collections.abc import Iterator
from pathlib import Path

from core.checks.run import check
from core.comparing.differences import compare_reports
from core.comparing.listed import versions_list
from core.document.catalogue import PRINTED
from core.forms.loader import load_forms
from core.readers.file import read_report
from core.readers.package import report_from
from core.writers.pdf.faces import Faces
from core.writers.pdf.page import PageSetup
from core.writers.pdf.writer import document_pdf, final_pdf, report_pdf
from tests.made_up import thirty_pages
from tests.written import WRITTEN

ROOT = Path(__file__).parents[2]
# Of one city, a year and the next.
COMPARED = "010_suqian_city_2023", "011_suqian_city_2024"
# Sub-headings that leave out a level, and more pages than anybody writes.
NUMBERED = "1. 主动公开\n（1）渠道\n公开栏。\n（一）监督\n一、平台\n（1）网站\n"
# With findings and figures of a year before, so that the lists beside the report have rows.
LISTED = "045_huangpi_street_2020"


def made_files(folder: Path) -> Iterator[Path]:
    """Writes the files one by one."""
    for name, content in _documents():
        path = folder / f"{name}.pdf"
        path.write_bytes(content)
        yield path


def _documents() -> Iterator[tuple[str, bytes]]:
    forms = load_forms(ROOT / "resources" / "forms")
    faces = Faces(ROOT / "resources" / "fonts")
    sample = read_report(ROOT / "resources" / "samples" / "sample.nianbao", forms)
    yield "sample", report_pdf(sample, faces).content
    yield "sample, final", final_pdf(sample, faces).content
    yield "sample, turned", report_pdf(sample, faces, PageSetup(False, True)).content
    reports = {"sample": sample}
    for path in sorted((ROOT / "tests" / "cases").glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        facts = {key: data[key] for key in ("agency", "year", "edition", "cells")}
        report = report_from({"format": "nianbao/1", **facts, "texts": WRITTEN}, forms)
        reports[path.stem] = report
        yield path.stem, report_pdf(report, faces).content
    one, other = (reports[name] for name in COMPARED)
    differences = compare_reports(one, other, "乙")
    compared = versions_list(("甲", one), ("乙", other), differences, {})
    yield "versions compared", document_pdf(compared, faces).content
    for printed in PRINTED:
        if printed.needs == "edition":
            for form in forms:
                name = f"{printed.command} {form.id}"
                yield name, document_pdf(printed.of_edition(form), faces).content
        else:
            for owner in ("sample", LISTED):
                document = printed.of_report(reports[owner], check(reports[owner]))
                yield f"{printed.command} {owner}", document_pdf(document, faces).content
    sample.texts |= {"preface": NUMBERED, "general": NUMBERED + thirty_pages()["general"]}
    yield "sample, long", report_pdf(sample, faces).content
