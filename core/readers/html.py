"""A web page, or what a browser or a word processor puts on the clipboard, to its contents.

What is shown counts, as a browser shows it: styles that hide count, scripts and comments do not.
The page is walked through from its first element to its last, never by recursion.
"""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from core.readers.contents import Contents, contents_bytes, numbered
from core.readers.encodings import decoded
from core.readers.html_flow import Flow, Inherited
from core.readers.html_list import Numbers, whole
from core.readers.html_style import Sheet, Style, characters, set_in
from core.readers.html_table import FIRST, LAST, MIDDLE, Table, TableCell
from core.readers.office_zip import Element
from core.readers.text.typed import with_typed_tables
from core.refusal import Refused

MOST_ELEMENTS = 300_000  # a report saved by Word has twenty thousand

NEVER_SHOWN = {
    "head", "title", "style", "script", "noscript", "template", "xml", "svg", "math", "canvas",
    "audio", "video", "object", "embed", "iframe", "noframes", "datalist", "rp", "rt", "meta",
    "link", "base", "col", "colgroup", "select",
}  # fmt: skip
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
LISTS = {"ol", "ul", "menu", "dir"}
STRUCK = {"del", "s", "strike"}
# What stands on lines of its own, unless its style says otherwise.
BLOCKS = HEADINGS | LISTS | {
    "html", "body", "p", "div", "li", "dl", "dt", "dd", "blockquote", "pre", "center", "hr",
    "section", "article", "main", "header", "footer", "nav", "aside", "address", "figure",
    "figcaption", "form", "fieldset", "legend", "details", "summary", "dialog", "hgroup",
    "caption", "listing", "xmp", "plaintext", "search", "frameset", "textarea",
}  # fmt: skip
KINDS = dict.fromkeys(BLOCKS, "block") | {
    "table": "table", "tr": "row", "td": "cell", "th": "cell", "br": "break",
    "thead": "first", "tbody": "middle", "tfoot": "last",
}  # fmt: skip
DISPLAYS = {
    "none": "hidden", "block": "block", "list-item": "block", "flex": "block", "grid": "block",
    "flow-root": "block", "table-caption": "block", "inline": "inline", "contents": "inline",
    "inline-block": "inline", "inline-flex": "inline", "table": "table", "inline-table": "table",
    "table-row": "row", "table-cell": "cell", "table-header-group": "first",
    "table-row-group": "middle", "table-footer-group": "last",
}  # fmt: skip
GROUPS = {"first": FIRST, "middle": MIDDLE, "last": LAST}
RAISED = {"sup": str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")} | {
    "sub": str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
}  # a number with a raised one behind it is not one number


class HtmlRefused(Refused):
    """The page cannot be read; the message goes on from the name of the file."""


def html_contents(content: bytes) -> bytes:
    """The contents of a web page, as contents_bytes. Raises HtmlRefused."""
    return contents_bytes(contents_of_html(decoded(content)))


def clipboard_contents(content: bytes) -> bytes:
    """The contents of rich text from the clipboard, in UTF-8, as contents_bytes.

    The header that Windows puts before it may stand there. Raises HtmlRefused.
    """
    html = decoded(content, "utf-8")
    if html.startswith("Version:"):
        _, mark, html = html.partition("<")
        html = mark + html
    if "<table" not in html.lower() and "<tr" in html.lower():  # some give the rows alone
        html = f"<table>{html}</table>"
    return contents_bytes(contents_of_html(html))


def contents_of_html(html: str) -> Contents:
    """What a page shows. Raises HtmlRefused, or TableRefused for a table that is too large."""
    root = _parsed(html)
    page = _Page(Sheet("\n".join(style.text or "" for style in root.iter("style"))))
    page.walk(root)
    blocks = tuple(numbered(with_typed_tables(page.flow.blocks)))
    if not blocks:
        raise HtmlRefused(
            "里没有显示出来的文字；请在浏览器里打开要读的那一页，另存为单个文件再试。"
        )
    notices: tuple[str, ...] = ()
    if page.struck:
        notices = (f"有 {page.struck} 处划掉（带删除线）的文字没有读。",)
    title = " ".join((root.findtext(".//title") or "").split())
    return Contents(blocks, title, notices)


