"""What a tab says of its section: an icon and a few words, never colour alone."""

from __future__ import annotations

from typing import Literal, NamedTuple

from core.checks.progress import progress_of
from core.forms.definition import Section
from core.next_year import is_untouched
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
    if errors := progress.errors + refused:
        return Badge("error", f"{errors} 错误", "error")
    if live.report.is_final:
        return Badge("final", f"已定稿 第 {live.report.version} 版")
    if progress.empty and section.text:
        return Badge("pending", progress.words)
    if progress.empty or progress.blanks:
        return Badge("pending" if progress.empty else "begun", progress.words)
    if progress.warnings:
        return Badge("warning", progress.words, "warning")
    if section.text and is_untouched(live.report, live.session.previous, section.id):
        return Badge("pending", "上年底稿")
    if section.text and live.session.texts_wait:
        return Badge("begun", "正在核对")
    return Badge("hint" if progress.hints else "ok", progress.words)
