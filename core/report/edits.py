"""Edits: the only way a report changes.

An edit is a list of changes, each with the text before and after, so that it can be logged,
undone and redone without knowing what it was. The functions here make edits from what the clerk
did; `core.session.Session.apply` carries them out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import asdict, replace
from datetime import date

from core.record import record
from core.refusal import Refused
from core.report.report import Explanation, HandBinding, Report
from core.report.texts import TextPlace
from core.report.values import LONGEST_TEXT, Value, is_storable, parse_value

LONGEST_REASON = 200  # characters that the log keeps of why something was done
BLANK: Mapping[str, str] = {"status": "draft"}  # targets whose first value is not ""


class EditRefused(Refused):
    """The edit cannot be made."""


@record
class Change:
    """One target's text before and after; "" is absence.

    `target` is `cells.ID`, `notes.KEY`, `texts.KEY`, `sources.ID`, `explanations`, `bindings`,
    `status` or `finalised_on`.
    `start` is None where `old` and `new` are the whole text; else the change is a splice of a
    text: at code point `start`, `old` is replaced by `new`.
    """

    target: str
    old: str
    new: str
    start: int | None = None

    @property
    def reversed(self) -> Change:
        """The change that takes this one back."""
        return replace(self, old=self.new, new=self.old)


@record
class Edit:
    """Changes that are made, undone and redone together. `what` names the act in Chinese."""

    what: str
    changes: tuple[Change, ...]

    @property
    def reversed(self) -> Edit:
        """The edit that takes this one back."""
        return Edit(self.what, tuple(change.reversed for change in reversed(self.changes)))


def set_cells(report: Report, texts: Mapping[str, str], what: str = "填写") -> Edit:
    """Cells set to what was typed or pasted; "" blanks a cell. Values that stay are left out.

    Raises ValueRefused (the first refusal) where a text is no value, and then nothing is set;
    KeyError for an id the form does not have.
    """
    changes = []
    for cell, text in texts.items():
        value = parse_value(text, report.form.cells[cell].column)
        changes.append(
            Change(f"cells.{cell}", _cell_text(report, cell), value.text if value else "")
        )
    return _edit(what, changes)


def fill_zeros(report: Report, cells: Iterable[str] | None = None) -> Edit:
    """补零: 0 into every blank cell that is no total, of these, or of the whole form for None.

    Raises KeyError for an id the form does not have.
    """
    chosen = report.form.cells if cells is None else cells
    wanted = [report.form.cells[cell] for cell in chosen]
    blank = [cell for cell in wanted if not cell.is_total and report.is_blank(cell)]
    return set_cells(report, {cell.id: "0" for cell in blank}, "补零")


def set_sources(report: Report, cells: Iterable[str], text: str) -> Edit:
    """数据来源: who gave the numbers of cells, which is never printed; "" removes it.

    Raises KeyError for an id the form does not have, EditRefused for what is too long.
    """
    changes = []
    for cell in cells:
        if cell not in report.form.cells:
            raise KeyError(cell)
        before = report.sources.get(cell, "")
        _require_room(before, text)
        changes.append(Change(f"sources.{cell}", before, text.strip()))
    return _edit("填写数据来源", changes)


def set_note(report: Report, key: str, text: str) -> Edit:
    """The note behind a cell or below a section; "" removes it. Raises KeyError, EditRefused."""
    if key not in report.form.note_ids:
        raise KeyError(key)
    what = "填写括注" if key in report.form.cells else "填写表注"
    before = report.notes.get(key, "")
    _require_room(before, text)
    return _edit(what, [Change(f"notes.{key}", before, text.strip())])


def set_text(report: Report, key: str, text: str) -> Edit:
    """A text as it now stands, logged as the one splice that leads to it.

    Raises KeyError for a key the form does not have, EditRefused for broken characters and for
    what is too long.
    """
    if key not in report.form.text_ids:
        raise KeyError(key)
    before = report.texts.get(key, "")
    _require_room(before, text)
    return _edit("修改文字", [_splice(f"texts.{key}", before, text)])


def set_written(report: Report, texts: Mapping[TextPlace, str], what: str) -> Edit:
    """Texts and notes as they now stand, as one step. Raises as `set_text` and `set_note` do."""
    changes: list[Change] = []
    for place, text in texts.items():
        make = set_text if place.kind == "texts" else set_note
        changes += make(report, place.key, text).changes
    return Edit(what, tuple(changes))


def set_explanation(report: Report, rule: str, grounds: Mapping[str, str], text: str) -> Edit:
    """The reason why a rule's finding stands, for these values; "" takes it back.

    What was said before of the same places with other values goes. Logged as a splice of the
    JSON text, for the log would else hold all explanations once for each.
    """
    given = [Explanation(rule, dict(grounds), text.strip())] if text.strip() else []
    what = "写说明" if given else "撤回说明"
    after: list[Explanation] = []
    for explanation in report.explanations:
        if (explanation.rule, set(explanation.cells)) == (rule, set(grounds)):
            after, given = [*after, *given], []  # in its place, for a short splice
        else:
            after.append(explanation)
    before = dump_explanations(report.explanations)
    after_all = dump_explanations((*after, *given))
    _require_room(before, after_all)
    return _edit(what, [_splice("explanations", before, after_all)])


def replace_contents(report: Report, other: Report, what: str) -> Edit:
    """Everything typed replaced by what `other` holds, which uses the same form.

    Raises EditRefused where a text of it is too long.
    """
    before, after = contents_of(report), contents_of(other)
    targets = dict.fromkeys((*before, *after))
    for target, text in after.items():
        _require_room(before.get(target, ""), text)
    return _edit(what, [Change(t, before.get(t, ""), after.get(t, "")) for t in targets])


def finalise(report: Report, on: date) -> Edit:
    """定稿. The gate (no must-fix finding) is the session's."""
    return _edit(
        "定稿",
        [
            Change("status", report.status, "final"),
            Change("finalised_on", report.finalised_on or "", on.isoformat()),
        ],
    )


