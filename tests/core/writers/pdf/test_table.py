import re
from collections.abc import Callable
from dataclasses import replace
from itertools import accumulate, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.chinese.punctuation import NO_LINE_BEGINS_WITH
from core.document.blocks import Document, Table, TableCell
from core.document.compose import compose
from core.report.report import Report
from core.writers.pdf.cells import CONTINUED
from core.writers.pdf.faces import Faces, PrintRefused
from core.writers.pdf.flow import paginate
from core.writers.pdf.flowables import flowables_of
from core.writers.pdf.page import HEIGHT, LANDSCAPE, MEASURE, PITCH, UPRIGHT, TypeArea
from core.writers.pdf.table import FILLED_DEPTH, SetTable, set_table
from core.writers.table_measures import PADDING, SIZES, SMALLEST, SPARE_PADDING
from tests.editions import NEWEST, each_shipped_edition

EDITIONS = ("2019", "2021")
WHOLE_PAGE = HEIGHT - 32
NOTES = st.text(st.sampled_from("（其中修订16件）重新公布，详见“公告”。abc.1 \n"), max_size=40)
COUNTS = st.integers(-(10**8) + 1, 10**8 - 1).map(str)
MONEY = st.decimals(0, 10**8, places=6, allow_nan=False).map(lambda money: f"{money:f}")
VALUES = st.one_of(COUNTS, MONEY, st.sampled_from(["", "/", "0", "780877.39元", str(10**12)]))
LABELS = st.text(st.sampled_from("一、（三）不予公开重新出具已获取信息“三安全”12.A"), max_size=40)


@pytest.fixture
def tables(full_document: Callable[[str], Document]) -> Callable[[str], list[Table]]:
    """The tables 二, 三 and 四 of an edition."""

    def of(edition: str) -> list[Table]:
        return [block for block in full_document(edition).blocks if isinstance(block, Table)]

    return of


def borders_of(table: SetTable) -> tuple[list[float], list[float]]:
    """The xs of the columns and the ys of the rows, from the upper left corner."""
    return list(table.edges), [-y for y in accumulate(table.heights, initial=0.0)]


def assert_nothing_leaves_its_cell(table: SetTable, pen) -> None:
    pen.texts.clear()
    table.draw(pen, 0, 0)
    xs, ys = borders_of(table)
    drawn = iter(pen.texts)
    for cell, text in zip(table.table.cells, table.texts, strict=True):
        left, right = xs[cell.column], xs[cell.column + cell.columns]
        top, bottom = ys[cell.row], ys[cell.row + cell.rows]
        lines = [next(drawn) for _ in text.lines]
        for line in lines:
            ink = line.left + line.size / 2 * (line.text == CONTINUED)  # its bracket's is there
            assert left < ink < line.right < right, cell
            assert bottom <= line.bottom < line.top <= top, cell
        assert without_spaces("".join(line.text for line in lines)) == without_spaces(cell.text)
        for above, below in pairwise(lines):
            assert below.top <= above.bottom
    assert next(drawn, None) is None


def without_spaces(text: str) -> str:
    return re.sub(r"\s", "", text)


def assert_closed(table: SetTable, pen) -> None:
    """Every cell has a border on all four sides and none within."""
    pen.borders.clear()
    table.draw(pen, 0, 0)
    xs, ys = borders_of(table)

    def is_drawn(x1: float, y1: float, x2: float, y2: float) -> bool:
        return any(a <= x1 and x2 <= c and d <= y2 and y1 <= b for a, b, c, d in pen.borders)

    for cell in table.table.cells:
        rows, columns = (
            range(cell.row, cell.row + cell.rows),
            range(cell.column, cell.column + cell.columns),
        )
        for row in rows:
            for column in range(cell.column, cell.column + cell.columns + 1):
                outside = column in (cell.column, cell.column + cell.columns)
                assert is_drawn(xs[column], ys[row], xs[column], ys[row + 1]) == outside
        for column in columns:
            for row in range(cell.row, cell.row + cell.rows + 1):
                outside = row in (cell.row, cell.row + cell.rows)
                assert is_drawn(xs[column], ys[row], xs[column + 1], ys[row]) == outside


