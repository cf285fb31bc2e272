"""The structure tree, walked with another program's library."""

import io
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pypdfium2 import raw as pdfium

from core.document.blank_form import blank_form
from core.document.blocks import Document, Heading, Note, Paragraph, Table, TableCell, Title
from core.document.compose import compose
from core.document.rule_book import rule_book
from core.forms.definition import Form
from core.report.report import Report
from core.writers.pdf.faces import Faces
from core.writers.pdf.page import PageSetup
from core.writers.pdf.writer import document_pdf
from tests.core.writers.pdf.conftest import PARAGRAPH
from tests.editions import NEWEST, each_edition


@dataclass
class Node:
    """An element as it was read: its type, its attributes, and page and number of its marks."""

    type: str
    attributes: dict[str, Any]
    id: str
    marks: list[tuple[int, int]] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)

    def all(self) -> Iterator["Node"]:
        yield self
        for child in self.children:
            yield from child.all()


def tree_of(pdf: pikepdf.Pdf) -> Node:
    pages: dict[Any, int] = {page.objgen: index for index, page in enumerate(pdf.pages)}

    def read(element: pikepdf.Object, parent: pikepdf.Object) -> Node:
        assert element.P.objgen == parent.objgen
        attributes = {str(k): v for k, v in element.get("/A", pikepdf.Dictionary()).items()}
        node = Node(str(element.S), attributes, str(element.get("/ID", "")))
        for kid in element.get("/K", pikepdf.Array()):
            match kid:
                case pikepdf.Dictionary() if kid.get("/Type") == "/MCR":
                    node.marks.append((pages[kid.Pg.objgen], int(kid.MCID)))
                case pikepdf.Dictionary():
                    node.children.append(read(kid, element))
                case _:
                    node.marks.append((pages[element.Pg.objgen], int(kid)))
        return node

    root = pdf.Root.StructTreeRoot
    return read(pdf.get_object(root.K.objgen) if root.K.is_indirect else root.K, root)


