"""What is written out in a report: its texts and notes, each with its place, by paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from core.forms.definition import Form, Section
from core.report.report import Report

TITLE, PREFACE, SIGNATURE = "title", "preface", "signature"
PLACES = {TITLE: "标题", PREFACE: "前言", SIGNATURE: "落款"}

# Whatever ends a line: what prints as a paragraph of its own is read as one too.
_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")


class TextPlace(NamedTuple):
    """Where something is written: a text of the report (`Form.text_ids`) or a note (`note_ids`)."""

    kind: Literal["texts", "notes"]
    key: str

    @classmethod
    def of(cls, target: str) -> TextPlace | None:
        """The place that a change's target names; None for a target that is no text or note."""
        kind, _, key = target.partition(".")
        match kind:
            case "texts" | "notes":
                return cls(kind, key)
        return None

    @property
    def target(self) -> str:
        """The place as changes and explanations name it: `texts.KEY` or `notes.KEY`."""
        return f"{self.kind}.{self.key}"

    def section(self, form: Form) -> Section:
        """Where it is looked for: title and preface with the first section, signature the last."""
        if self.key in form.cells:
            return form.section_of(self.key)
        other = form.sections[-1 if self.key == SIGNATURE else 0]
        return next((section for section in form.sections if section.id == self.key), other)

    def name(self, form: Form) -> str:
        """What sentences call it."""
        if self.kind == "texts" and self.key in PLACES:
            return PLACES[self.key]
        note = "的备注" if self.kind == "notes" else ""
        return f"第{self.section(form).number}部分{note}"


def written_in(report: Report) -> tuple[tuple[TextPlace, str], ...]:
    """The texts in printed order, then the notes in the form's; none of them blank."""
    texts, notes = report.texts, report.notes
    keys = [TextPlace("texts", key) for key in report.form.text_ids if key in texts]
    if notes:
        keys += [TextPlace("notes", key) for key in report.form.note_ids if key in notes]
    all_of_them = {"texts": texts, "notes": notes}
    words = ((place, all_of_them[place.kind][place.key]) for place in keys)
    return tuple((place, text) for place, text in words if text.strip())


def paragraphs_of(text: str) -> Iterator[tuple[int, str]]:
    """The paragraphs of a text as written, blank ones left out, and where each begins."""
    for line in _LINE.finditer(text):
        if not line.group().isspace():
            yield line.start(), line.group()