def parts_of(table: SetTable, height: float = HEIGHT) -> list[SetTable]:
    area = replace(table.area, height=height)
    table = replace(table, setting=replace(table.setting, area=area))
    parts = []
    for page in paginate([table]):
        for part, _ in page.placed:
            assert isinstance(part, SetTable)
            parts.append(part)
    return parts


def figures_of(cells: tuple[TableCell, ...]) -> list[str]:
    return [cell.text for cell in cells if not cell.scope]


@pytest.mark.parametrize("edition", EDITIONS)
@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_that_nothing_leaves_its_cell(
    tables: Callable[[str], list[Table]], faces: Faces, pen, edition: str, data: st.DataObject
) -> None:
    table = data.draw(st.sampled_from(tables(edition)))
    area = data.draw(st.sampled_from([UPRIGHT, LANDSCAPE]))
    height = data.draw(st.sampled_from([area.height, 400.0]))
    changed = data.draw(st.sets(st.integers(0, len(table.cells) - 1), max_size=9))
    cells = list(table.cells)
    for index in changed:
        text = data.draw(LABELS) if cells[index].scope else data.draw(VALUES) + data.draw(NOTES)
        cells[index] = cells[index]._replace(text=text)
    changed_table = replace(table, cells=tuple(cells))
    whole = set_table(changed_table, faces.table, height - 32, area)
    try:
        parts = parts_of(whole, height)
    except PrintRefused:
        assert max(whole.heights) > height / 2  # one row, with the header, is more than a page
        return
    for part in parts:
        assert part.height <= height + 1e-3
        assert part.edges[-1] == pytest.approx(area.width)
        assert_nothing_leaves_its_cell(part, pen)
    assert [text for part in parts for text in figures_of(part.table.cells)] == figures_of(
        whole.table.cells
    )


@pytest.mark.parametrize("edition", EDITIONS)
@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
def test_that_nothing_leaves_its_cell_however_full_the_table(
    tables: Callable[[str], list[Table]], faces: Faces, pen, edition: str, data: st.DataObject
) -> None:
    few = st.lists(VALUES, min_size=7, max_size=7)
    for table in tables(edition):
        values = data.draw(few)
        cells = tuple(
            cell if cell.scope else cell._replace(text=values[number % 7])
            for number, cell in enumerate(table.cells)
        )
        for area in (UPRIGHT, LANDSCAPE):
            whole = set_table(replace(table, cells=cells), faces.table, area.height - 32, area)
            for part in parts_of(whole, area.height):
                assert_nothing_leaves_its_cell(part, pen)


@pytest.mark.parametrize("edition", EDITIONS)
def test_that_the_longest_table_fits_on_a_page_in_legible_type(
    tables: Callable[[str], list[Table]], faces: Faces, edition: str
) -> None:
    _, applications, _ = (set_table(table, faces.table, WHOLE_PAGE) for table in tables(edition))
    assert applications.height <= WHOLE_PAGE + 1e-6
    assert applications.setting.size >= 9


def test_that_the_type_is_as_large_as_the_room_allows(
    tables: Callable[[str], list[Table]], faces: Faces
) -> None:
    table = tables(NEWEST)[1]
    sizes = [set_table(table, faces.table, room).setting.size for room in (400, 480, 560, 640, 900)]
    assert sizes[0] == sizes[-1] == SIZES[0]  # cannot fit at all, and fits easily
    assert sizes[1:] == sorted(sizes[1:])
    assert len(set(sizes)) > 2


@pytest.mark.parametrize("edition", EDITIONS)
def test_that_every_cell_has_its_borders(
    tables: Callable[[str], list[Table]], faces: Faces, pen, edition: str
) -> None:
    for table in tables(edition):
        assert_closed(set_table(table, faces.table, WHOLE_PAGE), pen)


