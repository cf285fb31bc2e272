"""Walking through a document: its lines and tables as they are shown, in reading order.

What was inserted under tracked changes is there, what was deleted is not, nor what is hidden.
lxml ends what is nested too deep, so that no walk goes deeper than Python can.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from core.readers.word.fields import Fields
from core.readers.word.numbering import Numbering
from core.readers.word.pieces import Line, Piece, Table, TableCell
from core.readers.word.styles import Setting, Styles, indent_of, is_centred, is_heading
from core.readers.word.tables import placed
from core.readers.word.xml import Element, attribute, child, is_on, name_of

GONE = {"del", "moveFrom", "rt", "rPr", "pPr", "delText", "delInstrText", "instrText"}
FOREIGN = {"altChunk", "subDoc"}
NOTES = {"footnoteReference", "endnoteReference"}
SEEN_ONLY = {"pic", "imagedata", "chart", "relIds", "OLEObject", "control"}  # nothing to be read
_SIGNS = {
    "tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-",
}  # fmt: skip
# Of Wingdings, what forms use; any other sign of such a font is one that cannot be known.
_SYMBOLS = {0xFE: "☑", 0xFD: "☒", 0xA8: "□", 0x6F: "□", 0xFC: "✓", 0x52: "☑", 0xA3: "□"}
_UNKNOWN = "□"


@dataclass
class _Paragraph:
    """A paragraph on the way: its words, and the text boxes that stand at it."""

    setting: Setting
    words: list[str] = field(default_factory=list)
    boxes: list[Piece] = field(default_factory=list)


class Walk:
    """One walk through a document. `left_out` counts what was not read, by its element's name."""

    def __init__(self, root: Element, styles: Styles, numbering: Numbering) -> None:
        self.left_out: Counter[str] = Counter()
        self._styles = styles
        self._numbering = numbering
        self._fields = Fields(root)

    def pieces(self, container: Element) -> list[Piece]:
        """What a body, a cell or a text box shows."""
        found: list[Piece] = []
        carried: list[str] = []  # of paragraphs whose end is gone, which run into the next
        self._walk(container, found, carried)
        if carried:
            found += _lines("".join(carried), {})
        return found

    def _walk(self, container: Element, found: list[Piece], carried: list[str]) -> None:
        for element in container:
            name = name_of(element)
            if name == "p":
                self._take_paragraph(element, found, carried)
            elif name == "tbl":
                if self._fields.shows:
                    found.append(self._table(element))
            elif name in FOREIGN:
                self.left_out[name] += 1
            elif name == "AlternateContent":
                if (chosen := _chosen(element)) is not None:
                    self._walk(chosen, found, carried)
            elif name == "sdt":
                if (content := _filled(element)) is not None:
                    self._walk(content, found, carried)
            elif name in ("ins", "moveTo", "customXml", "smartTag"):
                self._walk(element, found, carried)
            elif name in GONE:
                self.left_out[name] += 1

    def _take_paragraph(self, element: Element, found: list[Piece], carried: list[str]) -> None:
        properties = child(element, "pPr")
        paragraph = _Paragraph(self._styles.of_paragraph(properties))
        self._take_words(element, paragraph)
        found += paragraph.boxes
        carried += paragraph.words
        if self._has_no_end(properties, paragraph):
            return
        text = "".join(carried)
        carried.clear()
        if self._fields.shows or text:
            text = self._numbering.next_number(paragraph.setting) + text.lstrip("\n")
        found += _lines(text, paragraph.setting)

    def _has_no_end(self, properties: Element | None, paragraph: _Paragraph) -> bool:
        """Whether the end of a paragraph was deleted or is hidden, and so what follows goes on."""
        mark = child(properties, "rPr")
        if child(mark, "del") is not None or child(mark, "moveFrom") is not None:
            return True
        return mark is not None and self._styles.is_hidden(mark, paragraph.setting)

    def _take_words(self, parent: Element, paragraph: _Paragraph) -> None:
        for element in parent:
            name = name_of(element)
            if name == "r":
                self._take_run(element, paragraph)
            elif name in GONE:
                self.left_out["del"] += name in ("del", "moveFrom")
            elif name == "AlternateContent":
                if (chosen := _chosen(element)) is not None:
                    self._take_words(chosen, paragraph)
            elif name == "sdt":
                if (content := _filled(element)) is not None:
                    self._take_words(content, paragraph)
            else:
                self._take_sign(element, name, paragraph)

    def _take_run(self, run: Element, paragraph: _Paragraph) -> None:
        properties = child(run, "rPr")
        if not self._styles.is_hidden(properties, paragraph.setting):
            self._take_words(run, paragraph)
            return
        self.left_out["vanish"] += any(name_of(element) == "t" for element in run)
        for mark in run:  # a hidden field is still a field
            if name_of(mark) == "fldChar":
                self._fields.pass_mark(mark)

    def _take_sign(self, element: Element, name: str, paragraph: _Paragraph) -> None:
        if name == "fldChar":
            self._fields.pass_mark(element)
        elif name == "txbxContent":
            paragraph.boxes += self.pieces(element)
        elif name == "textpath":  # WordArt
            paragraph.boxes += _lines(element.get("string", ""), paragraph.setting)
        elif not self._fields.shows:
            return
        elif name == "t":
            paragraph.words.append(_text(element))
        elif name in _SIGNS:
            paragraph.words.append(_SIGNS[name])
        elif name == "sym":
            paragraph.words.append(_symbol(element))
        elif name in NOTES or name in FOREIGN:
            self.left_out[name] += 1
        else:
            self.left_out["seen"] += name in SEEN_ONLY
            self._take_words(element, paragraph)

    def _table(self, table: Element) -> Table:
        cells = []
        for cell in placed(table, self.left_out):
            pieces = () if cell.asks else tuple(self.pieces(cell.element))
            cells.append(TableCell(cell.place, pieces))
        return Table(tuple(cells))


def _lines(text: str, setting: Setting) -> list[Piece]:
    """The lines of a paragraph that have something in them."""
    found: list[Piece] = []
    for line in text.split("\n"):
        if words := line.strip():
            typed = len(line) - len(line.lstrip())
            wide = line[:typed].count("\u3000")
            indent = indent_of(setting) + wide + (typed - wide) // 2
            found.append(Line(words, is_heading(setting), is_centred(setting), indent, line))
    return found


def _text(element: Element) -> str:
    text = element.text or ""
    if element.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
        text = text.strip(" \t\r\n")
    return text.translate({9: " ", 10: " ", 13: " "})


def _symbol(element: Element) -> str:
    try:
        code = int(attribute(element, "char"), 16)
    except ValueError:
        return _UNKNOWN
    if 0xF000 <= code <= 0xF0FF:
        return _SYMBOLS.get(code - 0xF000, _UNKNOWN)
    return chr(code) if 0x20 <= code < 0xD800 else _UNKNOWN


def _filled(control: Element) -> Element | None:
    """What is in a content control; None where it only asks to be filled in."""
    if is_on(child(control, "sdtPr", "showingPlcHdr")):
        return None
    return child(control, "sdtContent")


def _chosen(alternatives: Element) -> Element | None:
    """Of one thing in several forms the first that says something."""
    choices = [inner for inner in alternatives if name_of(inner) in ("Choice", "Fallback")]
    saying = (inner for inner in choices if next(inner.iter("{*}t"), None) is not None)
    return next(saying, choices[0] if choices else None)
