"""Why: a brief is one phone screen. This decides how much of what is due is printed, in whole
points. It must not reorder anything and must not know how lines are worded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.briefing.choosing import Chosen

#: of a brief without its source list; every sign between two spaces counts
MOST_WORDS = 180
#: kept free for a sentence about the brief, such as that it is late
ROOM_FOR_NOTICE = 16
MOST_CHANGES = 5


def fitted(due: Chosen, words: Callable[[Chosen], int]) -> Chosen:
    """Return as much of what is due as fits, dropped from the end of the brief and its sections.

    `words` counts the words of a brief that prints so much.
    """
    found = due
    for found in _less_and_less(due):
        if words(found) <= MOST_WORDS - ROOM_FOR_NOTICE:
            break
    return found


def _less_and_less(due: Chosen) -> Iterator[Chosen]:
    """Yield what might be printed: points of the focus are given up first while one is left, then
    the question, the anniversaries, the focus, and of the changes all but one."""
    total = len(due.changes)
    for count in range(min(total, MOST_CHANGES), min(total, 1) - 1, -1):
        some = replace(due, changes=due.changes[:count], unprinted=total - count)
        unasked = replace(some, question=None)
        plain = replace(unasked, on_this_day=())
        for rest in (some, unasked, plain):
            for points in range(len(due.focus), 0, -1):
                yield replace(rest, focus=due.focus[:points])
        yield replace(plain, relation=None, focus=())