def test_that_a_number_is_set_smaller_rather_than_broken(
    tables: Callable[[str], list[Table]], faces: Faces
) -> None:
    table = tables(NEWEST)[2]
    cells = tuple(cell if cell.scope else cell._replace(text="88888888") for cell in table.cells)
    whole = set_table(replace(table, cells=cells), faces.table, WHOLE_PAGE)
    texts = [
        text for cell, text in zip(whole.table.cells, whole.texts, strict=True) if not cell.scope
    ]
    assert len(texts) == 15
    assert all(len(text.lines) == 1 and text.size >= SMALLEST for text in texts)
    headers = (text for cell, text in zip(cells, whole.texts, strict=True) if cell.scope)
    assert {text.size for text in headers} == {whole.setting.size}


def test_that_all_figures_of_a_table_have_one_size(
    tables: Callable[[str], list[Table]], faces: Faces
) -> None:
    table = tables(NEWEST)[2]
    cells = tuple(
        cell if cell.scope else cell._replace(text="88888888" if cell.column % 2 else "5")
        for cell in table.cells
    )
    whole = set_table(replace(table, cells=cells), faces.table, WHOLE_PAGE)
    sizes = {text.size for cell, text in zip(cells, whole.texts, strict=True) if not cell.scope}
    assert len(sizes) == 1
    assert min(sizes) < SIZES[0]


def test_that_a_table_ends_on_the_grid_rather_than_a_little_below(
    tables: Callable[[str], list[Table]], faces: Faces
) -> None:
    table = set_table(tables(NEWEST)[2], faces.table, WHOLE_PAGE)
    missing = -table.height % PITCH
    lower = table.on_grid(missing + 1)
    assert (lower.height + missing + 1) % PITCH == pytest.approx(0, abs=1e-6)
    assert lower.height == pytest.approx(table.height - 1)
    assert table.on_grid(missing + PITCH / 2).heights == table.heights


@pytest.mark.parametrize(("figure", "is_turned"), [("88888888", False), ("12345678901", True)])
def test_that_a_table_whose_numbers_would_be_broken_is_turned(
    full_document: Callable[[str], Document], faces: Faces, figure: str, is_turned: bool
) -> None:
    document = full_document(NEWEST)
    widest = max(
        (block for block in document.blocks if isinstance(block, Table)),
        key=lambda table: len(table.widths),
    )
    cells = tuple(cell if cell.scope else cell._replace(text=figure) for cell in widest.cells)
    changed = replace(widest, cells=cells)
    blocks = tuple(changed if block is widest else block for block in document.blocks)
    found = flowables_of(replace(document, blocks=blocks), faces)
    (table,) = (
        part for part in found if isinstance(part, SetTable) and part.table.cells == changed.cells
    )
    assert table.area.is_turned == is_turned
    assert not table.cuts_a_number


@pytest.mark.parametrize("edition", EDITIONS)
def test_that_no_label_is_broken_before_a_mark_beside_the_longest_numbers(
    tables: Callable[[str], list[Table]], faces: Faces, edition: str
) -> None:
    table = tables(edition)[1]
    cells = tuple(cell if cell.scope else cell._replace(text="88888888") for cell in table.cells)
    whole = set_table(replace(table, cells=cells), faces.table, WHOLE_PAGE)
    lines = [line.text for text in whole.texts for line in text.lines]
    assert "三、" in lines
    assert [line for line in lines if line[0] in NO_LINE_BEGINS_WITH] == []


def test_that_long_numbers_take_room_from_short_ones(
    tables: Callable[[str], list[Table]], faces: Faces
) -> None:
    table = tables(NEWEST)[2]
    long = [cell for cell in table.cells if not cell.scope][::3]
    cells = tuple(
        cell if cell.scope else cell._replace(text="88888888" if cell in long else "5")
        for cell in table.cells
    )
    whole = set_table(replace(table, cells=cells), faces.table, WHOLE_PAGE)
    for cell, text in zip(whole.table.cells, whole.texts, strict=True):
        assert text.size >= 7.5
        if cell.scope and cell.columns == 1:
            assert len(text.lines) <= 2


