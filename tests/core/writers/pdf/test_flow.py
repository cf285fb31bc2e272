from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.writers.pdf.faces import PrintRefused
from core.writers.pdf.flow import Page, paginate
from core.writers.pdf.page import LANDSCAPE, MEASURE, UPRIGHT, Pen, TypeArea
from core.writers.pdf.structure import Element

LOW = TypeArea(MEASURE, 100)


@dataclass(frozen=True)
class Slab:
    """A block of equal steps that can be divided between them."""

    name: str
    steps: int = 1
    step: float = 10
    space: tuple[float, float] = (0, 0)
    keeps_with_next: bool = False
    stays_whole: bool = False
    least: float = 0
    place: str = "某段里"
    area: TypeArea = LOW
    drawback: float = 0
    element: Element = field(default_factory=lambda: Element("P"))

    @property
    def height(self) -> float:
        return self.steps * self.step

    @property
    def least_height(self) -> float:
        return self.steps * (self.least or self.step)

    def tightened(self, room: float) -> "Slab":
        return replace(self, step=self.least) if self.least else self

    @property
    def slack(self) -> float:
        return 0

    def loosened(self, by: float) -> "Slab":
        return self

    @property
    def is_open(self) -> bool:
        return False

    def ways(self) -> Iterator["Slab"]:
        yield self

    def split(self, room: float, forced: bool) -> tuple["Slab", "Slab"] | None:
        count = int(room // self.step)
        if not 0 < count < self.steps:
            return None
        return replace(self, steps=count), replace(self, steps=self.steps - count)

    def draw(self, pen: Pen, left: float, top: float) -> None:
        raise NotImplementedError


def slabs_of(page: Page) -> list[Slab]:
    return [slab for slab, _ in page.placed if isinstance(slab, Slab)]


def names_of(pages: list[Page]) -> list[list[str]]:
    return [[f"{slab.name}{slab.steps}" for slab in slabs_of(page)] for page in pages]


def test_that_blocks_follow_each_other_and_are_divided_at_the_end_of_a_page() -> None:
    pages = paginate([Slab("a", 3), Slab("b", 9), Slab("c", 10)])
    assert names_of(pages) == [["a3", "b7"], ["b2", "c8"], ["c2"]]


def test_that_no_blocks_fill_one_empty_page() -> None:
    assert names_of(paginate([])) == [[]]


def test_that_the_larger_space_of_two_neighbours_counts_but_none_at_the_top() -> None:
    blocks = [Slab("a", space=(5, 8)), Slab("b", space=(3, 1)), Slab("c", space=(2, 0))]
    (page,) = paginate(blocks)
    assert [top for _, top in page.placed] == [0, 18, 30]


def test_that_a_heading_goes_to_the_page_of_the_next_block() -> None:
    heading = Slab("h", keeps_with_next=True)
    assert names_of(paginate([Slab("a", 9), heading, Slab("b", 3)])) == [["a9"], ["h1", "b3"]]
    assert names_of(paginate([Slab("a", 8), heading, Slab("b", 3)])) == [
        ["a8", "h1", "b1"],
        ["b2"],
    ]


def test_that_what_stays_whole_is_moved_unless_no_page_holds_it() -> None:
    assert names_of(paginate([Slab("a", 2), Slab("t", 10, stays_whole=True)])) == [
        ["a2"],
        ["t10"],
    ]
    assert names_of(paginate([Slab("a", 2), Slab("t", 11, stays_whole=True)])) == [
        ["a2", "t8"],
        ["t3"],
    ]


def test_that_a_block_is_tightened_if_it_fits_then_and_only_then() -> None:
    (page,) = paginate([Slab("a", 2), Slab("t", 10, least=8)])
    assert [slab.height for slab in slabs_of(page)] == [20, 80]
    first, _ = paginate([Slab("a", 2), Slab("t", 10, least=9)])
    assert [slab.height for slab in slabs_of(first)] == [20, 80]
    assert slabs_of(first)[1].steps == 8


def test_that_a_heading_counts_when_a_whole_block_is_moved() -> None:
    blocks = [Slab("a", 2), Slab("h", keeps_with_next=True), Slab("t", 10, stays_whole=True)]
    assert names_of(paginate(blocks)) == [["a2", "h1", "t7"], ["t3"]]


def test_that_headings_that_fill_a_page_by_themselves_are_parted() -> None:
    headings = [Slab("h", 6, keeps_with_next=True), Slab("i", 6, keeps_with_next=True)]
    assert names_of(paginate([*headings, Slab("a", 6)])) == [["h6", "i4"], ["i2", "a6"]]


def test_that_a_step_higher_than_a_page_is_refused() -> None:
    with pytest.raises(PrintRefused, match=r"^某段里有一格的字太多，一页印不下；"):
        paginate([Slab("a"), Slab("b", 2, step=101)])


@given(
    st.lists(
        st.builds(
            Slab,
            name=st.just("x"),
            steps=st.integers(1, 30),
            step=st.floats(1, 30),
            space=st.tuples(st.floats(0, 30), st.floats(0, 30)),
            keeps_with_next=st.booleans(),
            stays_whole=st.booleans(),
        ),
        max_size=20,
    )
)
def test_that_all_is_placed_once_within_the_pages(slabs: list[Slab]) -> None:
    pages = paginate(slabs)
    assert sum(slab.steps for page in pages for slab in slabs_of(page)) == sum(
        slab.steps for slab in slabs
    )
    for page in pages:
        end = 0.0
        for slab, top in page.placed:
            assert top >= end
            end = top + slab.height
            assert end <= 100 + 1e-3


def test_that_a_block_in_a_group_is_tightened_so_that_all_of_it_stays_on_the_page() -> None:
    table = Slab("t", 7, keeps_with_next=True, stays_whole=True, least=8)
    blocks = [Slab("h", keeps_with_next=True), table, Slab("n", 3)]
    assert names_of(paginate(blocks)) == [["h1", "t7", "n3"]]


def test_that_a_group_too_high_for_a_page_lets_go_of_its_last_block_first() -> None:
    table = Slab("t", 9, keeps_with_next=True, stays_whole=True)
    blocks = [Slab("a", 5), Slab("h", keeps_with_next=True), table, Slab("n", 3)]
    assert names_of(paginate(blocks)) == [["a5"], ["h1", "t9"], ["n3"]]


def test_that_a_divided_block_takes_its_end_along_to_what_it_keeps_with() -> None:
    blocks = [Slab("a", 2), Slab("t", 6, keeps_with_next=True), Slab("n", 3, stays_whole=True)]
    assert names_of(paginate(blocks)) == [["a2", "t5"], ["t1", "n3"]]


def test_that_another_type_area_begins_a_page() -> None:
    heading = Slab("h", keeps_with_next=True, area=LANDSCAPE)
    wide = Slab("t", 3, area=LANDSCAPE, keeps_with_next=True)
    blocks = [Slab("a"), heading, wide, Slab("n", area=LANDSCAPE), Slab("b"), Slab("c")]
    pages = paginate(blocks)
    assert names_of(pages) == [["a1"], ["h1", "t3", "n1"], ["b1", "c1"]]
    assert [page.area for page in pages] == [LOW, LANDSCAPE, LOW]


def test_that_a_landscape_page_is_as_high_as_an_upright_one_is_wide() -> None:
    first, second = paginate([Slab("t", 50, area=LANDSCAPE)])
    assert slabs_of(first)[0].steps == MEASURE // 10
    assert slabs_of(second)[0].steps == 50 - MEASURE // 10


def test_that_no_blocks_at_all_fill_one_upright_page() -> None:
    assert [page.area for page in paginate([])] == [UPRIGHT]


def test_that_a_group_higher_than_two_pages_fills_each_page() -> None:
    headings = [Slab("h", keeps_with_next=True) for _ in range(35)]
    assert [len(page) for page in names_of(paginate(headings))] == [10, 10, 10, 5]
