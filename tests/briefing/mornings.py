"""Why: a brief follows from few things, so a test of it should name those few and no more. It must
hold no expectation."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, time, timedelta
from functools import cache
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

from bot.briefing.compose import Order, advance, compose
from bot.briefing.model import About, Floor, Ledger, Schedule, Unchanged, Wish
from bot.knowledge.loader import load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.briefing.compose import Composed
    from bot.briefing.snapshot import Snapshot
    from bot.knowledge.library import Library
    from bot.knowledge.model import Fact

ROOT = Path(__file__).parents[2]
SHIPPED, HARBOURS = ROOT / "facts", ROOT / "tests" / "pack_two"
#: a Monday
DAY = date(2026, 11, 23)
EVERYTHING = About()
_SCHEDULE = Schedule(at=time(8), zone="Europe/Berlin")
NOTHING_SEEN = Ledger()


@cache
def pack(root: Path) -> Library:
    """Return the pack in the folder; loaded once, since nothing in it can change."""
    return load(root)


def edition(library: Library, version: str, *facts: Fact, without: tuple[str, ...] = ()) -> Library:
    """Return another version of a pack: these facts new or changed, and some left out."""
    found = {**library.facts, **{one.id: one for one in facts}}
    kept = {one: _untied(found[one], without) for one in sorted(found) if one not in without}
    return replace(library, pack=replace(library.pack, version=version), facts=kept)


def _untied(fact: Fact, gone: tuple[str, ...]) -> Fact:
    """Return the fact without ties to facts that are gone."""
    return replace(
        fact,
        limits=tuple(one for one in fact.limits if one not in gone),
        contradicts=tuple(one for one in fact.contradicts if one not in gone),
        supersedes=tuple(one for one in fact.supersedes if one not in gone),
    )


def wish(about: About = EVERYTHING, floor: Floor = "all", unchanged: Unchanged = "post") -> Wish:
    """Return what a channel wished for."""
    return Wish(schedule=_SCHEDULE, about=about, floor=floor, unchanged=unchanged)


def morning(
    library: Library,
    wished: Wish | None = None,
    baseline: Snapshot | None = None,
    ledger: Ledger = NOTHING_SEEN,
    day: date = DAY,
) -> Composed:
    """Return what is composed for one morning."""
    return compose(library, Order(day=day, wish=wished or wish()), baseline, ledger)


def mornings(
    library: Library, count: int, wished: Wish | None = None, ledger: Ledger = NOTHING_SEEN
) -> Iterator[tuple[date, Composed]]:
    """Yield consecutive mornings of one channel, each knowing those before."""
    for number in range(count):
        day = DAY + timedelta(days=number)
        composed = morning(library, wished, None, ledger, day)
        yield day, composed
        ledger = advance(ledger, composed.contents, day)


def changed(composed: Composed) -> list[str]:
    """Return the lines of what changed."""
    sections = (one for one in composed.brief.sections if one.kind == "changed")
    return [change.text for section in sections for change in section.changes]


def printed(text: str) -> str:
    """Return a brief that is written over more lines: those that are indented go on the former."""
    return re.sub(r"\n +", " ", dedent(text).strip())
