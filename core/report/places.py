"""What the places of a report are called in sentences and lists."""

from __future__ import annotations

from core.forms.definition import Form
from core.report.edits import load_explanations

PLACES = {"title": "标题", "preface": "前言", "signature": "落款"}
_STATE = {"explanations": "核对说明", "status": "状态", "finalised_on": "定稿日期"}
_STATUS = {"draft": "草稿", "final": "定稿"}


def name_of_target(target: str, form: Form) -> str:
    """The name of what a `core.report.edits.Change` changes, in the form's words."""
    kind, _, key = target.partition(".")
    if kind not in ("cells", "notes", "texts"):
        return _STATE[kind]
    if key in form.cells:
        cell = form.cells[key]
        place = f"第{cell.section.number}部分 {'·'.join(cell.path[1:])}"
    else:
        headings = {section.id: section.heading for section in form.sections}
        place = PLACES.get(key) or headings[key]
    return f"{place}（注）" if kind == "notes" else place


def words_of(target: str, text: str) -> str:
    """What stands at such a place, as it can be shown; "" where nothing does."""
    if target == "explanations":
        return "；".join(explanation.text for explanation in load_explanations(text))
    return _STATUS.get(text, text) if target == "status" else text
