"""What became of a report, act by act, as its log tells it.

Nothing here writes, and nothing undone is lost: it is told as undone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from core.record import record
from core.report.edits import Change, current_text, spliced
from core.report.report import Report
from core.store.agencies import legible
from core.store.connection import Database
from core.store.database import reading


@record
class Past:
    """One change that an act made.

    `at` is when, None where that cannot be read; `what` the act, in the clerk's words. `change` has
    the whole texts before and after, but of what was `undone` and of a log that was mended no more
    than the log has.
    """

    at: datetime | None
    what: str
    change: Change
    undone: bool = False


def history_of(
    database: Database, number: int, report: Report | None, targets: Collection[str] = ()
) -> list[Past]:
    """What changed in these targets of a kept report, the latest first; in all where none is named.

    `report` is what it holds now, None for no need of the whole texts. Raises StoreRefused where
    the log cannot be read.
    """
    wanted = ", ".join("?" * len(targets))
    only = f"and target in ({wanted})" if targets else ""
    with reading("修改记录"):
        rows = database.conn.execute(
            f"""select at, what, undone, target, old, new, start
                from change join edit on edit.id = change.edit
                where edit.report = ? {only}
                order by edit.id desc, position desc""",
            [number, *targets],
        ).fetchall()
    return list(_told(rows, report))


def _told(rows: list[tuple[object, ...]], report: Report | None) -> Iterator[Past]:
    """The rows as they are shown: a splice with the whole text around it.

    The log is walked backwards from what there is now, as undo would.
    """
    texts: dict[str, str] = {}
    for at, what, undone, target, old, new, start in rows:
        place, before, after = str(target), str(old), str(new)
        is_done = undone == 0
        change = Change(place, before, after, start if isinstance(start, int) else None)
        if report and is_done and change.start is not None:
            now = texts.get(place, current_text(report, place))
            if now[change.start : change.start + len(after)] == after:
                texts[place] = spliced(now, change.reversed)
                change = Change(place, texts[place], now)
        elif is_done:
            texts[place] = before
        yield Past(_moment(at), legible(what), change, not is_done)


def _moment(text: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(text))
    except ValueError:
        return None
