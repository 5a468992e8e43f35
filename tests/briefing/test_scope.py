"""Why: a channel's filter selects what the same words select when somebody asks, and its floor
keeps weaker evidence out without ever tearing a fact from what limits it."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from bot.briefing.model import About, Floor
from bot.briefing.scope import scope
from bot.briefing.snapshot import snapshot
from bot.knowledge.view import View
from bot.lookup.query import Query
from bot.lookup.search import FullText
from bot.lookup.select import Selector
from tests.briefing.mornings import HARBOURS, SHIPPED, edition, pack

if TYPE_CHECKING:
    from pathlib import Path

    from bot.knowledge.library import Library

PACKS = pytest.mark.parametrize("root", [SHIPPED, HARBOURS], ids=["shipped", "harbours"])


def within(library: Library, about: About, floor: Floor = "all") -> set[str]:
    """Return the facts of all points that a filter and a floor let through."""
    facts = snapshot(library).facts
    limits = scope(about, floor, library)
    points = ([facts[one] for one in fact.joined] for fact in facts.values())
    return {one.id for point in points if limits.shows(point) for one in point}


def answered(library: Library, query: Query) -> set[str]:
    """Return the facts of all points that a question selects."""
    selector = Selector(View(library), lambda: FullText(library))
    return {one for pick in selector.select(query).picks for one in pick.facts}


@PACKS
def test_actors_select_what_they_select_when_asked(root: Path) -> None:
    """A filter by one, two, three or four actors lets through the facts of the same question."""
    library = pack(root)
    asked = [some for n in range(1, 5) for some in combinations(sorted(library.covered), n)]
    asked += [(one,) for one in sorted(library.heard)]
    differing = {
        some: within(library, About(actors=some)) ^ answered(library, Query(actors=some))
        for some in asked
    }
    assert {some: facts for some, facts in differing.items() if facts} == {}


@PACKS
def test_a_topic_selects_what_it_selects_when_asked(root: Path) -> None:
    """A filter by a topic, alone or beside an actor, lets through the facts of that question."""
    library = pack(root)
    differing = {}
    for topic in library.topics:
        for actors in ((), *((one,) for one in sorted(library.covered))):
            query = Query(actors=actors, topics=(topic,))
            mine = within(library, About(actors=actors, topics=(topic,)))
            differing[(*actors, topic)] = mine ^ answered(library, query)
    assert {some: facts for some, facts in differing.items() if facts} == {}


def test_several_topics_select_the_facts_of_each() -> None:
    """A filter by two topics lets through what is on either, since a channel reads about both."""
    library = pack(HARBOURS)
    both = within(library, About(topics=("tolls", "water")))
    tolls, water = (within(library, About(topics=(one,))) for one in ("tolls", "water"))
    assert both == tolls | water
    assert tolls
    assert water


def test_what_the_pack_no_longer_knows_selects_nothing() -> None:
    """A filter by a name that left the pack lets nothing through rather than everything."""
    library = pack(HARBOURS)
    assert within(library, About(actors=("gone",))) == set()
    assert within(library, About(topics=("gone",))) == set()


@PACKS
def test_the_floors_keep_to_their_word(root: Path) -> None:
    """Each floor shows facts of the standings and origins that it names, and all such facts."""
    library = pack(root)
    facts = {one: View(library).reading(one) for one in snapshot(library).facts}
    standing = {one: reading.standing for one, reading in facts.items() if reading}
    lone = {one for one, r in facts.items() if r and r.standing == "alleged" and r.origins < 2}
    linked = set(library.links)
    firm = within(library, About(), "acknowledged-or-reported")
    assert {standing[one] for one in firm} == {"acknowledged", "reported"}
    assert (
        firm - linked
        == {one for one, word in standing.items() if word in {"acknowledged", "reported"}} - linked
    )
    assert within(library, About(), "no-lone-allegations") - linked == set(facts) - lone - linked
    assert within(library, About()) == set(facts)


@PACKS
@pytest.mark.parametrize("floor", ["no-lone-allegations", "acknowledged-or-reported"])
def test_facts_that_limit_one_another_stay_together(root: Path, floor: Floor) -> None:
    """Below a floor a fact takes all that limit or contradict it along."""
    library = pack(root)
    shown = within(library, About(), floor)
    torn = {
        one: others - shown
        for one, others in library.links.items()
        if one in shown and others & set(snapshot(library).facts) - shown
    }
    assert torn == {}


def test_two_origins_lift_an_allegation_over_the_floor() -> None:
    """An allegation with two known independent origins is no lone one."""
    library = pack(HARBOURS)
    lone = library.facts["kestane-orvik-2020-stayed-away"]
    other = replace(library.facts["kestane-orvik-2021-called-weekly"], contradicts=())
    second = replace(lone.evidence[0], source="gazette-2019")
    told_twice = replace(lone, evidence=(*lone.evidence, second))
    poorer = edition(library, "2022.5", other)
    richer = edition(library, "2022.5", other, told_twice)
    assert lone.id in within(richer, About(), "no-lone-allegations")
    assert lone.id not in within(poorer, About(), "no-lone-allegations")
