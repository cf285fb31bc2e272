from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from core.document.compose import compose
from core.report.report import Report
from core.writers.pdf.faces import Faces
from core.writers.pdf.flow import Page, paginate
from core.writers.pdf.flowables import flowables_of
from core.writers.pdf.page import PITCH, UPRIGHT
from core.writers.pdf.plan import pages_of
from core.writers.pdf.structure import Element
from tests.core.writers.pdf.test_flow import Slab, names_of, slabs_of

LINES = 22
CASES = sorted(path.name[:3] for path in (Path(__file__).parents[3] / "cases").glob("*.json"))


@dataclass(frozen=True)
class Choice(Slab):
    """A slab that may be lower at a price, or divided."""

    lower: tuple[tuple[int, float], ...] = ()
    can_be_divided: bool = True
    stays_whole: bool = True
    is_chosen: bool = False
    most: float = 0

    @property
    def slack(self) -> float:
        return self.most and (self.most - self.step) * self.steps

    def loosened(self, by: float) -> Slab:
        return replace(self, step=self.step + min(by, self.slack) / self.steps)

    @property
    def is_open(self) -> bool:
        return not self.is_chosen

    def ways(self) -> Iterator[Slab]:
        chosen = replace(self, is_chosen=True)
        yield chosen
        for steps, drawback in self.lower:
            yield replace(chosen, steps=steps, drawback=drawback)
        if self.can_be_divided:
            yield replace(chosen, stays_whole=False)

    def split(self, room: float, forced: bool) -> tuple[Slab, Slab] | None:
        parts = super().split(room, forced)
        return parts and (parts[0], replace(parts[1], drawback=self.drawback + 6))


def lines(name: str, count: int) -> Slab:
    return Slab(name, count, PITCH, area=UPRIGHT)


def whole(name: str, count: int) -> Slab:
    return replace(lines(name, count), stays_whole=True)


def choice(name: str, count: int, *lower: tuple[int, float], divided: bool = True) -> Choice:
    return Choice(name, count, PITCH, area=UPRIGHT, lower=lower, can_be_divided=divided)


def test_that_a_table_is_divided_where_that_saves_a_page() -> None:
    pages = pages_of([lines("a", 15), choice("t", 12), lines("b", 17)])
    assert names_of(pages) == [["a15", "t7"], ["t5", "b17"]]


def test_that_a_table_stays_whole_where_dividing_it_saves_little() -> None:
    pages = pages_of([lines("a", 18), choice("t", 20), lines("b", 2)])
    assert names_of(pages) == [["a18"], ["t20", "b2"]]


def test_that_a_table_is_divided_rather_than_leaving_much_of_a_page_empty() -> None:
    pages = pages_of([lines("a", 8), choice("t", 20), lines("b", 18)])
    assert names_of(pages) == [["a8", "t14"], ["t6", "b16"], ["b2"]]


def test_that_a_table_is_set_lower_where_that_saves_a_page() -> None:
    pages = pages_of([lines("a", 10), choice("t", 13, (12, 1)), lines("b", 0)])
    assert names_of(pages) == [["a10", "t12", "b0"]]


def test_that_a_table_is_set_lower_so_that_a_later_one_finds_room() -> None:
    first = choice("t", 12, (10, 1), divided=False)
    second = choice("u", 8, divided=False)
    assert names_of(pages_of([lines("a", 4), first, second])) == [["a4", "t10", "u8"]]


def test_that_a_plan_is_followed_that_saves_a_page_by_setting_a_list_closer() -> None:
    rows = replace(lines("b", 10), least=0.9 * PITCH, stays_whole=True)
    pages = pages_of([lines("a", 4), choice("t", 10, (9, 9), divided=False), rows])
    assert names_of(pages) == [["a4", "t9", "b10"]]


def test_that_nothing_is_set_lower_for_no_gain() -> None:
    assert names_of(pages_of([lines("a", 4), choice("t", 12, (10, 1))])) == [["a4", "t12"]]


