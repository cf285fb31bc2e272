"""Breaking a report's title, or a long name below it, into lines by its meaning.

Source: GB/T 9704-2012, 7.3.1: the lines of a title end with words, and are balanced.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import chain
from math import inf

from core.writers.pdf.lines import SPACES, TOLERANCE, Line, break_lines, ends_of, pieces
from core.writers.pdf.marks import squeezed_widths

# A longer text is no title, and finding its best lines would take minutes.
MOST_LINES = 8

# What a break costs. A line twice as long as the mean costs 1, and so does every line.
_NOTHING, _LITTLE, _MUCH, _MORE, _MOST = 0.0, 0.2, 1.0, 4.0, 8.0
# Words that are not divided, and what a break before and behind them costs.
_WORDS = (
    (re.compile(r"《[^》]{0,80}》|（[^）]{0,80}）|“[^”]{0,80}”|\([^)]{0,80}\)"), _MORE, _MORE),
    # Parts of an agency's name: 示例市示例区人民政府示例街道办事处.
    (
        re.compile(
            "[省市区县旗乡镇州盟]?人民政府|(?:街道)?办事处|管?委员?会|办公[厅室]|管理局|自治[区州县]|街道"
        ),
        _MORE,
        _LITTLE,
    ),
    (re.compile("(?<!城)[省市区县旗乡镇局厅](?![场政容民委村直级域属])"), _MORE, _LITTLE),
    (re.compile(r"\d{4}年度?"), _LITTLE, _NOTHING),
    (re.compile("政府信息公开|政务公开|信息公开"), _NOTHING, _MUCH),
    (re.compile("工作|年度报告|报告"), _MUCH, _MUCH),
)
_LISTING = re.compile("[、，；]")


def break_title(
    text: str, author: str, advances: Mapping[int, float], measure: float
) -> list[Line]:
    """The lines of a title: few, equal, and broken between its words rather than inside one.

    `author` is the agency's name, "" for none. A line feed ends a line. Widths
    are thousandths of the type size. A text of more than `MOST_LINES` lines is broken as any other.
    """
    return [
        line
        for part in text.split("\n")
        for line in _broken(part.strip(SPACES), author, advances, measure)
    ]


def _broken(text: str, author: str, advances: Mapping[int, float], measure: float) -> list[Line]:
    greedy = break_lines(text, advances, measure)
    if not 2 <= len(greedy) <= MOST_LINES:
        return greedy
    ends = ends_of(squeezed_widths(text, advances))
    places = list(pieces(text, ends, measure, measure))
    costs = _break_costs(text, author)

    @cache
    def best(first: int, count: int, mean: float) -> tuple[float, tuple[Line, ...]]:
        """The cheapest way from a piece to the end in so many lines, and its cost."""
        ways: list[tuple[float, tuple[Line, ...]]] = []
        start = places[first][0]
        for last in range(first, len(places)):
            stop = places[last][1]
            line = Line(text[start:stop], ends[stop] - ends[start])
            if last > first and line.width > measure + TOLERANCE:
                break
            cost = 1 + (line.width / mean - 1) ** 2
            if last == len(places) - 1 and count == 1:
                ways.append((cost, (line,)))
            elif last < len(places) - 1 and count > 1:
                rest, lines = best(last + 1, count - 1, mean)
                ways.append((cost + costs[places[last + 1][0]] + rest, (line, *lines)))
        return min(ways, key=lambda way: way[0], default=(inf, ()))

    counts = (len(greedy), len(greedy) + 1)
    return list(min(best(0, count, ends[-1] / count) for count in counts)[1])


def _break_costs(text: str, author: str) -> list[float]:
    """What a break in front of each character costs."""
    costs = [_MORE] * (len(text) + 1)
    found = [
        (*match.span(), before, behind)
        for word, before, behind in _WORDS
        for match in word.finditer(text)
    ]
    start = text.find(author) if author else -1
    while start >= 0:
        found.append((start, start + len(author), _NOTHING, _LITTLE))
        start = text.find(author, start + 1)
    for start, end, before, behind in found:
        costs[start] = min(costs[start], before)
        costs[end] = min(costs[end], behind)
    inside = [range(start + 1, end) for start, end, *_ in found if text[start:end] != author]
    for place in chain(*inside):
        costs[place] = _MOST
    for mark in _LISTING.finditer(text):  # of several names in brackets too
        costs[mark.end()] = min(costs[mark.end()], _MORE)
    return costs
