"""The catalogue of what else can be printed, and what follows from an entry."""

from collections.abc import Callable

import pytest

from core.checks.run import check
from core.commands import commands
from core.document.catalogue import BY_ID, PRINTED, Printed
from core.report.report import Report
from tests.editions import NEWEST


@pytest.fixture
def report(new_report: Callable[..., Report]) -> Report:
    return new_report(NEWEST)


@pytest.mark.parametrize("printed", PRINTED, ids=lambda printed: printed.id)
def test_that_every_document_can_be_composed_of_a_report(printed: Printed, report: Report) -> None:
    document = printed.of_report(report, check(report))
    assert document.title
    assert document.blocks
    if printed.needs == "edition":
        assert printed.of_edition(report.form) == document


@pytest.mark.parametrize("printed", PRINTED, ids=lambda printed: printed.id)
def test_that_every_document_has_its_command(printed: Printed) -> None:
    command = commands.commands[printed.command]
    assert command.help == printed.help
    names = [parameter.name for parameter in command.params]
    wanted = ["edition"] if printed.needs == "edition" else ["report", "previous"]
    assert names == [*wanted, "output"]


def test_that_documents_are_told_apart() -> None:
    assert len(BY_ID) == len({printed.menu for printed in PRINTED}) == len(PRINTED)
    assert len({printed.command for printed in PRINTED}) == len(PRINTED)