def test_that_the_closest_tables_of_a_page_are_set_wider_first() -> None:
    close = replace(choice("t", 8), step=0.5 * PITCH, most=2 * PITCH)
    wide = replace(choice("u", 8), most=2 * PITCH)
    page, _ = pages_of([close, wide, lines("a", 6), whole("b", 22)])
    assert [round(slab.height / PITCH) for slab in slabs_of(page)] == [8, 8, 6]


def test_that_text_below_a_table_that_is_set_wider_keeps_to_whole_lines() -> None:
    table = replace(choice("t", 8), most=3 * PITCH)
    page, _ = pages_of([table, replace(lines("a", 1), step=0.4 * PITCH), whole("b", 22)])
    assert page.placed[1][1] / PITCH == pytest.approx(21)


def test_that_text_below_the_rest_of_a_table_keeps_to_whole_lines() -> None:
    table = replace(choice("t", 12), step=0.9 * PITCH, most=2 * PITCH)
    _, page = pages_of([lines("a", 14), table, lines("b", 5), lines("c", 4)])
    assert names_of([page]) == [["t4", "b5", "c4"]]
    assert page.placed[1][1] / PITCH == pytest.approx(4)


def test_that_a_table_above_a_note_at_the_end_of_a_page_fills_it() -> None:
    table = replace(choice("t", 8), most=2 * PITCH, keeps_with_next=True)
    note = replace(lines("n", 1), step=0.7 * PITCH, element=Element("Note"))
    page, _ = pages_of([lines("a", 9), table, note, whole("b", 22)])
    assert page.blank == pytest.approx(0, abs=1e-6)


def test_that_a_table_at_the_end_of_a_page_fills_it() -> None:
    table = replace(choice("t", 8), most=2 * PITCH)
    page, _ = pages_of(
        [lines("a", 9), replace(lines("b", 1), step=0.4 * PITCH), table, whole("c", 22)]
    )
    assert page.blank == pytest.approx(0, abs=1e-6)


def test_that_the_best_looking_beginning_is_followed_among_many() -> None:
    lower = tuple((20 - step, 1.0 + step) for step in range(12))
    tables = [choice("t", 21, *lower, divided=False), choice("u", 22, divided=False)]
    assert names_of(pages_of(tables)) == [["t21"], ["u22"]]


def test_that_many_tables_are_planned_in_bounded_work() -> None:
    placed = 0

    def proceed() -> None:
        nonlocal placed
        placed += 1

    tables = [choice(f"t{i}", 9, (8, 1), (7, 2), (6, 3)) for i in range(40)]
    pages_of(tables, proceed)
    assert placed < 40 * 8 * 5 * 3


@pytest.mark.parametrize("case", CASES)
def test_that_real_reports_have_no_more_pages_than_as_set_and_full_ones(
    report_of_case: Callable[[str], Report], faces: Faces, case: str
) -> None:
    document = compose(report_of_case(case))
    planned = pages_of(flowables_of(document, faces))
    plain = paginate(flowables_of(document, faces))
    assert len(planned) <= len(plain)
    if len(planned) == len(plain):
        assert looks_of(planned) <= looks_of(plain) + 1e-6
    assert shape_of(planned) == shape_of(pages_of(flowables_of(document, faces)))


def looks_of(pages: list[Page]) -> float:
    """How bad the pages look, in empty lines."""
    drawbacks = sum(block.drawback for page in pages for block, _ in page.placed)
    return drawbacks + sum(page.blank for page in pages[:-1]) / PITCH


def shape_of(pages: list[Page]) -> list[list[tuple[float, float]]]:
    return [[(block.height, top) for block, top in page.placed] for page in pages]


@pytest.mark.parametrize("case", CASES)
def test_that_a_full_page_with_a_table_that_can_grow_lacks_no_line(
    report_of_case: Callable[[str], Report], faces: Faces, case: str
) -> None:
    *full, _ = pages_of(flowables_of(compose(report_of_case(case)), faces))
    for page in full:
        assert page.blank < PITCH or all(block.slack < PITCH for block, _ in page.placed)
        if page.placed and page.placed[-1][0].slack:
            assert page.blank == pytest.approx(0, abs=1e-3)
