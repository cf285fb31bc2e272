"""What is wrong with the lines of a running text: an eye that does not know how they are made.

Source: GB/T 15834-2011, 5.1 (where marks may stand), and the habits of typists.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise

from core.writers.pdf.running import RunningText

# 5.1.1 to 5.1.3, 5.1.5 to 5.1.7, 5.1.9, and the same marks at half width.
NEVER_FIRST = set("。．，、；：？！”’）］｝〕】》〉」』〗…～·／" + ",.;:?!)]}%％‰℃")
NEVER_LAST = set("“‘（［｛〔【《〈「『〖／" + "([{")
# 5.1.11: marks whose blank half may be lost, to the right of the ink and to the left.
BLANK_RIGHT = set("。．，、；：”’）］｝〕】》〉」』〗")
BLANK_LEFT = set("“‘（［｛〔【《〈「『〖")
COUNTED = "件条项次人个份年月日号元万亿篇场家户期级岁页天"
ADDRESS = re.compile(r"://|www\.|@")
WORD = r"[0-9A-Za-z.,:;/@_+%&=?#~-]+"
ROUNDING = 0.01

# A character with its left and right edge.
Placed = list[tuple[str, float, float]]


def line_faults(
    text: str, advances: Mapping[int, float], measure: float, tracking: float = 0.0
) -> Counter[str]:
    """How many lines a text has in the body's setting, and how many of them have which fault.

    Widths are thousandths of the type size; the first line is indented by two characters.
    """
    lines = list(_placed(text, advances, measure, tracking))
    counts = Counter(lines=len(lines))
    counts.update(fault for line in lines for fault in _faults_in(line, measure, tracking))
    for above, below in pairwise("".join(character for character, *_ in line) for line in lines):
        counts.update(_faults_between(above, below, text, advances, measure - 2000))
    counts["ragged"] += sum(line[-1][2] - _blank(line[-1]) < measure - 1 for line in lines[:-1])
    return counts


def _placed(
    text: str, advances: Mapping[int, float], measure: float, tracking: float
) -> Iterator[Placed]:
    widths = [advances[ord(character)] for character in text]
    running = RunningText(text, widths, tracking)
    indent = 2000.0
    for start, stop in running.lines(measure, indent):
        line = []
        for run in running.runs(start, stop, measure - indent):
            left = indent + run.left
            for i in range(run.start, run.stop):
                line.append((text[i], left, left + widths[i]))
                left += widths[i] + run.spacing
        yield line
        indent = 0.0


def _blank(placed: tuple[str, float, float]) -> float:
    character, left, right = placed
    return (right - left) / 2 if character in BLANK_RIGHT else 0.0


def _faults_in(line: Placed, measure: float, tracking: float) -> Iterator[str]:
    if line[-1][2] - _blank(line[-1]) > measure + ROUNDING or line[0][1] < 0:
        yield "overflow"
    for one, other in pairwise(line):
        opening = (other[2] - other[1]) / 2 if other[0] in BLANK_LEFT else 0.0
        # A space between two scripts is narrower than the face has it.
        if (
            one[0] != " "
            and other[1] + opening < one[2] - _blank(one) + min(tracking, 0) - ROUNDING
        ):
            yield "collision"
        pair = one[0] + other[0]
        if pair.isascii() and " " not in pair and abs(other[1] - one[2]) > ROUNDING:
            yield "spaced word"


def _faults_between(
    above: str, below: str, text: str, advances: Mapping[int, float], measure: float
) -> Iterator[str]:
    if below[0] in NEVER_FIRST:
        yield "bad start"
    if above[-1] in NEVER_LAST:
        yield "bad end"
    were_joined = above[-4:] + below[:4] in text  # not parted at a space
    own = re.search(r"—*$|…*$", above)
    half = above[-1] == "…" or len(own[0] if own else "") % 2 == 1  # of a dash, which is two signs
    if were_joined and above[-1] + below[0] in ("——", "……") and half:
        yield "broken mark"
    parts = re.search(f"{WORD}$", above), re.match(WORD, below)
    if parts[0] and parts[1]:
        word = parts[0][0] + parts[1][0]
        is_narrow = sum(advances[ord(character)] for character in word) <= measure
        is_address = ADDRESS.search(word) and parts[0][0][-1] in "/.?&@"
        if word in text and is_narrow and not is_address:
            yield "broken word"
    is_alone = parts[0] and parts[0][0] == above  # wider with its unit than a first line
    if were_joined and re.search(r"\d%?$", above) and below[0] in COUNTED and not is_alone:
        yield "figure without unit"
