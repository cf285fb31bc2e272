"""A workbook (.xlsx) to its contents: what its sheets show, with the results that formulas have.

On its XML, as for .docx: openpyxl alone takes longer to import than all this to read, refuses
files for a style it does not know, and opens pictures on its own.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from posixpath import dirname, join, normpath

from core.readers.contents import Block, Contents, contents_bytes
from core.readers.office_zip import Element, OfficeRefused, OfficeZip
from core.readers.sheet import MOST_CELLS, Sheet, SheetCell, place_of, too_many
from core.readers.sheet_blocks import sheet_blocks
from core.readers.sheet_styles import CellStyle, Styles, is_on, shown_string
from core.refusal import quoted

AUTHOR = "年报"  # of the comments in which our own workbooks have what prints behind a number
NOTE = re.compile(r"[（(].*")  # in its first line; below it stands what a sum would be

_MAIN = "xl/workbook.xml"


def xlsx_contents(content: bytes) -> bytes:
    """The contents of a workbook, as contents_bytes. Raises OfficeRefused."""
    return contents_bytes(_Workbook(OfficeZip(content)).contents())


class _Workbook:
    def __init__(self, office: OfficeZip) -> None:
        self._office = office
        main = _target(office, "", "/officeDocument") or _MAIN
        if main not in office:
            if any(name.endswith(".bin") and "workbook" in name for name in office.names):
                raise OfficeRefused("是二进制工作簿（.xlsb），请用 Excel 另存为 .xlsx 再试。")
            raise OfficeRefused("不是 Excel 工作簿；请检查后缀是否被改过，或另选一个文件。")
        self._main = main
        self._workbook = office.parsed(main)
        self._strings = self._shared_strings()
        styles = _target(office, main, "/styles")
        self._styles = Styles(office.parsed(styles) if styles in office else None)
        properties = self._workbook.find("{*}workbookPr")
        self._is_1904 = properties is not None and is_on(properties.get("date1904"))
        self._left_out: Counter[str] = Counter()
        self._cells_left = MOST_CELLS

    def contents(self) -> Contents:
        """What is in the sheets that are shown, in their order."""
        blocks: list[Block] = []
        notices: list[str] = []
        hidden = 0
        for sheet, part in self._sheets():
            cells = self._sheet(self._office.parsed(part))
            if sheet.get("state", "visible") != "visible":
                hidden += any(cell.text for cell in cells.cells.values())
                continue
            where = f"工作表{quoted(sheet.get('name') or '')}"
            has_others = self._read_comments(part, cells)
            blocks += sheet_blocks(cells, where)
            if cells.has_hidden:
                notices.append(f"{where}里隐藏的行、列没有读。")
            if has_others:
                notices.append(f"{where}里的批注没有读。")
        if hidden:
            notices.append(f"{hidden} 张隐藏的工作表没有读。")
        if self._left_out["struck"]:
            notices.append(f"有 {self._left_out['struck']} 处划掉（带删除线）的文字没有读。")
        if not blocks:
            raise OfficeRefused("里没有显示出来的内容；请检查是否选对了文件。")
        return Contents(tuple(blocks), self._title(), tuple(notices))

    def _sheets(self) -> list[tuple[Element, str]]:
        """The sheets with cells, each with the name of its part."""
        parts = dict(_relations(self._office, self._main, "/worksheet"))
        found = []
        for sheet in self._workbook.iterfind("{*}sheets/{*}sheet"):
            identity = next((text for name, text in sheet.items() if name.endswith("}id")), "")
            if identity in parts:
                found.append((sheet, parts[identity]))
        return found

    def _shared_strings(self) -> list[Element]:
        part = _target(self._office, self._main, "/sharedStrings")
        return list(self._office.parsed(part).iterfind("{*}si")) if part in self._office else []

    def _sheet(self, root: Element) -> Sheet:
        sheet = Sheet(root)
        for row, column, element in sheet.elements():
            self._cells_left -= 1
            if self._cells_left < 0:
                raise too_many()
            sheet.cells[row, column] = self._cell(element, sheet.shows_zeros)
        return sheet

    def _cell(self, element: Element, shows_zeros: bool) -> SheetCell:
        style = self._styles.of(element.get("s"))
        text, doubt, is_number = self._shown(element, style)
        if text and style.struck:
            self._left_out["struck"] += 1
            text = doubt = ""
        if is_number and not shows_zeros and text == "0":
            doubt = "这张工作表不显示 0，单元格里是 0。"
        return SheetCell(text, doubt, is_number, style)

    def _shown(self, element: Element, style: CellStyle) -> tuple[str, str, bool]:
        """What a cell says, why that is in doubt, and whether it is a number."""
        stored = element.findtext("{*}v") or ""
        match element.get("t", "n"):
            case "s":
                place = int(stored) if stored.isascii() and stored.isdecimal() else -1
                if not 0 <= place < len(self._strings):
                    return "", "", False
                return *style.text(self._string(self._strings[place])), False
            case "inlineStr":
                inline = element.find("{*}is")
                return *style.text("" if inline is None else self._string(inline)), False
            case "b":
                return ("TRUE" if is_on(stored) else "FALSE"), "", False
            case "n" if stored:
                return *style.number(stored.strip(), self._is_1904), True
            case "str" if stored:
                return *style.text(shown_string(stored)), False
        if not stored and element.find("{*}f") is not None and element.get("t") != "str":
            return "", "公式没有存结果；请用 Excel 或 WPS 打开，保存后再试。", False
        return stored, "", False

    def _read_comments(self, part: str, sheet: Sheet) -> bool:
        """Puts the notes that this program has as comments behind their numbers.

        Whether there are others, which are not read.
        """
        name = _target(self._office, part, "/comments")
        if not name:
            return False
        root = self._office.parsed(name)
        authors = [author.text for author in root.iterfind("{*}authors/{*}author")]
        own = str(authors.index(AUTHOR)) if AUTHOR in authors else None
        others = False
        for comment in root.iterfind("{*}commentList/{*}comment"):
            place = place_of(comment.get("ref") or "")
            cell = sheet.cells.get(place) if place else None
            text = comment.find("{*}text")
            if own is None or comment.get("authorId") != own or cell is None or text is None:
                others = True
            elif place and (note := NOTE.match(self._string(text))):
                sheet.cells[place] = replace(cell, text=cell.text + note[0])
        return others

    def _string(self, element: Element) -> str:
        """The text of rich or plain text, without what is struck and what tells how to say it."""
        text = element.findtext("{*}t") or ""
        for run in element.iterfind("{*}r"):
            strike = run.find("{*}rPr/{*}strike")
            if strike is not None and is_on(strike.get("val", "1")):
                self._left_out["struck"] += 1
            else:
                text += run.findtext("{*}t") or ""
        return shown_string(text)

    def _title(self) -> str:
        part = _target(self._office, "", "/core-properties")
        return (
            (self._office.parsed(part).findtext("{*}title") or "") if part in self._office else ""
        )


def _relations(office: OfficeZip, part: str, kind: str) -> list[tuple[str, str]]:
    """The parts of a kind that a part refers to, by id; nothing outside the file."""
    folder, _, name = part.rpartition("/")
    relations = join(folder, "_rels", f"{name}.rels")
    if relations not in office:
        return []
    found = []
    for relation in office.parsed(relations):
        if (relation.get("Type") or "").endswith(kind) and relation.get("TargetMode") != "External":
            target = relation.get("Target") or ""
            path = target.lstrip("/") if target.startswith("/") else join(dirname(part), target)
            if (path := normpath(path)) in office:
                found.append((relation.get("Id") or "", path))
    return found


def _target(office: OfficeZip, part: str, kind: str) -> str:
    """The first part of a kind that a part refers to, "" for none."""
    return next((path for _, path in _relations(office, part, kind)), "")
