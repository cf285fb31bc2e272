"""更正: a new version of a report that was published."""

from __future__ import annotations

from dataclasses import replace

from core.report.edits import Change, act_with_reason, replace_contents
from core.session import Session, SessionRefused
from core.store.reports import Reports


def correct(reports: Reports, report_id: int, why: str = "") -> Session:
    """更正: work on a new version of a published report, a draft that holds what that one holds.

    The log of the new version says `why` it is made.

    Raises SessionRefused where the report is no final one or not the latest version, StoreRefused
    where the new one cannot be stored; then nothing has changed.
    """
    published = reports.load(report_id)
    if not published.is_final:
        raise SessionRefused("这份年报还没有定稿，可以直接修改，不用更正。")
    if later := reports.later_version(report_id):
        raise SessionRefused(f"这份年报已经有更正的第{later}版，请打开那一版。")
    version = published.version + 1
    base = replace(published, status="draft", finalised_on=None)
    with reports.together():
        new = reports.create_report(
            reports.agency_of(report_id).id,
            published.year,
            published.form.id,
            version,
            published.version,
        )
        session = Session(reports, new)
        act = act_with_reason(f"更正第{published.version}版", why)
        contents = replace_contents(session.report, base, act)
        # It names the status, so that undo stops at it, as at 定稿.
        changes = (Change("status", "draft", "draft"), *contents.changes)
        session.apply(replace(contents, changes=changes))
    return session
