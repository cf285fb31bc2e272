"""Qt's own words where the program has others for the same thing."""

from __future__ import annotations

from PySide6.QtCore import QTranslator

# Qt's Chinese translation says 撤消 and 恢复 in the menus of its fields.
WORDS = {"&Undo": "撤销(&U)", "&Redo": "重做(&R)"}


class Wording(QTranslator):
    """Translates what is worded differently; installed last, it is asked first."""

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        return WORDS.get(text)  # type: ignore[return-value]  # only None asks the next translator
