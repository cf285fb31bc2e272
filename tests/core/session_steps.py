"""Steps that the tests of the session share."""

from copy import deepcopy

from core.report.edits import (
    set_cells,
)
from core.report.report import Report
from core.session import Session
from core.store.connection import Database

GRANTED = "applications.granted.natural_person"
GRANTED_TOTAL = "applications.granted.total"
BUSINESS = "applications.granted.business"
PENALTIES = "enforcement.penalties.decisions"


def type_in(session: Session, cell: str, text: str, origin: object = None) -> None:
    session.apply(set_cells(session.report, {cell: text}), origin)


def texts(session: Session) -> dict[str, str]:
    return {cell: value.text for cell, value in session.report.cells.items()}


def frozen(report: Report) -> Report:
    return deepcopy(report, {id(report.form): report.form})


def undone(database: Database) -> list[int]:
    return [state for (state,) in database.execute("select undone from edit order by id")]


def entries(database: Database) -> dict[str, str]:
    return dict(database.execute("select target, value from entry").fetchall())
