"""The button that names the open report and lists the others."""

import pytest
from PySide6.QtCore import QPoint, Qt

from core.report.report import Agency
from core.store.agencies import AgencyEntry
from core.store.reports import ReportEntry
from gui.window.report_chooser import REPORT, ReportList
from tests.editions import NEWEST
from tests.gui.hands import AGENCY, Clerk, answer

Key = Qt.Key
OTHER = Agency("示例县财政局", "county", "department")


def opened(clerk: Clerk) -> ReportList:
    """Its list, once the button is clicked."""
    clerk.click_on(clerk.window.chooser)
    clerk.qtbot.waitUntil(clerk.window.chooser.list.isVisible)
    return clerk.window.chooser.list


def lines(shown: ReportList) -> list[tuple[str, bool]]:
    """What it shows, each with whether it can be chosen."""
    rows = [shown.model.item(row) for row in range(shown.model.rowCount())]
    return [(row.text().strip(), row.data(REPORT) is not None) for row in rows]


def choose(clerk: Clerk, words: str) -> None:
    """Searches and presses Enter."""
    shown = opened(clerk)
    clerk.commit(words, shown.search)
    clerk.qtbot.keyClick(shown.search, Key.Key_Return)
    assert not shown.isVisible()


@pytest.fixture
def three(clerk: Clerk) -> Clerk:
    """Three reports of two agencies, that of 2024 open."""
    for agency, year in ((AGENCY, 2020), (OTHER, 2023), (AGENCY, 2024)):
        clerk.start_report(agency, year)
    return clerk


def test_that_it_lists_reports_by_agency_the_latest_year_first(three: Clerk) -> None:
    assert lines(opened(three)) == [
        (AGENCY.name, False),
        ("2024年度　草稿　（正打开）", True),
        ("2020年度　草稿", True),
        (OTHER.name, False),
        ("2023年度　草稿", True),
    ]
    assert three.window.chooser.text() == f"{AGENCY.name}　2024年度（草稿）"


def test_that_agencies_of_one_name_are_told_apart_by_their_kind(clerk: Clerk) -> None:
    for kind in ("branch", "government"):
        clerk.start_report(Agency(AGENCY.name, "township", kind), 2024)

    headings = [text for text, chosen in lines(opened(clerk)) if not chosen]
    assert headings == [f"{AGENCY.name}　派出机关（街道）", f"{AGENCY.name}　本级政府"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("财政", [(OTHER.name, False), ("2023年度　草稿", True)]),
        ("街道 2020", [(AGENCY.name, False), ("2020年度　草稿", True)]),
        ("2024 草稿", [(AGENCY.name, False), ("2024年度　草稿　（正打开）", True)]),
        ("定稿", [("没有找到", False)]),
        ("街道 2023", [("没有找到", False)]),
    ],
)
def test_that_every_word_of_a_search_must_be_found(
    three: Clerk, words: str, found: list[tuple[str, bool]]
) -> None:
    shown = opened(three)
    three.commit(words, shown.search)

    assert lines(shown) == found


def test_that_the_next_opening_lists_all_again(three: Clerk) -> None:
    choose(three, "财政")

    assert three.live.report.agency == OTHER
    assert len(lines(opened(three))) == 5
    assert three.window.chooser.list.search.text() == ""


def test_that_the_arrows_go_from_report_to_report_and_esc_leaves_all_as_it_is(
    three: Clerk,
) -> None:
    shown = opened(three)
    seen = []
    for key in (Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Up, Key.Key_PageUp):
        three.qtbot.keyClick(shown.search, key)
        seen.append(shown.view.currentIndex().data().strip())
    assert seen == [
        "2020年度　草稿",
        "2023年度　草稿",
        "2023年度　草稿",
        "2020年度　草稿",
        "2024年度　草稿　（正打开）",
    ]
    three.qtbot.keyClick(shown.search, Key.Key_Escape)
    assert not shown.isVisible()
    assert three.live.report.year == 2024


def test_that_a_click_chooses_a_report_and_no_heading(three: Clerk) -> None:
    shown = opened(three)

    def click(row: int) -> None:
        place = shown.view.visualRect(shown.model.index(row, 0)).center()
        three.click_on(shown.view.viewport(), QPoint(20, place.y()))

    click(3)
    assert shown.isVisible()
    click(4)
    assert not shown.isVisible()
    assert three.live.report.agency == OTHER


def test_that_choosing_stores_what_was_being_typed(three: Clerk) -> None:
    cell = "applications.granted.other"
    three.go_to(cell)
    three.keys("5")
    choose(three, "2020")
    assert (three.live.report.agency, three.live.report.year) == (AGENCY, 2020)
    assert three.stored == {}
    choose(three, "2024")
    assert three.stored == {cell: "5"}


def test_that_a_refused_entry_keeps_its_report_open(three: Clerk) -> None:
    three.go_to("applications.granted.other")
    three.keys("x")
    choose(three, "2020")
    assert three.live.report.year == 2024
    assert "“x”不是数字" in three.said


def test_that_it_says_when_there_is_nothing_to_choose(clerk: Clerk) -> None:
    assert lines(opened(clerk)) == [("还没有年报", False)]
    assert clerk.window.chooser.text() == "选择年报"


def test_that_typing_does_not_read_the_list_of_reports(
    three: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[None] = []
    monkeypatch.setattr(three.window.desk.reports, "reports", lambda: read.append(None))
    three.fill("applications.granted.other", "1")
    assert three.stored == {"applications.granted.other": "1"}
    assert read == []


def test_that_a_report_that_cannot_be_read_is_refused_in_words(
    three: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch)
    shown = opened(three)
    three.commit("2020", shown.search)
    database = three.window.desk.reports.database
    database.execute("delete from report where year = 2020")
    three.qtbot.keyClick(shown.search, Key.Key_Return)
    assert asked == ["这份年报的数据读不出来，没有改动；请联系软件提供方。"]
    assert three.live.report.year == 2024


class Compared(str):
    """A name that counts how often names are compared."""

    times = 0

    def __eq__(self, other: object) -> bool:
        Compared.times += 1
        return str.__eq__(self, other)

    __hash__ = str.__hash__


def test_that_names_are_not_compared_each_with_every_other(clerk: Clerk) -> None:
    names = [Compared(f"{n}街道") for n in range(300)]
    agencies = [AgencyEntry(n, Agency(x, "township", "branch")) for n, x in enumerate(names)]
    entries = [ReportEntry(agency.id, agency, 2024, NEWEST, "draft") for agency in agencies]
    Compared.times = 0
    clerk.window.chooser.list.fill(entries, None)

    assert Compared.times < 5 * len(names)
