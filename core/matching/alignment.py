"""What is read along an axis, placed on it in order: each token one place, each place one token.

The best of all placements is found, and for each token how much better it is than the best one
that puts the token elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence

from core.matching.axes import Axis, Node
from core.matching.labels import LEAST, label_of
from core.record import record

_WORTH = 0.45  # what a placement must be better than, so that many poor ones do not win
_NUMBER = 0.03  # the number before a label is weak evidence
_ELSEWHERE = 0.5  # what a heading takes away that is not the place's own
_CLEAR = 0.8
_NEAR, _FAR = 0.12, 0.2  # how much worse a place may be that is still thought of


@record
class Token:
    """Words read along an axis, in the ways in which they may be put together.

    `line` is the row or column they name, -1 for a heading alone. `context` are the headings that
    stand over it.
    """

    texts: tuple[str, ...]
    line: int = -1
    context: tuple[str, ...] = ()


@record
class Placed:
    """Where a token belongs; `margin` is how much worse the next best place is."""

    token: Token
    node: Node
    likeness: float
    margin: float


def fit(token: Token, number: int, axis: Axis) -> float:
    """How well a token fits a place, less what its headings say against it; 0 for not at all."""
    node = axis.nodes[number]
    if token.line < 0 <= node.line:
        return 0.0
    best = 0.0
    # What stands before a name in its cell or over it does not make the name its heading.
    texts = token.texts if node.line >= 0 or token.line < 0 else token.texts[:1]
    for i, text in enumerate(texts):
        label = label_of(text)
        found = axis.likeness(label.words)[number]
        if i and found < _CLEAR:
            continue
        if found >= LEAST and label.number and node.number:
            found += _NUMBER if label.number == node.number else -_NUMBER
        best = max(best, found)
    if best < LEAST:
        return 0.0
    return max(best - _against(token, node, axis), 0.0)


def _against(token: Token, node: Node, axis: Axis) -> float:
    """What the headings over a token take away: those of other groups, as deep as its own."""
    for text in token.context:
        fits = axis.likeness(label_of(text).words)
        scores = [(fits[i], i) for i, other in enumerate(axis.nodes) if other.line < 0]
        if not scores:
            return 0.0
        score, heading = max(scores)
        own = max((fits[i] for i in node.above), default=0.0)
        deeper = len(node.above) > len(axis.nodes[heading].above)
        if score >= _CLEAR and own < score and heading not in node.above and deeper:
            return _ELSEWHERE
    return 0.0


def place(tokens: Sequence[Token], axis: Axis) -> list[Placed]:
    """The tokens that have a place, in the order of the axis where that holds.

    A token that is out of order has its place too, where its own words and headings leave no
    other.
    """
    fits = [_fits(token, axis) for token in tokens]
    worth = [[max(score - _WORTH, 0.0) for score in row] for row in fits]
    before = _best_before(worth)
    turned = _best_before([row[::-1] for row in worth[::-1]])
    after = [row[::-1] for row in turned[::-1]]
    total = before[-1][-1]
    through = [
        [
            before[i][j] + worth[i][j] + after[i + 1][j + 1] if worth[i][j] else 0.0
            for j in range(len(axis.nodes))
        ]
        for i in range(len(tokens))
    ]
    found: list[Placed] = []
    taken: set[int] = set()
    for i, j in _path(worth, before):
        other = max((t for k, t in enumerate(through[i]) if k != j), default=0.0)
        margin = total - other if other else 1.0
        found.append(Placed(tokens[i], axis.nodes[j], fits[i][j], margin))
        taken.add(j)
    return [*found, *_out_of_order(tokens, fits, found, taken, axis)]


def _fits(token: Token, axis: Axis) -> list[float]:
    """How well a token fits every place; 0 where it fits another clearly better.

    A line's name with its heading names the line.
    """
    fits = [fit(token, i, axis) for i in range(len(axis.nodes))]
    for node, score in zip(axis.nodes, list(fits), strict=True):
        if token.line >= 0 and node.line >= 0:
            for heading in node.above:
                if fits[heading] <= score:
                    fits[heading] = 0.0
    best = max(fits, default=0.0)
    return [score if score >= best - (_NEAR if best >= _CLEAR else _FAR) else 0.0 for score in fits]


def _best_before(worth: Sequence[Sequence[float]]) -> list[list[float]]:
    """The best total of the first i tokens on the first j places, for every i and j."""
    width = len(worth[0]) if worth else 0
    best = [[0.0] * (width + 1)]
    for row in worth:
        above, here = best[-1], [0.0]
        for j, score in enumerate(row):
            here.append(max(above[j + 1], here[j], above[j] + score if score else 0.0))
        best.append(here)
    return best


def _path(
    worth: Sequence[Sequence[float]], best: Sequence[Sequence[float]]
) -> list[tuple[int, int]]:
    i, j = len(worth), len(best[0]) - 1
    path = []
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            path.append((i, j))
    return path[::-1]


def _out_of_order(
    tokens: Sequence[Token],
    fits: Sequence[Sequence[float]],
    found: Sequence[Placed],
    taken: set[int],
    axis: Axis,
) -> list[Placed]:
    """Tokens left over that clearly name a place that is left over, and no other does."""
    placed = {id(placed.token) for placed in found}
    more: list[Placed] = []
    for i, token in enumerate(tokens):
        if id(token) in placed or token.line < 0:
            continue
        free = sorted(((s, j) for j, s in enumerate(fits[i]) if j not in taken), reverse=True)
        if not free or free[0][0] < _CLEAR or axis.nodes[free[0][1]].line < 0:
            continue
        best, j = free[0]
        rivals = [row[j] for k, row in enumerate(fits) if k != i and id(tokens[k]) not in placed]
        others = [s for k, s in enumerate(fits[i]) if k != j]
        margin = best - max((*rivals, *others), default=0.0)
        if margin > 0 or (max(rivals, default=0.0) < best and others and max(others) <= best):
            taken.add(j)
            more.append(Placed(token, axis.nodes[j], best, max(margin, 0.0)))
    return more