def bare(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def texts_of(content: bytes) -> dict[tuple[int, int], str]:
    """What PDFium reads in each mark, by page and number; under -1 what is in none."""
    texts: dict[tuple[int, int], str] = {}
    with pypdfium2.PdfDocument(content) as pdf:
        for index, page in enumerate(pdf):
            text_page = page.get_textpage()
            for character in range(text_page.count_chars()):
                owner = pdfium.FPDFText_GetTextObject(text_page, character)
                if not owner:  # a break between lines
                    continue
                mark = pdfium.FPDFPageObj_GetMarkedContentID(owner)
                code = pdfium.FPDFText_GetUnicode(text_page, character)
                texts[index, mark] = texts.get((index, mark), "") + chr(code)
    return {place: bare(text) for place, text in texts.items()}


@pytest.fixture(params=[PageSetup(), PageSetup(landscape_tables=True)], ids=["upright", "turned"])
def read_back(
    request: pytest.FixtureRequest, faces: Faces
) -> Callable[[Document], tuple[bytes, Node]]:
    """A document as PDF, and the tree that is read back from it."""

    def read(document: Document) -> tuple[bytes, Node]:
        content = document_pdf(document, faces, request.param).content
        with pikepdf.open(io.BytesIO(content)) as pdf:
            return content, tree_of(pdf)

    return read


ReadBack = Callable[[Document], tuple[bytes, Node]]


@pytest.fixture(params=["2019", "2021", "divided tables", "rule book"])
def document(
    request: pytest.FixtureRequest,
    full_report: Callable[[str], Report],
    form_of: Callable[[str], Form],
) -> Document:
    match request.param:
        case "rule book":
            return rule_book(form_of(NEWEST))
        case "divided tables":
            report = full_report(NEWEST)
            for cell in report.form.cells:
                if cell.endswith(".natural_person"):
                    report.notes[cell] = "（其中重复申请16件，均已答复）"
            return compose(report)
    return compose(full_report(request.param))


def test_that_the_tree_says_the_documents_text_in_its_order(
    document: Document, read_back: ReadBack
) -> None:
    content, root = read_back(document)
    texts = texts_of(content)
    said = "".join(texts[mark] for node in root.all() for mark in node.marks)
    blocks = "".join(
        "".join(cell.text for cell in block.cells) if isinstance(block, Table) else block.text
        for block in document.blocks
    )
    assert said == bare(blocks)


def test_that_every_block_is_an_element_of_its_type(
    full_document: Callable[[str], Document], read_back: ReadBack
) -> None:
    document = full_document(NEWEST)
    _, root = read_back(document)
    assert root.type == "/Document"
    assert [node.type for node in root.children] == [f"/{block.role}" for block in document.blocks]


@each_edition
def test_that_every_cell_is_in_the_tree_with_its_scope_and_its_spans(
    edition: str, new_report: Callable[..., Report], read_back: ReadBack
) -> None:
    document = compose(new_report(edition))
    _, root = read_back(document)
    tables = [block for block in document.blocks if isinstance(block, Table)]
    nodes = [node for node in root.children if node.type == "/Table"]
    for table, node in zip(tables, nodes, strict=True):
        rows = [row for row in node.all() if row.type == "/TR"]
        assert len(rows) == table.rows
        for number, row in enumerate(rows):
            cells = [cell for cell in table.cells if cell.row == number]
            for cell, read in zip(cells, row.children, strict=True):
                assert read.type == f"/{cell.role}"
                assert read.attributes.get("/Scope") == (f"/{cell.scope}" if cell.scope else None)
                assert read.attributes.get("/RowSpan", 1) == cell.rows
                assert read.attributes.get("/ColSpan", 1) == cell.columns
                assert bool(read.marks) == bool(cell.text.strip())


@each_edition
@pytest.mark.parametrize("compose_form", [blank_form, rule_book])
def test_that_every_figure_has_a_header_in_its_row_or_its_column(
    edition: str,
    compose_form: Callable[[Form], Document],
    form_of: Callable[[str], Form],
    faces: Faces,
) -> None:
    content = document_pdf(compose_form(form_of(edition)), faces).content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        tables = [node for node in tree_of(pdf).children if node.type == "/Table"]
    assert tables
    for table in tables:
        grid = grid_of(table)
        for (row, column), cell in grid.items():
            heads = [grid[row, c] for c in range(column)] + [grid[r, column] for r in range(row)]
            assert cell.type == "/TH" or any("/Scope" in head.attributes for head in heads)


def grid_of(table: Node) -> dict[tuple[int, int], Node]:
    """The cell at each row and column. Fails where two overlap or one is missing."""
    grid: dict[tuple[int, int], Node] = {}
    rows = [node for node in table.all() if node.type == "/TR"]
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells.children:
            while (row, column) in grid:
                column += 1
            for at in product(
                range(row, row + cell.attributes.get("/RowSpan", 1)),
                range(column, column + cell.attributes.get("/ColSpan", 1)),
            ):
                assert at not in grid
                grid[at] = cell
    assert grid.keys() == set(product(range(len(rows)), range(max(c for _, c in grid) + 1)))
    return grid


def test_that_a_heading_is_at_most_one_level_below_the_one_before_it(faces: Faces) -> None:
    levels = (0, 3, 3, 1, 4, 0, 4)
    blocks = [Paragraph("甲", level=n, lead=1) if n else Heading("甲") for n in levels]
    content = document_pdf(Document("甲", "乙", "丙", tuple(blocks)), faces).content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        types = [node.type for node in tree_of(pdf).children]
    assert types == ["/H1", "/H2", "/H3", "/H2", "/H3", "/H1", "/H2"]


def test_that_rows_that_repeat_are_the_head_of_the_table(read_back: ReadBack) -> None:
    words = ("甲", "乙", "丙", "丁")
    cells = tuple(
        TableCell(word, at // 2, at % 2, scope="Column" if at < 2 else None)
        for at, word in enumerate(words)
    )
    _, root = read_back(Document("甲", "乙", "丙", (Table("表", 2, (1, 1), 1, cells),)))
    (table,) = root.children
    assert [(part.type, len(part.children)) for part in table.children] == [
        ("/THead", 1),
        ("/TBody", 1),
    ]


def test_that_every_mark_belongs_to_one_element_and_nothing_stands_outside(
    document: Document, read_back: ReadBack
) -> None:
    content, root = read_back(document)
    claimed = [mark for node in root.all() for mark in node.marks]
    assert len(claimed) == len(set(claimed))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        assert [int(number) for number in numbers[::2]] == list(range(len(pdf.pages)))
        for index, page in enumerate(pdf.pages):
            drawn = list(marks_of(page))
            assert sorted(mark for at, mark in claimed if at == index) == drawn
            assert page.StructParents == index
            assert page.Tabs == "/S"
            owners = numbers[2 * index + 1]
            assert len(owners) == len(drawn)
            for mark, owner in enumerate(owners):
                assert mark_in(owner, mark, page)


def marks_of(page: Any) -> Iterator[int]:
    """The numbers of the page's marks in order. Fails for text or lines outside of a mark."""
    depth = 0
    instruction: Any
    for instruction in pikepdf.parse_content_stream(page):
        operands = instruction.operands
        match str(instruction.operator):
            case "BDC" | "BMC":
                if str(operands[0]) != "/Span":
                    assert depth == 0 or str(operands[0]) == "/Artifact"
                    if str(operands[0]) != "/Artifact":
                        yield int(operands[1].MCID)
                depth += 1
            case "EMC":
                depth -= 1
            case "Tj" | "TJ" | "S" | "f" | "Do":
                assert depth > 0
    assert depth == 0


def mark_in(owner: pikepdf.Object, mark: int, page: pikepdf.Page) -> bool:
    return any(
        (mark == kid.MCID and kid.Pg.objgen == page.objgen)
        if isinstance(kid, pikepdf.Dictionary)
        else (kid == mark and owner.Pg.objgen == page.objgen)
        for kid in owner.K
    )


def test_that_a_paragraph_on_two_pages_is_one_element(read_back: ReadBack) -> None:
    _, root = read_back(Document("甲", "乙", "丙", (Paragraph(PARAGRAPH * 8),)))
    (paragraph,) = root.children
    assert [page for page, _ in paragraph.marks] == [0, 1]


def test_that_notes_have_names_and_the_title_a_standard_type(faces: Faces) -> None:
    blocks = (Title("标题"), Note("注一"), Note("注二"))
    content = document_pdf(Document("甲", "乙", "丙", blocks), faces).content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        title, *notes = tree_of(pdf).children
        assert pdf.Root.StructTreeRoot.RoleMap[title.type] == "/P"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.Lang == "zh-CN"
    assert len({note.id for note in notes} - {""}) == 2
