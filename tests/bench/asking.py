"""Why: an answer must not slow down as the pack grows. Each size runs in a process of its own, so
that memory and ratios are its own. It must not measure the reading of files."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import cycle
from typing import TYPE_CHECKING

from bot.lookup.answer import Answerer, Context
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
_DAYS = 1000  # more than a core keeps the answers of
_MOST_MEDIAN, _MOST_P99 = 100, 1000  # µs
_MOST_TIMES_SHIPPED = {10_000: 2, 100_000: 5}


def measure(root: Path, size: int, rounds: int) -> list[Row]:
    """Return the rows of one size of the pack in the folder `root`."""
    asked = subject(root, size, rounds)
    (first,) = singly([asked.ask(_ASKED)], 1)
    asked.remember("asked by name")
    rows = [*_named(asked), _anew(asked), *_variants(asked)]
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


def _anew(asked: Subject) -> Row:
    """Return the same question asked of another day each time, so that no kept answer serves."""
    days = cycle([Context(today=CONTEXT.today + timedelta(days=days)) for days in range(_DAYS)])
    (own,) = asked.by_turns(lambda: asked.answerer.ask(_ASKED, next(days)))
    return Row(what=f"`{_ASKED}`, another day each time", facts=asked.facts, times=own)


def _variants(asked: Subject) -> Iterator[Row]:
    for name, text in _VARIANTS.items():
        base, own = asked.beside_shipped(text)
        row = Row(what=f"{name}: `{text}`", facts=asked.facts, times=own)
        yield row if asked.size == SHIPPED else replace(row, beside=base, name="shipped")


def _free(asked: Subject, questions: list[tuple[str, ...]]) -> Iterator[Row]:
    ours = asked.answerer._full_text()  # noqa: SLF001 - made already, and large
    theirs = Fts5(asked.answerer.library)
    other = Answerer(asked.answerer.library)
    other._text = theirs  # type: ignore[assignment]  # noqa: SLF001 - the same answer otherwise
    mine, yours, alone, fts5 = (cycle(questions) for _ in range(4))
    answer, over_fts5, ranked, ranked_by_fts5 = asked.by_turns(
        lambda: asked.answerer.ask(" ".join(next(mine)), CONTEXT),
        lambda: other.ask(" ".join(next(yours)), CONTEXT),
        lambda: ours.ranked(next(alone), (), _BEST),
        lambda: theirs.ranked(next(fts5), (), _BEST),
    )
    for what, own, their in (
        ("free question", answer, over_fts5),
        (f"full text alone, {_BEST} best", ranked, ranked_by_fts5),
    ):
        met = own.median < their.median
        row = Row(what=what, facts=asked.facts, times=own, goal="faster than FTS5", met=met)
        yield replace(row, beside=their, name="FTS5")
        yield Row(what=f"{what}, over SQLite FTS5", facts=asked.facts, times=their)


def _with_more(asked: Subject, first: Times) -> Times:
    """Return the first time with more of its kind, where it is short enough to repeat."""
    each = [*first.each]
    for _ in range(min(20, 100_000 // (asked.size or 1)) - 1):
        fresh = Answerer(replace(asked.answerer.library))
        each += singly([asked.ask(_ASKED, fresh)], 1)[0].each
    return Times(tuple(each))
