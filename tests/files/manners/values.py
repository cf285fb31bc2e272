"""How figures are written: signs, units, separators, slips, and what only looks like a figure."""

from __future__ import annotations

from tests.files.draft import Box, Draft, Manner
from tests.files.reports import forms

DOUBTFUL = ("3?", "1 2", "l5", "O", "无", "约20", "12左右", "4+1", "２?", "若干")
_FULL = str.maketrans("0123456789.", "０１２３４５６７８９．")


def _filled(draft: Draft, *sections: str) -> list[str]:
    """Cells with a figure, in order."""
    cells = [box.cell for s in draft.sheets for box in s.boxes() if box.cell and box.text]
    wanted = sections or ("documents", "licensing", "enforcement", "applications", "review")
    return [cell for cell in cells if cell.startswith(wanted)]


def blanks(draft: Draft) -> None:
    """Some cells are blank, and no zero."""
    cells = _filled(draft)
    for cell in draft.random.sample(cells, len(cells) // 6):
        _say(draft, cell, "", None)


def zeros_left_blank(draft: Draft) -> None:
    """Every zero of 表三 was left blank."""
    for cell in _filled(draft, "applications"):
        if draft.box(cell).text == "0":
            _say(draft, cell, "", None)


def signs(draft: Draft) -> None:
    """Blank, 0 and four ways to write “/”, side by side."""
    cells = _filled(draft)
    for number, cell in enumerate(draft.random.sample(cells, len(cells) // 2)):
        text, value = (("/", "/"), ("-", "/"), ("—", "/"), ("0", "0"), ("", None), ("／", "/"),
                       ("——", "/"))[number % 7]  # fmt: skip
        _say(draft, cell, text, value)


def no_regulations(draft: Draft) -> None:
    """A bureau strikes out the row of 规章."""
    for cell in _filled(draft, "documents.regulations"):
        _say(draft, cell, "/", "/")


def shown_as_dash(draft: Draft) -> None:
    """Zeros that the number format of a spreadsheet shows as a dash."""
    for cell in _filled(draft):
        draft.box(cell).manner = '0;-0;"-"'


def full_width(draft: Draft) -> None:
    """Figures in full-width digits."""
    for cell in _filled(draft)[::2]:
        draft.box(cell).text = draft.box(cell).text.translate(_FULL)
        draft.may_be_blank(cell)


def separators(draft: Draft) -> None:
    """Thousands parted by a comma, half-width or full-width."""
    for number, cell in enumerate(_filled(draft)):
        text = draft.box(cell).text
        if text.isdecimal() and len(text) > 3:
            draft.box(cell).text = f"{int(text):,}".replace(",", ",，"[number % 2])
            draft.may_be_blank(cell)


def units(draft: Draft) -> None:
    """A unit stands behind figures."""
    for cell in _filled(draft, "documents", "licensing", "enforcement", "applications.new"):
        draft.box(cell).text += "件"
        draft.may_be_blank(cell)


def yuan_for_ten_thousand(draft: Draft) -> None:
    """The fees are given in 元 where the form has 万元."""
    cell = "fees.administrative_fees.amount"
    if cell not in draft.report.form.cells:
        return
    box = draft.box(cell)
    draft.cells[cell] = "1905.4738"
    box.text = "19054738元"
    draft.may_be_blank(cell)


def fees_with_unit(draft: Draft) -> None:
    """The fees say 万元 once more."""
    cell = "fees.administrative_fees.amount"
    if cell not in draft.report.form.cells:
        return
    draft.cells[cell] = "190.457379"
    draft.box(cell).text = "190.457379万元"
    draft.may_be_blank(cell)


def yuan_in_head(draft: Draft) -> None:
    """The head of the fees says 元 where the form says 万元: the figure is none of 万元."""
    cell = "fees.administrative_fees.amount"
    if cell not in draft.report.form.cells:
        return
    draft.cells[cell] = "32.75"
    draft.box(cell).text = "327500"
    draft.may_be_blank(cell)
    for box in draft.sheet("disclosure").boxes():
        box.text = box.text.replace("单位：万元", "单位：元")


def doubtful(draft: Draft) -> None:
    """Slips that could mean several things: never guessed."""
    cells = [cell for cell in _filled(draft, "applications", "documents") if "total" not in cell]
    for cell, text in zip(draft.random.sample(cells, len(DOUBTFUL)), DOUBTFUL, strict=True):
        draft.must_be_blank(cell, text)


def of_which(draft: Draft) -> None:
    """A figure has a note behind it."""
    cell = "documents.normative_documents.issued"
    if cell not in draft.cells:
        cell = "documents.normative_documents.made"
    draft.box(cell).text += "（其中修订2件）"
    draft.package["notes"][cell] = "（其中修订2件）"


def two_figures(row_id: str) -> Manner:
    """A manner: a row of seven columns has two boxes, and nobody knows of which columns."""

    def manner(draft: Draft) -> None:
        sheet = draft.sheet("applications")
        row = sheet.matrix[sheet.row_of(row_id)]
        figures = row[sheet.labels :]
        first, last = Box(figures[0].text), Box(figures[-1].text)
        row[sheet.labels :] = [first] * 4 + [last] * 3
        for box in figures:
            draft.must_be_blank(box.cell)
            draft.alternatives[box.cell] = [None]

    manner.__doc__ = f"The row {row_id} has two boxes for seven columns."
    return manner


def merged_zeros(draft: Draft) -> None:
    """Two rows of 表三 that are all zero are one merged box that says 0."""
    sheet = draft.sheet("applications")
    for row_id in ("refused_query", "declined_published"):
        row = sheet.matrix[sheet.row_of(row_id)]
        zero = Box("0")
        for box in row[sheet.labels :]:
            draft.must_be_blank(box.cell)
            draft.alternatives[box.cell] = [None]
        row[sheet.labels :] = [zero] * len(row[sheet.labels :])


def single_other_handling(draft: Draft) -> None:
    """（六）其他处理 is one row, as in the edition before: its three cells are not known."""
    sheet = draft.sheet("applications")
    start = sheet.row_of("other_not_corrected")
    rows = sheet.matrix[start : start + 3]
    outcome, label = rows[0][:2]
    sums = [Box(_added([row[c].text for row in rows])) for c in range(3, len(rows[0]))]
    sheet.matrix[start : start + 3] = [[outcome, label, label, *sums]]
    for row in rows:
        for box in row[3:]:
            zero = sums[row.index(box) - 3].text == "0"
            draft.must_be_blank(box.cell)
            draft.alternatives[box.cell] = [None, "0"] if zero else [None]


def three_of_other_handling(draft: Draft) -> None:
    """（六）其他处理 of 2019 stands as the three rows of 2021."""
    sheet = draft.sheet("applications")
    r = sheet.row_of("other")
    row = sheet.matrix[r]
    names = [row.label for row in forms()["2021"].tables["applications"].rows]
    at = names.index("（七）总计")
    names, values = names[at - 3 : at], row[3:]
    rows = []
    for number, name in enumerate(names):
        boxes = [Box(str(number) if number < 2 else str(int(box.text) - 1)) for box in values]
        rows.append([row[0], row[1], Box(name), *boxes])
    sheet.matrix[r : r + 1] = rows
    for box in values:
        true = draft.cells.get(box.cell)
        draft.must_be_blank(box.cell)
        draft.alternatives[box.cell] = [None, true]


def _added(texts: list[str]) -> str:
    return str(sum(map(int, texts)))


def _say(draft: Draft, cell: str, text: str, value: str | None) -> None:
    draft.box(cell).text = text
    if value is None:
        draft.cells.pop(cell, None)
    else:
        draft.cells[cell] = value