def reopen(report: Report, why: str = "") -> Edit:
    """撤销定稿; the log keeps `why`."""
    return _edit(
        act_with_reason("撤销定稿", why),
        [
            Change("status", report.status, "draft"),
            Change("finalised_on", report.finalised_on or "", ""),
        ],
    )


def act_with_reason(act: str, why: str) -> str:
    """What the log calls an act that was given a reason; "" for none."""
    reason = " ".join(why.split())[:LONGEST_REASON]
    return f"{act}：{reason}" if reason else act


def edited(report: Report, edit: Edit) -> Report:
    """A copy of the report with the edit made. Raises EditRefused where it does not fit."""
    after = replace(
        report,
        cells=copy(report.cells),
        notes=copy(report.notes),
        texts=copy(report.texts),
        sources=copy(report.sources),
    )
    apply_changes(after, edit.changes)
    return after


def apply_changes(report: Report, changes: Iterable[Change]) -> None:
    """Makes the changes in memory.

    Raises EditRefused, changing nothing, where one does not fit what the report holds.
    """
    pending = list(changes)
    for change in pending:
        if not _fits(report, change):
            raise EditRefused("这次修改与年报的现状对不上，没有保存；请关闭后重新打开这份年报。")
    for change in pending:
        _put(report, change)


def _put(report: Report, change: Change) -> None:
    kind, _, key = change.target.partition(".")
    match kind:
        case "cells":
            _set_or_drop(report.cells, key, parse_value(change.new, report.form.cells[key].column))
        case "notes":
            _set_or_drop(report.notes, key, change.new)
        case "texts":
            _set_or_drop(report.texts, key, spliced(report.texts.get(key, ""), change))
        case "explanations":
            before = dump_explanations(report.explanations)
            report.explanations = load_explanations(spliced(before, change))
        case "sources":
            if key not in report.form.cells:
                raise KeyError(key)
            _set_or_drop(report.sources, key, change.new)
        case "bindings":
            before = dump_bindings(report.bindings)
            report.bindings = load_bindings(spliced(before, change))
        case "status":
            report.status = "final" if change.new == "final" else "draft"
        case "finalised_on":
            report.finalised_on = change.new or None


def _fits(report: Report, change: Change) -> bool:
    current = current_text(report, change.target)
    if change.start is None:
        return current == change.old
    return current[change.start : change.start + len(change.old)] == change.old


