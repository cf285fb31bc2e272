"""What the places of a report are called in sentences and lists."""

from __future__ import annotations

from datetime import datetime

from core.forms.definition import Form
from core.report.edits import Change, common_length, load_bindings, load_explanations
from core.report.texts import PLACES

SHOWN = 60  # characters of a text
AROUND = 8  # characters on either side of what differs
_STATE = {
    "explanations": "核对说明",
    "bindings": "文字与数字的对应",
    "status": "状态",
    "finalised_on": "定稿日期",
}
_BESIDE = {"notes": "（注）", "sources": "（数据来源）"}
_STATUS = {"draft": "草稿", "final": "定稿"}


def name_of_year(year: int, version: int = 1) -> str:
    """What an agency's report is called in lists: 2024年度, and 2024年度更正第2版."""
    return f"{year}年度更正第{version}版" if version > 1 else f"{year}年度"


def name_of_moment(at: datetime | None) -> str:
    """When something was done, to the minute; None where that is not known."""
    return at.strftime("%Y-%m-%d %H:%M") if at else "时间不详"


def name_of_target(target: str, form: Form) -> str:
    """The name of what a `core.report.edits.Change` changes, in the form's words."""
    kind, _, key = target.partition(".")
    if kind in _STATE:
        return _STATE[kind]
    if key in form.cells:
        cell = form.cells[key]
        place = f"第{cell.section.number}部分 {'·'.join(cell.path[1:])}"
    else:
        headings = {section.id: section.heading for section in form.sections}
        place = PLACES.get(key) or headings[key]
    return place + _BESIDE.get(kind, "")


def shown(change: Change, longest: int = SHOWN) -> tuple[str, str]:
    """What stood at a place before and after, each in one line; "" where nothing did.

    Of texts with more characters than the `longest` only where they differ, with what is left out
    as ….
    """
    old, new = (_words(change.target, text) for text in (change.old, change.new))
    if old == new:  # and only their place is another
        return _excerpt(old, 0, 0, longest), _excerpt(new, 0, 0, longest)
    start = common_length(old, new)
    end = common_length(old[start:][::-1], new[start:][::-1])
    return _excerpt(old, start, end, longest), _excerpt(new, start, end, longest)


def _excerpt(text: str, start: int, end: int, longest: int) -> str:
    if len(text) <= longest:
        return " ".join(text.split())
    first = max(0, start - AROUND)
    last = min(len(text), max(start, len(text) - end) + AROUND, first + SHOWN)
    line = " ".join(text[first:last].split())
    return f"{'…' if first else ''}{line}{'…' if last < len(text) else ''}"


def _words(target: str, text: str) -> str:
    if target == "explanations":
        return "；".join(explanation.text for explanation in load_explanations(text))
    if target == "bindings":
        return "；".join(binding.sentence for binding in load_bindings(text))
    return _STATUS.get(text, text) if target == "status" else text
