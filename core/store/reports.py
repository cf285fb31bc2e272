"""Agencies, reports and their log, as rows. All SQL of the program stands in this folder."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from sqlite_utils import Database

from core.forms.definition import Form
from core.refusal import Refused, quoted
from core.report.edits import Change, Edit, apply_changes
from core.report.report import Agency, Report, Status
from core.report.values import is_storable
from core.store.database import StoreRefused, one_transaction, reading


@dataclass(frozen=True)
class AgencyEntry:
    """A kept agency."""

    id: int
    agency: Agency


@dataclass(frozen=True)
class ReportEntry:
    """A kept report, as the list of reports shows it."""

    id: int
    agency: AgencyEntry
    year: int
    edition: str
    status: Status


class Reports:
    """All agencies and reports in one database. Every write is one transaction."""

    def __init__(self, database: Database, forms: Iterable[Form]) -> None:
        """`forms` are the editions that reports can be on."""
        self._database = database
        self.forms = tuple(forms)

    @property
    def database(self) -> Database:
        """The database itself, for what concerns it whole."""
        return self._database

    def close(self) -> None:
        """Gives the file up for others to open."""
        self._database.close()

    def agencies(self) -> list[AgencyEntry]:
        """The agencies, in the order they were added."""
        with reading("单位"):
            rows = self._database.query("select id, name, tier, kind from agency order by id")
            return [AgencyEntry(row.pop("id"), Agency(**row)) for row in rows]

    def reports(self) -> list[ReportEntry]:
        """The reports: by agency, the latest year first."""
        agencies = {entry.id: entry for entry in self.agencies()}
        with reading("年报的清单"):
            rows = self._database.query(
                """select report.id, agency, year, edition,
                     coalesce(entry.value, 'draft') as status
                   from report left join entry
                     on entry.report = report.id and entry.target = 'status'
                   order by agency, year desc"""
            )
            return [ReportEntry(**row | {"agency": agencies[row["agency"]]}) for row in rows]

    def find(self, agency: Agency, year: int) -> ReportEntry | None:
        """The kept report of an agency's year; None where there is none."""
        entries = (e for e in self.reports() if (e.agency.agency, e.year) == (agency, year))
        return next(entries, None)

    def together(self) -> AbstractContextManager[None]:
        """What is stored inside is stored all or not at all."""
        return one_transaction(self._database)

    def create_agency(self, agency: Agency) -> int:
        """The new agency's id. Raises StoreRefused where it is kept already or has no name."""
        agency = replace(agency, name=agency.name.strip())
        if not agency.name:
            raise StoreRefused("请填写单位名称。")
        if not is_storable(agency.name):
            raise StoreRefused("单位名称里有残缺的字符，请重新填写。")
        if any(entry.agency == agency for entry in self.agencies()):
            raise StoreRefused(f"已经有单位{quoted(agency.name)}，请直接选用，或换一个名称。")
        row = {"name": agency.name, "tier": agency.tier, "kind": agency.kind}
        with one_transaction(self._database):
            return cast(int, self._database.table("agency").insert(row).last_pk)

    def create_report(self, agency: int, year: int, edition: str | None = None) -> int:
        """The new, empty report's id, on the edition of its year unless another is named.

        Raises StoreRefused where the year has a report or no edition.
        """
        edition = edition or self.form_for(year).id
        row = {"agency": agency, "year": year, "edition": edition}
        taken = self._database.table("report").count_where(
            "agency = ? and year = ?", [agency, year]
        )
        if taken:
            raise StoreRefused(f"这个单位已经有{year}年度的年报，请直接打开它。")
        with one_transaction(self._database):
            return cast(int, self._database.table("report").insert(row).last_pk)

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
        """The report as it was last stored. Raises StoreRefused where it cannot be read."""
        try:
            row = next(self._database.query(
                """select name, tier, kind, year, edition from report
                   join agency on agency.id = report.agency where report.id = ?""",
                [report],
            ))  # fmt: skip
            form = next(form for form in self.forms if form.id == row["edition"])
            loaded = Report(Agency(row["name"], row["tier"], row["kind"]), row["year"], form)
            entries = self._database.query(
                "select target, value from entry where report = ?", [report]
            )
            # Stored entries are what changes from nothing would have left.
            blank = {"status": "draft"}
            apply_changes(
                loaded,
                [Change(e["target"], blank.get(e["target"], ""), e["value"]) for e in entries],
            )
        except (sqlite3.Error, StopIteration, LookupError, TypeError, ValueError, Refused) as error:
            raise StoreRefused("这份年报的数据读不出来，没有改动；请联系软件提供方。") from error
        return loaded

    def last_year_of(self, report: int) -> Report | None:
        """The same agency's report of the year before; None where there is none to be read."""
        with reading("上年的年报"):
            found = self._database.conn.execute(
                """select former.id from report
                   join report as former
                     on former.agency = report.agency and former.year = report.year - 1
                   where report.id = ?""",
                [report],
            ).fetchone()
        try:
            return self.load(found[0]) if found else None
        except StoreRefused:  # this year's can be worked on without
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

    def record(self, report: int, edit: Edit, entries: Mapping[str, str], at: datetime) -> None:
        """Stores an edit, its changes and the `entries` it leads to.

        `entries` map targets to whole texts, "" for absent. What was undone before can no
        longer be redone.
        """
        run = self._database.conn.execute
        with one_transaction(self._database):
            run("update edit set undone = 2 where report = ? and undone = 1", [report])
            cursor = run(
                "insert into edit (report, at, what) values (?, ?, ?)",
                [report, at.isoformat(timespec="seconds"), edit.what],
            )
            self._database.conn.executemany(
                "insert into change (edit, position, target, start, old, new) values (?,?,?,?,?,?)",
                [
                    (cursor.lastrowid, i, c.target, c.start, c.old, c.new)
                    for i, c in enumerate(edit.changes)
                ],
            )
            self._store_entries(report, entries)

    def last_done(self, report: int) -> tuple[int, Edit] | None:
        """The edit that undo takes back, with its row id; None where there is none."""
        return self._edit_at("undone = 0", "desc", report)

    def first_undone(self, report: int) -> tuple[int, Edit] | None:
        """The edit that redo makes again, with its row id; None where there is none."""
        return self._edit_at("undone = 1", "asc", report)

    def record_undone(
        self, report: int, edit: int, undone: bool, entries: Mapping[str, str]
    ) -> None:
        """Marks an edit undone or done again, with the entries that leads to."""
        with one_transaction(self._database):
            self._database.conn.execute(
                "update edit set undone = ? where id = ?", [int(undone), edit]
            )
            self._store_entries(report, entries)

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
            return found[0], Edit(found[1], tuple(Change(*change) for change in changes))

    def _store_entries(self, report: int, entries: Mapping[str, str]) -> None:
        for target, value in entries.items():
            if value:
                self._database.conn.execute(
                    "insert or replace into entry (report, target, value) values (?, ?, ?)",
                    [report, target, value],
                )
            else:
                self._database.conn.execute(
                    "delete from entry where report = ? and target = ?", [report, target]
                )
