"""核对损坏的内容: what is doubtful in a report, place by place, for the clerk to decide."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.forms.definition import Form
from core.refusal import Refused
from core.report.edits import BLANK, Change, current_text
from core.report.places import name_of_target, shown
from core.report.report import KINDS, TIERS, Report
from core.session import Session
from core.store.audit import ROW_TARGETS, Doubt
from core.store.settling import row_texts
from gui.shared.desk import Desk
from gui.shared.modal import show_modal
from gui.shared.plain import Label
from gui.shared.window_place import resize_within_screen

NAMES = dict(
    zip(
        ROW_TARGETS,
        (
            "单位名称",
            "单位层级",
            "单位类型",
            "统一社会信用代码",
            "上级单位",
            "年度",
            "格式版本",
            "第几版",
            "更正哪一版",
        ),
        strict=True,
    )
)
TYPED = ("agency.name", "report.year", "report.version")  # what no list has all values of
STORED, LOGGED, BACKUP = "现在存着的", "按修改记录", "最近的备份"
ADVICE = (
    "数据文件损坏过，下面这些地方对不上。请逐处选定以哪个为准；拿不准的，对照打印的或上报的年报。"
    "选定以前这份年报只能看，什么都不会改。"
)


def show_doubts(desk: Desk) -> None:
    """Has the clerk decide on what is doubtful, after which the report is opened again."""
    if desk.live and desk.live.session.doubts:
        session = desk.live.session
        dialog = DoubtsDialog(session, desk.reports.forms, desk.window)
        if show_modal(dialog):
            desk.open_report(session.report_id)


class DoubtsDialog(QDialog):
    """Accepted once everything is decided and stored."""

    def __init__(self, session: Session, forms: tuple[Form, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._forms = forms
        self._backup = session.in_backup()
        self.choices: dict[str, QComboBox] = {}
        self.setWindowTitle("核对损坏的内容")
        self.refusal = _text("")
        self.refusal.hide()
        column = QVBoxLayout(self)
        column.addWidget(_text(ADVICE))
        column.addLayout(self._buttons_for_all())
        column.addWidget(self._places(), 1)
        column.addWidget(self.refusal)
        column.addWidget(self._buttons())
        resize_within_screen(self, QSize(900, min(300 + 34 * len(session.doubts), 600)))

    def accept(self) -> None:
        """Stores what is chosen; a refusal is shown and keeps the dialog open."""
        chosen = {t: text for t, box in self.choices.items() if (text := _chosen(box)) is not None}
        if left := len(self.choices) - len(chosen):
            self._refuse(f"还有 {left} 处没有选定。")
            return
        try:
            self._session.settle(chosen)
        except Refused as refusal:
            self._refuse(str(refusal))
            return
        super().accept()

    def _refuse(self, sentence: str) -> None:
        self.refusal.setText(sentence)
        self.refusal.show()

    def choose_all(self, witness: str) -> None:
        """Takes the word of one witness wherever it has one."""
        for doubt in self._session.doubts:
            text = self._said(doubt)[witness]
            if text is not None:
                _choose(self.choices[doubt.target], text)

    def _said(self, doubt: Doubt) -> dict[str, str | None]:
        """What each witness says of a place; None where it says nothing."""
        backup = _in_backup(self._backup, doubt.target)
        return {STORED: doubt.stored, LOGGED: doubt.logged, BACKUP: backup}

    def _buttons_for_all(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(_text("全部选："))
        for witness in (STORED, LOGGED, *([BACKUP] if self._backup else [])):
            button = QPushButton(witness)
            button.setAutoDefault(False)
            button.clicked.connect(partial(self._choose_all, witness))
            row.addWidget(button)
        row.addStretch()
        return row

    def _choose_all(self, witness: str, _checked: bool = False) -> None:
        self.choose_all(witness)

    def _places(self) -> QScrollArea:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        witnesses = (STORED, LOGGED, BACKUP) if self._backup else (STORED, LOGGED)
        for column, heading in enumerate(("位置", *witnesses, "以这个为准")):
            label = _text(heading)
            font = label.font()
            font.setBold(True)
            label.setFont(font)
            grid.addWidget(label, 0, column)
        for row, doubt in enumerate(self._session.doubts, start=1):
            said = self._said(doubt)
            grid.addWidget(_text(self._name(doubt.target)), row, 0)
            for column, witness in enumerate(witnesses, start=1):
                text = said[witness]
                silent = "读不出" if witness == STORED else "没有"
                words = silent if text is None else self._shown(doubt.target, text, said)
                grid.addWidget(_text(words), row, column)
            self.choices[doubt.target] = self._choice(doubt, said)
            grid.addWidget(self.choices[doubt.target], row, len(witnesses) + 1)
        grid.setRowStretch(len(self._session.doubts) + 1, 1)
        for column, share in enumerate((3, *(2 for _ in witnesses), 3)):
            grid.setColumnStretch(column, share)
        inner = QWidget()
        inner.setLayout(grid)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.StyledPanel)
        area.setWidget(inner)
        return area

    def _choice(self, doubt: Doubt, said: Mapping[str, str | None]) -> QComboBox:
        """A box with every text that is said of a place, and what else can stand there."""
        box = QComboBox()
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(14)
        texts = dict.fromkeys(text for text in said.values() if text is not None)
        others = self._others(doubt.target)
        for text in (*texts, *(t for t in others if t not in texts)):
            witnesses = "、".join(w for w, t in said.items() if t == text)
            words = self._shown(doubt.target, text, said)
            box.addItem(f"{witnesses}：{words}" if witnesses else words, text)
        if doubt.target in TYPED:
            box.clear()
            box.addItems([text for text in texts if text])
            box.setEditable(True)
        box.setPlaceholderText("请选定")
        box.setCurrentIndex(-1)
        if doubt.proposed is not None:
            _choose(box, doubt.proposed)
        box.setAccessibleName(self._name(doubt.target))
        return box

    def _others(self, target: str) -> list[str]:
        choices: dict[str, list[str]] = {
            "agency.tier": list(TIERS),
            "agency.kind": list(KINDS),
            "report.edition": [form.id for form in self._forms],
        }
        return choices.get(target, [] if target in TYPED else [BLANK.get(target, "")])

    def _name(self, target: str) -> str:
        if target in NAMES:
            return NAMES[target]
        try:
            return name_of_target(target, self._session.report.form)
        except KeyError:
            return "认不出的位置"

    def _shown(self, target: str, text: str, said: Mapping[str, str | None]) -> str:
        names: Mapping[str, Callable[[], str]] = {
            "agency.tier": lambda: {**TIERS}.get(text, text),  # type: ignore[call-overload]
            "agency.kind": lambda: {**KINDS}.get(text, text),  # type: ignore[call-overload]
            "report.edition": lambda: next((f.name for f in self._forms if f.id == text), text),
        }
        if target in names:
            return names[target]()
        if not text:
            return "空着"
        other = next((t for t in said.values() if t and t != text), "")
        return shown(Change(target, other, text))[1]

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        write = buttons.addButton("按选定的写入", QDialogButtonBox.ButtonRole.AcceptRole)
        write.setDefault(True)
        buttons.addButton("以后再说", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons


def _in_backup(backup: Report | None, target: str) -> str | None:
    """What a backup has at a place; None where it cannot say."""
    if backup is None:
        return None
    if target in ROW_TARGETS:
        return row_texts(backup)[target]
    try:
        return current_text(backup, target)
    except KeyError:
        return None


def _choose(box: QComboBox, text: str) -> None:
    if box.isEditable():
        box.setEditText(text)
    else:
        box.setCurrentIndex(box.findData(text))


def _chosen(box: QComboBox) -> str | None:
    """What is chosen in a box; None for nothing yet."""
    chosen = box.currentText().strip() or None if box.isEditable() else box.currentData()
    return chosen if chosen is None else str(chosen)


def _text(text: str) -> Label:
    label = Label(text)
    label.setWordWrap(True)
    return label
