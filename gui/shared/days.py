"""How far a day is, as it is said."""

from __future__ import annotations

from datetime import date, datetime


def days_left(due: date, today: date) -> str:
    """还有78天, 就是今天 or 已过3天."""
    days = (due - today).days
    if days < 0:
        return f"已过{-days}天"
    return f"还有{days}天" if days else "就是今天"


def when(at: datetime, now: datetime) -> str:
    """How long ago, as it is said: 今天 09:30, 昨天, 3天前."""
    days = (now.date() - at.date()).days
    if days == 0:
        return f"今天 {at:%H:%M}"
    if days < 0:
        return f"{at:%Y-%m-%d}"
    return "昨天" if days == 1 else f"{days}天前"
