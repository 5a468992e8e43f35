"""Why: facts that limit or contradict one another print together or not at all, whichever of them
was asked for."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.edtf import parse_edtf
from bot.knowledge.library import Library
from bot.knowledge.model import Event
from bot.knowledge.view import View
from tests.knowledge.records import GONE, evidence, fact, library

NAMES = "abcdef"
pairs = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=8)


def graph(limits: list[tuple[str, str]], contradicts: list[tuple[str, str]]) -> Library:
    """Return a library of six facts with these links."""
    return library(
        *(
            replace(
                fact(one),
                limits=tuple(other for this, other in limits if this == one != other),
                contradicts=tuple(other for this, other in contradicts if this == one != other),
            )
            for one in NAMES
        )
    )


@given(pairs, pairs)
def test_joined_facts_are_the_same_from_each_of_them(
    limits: list[tuple[str, str]], contradicts: list[tuple[str, str]]
) -> None:
    """All facts of a point have the same point: joining is symmetric and followed to its end."""
    whole = graph(limits, contradicts)
    view = View(whole)
    for one in NAMES:
        point = view.joined(one)
        ids = [reading.fact.id for reading in point]
        assert one in ids
        assert len(ids) == len(set(ids))
        for other in ids:
            assert view.joined(other) == point
            assert whole.links.get(other, frozenset()) <= set(ids)


def test_other_links_do_not_join() -> None:
    """A fact that supports, explains or supersedes another prints by itself."""
    others = {"supports": ("a",), "explains": ("a",)}
    whole = library(
        fact("a"), replace(fact("b"), supports=others["supports"], explains=others["explains"])
    )
    assert [reading.fact.id for reading in View(whole).joined("b")] == ["b"]


def test_the_limited_fact_leads() -> None:
    """What limits nothing leads, then the weightier, then the older, then by id."""
    whole = library(
        replace(fact("a"), limits=("e",), weight=3),
        replace(fact("b"), contradicts=("e",), weight=2),
        replace(fact("c"), contradicts=("e",), event=Event(when=parse_edtf("2024-02"))),
        replace(fact("d"), contradicts=("e",), event=Event(when=parse_edtf("2024-02"))),
        fact("e", when="2024-01"),
    )
    assert [one.fact.id for one in View(whole).joined("a")] == ["b", "e", "c", "d", "a"]


def test_what_does_not_stand_is_not_joined() -> None:
    """A withdrawn or unknown fact is left out of a point, and does not part the others."""
    whole = library(
        fact("a"),
        replace(fact("b"), limits=("a",), withdrawn=GONE),
        replace(fact("c"), limits=("b",)),
        replace(fact("d", evidence("june")), limits=("a",)),
    )
    assert [one.fact.id for one in View(whole).joined("a")] == ["a", "c", "d"]
    may = View(whole, parse_edtf("2024-05").latest)
    assert [one.fact.id for one in may.joined("d")] == ["a", "c"]
