"""Why: an answer must not slow down as the pack grows. Each size runs in a process of its own, so
that memory and ratios are its own. It must not measure the reading of files."""

from __future__ import annotations

from dataclasses import replace
from itertools import cycle
from typing import TYPE_CHECKING

from bot.lookup.answer import Answerer
from tests.bench.fts5 import Fts5
from tests.bench.questions import free_questions
from tests.bench.subject import CONTEXT, SHIPPED, Subject, subject
from tests.bench.table import Row
from tests.bench.timing import Times, singly

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ASKED = "russia iran"
_VARIANTS = {
    "one actor": "russia",
    "narrowed by topic": "russia iran drones",
    "as known on a day": "russia iran as-of 2025-02",
}
_BEST = 5
_MOST_MEDIAN, _MOST_P99 = 100, 1000  # µs
_MOST_TIMES_SHIPPED = {10_000: 2, 100_000: 5}


def measure(root: Path, size: int, rounds: int) -> list[Row]:
    """Return the rows of one size of the pack in the folder `root`."""
    asked = subject(root, size, rounds)
    (first,) = singly([asked.ask(_ASKED)], 1)
    asked.remember("asked by name")
    rows = [*_named(asked), *_variants(asked)]
    words = free_questions(asked.shipped.library)
    (full_text,) = singly([asked.ask(" ".join(words[0]))], 1)
    asked.remember("asked by word")
    for what, times in (
        (f"first `{_ASKED}` after loading", _with_more(asked, first)),
        ("first free question, for which full text is made", full_text),
    ):
        rows.append(Row(what=what, facts=asked.facts, times=times))
    figure = ", ".join(f"{megabytes:,.0f}" for megabytes in asked.memory.values())
    what = f"memory in MB: {', '.join(asked.memory)}"
    return [*rows, *_free(asked, words), Row(what=what, facts=asked.facts, figure=figure)]


def _named(asked: Subject) -> Iterator[Row]:
    base, own = asked.beside_shipped(_ASKED)
    row = Row(what=f"`{_ASKED}`", facts=asked.facts, times=own)
    if asked.size == SHIPPED:
        met = own.median <= _MOST_MEDIAN
        yield replace(row, goal=f"median ≤ {_MOST_MEDIAN} µs", met=met)
        met = own.p99 is not None and own.p99 <= _MOST_P99
        yield replace(row, goal="p99 ≤ 1 ms", met=met)
        return
    most = _MOST_TIMES_SHIPPED.get(asked.size)
    row = replace(row, beside=base, name="shipped")
    yield replace(row, goal=f"≤ {most}×", met=own.median <= most * base.median) if most else row


def _variants(asked: Subject) -> Iterator[Row]:
    for name, text in _VARIANTS.items():
        base, own = asked.beside_shipped(text)
        row = Row(what=f"{name}: `{text}`", facts=asked.facts, times=own)
        yield row if asked.size == SHIPPED else replace(row, beside=base, name="shipped")


def _free(asked: Subject, questions: list[tuple[str, ...]]) -> Iterator[Row]:
    ours = asked.answerer._full_text()  # noqa: SLF001 - made already, and large
    theirs = Fts5(asked.answerer.library)
    first, second, third = cycle(questions), cycle(questions), cycle(questions)
    answer, ranked, fts5 = asked.by_turns(
        lambda: asked.answerer.ask(" ".join(next(first)), CONTEXT),
        lambda: ours.ranked(next(second), (), _BEST),
        lambda: theirs.ranked(next(third), _BEST),
    )
    for what, own in (("whole answer", answer), (f"full text alone, {_BEST} best", ranked)):
        met = own.median < fts5.median
        row = Row(what=f"free question: {what}", facts=asked.facts, times=own, met=met)
        yield replace(row, beside=fts5, name="FTS5", goal="faster than FTS5")
    yield Row(what=f"SQLite FTS5 alone, {_BEST} best", facts=asked.facts, times=fts5)


def _with_more(asked: Subject, first: Times) -> Times:
    """Return the first time with more of its kind, where it is short enough to repeat."""
    each = [*first.each]
    for _ in range(min(20, 100_000 // (asked.size or 1)) - 1):
        fresh = Answerer(replace(asked.answerer.library))
        each += singly([asked.ask(_ASKED, fresh)], 1)[0].each
    return Times(tuple(each))