def test_that_a_long_word_leaves_room_for_the_cells_that_span_columns(
    tables: Callable[[str], list[Table]], faces: Faces, pen
) -> None:
    table = tables("2019")[0]
    word = next(cell for cell in table.cells if not cell.scope and cell.columns == 1)
    empty = next(cell for cell in table.cells if not cell.scope and cell.columns > 1)
    cells = tuple(
        cell._replace(text={word: "a" * 200, empty: ""}.get(cell, cell.text))
        for cell in table.cells
    )
    whole = set_table(replace(table, cells=cells), faces.table, WHOLE_PAGE)
    assert_nothing_leaves_its_cell(whole, pen)


def test_that_short_numbers_leave_the_columns_as_the_form_has_them(
    tables: Callable[[str], list[Table]], faces: Faces
) -> None:
    table = tables(NEWEST)[2]
    cells = tuple(cell if cell.scope else cell._replace(text="104") for cell in table.cells)
    edges = set_table(replace(table, cells=cells), faces.table, WHOLE_PAGE).edges
    assert edges == pytest.approx([MEASURE / 15 * column for column in range(16)])


@each_shipped_edition
def test_that_a_label_keeps_clear_of_the_borders_beside_it(
    tables: Callable[[str], list[Table]], faces: Faces, edition: str
) -> None:
    for table in tables(edition):
        whole = set_table(table, faces.table, WHOLE_PAGE)
        for cell, text in zip(whole.table.cells, whole.texts, strict=True):
            if cell.scope and cell.columns == 1:
                width = whole.edges[cell.column + 1] - whole.edges[cell.column]
                assert width - text.width > 2 * PADDING + SPARE_PADDING


def test_that_a_note_wraps_behind_its_number(
    tables: Callable[[str], list[Table]], faces: Faces
) -> None:
    table = tables(NEWEST)[2]
    cells = tuple(
        cell if cell.scope else cell._replace(text="22（其中修订16件）") for cell in table.cells
    )
    whole = set_table(replace(table, cells=cells), faces.table, WHOLE_PAGE)
    assert whole.texts[-1].lines[0].text == "22"
    assert len(whole.texts[-1].lines) <= 5
    assert "".join(line.text for line in whole.texts[-1].lines) == "22（其中修订16件）"


def test_that_a_label_is_divided_behind_its_number(
    tables: Callable[[str], list[Table]], faces: Faces
) -> None:
    whole = set_table(tables(NEWEST)[1], faces.table, WHOLE_PAGE)
    lines = {
        cell.text: [line.text for line in text.lines]
        for cell, text in zip(whole.table.cells, whole.texts, strict=True)
    }
    assert lines["（三）不予公开"] == ["（三）", "不予公开"]


@pytest.mark.parametrize("area", [UPRIGHT, LANDSCAPE])
def test_that_a_label_is_set_upright_rather_than_broken_inside_its_words(
    tables: Callable[[str], list[Table]], faces: Faces, area: TypeArea
) -> None:
    table = tables(NEWEST)[1]
    whole = set_table(table, faces.table, area.height - 32, area)
    (label,) = (i for i, cell in enumerate(table.cells) if cell.text == "三、本年度办理结果")
    stacked = ["三、", *"本年度办理结果"]
    assert [line.text for line in whole.texts[label].lines] == stacked
    # Two rows have no room for as many lines.
    first = table.cells[label].row
    part = whole.part(first, first + 2)
    texts = zip(part.table.cells, part.texts, strict=True)
    (text,) = (text for cell, text in texts if cell.scope == "Row" and cell.rows == 2)
    assert len(text.lines) < len(stacked)


def test_that_long_row_labels_stand_left_and_short_ones_in_the_middle(
    tables: Callable[[str], list[Table]], faces: Faces
) -> None:
    def left_labels(table: Table) -> set[str]:
        whole = set_table(table, faces.table, WHOLE_PAGE)
        pairs = zip(whole.table.cells, whole.texts, strict=True)
        return {cell.text for cell, text in pairs if text.left is not None}

    disclosure, applications, review = tables(NEWEST)
    assert not left_labels(disclosure)
    assert not left_labels(review)
    assert {"1.属于国家秘密", "（一）予以公开", "四、结转下年度继续办理"} <= left_labels(
        applications
    )
    assert not {"三、本年度办理结果", "（三）不予公开", "自然人"} & left_labels(applications)


