"""How the clerk likes to see and fill the tables, kept from one start to the next."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from gui.shared.settings import Settings


class Ways(QObject):
    """Settings that show at once in every table; `changed` says that one is another now."""

    changed = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings

    @property
    def last_year(self) -> bool:
        """上年数: whether last year's value stands beside each cell's."""
        return self._settings.last_year_beside

    @property
    def totals_by_program(self) -> bool:
        """合计由软件算: whether Tab passes over totals."""
        return self._settings.totals_by_program

    def toggle_last_year(self) -> None:
        """Shows last year's values, or no longer."""
        self._set("last_year_beside", not self.last_year)

    def toggle_totals(self) -> None:
        """Lets Tab pass over totals, or no longer."""
        self._set("totals_by_program", not self.totals_by_program)

    def _set(self, name: str, value: bool) -> None:
        setattr(self._settings, name, value)
        self._settings.keep()
        self.changed.emit()
