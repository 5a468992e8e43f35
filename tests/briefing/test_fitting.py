"""Why: a brief that runs over a phone's screen is not read. Words are counted here as a reader
would count them, on what is printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import combinations
from pathlib import Path

import pytest

from bot.briefing.choosing import Chosen, choose
from bot.briefing.fitting import MOST_WORDS, ROOM_FOR_NOTICE, fitted
from bot.briefing.material import Piece, Stock
from bot.briefing.model import About, Ledger
from bot.briefing.snapshot import snapshot
from bot.briefing.writing import Writer
from bot.rendering import brief_text, sources_text
from bot.reply import Brief
from tests.briefing.mornings import DAY, HARBOURS, SHIPPED, edition, morning, mornings, pack, wish

AXIS = pack(SHIPPED)
ACTORS = [some for n in range(4) for some in combinations(sorted(AXIS.covered), n)]
TOPICS = sorted(AXIS.topics)


def words(brief: Brief) -> int:
    """Return how many words a brief has without its source list, every sign counted."""
    lines = brief_text(brief).split("\n")
    return sum(len(line.split()) for line in lines if line != sources_text(brief))


def longest(about: About, count: int) -> int:
    """Return how long the longest of consecutive briefs of a filter is, at any floor."""
    read = [one for _, one in mornings(AXIS, count, wish(about))]
    read += [one for _, one in mornings(AXIS, 30, wish(about, "no-lone-allegations"))]
    read += [one for _, one in mornings(AXIS, 30, wish(about, "acknowledged-or-reported"))]
    return max(words(one.brief) for one in read)


@pytest.mark.parametrize("actors", ACTORS, ids="-".join)
def test_no_brief_on_actors_is_too_long_in_a_year(actors: tuple[str, ...]) -> None:
    """In a year no brief on any actors has more than 180 words, a notice of 16 words included."""
    assert 40 < longest(About(actors=actors), 365) <= MOST_WORDS - ROOM_FOR_NOTICE


@pytest.mark.parametrize("topic", TOPICS)
def test_no_brief_on_a_topic_is_too_long(topic: str) -> None:
    """In two months no brief on any topic is too long."""
    assert longest(About(topics=(topic,)), 60) <= MOST_WORDS - ROOM_FOR_NOTICE


@pytest.mark.parametrize("count", range(0, 140, 7))
def test_no_number_of_changes_makes_a_brief_too_long(count: int) -> None:
    """However much changed, at most five lines and a count print, within the same words."""
    fresh = tuple(AXIS.facts)[:count]
    before = edition(AXIS, "2026.10", without=fresh)
    brief = morning(AXIS, None, snapshot(before)).brief
    changed = [one.changes for one in brief.sections if one.kind == "changed"]
    assert [1 <= len(lines) <= 6 for lines in changed] == [True] * bool(count)
    assert words(brief) <= MOST_WORDS - ROOM_FOR_NOTICE


@pytest.mark.parametrize("root", [SHIPPED, HARBOURS], ids=["shipped", "harbours"])
def test_words_are_counted_as_they_print(root: Path) -> None:
    """The count that decides what fits is the count of the printed brief, notes and all."""
    library = pack(root)
    before = snapshot(edition(library, "0", without=tuple(library.facts)[:3]))
    stock = Stock(library)
    material = stock.material(About(), "all")
    for number in range(60):
        day = DAY + timedelta(days=number)
        for baseline in (before, stock.now):
            writer = Writer(stock, material, day, baseline)
            due = choose(material, material.changes(baseline), Ledger(), day)
            for chosen in (due, fitted(due, writer.words)):
                assert words(writer.brief(chosen)) == writer.words(chosen)


def _piece(name: str) -> Piece:
    return Piece(text=name, facts=(name,))


DUE = Chosen(
    changes=tuple(map(_piece, ("c1", "c2", "c3", "c4", "c5", "c6", "c7"))),
    relation="r",
    focus=tuple(map(_piece, ("f1", "f2"))),
    on_this_day=(_piece("d1"),),
    question="q",
)
FIVE = replace(DUE, changes=DUE.changes[:5], unprinted=2)


def size(chosen: Chosen) -> int:
    """Return a count in which each thing that prints is one."""
    pieces = (*chosen.changes, *chosen.focus, *chosen.on_this_day)
    return len(pieces) + bool(chosen.question)


@pytest.mark.parametrize(
    ("room", "left"),
    [
        (9, FIVE),
        (8, replace(FIVE, focus=DUE.focus[:1])),
        (7, replace(FIVE, focus=DUE.focus[:1], question=None)),
        (6, replace(FIVE, focus=DUE.focus[:1], question=None, on_this_day=())),
        (5, Chosen(changes=DUE.changes[:5], unprinted=2)),
        (4, Chosen(changes=DUE.changes[:4], unprinted=3)),
        (1, Chosen(changes=DUE.changes[:1], unprinted=6)),
        (0, Chosen(changes=DUE.changes[:1], unprinted=6)),
    ],
)
def test_what_is_left_out_first(room: int, left: Chosen) -> None:
    """Points of the focus go first while one is left, then the question, the days, the focus."""
    spare = MOST_WORDS - ROOM_FOR_NOTICE - room
    assert fitted(DUE, lambda chosen: size(chosen) + spare) == left
