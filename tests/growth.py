"""How much longer something takes that is given ten times as much.

Only the processor's time counts, for other programs may run; and what is done at once is done
several times, so that it can be measured.
"""

import gc
import time
from collections.abc import Callable

SHORT, LONGER = 2_000, 20_000
# Times as long for ten times as much: 10 is linear, 100 is square.
MOST = 25
_ENOUGH = 0.002  # seconds that can be measured


def growth(act: Callable[[int], object]) -> float:
    """How many times as long `act` takes for 20,000 as for 2,000; tried again where that is much.

    What a fraction of a millisecond is enough for counts as if it took that long.
    """
    act(SHORT)
    times = 0.0
    gc.disable()  # it would be the garbage of other tests that is measured
    try:
        for _ in range(3):
            short = max(min(_seconds(act, SHORT) for _ in range(3)), _ENOUGH)
            times = _seconds(act, LONGER) / short
            if times <= MOST:
                break
    finally:
        gc.enable()
    return times


def _seconds(act: Callable[[int], object], much: int) -> float:
    start = time.thread_time()
    act(much)
    return time.thread_time() - start