def test_that_parts_repeat_header_and_labels_and_are_closed(
    tables: Callable[[str], list[Table]], faces: Faces, pen
) -> None:
    table = tables(NEWEST)[1]
    whole = set_table(table, faces.table, 200)
    parts = parts_of(whole, 300)
    assert len(parts) > 2
    header = [cell for cell in whole.table.cells if cell.row < table.header_rows]
    for part in parts:
        assert [cell for cell in part.table.cells if cell.row < table.header_rows] == header
        assert_closed(part, pen)
        assert_nothing_leaves_its_cell(part, pen)
    # The last row, 四, is no part of 三.
    last = parts[-1].table.rows - table.header_rows == 1
    of_three = parts[:-1] if last else parts
    assert "三、本年度办理结果" in texts_of(parts[0])
    for part in of_three[1:]:
        assert "三、本年度办理结果（续）" in texts_of(part)
        assert "三、本年度办理结果" not in texts_of(part)
    rows = sum(part.table.rows - table.header_rows for part in parts)
    assert rows == table.rows - table.header_rows
    figures = [text for part in parts for text in figures_of(part.table.cells)]
    assert figures == figures_of(table.cells)


@given(room=st.floats(220, 500), height=st.floats(250, 600))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_that_a_label_is_tagged_once_and_continued_once_on_every_further_page(
    tables: Callable[[str], list[Table]], faces: Faces, room: float, height: float
) -> None:
    whole = set_table(tables(NEWEST)[1], faces.table, room)
    parts = parts_of(whole, height)
    tagged = [element for part in parts for element in part.elements if element]
    assert len(tagged) == len(set(map(id, tagged))) == len(whole.table.cells)
    for number, part in enumerate(parts):
        for cell, element in zip(part.table.cells, part.elements, strict=True):
            is_continued = cell.row >= part.table.header_rows and element is None
            assert cell.text.count(CONTINUED) == is_continued
            assert number or element


def test_that_a_label_does_not_stretch_the_last_rows_of_its_group(
    tables: Callable[[str], list[Table]], faces: Faces
) -> None:
    whole = set_table(tables(NEWEST)[1], faces.table, 200)
    one_row = min(whole.heights)
    for room in range(250, 600, 10):
        head, rest = whole.split(room, forced=True) or (None, None)
        assert head
        assert rest
        assert head.height + rest.height < whole.height + sum(whole.heights[:3]) + one_row


def texts_of(table: SetTable) -> list[str]:
    return [cell.text for cell in table.table.cells]


def test_that_joined_tables_are_divided_between_each_other(
    tables: Callable[[str], list[Table]], faces: Faces, pen
) -> None:
    whole = set_table(tables("2019")[0], faces.table, WHOLE_PAGE)
    for room in (120, 200, 300, whole.height - 1):
        head, rest = whole.split(room, forced=False) or (None, None)
        assert head
        assert rest
        assert rest.table.cells[0].text.startswith("第二十条第")
        assert_closed(head, pen)
        assert_closed(rest, pen)
    assert whole.split(80, forced=False) is None
    assert whole.split(80, forced=True)


def test_that_a_table_is_tightened_to_fit_but_not_too_much(
    tables: Callable[[str], list[Table]], faces: Faces, pen
) -> None:
    whole = set_table(tables(NEWEST)[0], faces.table, WHOLE_PAGE)
    tight = whole.tightened(whole.height - 40)
    assert tight.height == pytest.approx(whole.height - 40)
    assert_nothing_leaves_its_cell(tight, pen)
    assert whole.tightened(whole.height / 2) == whole


def test_that_a_table_of_the_form_stays_whole_unless_it_is_to_be_divided(
    tables: Callable[[str], list[Table]], faces: Faces
) -> None:
    for table in tables(NEWEST):
        whole = set_table(table, faces.table, WHOLE_PAGE)
        assert whole.stays_whole
        assert not list(whole.ways())[-1].stays_whole