def current_text(report: Report, target: str) -> str:
    """The whole text of a target, as changes and the store see it; "" where it is absent."""
    kind, _, key = target.partition(".")
    match kind:
        case "cells":
            return _cell_text(report, key)
        case "notes":
            return report.notes.get(key, "")
        case "texts":
            return report.texts.get(key, "")
        case "explanations":
            return dump_explanations(report.explanations)
        case "sources":
            return report.sources.get(key, "")
        case "bindings":
            return dump_bindings(report.bindings)
        case "status":
            return report.status
        case "finalised_on":
            return report.finalised_on or ""
        case _:
            raise KeyError(kind)


def spliced(text: str, change: Change) -> str:
    """`text` after the change."""
    if change.start is None:
        return change.new
    return text[: change.start] + change.new + text[change.start + len(change.old) :]


def dump_explanations(explanations: tuple[Explanation, ...]) -> str:
    """Explanations as JSON text; "" for none."""
    return json.dumps([asdict(e) for e in explanations], ensure_ascii=False) if explanations else ""


def load_explanations(text: str) -> tuple[Explanation, ...]:
    """The reverse of `dump_explanations`. Raises ValueError or TypeError for any other text."""
    explanations = tuple(Explanation(**item) for item in json.loads(text)) if text else ()
    for explanation in explanations:
        texts = (explanation.rule, explanation.text, *dict(explanation.cells).values())
        if not all(isinstance(text, str) for text in texts):
            raise TypeError("an explanation holds something else than text")
    return explanations


def dump_bindings(bindings: tuple[HandBinding, ...]) -> str:
    """What was bound by hand as JSON text; "" for nothing."""
    return json.dumps([asdict(b) for b in bindings], ensure_ascii=False) if bindings else ""


def load_bindings(text: str) -> tuple[HandBinding, ...]:
    """The reverse of `dump_bindings`. Raises ValueError or TypeError for any other text."""
    items = json.loads(text) if text else []
    return tuple(HandBinding(**{**item, "cells": tuple(item["cells"])}) for item in items)


def contents_of(report: Report) -> dict[str, str]:
    """The whole text of every target that the report holds."""
    contents = {f"cells.{cell}": value.text for cell, value in report.cells.items()}
    contents |= {f"notes.{key}": text for key, text in report.notes.items()}
    contents |= {f"texts.{key}": text for key, text in report.texts.items()}
    if report.explanations:
        contents["explanations"] = dump_explanations(report.explanations)
    contents |= {f"sources.{cell}": text for cell, text in report.sources.items()}
    if report.bindings:
        contents["bindings"] = dump_bindings(report.bindings)
    contents["status"] = report.status
    contents["finalised_on"] = report.finalised_on or ""
    return contents


def _splice(target: str, old: str, new: str) -> Change:
    """The one splice that leads from a text to another."""
    start = common_length(old, new)
    tail = common_length(old[start:][::-1], new[start:][::-1])
    return Change(target, old[start : len(old) - tail], new[start : len(new) - tail], start)


def _edit(what: str, changes: list[Change]) -> Edit:
    if any(not is_storable(change.new) for change in changes):
        raise EditRefused("这段文字里有残缺的字符，不能保存；请删掉显示为方框或问号的字再试。")
    return Edit(what, tuple(change for change in changes if change.old != change.new))


def _require_room(before: str, after: str) -> None:
    """Raises EditRefused for a text that is too long, unless it only became shorter."""
    if len(after) > max(LONGEST_TEXT, len(before)):
        raise EditRefused(
            f"这段文字有 {len(after)} 字，太长，最多 {LONGEST_TEXT} 字，没有保存；请删短一些。"
        )


def _cell_text(report: Report, cell: str) -> str:
    value = report.cells.get(cell)
    return value.text if value else ""


def _set_or_drop(
    holder: dict[str, Value] | dict[str, str], key: str, item: Value | str | None
) -> None:
    if item:
        holder[key] = item  # type: ignore[assignment]
    else:
        holder.pop(key, None)


def common_length(one: str, other: str) -> int:
    """How many characters both start with."""
    same, ends = 0, min(len(one), len(other))
    while same < ends:  # halving: comparing slices is far faster than going by characters
        middle = (same + ends + 1) // 2
        if one[same:middle] == other[same:middle]:
            same = middle
        else:
            ends = middle - 1
    return same
