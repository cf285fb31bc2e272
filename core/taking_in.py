"""Taking in what comes from elsewhere: a package, a backup, what is read from a file of others."""

from __future__ import annotations

from core.refusal import quoted
from core.report.edits import Edit, replace_contents
from core.report.report import Report
from core.session import Session, SessionRefused
from core.store.agencies import AgencyEntry
from core.store.reports import ReportEntry, Reports


def take_in(reports: Reports, report: Report, what: str) -> Session:
    """Work on a report that comes from elsewhere, stored as one step of undo named `what`.

    It takes the place of the contents that are kept for its agency and year, or is added, with
    its agency where that is new. Raises SessionRefused where the kept one is final or on another
    edition, StoreRefused where it cannot be stored; then nothing has changed.
    """
    office = reports.office_of(report.agency)
    if office:
        _require_known_name(office, report)
    kept = kept_for(reports, report, "替换")
    with reports.together():
        if office and (known := office.learning_from(report.agency)) != office.agency:
            reports.correct_agency(office.id, known)
        session = Session(reports, kept.id if kept else _new_place(reports, report, office))
        session.apply(replace_contents(session.report, report, what))
    return session


def kept_for(reports: Reports, report: Report, act: str) -> ReportEntry | None:
    """The kept report of the same agency, year and version; None where there is none.

    `act` is what is to be done with it. Raises SessionRefused where that cannot be, for it is
    final or on another edition.
    """
    kept = reports.find(report.agency, report.year, report.version)
    if kept and kept.edition != report.form.id:
        raise SessionRefused(
            f"本机已有{report.agency.name}{report.year}年度的年报，格式版本不同，没有{act}；"
            "请先删除本机的那一份。"
        )
    if kept and kept.status == "final":
        raise SessionRefused(
            f"本机的{report.agency.name}{report.year}年度年报已经定稿，没有{act}；"
            f"要{act}，请先“撤销定稿”。"
        )
    return kept


def begin(reports: Reports, report: Report, edit: Edit) -> Session:
    """Work on a new report of this agency, year and edition, with one step of undo in it.

    The agency is added where it is new. Raises SessionRefused, EditRefused or StoreRefused; then
    nothing has changed.
    """
    office = reports.office_of(report.agency)
    with reports.together():
        session = Session(reports, _new_place(reports, report, office))
        session.apply(edit)
    return session


def _new_place(reports: Reports, report: Report, office: AgencyEntry | None) -> int:
    agency = office.id if office else reports.create_agency(report.agency)
    return reports.create_report(
        agency, report.year, report.form.id, report.version, report.corrects
    )


def _require_known_name(office: AgencyEntry, report: Report) -> None:
    """Raises SessionRefused where the code is a kept agency's and the name none of its names."""
    if not office.goes_by(report.agency):
        raise SessionRefused(
            f"统一社会信用代码{report.agency.code}在本机是{quoted(office.agency.name)}，"
            f"文件里是{quoted(report.agency.name)}，名称、层级或类型不同，没有打开；"
            "请先在“单位资料”里核对。"
        )