def test_that_a_table_is_set_closer_and_in_smaller_type_but_not_too_small(
    tables: Callable[[str], list[Table]], faces: Faces, pen
) -> None:
    whole = set_table(tables(NEWEST)[0], faces.table, WHOLE_PAGE)
    ways = list(whole.ways())
    assert {way.setting.size for way in ways} == {10.5, 10.0, 9.5, 9.0}
    assert min(way.height for way in ways) < 0.8 * whole.height
    for way in ways:
        assert not way.is_open
        assert_nothing_leaves_its_cell(way, pen)


def test_that_a_table_is_set_wider_up_to_a_limit(
    tables: Callable[[str], list[Table]], faces: Faces, pen
) -> None:
    whole = set_table(tables(NEWEST)[0], faces.table, WHOLE_PAGE).with_depth(2)
    wider = whole.loosened(2.5 * PITCH)
    assert wider.height == pytest.approx(whole.height + 2.5 * PITCH)
    assert wider.slack == pytest.approx(whole.slack - 2.5 * PITCH)
    assert_nothing_leaves_its_cell(wider, pen)
    widest = whole.loosened(HEIGHT)
    assert widest.height == pytest.approx(whole.height + whole.slack)
    assert widest.setting.depth == FILLED_DEPTH


def test_that_neither_part_of_a_divided_table_has_one_row(
    tables: Callable[[str], list[Table]], faces: Faces
) -> None:
    whole = set_table(tables(NEWEST)[1], faces.table, WHOLE_PAGE)
    assert whole.split(sum(whole.heights[:4]) + 1, forced=False) is None
    head, _ = whole.split(sum(whole.heights[:5]) + 1, forced=False) or (None, None)
    assert head
    assert head.table.rows == 5
    _, rest = whole.split(whole.height - 1, forced=False) or (None, None)
    assert rest
    assert rest.table.rows >= whole.table.header_rows + 2


def test_that_a_part_has_more_than_two_rows_where_more_have_room(
    tables: Callable[[str], list[Table]], faces: Faces
) -> None:
    whole = set_table(tables(NEWEST)[1], faces.table, 500)
    header = whole.table.header_rows
    for beside_label in range(60, 120, 10):
        room = sum(whole.heights[: header + 4]) + beside_label
        head, _ = whole.split(room, forced=False) or (None, None)
        assert head
        assert head.table.rows >= header + 4


def test_that_a_header_is_never_left_without_a_row_of_figures(
    tables: Callable[[str], list[Table]], faces: Faces
) -> None:
    whole = set_table(tables(NEWEST)[1], faces.table, WHOLE_PAGE)
    assert whole.split(sum(whole.heights[:3]) + 1, forced=True) is None
    head, _ = whole.split(sum(whole.heights[:4]) + 1, forced=True) or (None, None)
    assert head
    assert head.table.rows == 4


def test_that_a_note_higher_than_a_page_is_refused_by_the_tables_name(
    new_report: Callable[..., Report], faces: Faces
) -> None:
    report = new_report(NEWEST, {"applications.new_received.natural_person": "1"})
    report.notes["applications.new_received.natural_person"] = "（其中重复申请16件）" * 60
    table = next(b for b in compose(report).blocks if isinstance(b, Table) and b.header_rows)
    with pytest.raises(PrintRefused, match=r"^表“收到和处理政府信息公开申请情况”里有一格的字太多"):
        paginate([set_table(table, faces.table, WHOLE_PAGE)])


def test_that_a_missing_character_is_refused_with_its_cell(
    tables: Callable[[str], list[Table]], faces: Faces
) -> None:
    table = tables(NEWEST)[0]
    cells = (*table.cells[:-1], table.cells[-1]._replace(text="12（☑）"))
    with pytest.raises(PrintRefused, match="，在表“主动公开政府信息情况”写着“12（☑）”的一格里；"):
        set_table(replace(table, cells=cells), faces.table, WHOLE_PAGE)
