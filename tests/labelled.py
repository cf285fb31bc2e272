"""Sentences with their figures labelled in place, and how well the figures are bound.

A mark is [12件=what]: `what` is none, text_sum, share, change, or rows joined with +, then .columns
where they are not the total, and in front table: where it is not 表三 or 表四. A ! behind it says
that the figure is wrong. A group of rows (refused) and of columns (organisations) stands for all.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from core.checks.findings import Figure
from core.checks.run import check
from core.forms.definition import Form
from core.report.report import Agency, Report
from core.report.values import parse_value

_MARK = re.compile(r"\[(?P<text>[^\[\]=]+)=(?P<what>[a-z_+:.]+)(?P<wrong>!?)\]")
_REVIEWS = {"review", "direct_suit", "suit_after_review", "suits"}
RELATIONS = {"none", "text_sum", "share", "change"}


@dataclass(frozen=True)
class Mark:
    """A labelled figure: where it starts, its relation or cells, and whether it is wrong."""

    start: int
    text: str
    relation: str
    cells: frozenset[str]
    wrong: bool


@dataclass
class Tally:
    """What was bound, of what should be; a line for every miss."""

    cells: int = 0
    cells_found: int = 0
    bindings: int = 0
    bindings_right: int = 0
    wrong: int = 0
    wrong_found: int = 0
    false_alarms: int = 0
    relations: int = 0
    relations_found: int = 0
    misses: tuple[str, ...] = ()

    @property
    def recall(self) -> float:
        return self.cells_found / max(1, self.cells)

    @property
    def precision(self) -> float:
        return self.bindings_right / max(1, self.bindings)

    def __str__(self) -> str:
        return (
            f"recall of cells {self.cells_found}/{self.cells}, "
            f"precision of bindings {self.bindings_right}/{self.bindings}, "
            f"wrong ones caught {self.wrong_found}/{self.wrong}, "
            f"false alarms {self.false_alarms}, "
            f"relations within the text {self.relations_found}/{self.relations}"
        )


def tally_of(path: Path, forms: tuple[Form, ...], part: str) -> Tally:
    """How well the sentences of one part (`tuning`, `held_out`) of a file are understood."""
    tally = Tally()
    for group in tomllib.loads(path.read_text(encoding="utf-8"))["group"]:
        form = next(form for form in forms if form.id == group["edition"])
        for sentence in group.get(part, {"sentences": []})["sentences"]:
            text, marks = parse(sentence, form)
            report = _report(form, group["year"], group["cells"])
            report.texts["general"] = text
            last = _report(form, group["year"] - 1, group["previous"])
            checked = check(report, last if group["previous"] else None)
            figures = {f.span.start: f for f in checked.figures}
            _count(tally, sentence, marks, figures)
    return tally


def parse(sentence: str, form: Form) -> tuple[str, list[Mark]]:
    """The plain sentence and its marks."""
    plain, marks, done = "", [], 0
    for found in _MARK.finditer(sentence):
        plain += sentence[done : found.start()]
        cells = frozenset(_cells(found["what"], form))
        relation = "" if cells else found["what"]
        marks.append(Mark(len(plain), found["text"], relation, cells, bool(found["wrong"])))
        plain += found["text"]
        done = found.end()
    return plain + sentence[done:], marks


def _cells(what: str, form: Form) -> Iterator[str]:
    if what in RELATIONS:
        return
    table_id, _, rest = what.rpartition(":")
    names, _, column = rest.partition(".")
    rows = names.split("+")
    table_id = table_id or ("review_litigation" if set(rows) & _REVIEWS else "applications")
    table = form.tables[table_id]
    spelt = {
        "suits": ["direct_suit", "suit_after_review"],
        "released": ["granted", "partly_granted"],
        "organisations": ["business", "research", "social", "legal", "other"],
    }
    for row in (r for name in rows for r in spelt.get(name, [name])):
        members = [r.id for r in table.rows if r.group == row] or [
            "other" if row == "other_handling" else row
        ]
        for member in members:
            for name in spelt.get(column, [column or "total"]):
                cell = f"{table_id}.{member}.{name}"
                assert cell in form.cells, cell
                yield cell


def _report(form: Form, year: int, cells: Mapping[str, object]) -> Report:
    """A report with these cells, 0 in all others; totals that are not given are calculated."""
    report = Report(Agency("示例街道办事处", "township", "branch"), year, form)
    for cell in form.cells.values():
        value = parse_value(str(cells.get(cell.id, "" if cell.is_total else "0")), cell.column)
        if value:
            report.cells[cell.id] = value
    return report


def _count(tally: Tally, sentence: str, marks: list[Mark], figures: dict[int, Figure]) -> None:
    marked = {mark.start: mark for mark in marks}
    misses = []
    for mark in marks:
        figure = figures.get(mark.start)
        bound = frozenset(figure.cells) if figure else frozenset()
        if mark.cells:
            tally.cells += 1
            tally.cells_found += bound == mark.cells
            if bound != mark.cells:
                misses.append(f"missed {mark.text}")
        elif mark.relation != "none":
            tally.relations += 1
            right = figure is not None and figure.relation == mark.relation
            tally.relations_found += right
            if not right:
                misses.append(f"{mark.relation} missed {mark.text}")
        if mark.wrong:
            tally.wrong += 1
            caught = figure is not None and figure.agrees is False
            tally.wrong_found += caught
            if not caught:
                misses.append(f"wrong one missed {mark.text}")
    for start, figure in figures.items():
        mark = marked.get(start)  # type: ignore[assignment]
        if figure.cells:
            right = mark is not None and frozenset(figure.cells) == mark.cells
            tally.bindings += 1
            tally.bindings_right += right
            if not right:
                misses.append(f"bound wrongly {figure.text}: {' '.join(figure.cells[:3])}")
        if figure.agrees is False and not (mark and mark.wrong):
            tally.false_alarms += 1
            misses.append(f"false alarm {figure.text}: should be {figure.expected}")
    tally.misses += tuple(f"{miss}   in {sentence}" for miss in misses)
