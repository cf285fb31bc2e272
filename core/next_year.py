"""以上年为底稿: this year's report begun from last year's."""

from __future__ import annotations

from core.report.edits import Edit, set_written
from core.report.report import Report
from core.report.texts import PREFACE, TextPlace
from core.session import Session
from core.store.reports import Reports


def begin(reports: Reports, agency_id: int, year: int) -> Session:
    """A new report that holds the texts of last year's, which may be on another edition.

    Its numbers are only offered, by `core.checks.previous_year.offers`. Without a report of the
    year before it is an empty one. Raises StoreRefused where it cannot be stored; then there is
    none.
    """
    with reports.together():
        session = Session(reports, reports.create_report(agency_id, year))
        if session.previous:
            session.apply(texts_carried(session.report, session.previous))
    return session


def texts_carried(report: Report, previous: Report) -> Edit:
    """Last year's preface and sections, for the report as it is.

    Title and signature are left out: they follow from agency and year, or name a day.
    """
    sections = [section.id for section in report.form.sections if section.text]
    written = {
        TextPlace("texts", key): previous.texts[key]
        for key in (PREFACE, *sections)
        if previous.texts.get(key)
    }
    return set_written(report, written, "以上年为底稿")


def is_untouched(report: Report, previous: Report | None, key: str) -> bool:
    """Whether a text still is what it was in last year's report, word for word."""
    text = report.texts.get(key, "")
    return bool(text.strip()) and previous is not None and previous.texts.get(key) == text
