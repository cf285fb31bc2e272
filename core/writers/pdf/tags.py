"""The structure tree as a tagged PDF holds it: elements, and which of them each mark belongs to.

Source: ISO 32000-1, 14.7 (tree, marked content, parent tree) and 14.8.5 (attributes).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFDocument, PDFObject

from core.document.blocks import TableCell
from core.writers.pdf.objects import extend
from core.writers.pdf.structure import Element, Marks

# A type of our own, and the standard one that stands for it.
ROLE_MAP = "<</Title/P>>"


def add_tags(root: Element, marks: Marks, pdf: PDFDocument) -> None:
    """Gives the document, whose pages are drawn, the structure of which `root` is the top."""
    tree = _Object()
    tree_number = tree.enter(pdf)
    pages = _Pages(pdf, marks)
    top = pages.add_element(root, tree_number)
    numbers = " ".join(
        f"{page}[{' '.join(f'{owners[mark]} 0 R' for mark in range(len(owners)))}]"
        for page, owners in enumerate(pages.owners)
    )
    tree.text = (
        f"<</Type/StructTreeRoot/K {top} 0 R/RoleMap{ROLE_MAP}"
        f"/ParentTree<</Nums[{numbers}]>>/ParentTreeNextKey {len(pages.owners)}>>"
    )
    for index, page in enumerate(pdf.Pages.pages):
        extend(page, StructParents=index, Tabs="/S")
    pdf.Catalog.StructTreeRoot = tree
    pdf.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})


class _Object(PDFObject):  # type: ignore[misc]  # ReportLab has no type hints
    """An object written as text: a report has hundreds, for which dictionaries take too long."""

    __RefOnly__ = True

    def __init__(self) -> None:
        self.text = ""

    def enter(self, pdf: PDFDocument) -> int:
        """Makes it a part of the file, and returns its number there."""
        pdf.Reference(self)
        return _number_of(self, pdf)

    def format(self, document: PDFDocument) -> bytes:
        return self.text.encode("ascii")


def _number_of(entered: PDFObject, pdf: PDFDocument) -> int:
    number: int = pdf.idToObjectNumberAndVersion[entered.__InternalName__][0]
    return number


class _Pages:
    """The pages of a document, and in `owners` the element's number of each mark on each."""

    def __init__(self, pdf: PDFDocument, marks: Marks) -> None:
        self._pdf = pdf
        self._marks = marks
        self._numbers = [_number_of(page, pdf) for page in pdf.Pages.pages]
        self.owners: list[dict[int, int]] = [{} for _ in self._numbers]

    def add_element(self, element: Element, parent: int) -> int:
        """Adds an element and what is below it; returns its number."""
        entered = _Object()
        number = entered.enter(self._pdf)
        marks = self._marks.get(element, ())
        for page, mark in marks:
            self.owners[page][mark] = number
        kids = [f"{self.add_element(kid, number)} 0 R" for kid in element.children]
        entry = ""
        if marks:
            first = marks[0][0]
            entry = f"/Pg {self._numbers[first]} 0 R"
            kids += self._marked(marks, first)
        entered.text = (
            f"<</Type/StructElem/S/{element.role}/P {parent} 0 R{entry}"
            f"{_attributes(element, number)}/K[{' '.join(kids)}]>>"
        )
        return number

    def _marked(self, marks: Iterable[tuple[int, int]], first: int) -> Iterator[str]:
        """The marks of an element: those on its first page by their number, others in full."""
        for page, mark in marks:
            if page == first:
                yield f"{mark}"
            else:
                yield f"<</Type/MCR/Pg {self._numbers[page]} 0 R/MCID {mark}>>"


def _attributes(element: Element, number: int) -> str:
    """The scope and the spans of a cell; the name that a note must have."""
    if element.role == "Note":
        return f"/ID(note-{number})"
    if element.cell is None:
        return ""
    entries = "".join(_entries(element.cell))
    return f"/A<</O/Table{entries}>>" if entries else ""


def _entries(cell: TableCell) -> Iterator[str]:
    if cell.scope:
        yield f"/Scope/{cell.scope}"
    if cell.rows > 1:
        yield f"/RowSpan {cell.rows}"
    if cell.columns > 1:
        yield f"/ColSpan {cell.columns}"
