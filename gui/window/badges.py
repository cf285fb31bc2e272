"""What a tab says of its section: an icon and a few words, never colour alone."""

from __future__ import annotations

from typing import Literal, NamedTuple

from core.checks.progress import progress_of
from core.forms.definition import Section
from gui.shared.live_report import LiveReport

Tone = Literal["quiet", "error", "warning"]


class Badge(NamedTuple):
    """The worst that a section has, by the name of its icon."""

    icon: str
    words: str
    tone: Tone = "quiet"


def badge_of(section: Section, live: LiveReport, refused: int) -> Badge:
    """The badge of a section, in which `refused` entries could not be stored."""
    progress = progress_of(section, live.report, live.checked)
    hints = sum(f.severity == "hint" and f.section == section.id for f in live.checked.roots)
    if errors := progress.errors + refused:
        return Badge("error", f"{errors} 错误", "error")
    if live.report.is_final:
        return Badge("final", f"已定稿 第 {live.report.version} 版")
    if progress.empty and section.text:
        return Badge("pending", "未写")
    if progress.empty or progress.blanks:
        cells = sum(len(live.report.form.cells_of[table.id]) for table in section.tables)
        blanks = progress.blanks or cells
        return Badge("pending" if progress.empty else "begun", f"{blanks} 格未填")
    if progress.warnings:
        return Badge("warning", f"{progress.warnings} 警告", "warning")
    if section.text and live.session.texts_wait:
        return Badge("begun", "正在核对")
    if hints:
        return Badge("hint", f"{hints} 提示")
    return Badge("ok", "已写" if section.text else "相符")