def _parsed(html: str) -> Element:
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = etree.fromstring(html.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    errors = {error.type_name for error in parser.error_log}
    if "ERR_NO_MEMORY" in errors:
        raise _too_much()
    if "ERR_RESOURCE_LIMIT" in errors:
        raise HtmlRefused("里的内容套了太多层，没有打开；请把正文复制到 Word 里，另存再试。")
    if root is None:
        raise HtmlRefused("里没有文字；请检查文件是否完好，或另选一个文件。")
    return root


def _too_much() -> HtmlRefused:
    return HtmlRefused("里的内容太多，不会是年报，没有打开；请另选一个文件。")


class _Open(NamedTuple):
    """An element whose end has not come; `kind` is what it opened here, "" for nothing."""

    kind: str
    inherited: Inherited
    cell: TableCell | None = None


class _Page:
    """A page while it is walked through."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.flow = Flow([])  # the page's, or the innermost open cell's
        self._flows: list[Flow] = []  # those around it
        self._tables: list[tuple[Table, int]] = []  # with how many flows were open before each
        self._lists: list[Numbers] = []
        self._open = [_Open("", Inherited())]
        self.struck = 0

    def walk(self, root: Element) -> None:
        walker = etree.iterwalk(root, events=("start", "end"))
        count = 0
        for event, element in walker:
            if event == "start":
                count += 1
                if count > MOST_ELEMENTS:
                    raise _too_much()
                if not self._start(element):
                    walker.skip_subtree()
            else:
                self._end(element)
        self.flow.end_line()

    def _start(self, element: Element) -> bool:
        """Whether what is in the element is shown."""
        style = self._sheet.of(element)
        tag = element.tag
        kind = DISPLAYS.get(style.get("display", ""), "") or KINDS.get(tag, "inline")
        if tag in STRUCK or "line-through" in (
            style.get("text-decoration", "") + style.get("text-decoration-line", "")
        ):
            self.struck += bool("".join(element.itertext()).strip())
            kind = "hidden"
        inherited = _inherited(self._open[-1].inherited, element, style)
        if _is_hidden(element, style, kind):
            self._open.append(_Open("hidden", inherited))
            return False
        cell = None
        kind = self._kind_here(kind)
        if kind == "inline":
            if tag == "input":
                self.flow.add(_typed(element), inherited)
        else:
            cell = self._begin(kind, element, style)
        if tag in LISTS:
            self._lists.append(Numbers(element, style))
        elif tag == "li" and self._lists:
            self.flow.marker = self._lists[-1].of(element, style)
        self._open.append(_Open(kind, inherited, cell))
        if element.text:
            raised = RAISED.get(tag)
            self.flow.add(element.text.translate(raised) if raised else element.text, inherited)
        return True

    def _kind_here(self, kind: str) -> str:
        """A row or a cell that stands in no table is a block like others."""
        directly = bool(self._tables) and self._tables[-1][1] == len(self._flows)
        return "block" if kind in ("row", "cell", *GROUPS) and not directly else kind

    def _begin(self, kind: str, element: Element, style: Style) -> TableCell | None:
        """Opens a block, a line, or a table or part of it; the cell where it is one."""
        if kind in ("block", "break", "table"):
            self.flow.end_line()
        if kind == "block":
            self.flow.begin_block(set_in(style))
        elif kind == "table":
            self._tables.append((Table(), len(self._flows)))
        elif kind in GROUPS:
            self._tables[-1][0].begin_group(GROUPS[kind])
        elif kind == "row":
            self._tables[-1][0].begin_row()
        elif kind == "cell":
            cell = TableCell(
                rows=max(0, whole(element.get("rowspan"), 1)),
                columns=whole(element.get("colspan"), 1),
            )
            self._tables[-1][0].add(cell)
            self._flows.append(self.flow)
            self.flow = Flow(cell.blocks)
            self.flow.begin_block(set_in(style))
            return cell
        return None

    def _end(self, element: Element) -> None:
        opened = self._open.pop()
        if opened.kind == "block":
            self.flow.end_line()
        elif opened.kind == "cell" and opened.cell:
            self.flow.end_line()
            opened.cell.indent = self.flow.indent
            self.flow = self._flows.pop()
        elif opened.kind == "table":
            self.flow.end_line()
            self.flow.blocks += self._tables.pop()[0].blocks()
        if opened.kind != "hidden":
            if element.tag in LISTS:
                self._lists.pop()
            elif element.tag == "li":
                self.flow.marker = ""
        if element.tail:
            self.flow.add(element.tail, self._open[-1].inherited)


def _is_hidden(element: Element, style: Style, kind: str) -> bool:
    tag = element.tag
    return (
        kind == "hidden"
        or tag in NEVER_SHOWN
        or style.get("mso-hide") == "all"
        or ("display" not in style and element.get("hidden") is not None)
        or (tag == "dialog" and element.get("open") is None)
        or characters(style.get("text-indent", "")) < -50  # put aside, off the screen
    )


def _inherited(around: Inherited, element: Element, style: Style) -> Inherited:
    """What holds in the element, of what holds around it."""
    tag = element.tag
    align = style.get("text-align") or (element.get("align") or "").lower()
    if not align and tag in ("center", "caption"):
        align = "center"
    if tag == "table" and align:  # of the table in the page, not of its text
        align = style.get("text-align", "")
    visibility = style.get("visibility", "")
    space = style.get("white-space") or ("pre" if tag in ("pre", "textarea", "xmp") else "")
    heading = tag in HEADINGS or element.get("role") == "heading"
    if not (align or visibility or space or heading):
        return around
    return Inherited(
        seen=visibility in ("visible", "initial") if visibility else around.seen,
        centred="center" in align if align else around.centred,
        kept=space.startswith("pre") or space == "break-spaces" if space else around.kept,
        heading=heading or around.heading,
    )


def _typed(element: Element) -> str:
    """What stands in a field to type in."""
    shown = (element.get("type") or "text").lower() in ("text", "number", "search", "tel")
    return element.get("value") or "" if shown else ""
