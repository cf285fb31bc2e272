"""Agencies, reports and their log, as rows. All SQL of the program stands in this folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, suppress
from datetime import datetime
from pathlib import Path
from typing import cast

from core.forms.definition import Form
from core.record import record
from core.report.edits import Change, Edit
from core.report.report import Agency, Report, Status
from core.store.agencies import (
    FIRST_YEAR,
    AgencyEntry,
    checked_agency,
    insert_agency,
    legible,
    listed_agency,
    read_agencies,
    store_agency,
)
from core.store.audit import Audit, audit
from core.store.connection import Database
from core.store.database import (
    UNREADABLE,
    DataFile,
    StoreRefused,
    move_database,
    one_transaction,
    reading,
)
from core.store.published import Published, drop_damaged, freeze, published_of
from core.store.rows import insert_sealed, log_edit, store_entries
from core.store.settling import lay_base, read_rows, settled_report, store_settled


@record
class ReportEntry:
    """A kept report, as the list of reports shows it."""

    id: int
    agency: AgencyEntry
    year: int
    edition: str
    status: Status
    version: int = 1


class Reports:
    """All agencies and reports in one database. Every write is one transaction."""

    def __init__(self, database: Database, forms: Iterable[Form]) -> None:
        """`forms` are the editions that reports can be on."""
        self._database = database
        self.forms = tuple(forms)
        # A report, by its id, as the newest backup has it in which it is sound; None for none.
        self.in_backup: Callable[[int], Report | None] = lambda _: None

    @property
    def database(self) -> Database:
        """The database itself, for what concerns it whole."""
        return self._database

    def close(self) -> None:
        """Gives the file up for others to open."""
        self._database.close()

    @property
    def folder(self) -> Path:
        """The folder of the data file that is open."""
        if isinstance(self._database, DataFile):
            return self._database.path.parent
        *_, path = self._database.execute("pragma database_list").fetchone()
        return Path(path).parent

    @property
    def hindrance(self) -> str:
        """Why nothing can be stored, in a few words; "" where it can."""
        return self._database.hindrance if isinstance(self._database, DataFile) else ""

    def move_to(self, folder: Path) -> None:
        """Writes all that is open into a data file in another folder, and goes on there.

        It may be the same folder, where the file was deleted. Raises StoreRefused where a data
        file lies there, or it cannot be written; then nothing has changed.
        """
        self._database = move_database(self._database, folder)

    def agencies(self) -> list[AgencyEntry]:
        """The agencies, in the order they were added.

        What cannot be read of one is stood in for; opening a report of it tells.
        """
        with reading("单位"):
            return read_agencies(self._database)

    def reports(self) -> list[ReportEntry]:
        """The reports: by agency, the latest year first, of a year the latest version.

        What cannot be read is stood in for.
        """
        agencies = {entry.id: entry for entry in self.agencies()}
        with reading("年报的清单"):
            rows = self._database.execute(
                """select report.id, agency, year, edition, entry.value, version
                   from report left join entry
                     on entry.report = report.id and entry.target = 'status'
                   order by agency, year desc, version desc"""
            )
            return [
                ReportEntry(
                    number,
                    agencies.get(agency) or AgencyEntry(agency, listed_agency("", "", "")),
                    year if isinstance(year, int) else 0,
                    legible(edition),
                    "final" if status == "final" else "draft",
                    version if isinstance(version, int) else 1,
                )
                for number, agency, year, edition, status, version in rows
            ]

    def find(self, agency: Agency, year: int, version: int = 1) -> ReportEntry | None:
        """The kept report of an agency's year; None where there is none."""
        office = self.office_of(agency)
        entries = (e for e in self.reports() if office and e.agency.id == office.id)
        return next((e for e in entries if (e.year, e.version) == (year, version)), None)

    def office_of(self, agency: Agency) -> AgencyEntry | None:
        """The kept agency that this is, by code or by a name it has or had; None for a new one.

        One that is the same to the letter comes before one that only was called so.
        """
        entries = self.agencies()
        same = [entry for entry in entries if entry.agency == agency]
        return next((e for e in (*same, *entries) if e.is_same(agency)), None)

    def together(self) -> AbstractContextManager[None]:
        """What is stored inside is stored all or not at all."""
        return one_transaction(self._database)

    def create_agency(self, agency: Agency) -> int:
        """The new agency's id. Raises StoreRefused where it is kept already or has no name."""
        agency = checked_agency(agency, self.agencies())
        with one_transaction(self._database):
            return insert_agency(self._database, agency)

    def correct_agency(self, number: int, agency: Agency, first_year: int = FIRST_YEAR) -> None:
        """Stores what an agency is, and is called on its reports of `first_year` and later.

        The reports before keep the name, tier and kind that they have; what the agency was called
        is kept. `FIRST_YEAR` is for a mistake: no report keeps that. Raises StoreRefused, also
        where a final report would no longer say what was published.
        """
        entries = {entry.id: entry for entry in self.agencies()}
        entry = entries.pop(number)
        after = entry.renamed(checked_agency(agency, entries.values()), first_year)
        for report in self.reports():
            names = {e.in_year(report.year).as_printed for e in (entry, after)}
            if report.agency.id == number and report.status == "final" and len(names) > 1:
                raise StoreRefused(
                    f"{report.year}年度的年报已经定稿，上面的单位不能改；"
                    f"请从{report.year + 1}年度起用新的，或先“撤销定稿”。"
                )
        with one_transaction(self._database):
            store_agency(self._database, after)

    def create_report(
        self,
        agency: int,
        year: int,
        edition: str | None = None,
        version: int = 1,
        corrects: int | None = None,
    ) -> int:
        """The new, empty report's id, on the edition of its year unless another is named.

        `corrects` is the version that it corrects. Raises StoreRefused where the year has this
        version, or has no edition.
        """
        edition = edition or self.form_for(year).id
        row = {
            "agency": agency,
            "year": year,
            "edition": edition,
            "version": version,
            "corrects": corrects,
        }
        taken = self._database.table("report").count_where(
            "agency = ? and year = ? and version = ?", [agency, year, version]
        )
        if taken:
            which = f"第{version}版" if version > 1 else ""
            raise StoreRefused(f"这个单位已经有{year}年度的年报{which}，请直接打开它。")
        with one_transaction(self._database):
            return insert_sealed(self._database, "report", row)

    def form_for(self, year: int) -> Form:
        """The edition of a year. Raises StoreRefused where there is none."""
        for form in self.forms:
            if form.covers(year):
                return form
        raise StoreRefused(
            f"{year}年度没有统一格式，本软件从{self.forms[0].first_year}年度起可用。"
        )

    def delete_report(self, report: int) -> None:
        """Removes a report with its log, for good, and its agency if that has no other."""
        with one_transaction(self._database):
            self._database.table("report").delete(report)
            self._database.execute("delete from agency where id not in (select agency from report)")

    def delete_agency(self, agency: int) -> None:
        """Removes an agency with all its reports, for good."""
        with one_transaction(self._database):
            self._database.table("agency").delete(agency)

    def load(self, report: int) -> Report:
        """The report as it was last stored. Raises StoreRefused where that is doubtful."""
        found = self.audit(report)
        if found.doubts:
            raise StoreRefused(
                f"{found.report.year}年度的年报有 {len(found.doubts)} 处内容对不上，"
                "可能是数据文件损坏；请先打开那一份核对。"
            )
        return found.report

    def audit(self, report: int) -> Audit:
        """The report, held against its log and its seals. Raises StoreRefused."""
        try:
            return audit(*read_rows(self._database, report), self.forms)
        except UNREADABLE as error:
            raise StoreRefused("这份年报的数据读不出来，没有改动；请联系软件提供方。") from error

    def settle(self, report: int, found: Audit, chosen: Mapping[str, str], at: datetime) -> None:
        """Stores what the clerk has decided on every doubt of an audit, "" for blank.

        Afterwards entries, seals and log agree; what differs from the log is an edit in it.
        Raises StoreRefused where a value cannot stand in its place.
        """
        settled = settled_report(found, chosen, self.forms)
        with one_transaction(self._database):
            store_settled(self._database, report, found, chosen, settled, at)

    def lay_base(self, report: int, contents: Report, at: datetime) -> None:
        """Puts one edit, which leads to `contents`, in place of a log that is damaged."""
        with one_transaction(self._database):
            lay_base(self._database, report, contents, at)

    def last_year_of(self, report: int) -> Report | None:
        """The same agency's report of the year before; None where there is none.

        Of several versions it is the latest final one, else the latest. Raises StoreRefused where
        it cannot be read or is doubtful.
        """
        with reading("上年的年报"):
            found = self._database.conn.execute(
                """select former.id from report
                   join report as former
                     on former.agency = report.agency and former.year = report.year - 1
                   left join entry on entry.report = former.id and target = 'status'
                   where report.id = ?
                   order by value is 'final' desc, former.version desc""",
                [report],
            ).fetchone()
        return self.load(found[0]) if found else None

    def changed_at(self, report: int) -> datetime | None:
        """When a report was last worked on; None where it never was, or that cannot be read."""
        with reading("修改记录"):
            found = self._database.conn.execute(
                "select max(at) from edit where report = ?", [report]
            ).fetchone()
        with suppress(TypeError, ValueError):
            return datetime.fromisoformat(found[0])
        return None

    def recent_cells(self, report: int) -> list[str]:
        """The cells that were typed, the latest first."""
        with reading("修改记录"):
            rows = self._database.conn.execute(
                """select substr(target, 7) from change join edit on edit.id = change.edit
                   where edit.report = ? and undone = 0 and target like 'cells.%'
                   group by target order by max(edit.id) desc""",
                [report],
            ).fetchall()
        return [cell for (cell,) in rows]

    def record(
        self,
        report: int,
        edit: Edit,
        entries: Mapping[str, str],
        at: datetime,
        published: Report | None = None,
    ) -> None:
        """Stores an edit, its changes and the `entries` it leads to.

        `entries` map targets to whole texts, "" for absent. What was undone before can no
        longer be redone. `published` is kept as it is, for the edit publishes it or takes it back.
        """
        with one_transaction(self._database):
            log_edit(self._database, report, edit, at)
            store_entries(self._database, report, entries)
            if published:
                freeze(self._database, report, published, at)

    def published(self, report: int) -> list[Published]:
        """What was published of a report, the latest first. Raises StoreRefused."""
        with reading("定稿时封存的内容"):
            return published_of(self._database, report)

    def mend_published(self, report: int, contents: Report, at: datetime) -> None:
        """Drops what was published and is damaged; where nothing is left, keeps a final report."""
        with one_transaction(self._database):
            drop_damaged(self._database, report)
            if contents.is_final and not published_of(self._database, report):
                freeze(self._database, report, contents, at)

    def later_version(self, report: int) -> int | None:
        """The number of the latest version after a report's; None where it is the latest."""
        with reading("年报的清单"):
            (found,) = self._database.conn.execute(
                """select max(later.version) from report join report as later
                     on later.agency = report.agency and later.year = report.year
                       and later.version > report.version
                   where report.id = ?""",
                [report],
            ).fetchone()
        return cast("int | None", found)

    def agency_of(self, report: int) -> AgencyEntry:
        """Whose a report is, with the agency's former names. Raises StopIteration for no report."""
        return next(entry.agency for entry in self.reports() if entry.id == report)

    def last_done(self, report: int) -> tuple[int, Edit] | None:
        """The edit that undo takes back, with its row id; None where there is none."""
        return self._edit_at("undone = 0", "desc", report)

    def first_undone(self, report: int) -> tuple[int, Edit] | None:
        """The edit that redo makes again, with its row id; None where there is none."""
        return self._edit_at("undone = 1", "asc", report)

    def last_done_targets(self, report: int) -> frozenset[str]:
        """What the edit that undo takes back changes; nothing where there is none."""
        with reading("修改记录"):
            rows = self._database.conn.execute(
                """select target from change where edit = (
                     select id from edit where report = ? and undone = 0 order by id desc limit 1
                   )""",
                [report],
            ).fetchall()
        return frozenset(target for (target,) in rows)

    def has_undone(self, report: int) -> bool:
        """Whether there is an edit that redo makes again."""
        with reading("修改记录"):
            found = self._database.conn.execute(
                "select 1 from edit where report = ? and undone = 1 limit 1", [report]
            ).fetchone()
        return found is not None

    def record_undone(
        self, report: int, edit: int, undone: bool, entries: Mapping[str, str]
    ) -> None:
        """Marks an edit undone or done again, with the entries that leads to."""
        with one_transaction(self._database):
            self._database.conn.execute(
                "update edit set undone = ? where id = ?", [int(undone), edit]
            )
            store_entries(self._database, report, entries)

    def _edit_at(self, where: str, order: str, report: int) -> tuple[int, Edit] | None:
        with reading("修改记录"):
            found = self._database.conn.execute(
                f"""select id, what from edit where report = ? and {where}
                    order by id {order} limit 1""",
                [report],
            ).fetchone()
            if found is None:
                return None
            changes = self._database.conn.execute(
                "select target, old, new, start from change where edit = ? order by position",
                [found[0]],
            )
            return found[0], Edit(legible(found[1]), tuple(Change(*change) for change in changes))
