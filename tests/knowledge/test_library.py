"""Why: answers are found through indexes that follow from the records. They must leave nothing out
and reach no further than the records do."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest

from bot.knowledge.edtf import parse_edtf
from bot.knowledge.model import BottomLine, Event, Relation, Relay, Voice
from tests.knowledge import records
from tests.knowledge.records import GONE, denial, evidence, fact, library

ALONE = Relation(id="birch", label="Birch", members=("birch",), bottom_line=BottomLine(text="A."))
OTHERS = Relation(id="others", label="others", bottom_line=BottomLine(text="B."))
MORA = Voice(person="mora")
RELAY = Voice(who="a paper", passes_on=Relay(who="a guild", actor="ferrymen", person="nils"))


def test_covered_are_the_members_and_heard_are_those_who_occur_or_speak() -> None:
    """A member of a relation is covered; who only speaks or occurs in a fact is heard."""
    pier = fact("pier", evidence("may", "said", RELAY))
    whole = library(pier, replace(fact("quay"), names=("nils", "cedars")), relations=[ALONE, OTHERS,
                    records.RELATIONS[0]])  # fmt: skip
    assert whole.covered == {"alder", "birch"}
    assert whole.heard == {"ferrymen", "cedars"}


def test_mentions_are_of_members_parties_names_and_voices() -> None:
    """A fact mentions its subjects, its event's parties, its names, its voices and their actors."""
    event = Event(actor=("cedars",), recipient=("alder",), when=parse_edtf("2024"))
    pier = replace(
        fact("pier", evidence("may", "said", MORA), evidence("june", "alleged", RELAY)),
        relations=("birch",), names=("nils",), event=event,
    )  # fmt: skip
    whole = library(pier, relations=[ALONE])
    everybody = {"birch", "cedars", "alder", "nils", "mora", "ferrymen"}
    assert dict(whole.mentions) == dict.fromkeys(everybody, frozenset({"pier"}))
    assert list(whole.speaking(pier)) == ["mora", "alder", "ferrymen", "nils"]
    assert list(whole.occurring(pier)) == ["birch", "cedars", "alder", "nils"]


def test_a_topic_holds_what_its_narrower_ones_hold() -> None:
    """A fact is found under its topics and under all that are broader, even in a circle."""
    tolls = replace(fact("toll"), topics=("tolls",))
    whole = library(tolls, fact("pier"))
    assert whole.of_topic == {"tolls": {"toll"}, "money": {"toll"}, "piers": {"pier"}}
    circle = {**whole.topics, "money": replace(whole.topics["money"], broader=("tolls",))}
    assert replace(whole, topics=circle).with_broader("money") == {"money", "tolls"}


def test_withdrawn_facts_are_left_out_of_the_indexes() -> None:
    """A withdrawn fact is kept, and found by nothing but its id."""
    whole = library(replace(fact("gone"), withdrawn=GONE), fact("pier"))
    assert list(whole.facts) == ["gone", "pier"]
    assert [one.id for one in whole.standing_facts] == ["pier"]
    assert {one: [f.id for f in facts] for one, facts in whole.of_relation.items()} == {
        "alder-birch": ["pier"]
    }
    assert whole.mentions["alder"] == {"pier"}


def test_links_lead_both_ways() -> None:
    """Facts that limit or contradict one another know of each other."""
    whole = library(
        fact("a"), replace(fact("b"), limits=("a",)), replace(fact("c"), contradicts=("b",))
    )
    assert whole.links == {"a": {"b"}, "b": {"a", "c"}, "c": {"b"}}


def test_denials_and_successors_are_found_by_the_fact() -> None:
    """A fact knows the denials that name it and the facts that took its place."""
    first, second = (denial(one, "old", "alder", "2024-06") for one in ("first", "second"))
    new = replace(fact("new"), supersedes=("old",))
    whole = library(fact("old"), new, denials=[first, second])
    assert whole.denials_of == {"old": (first, second)}
    assert whole.successors == {"old": ("new",)}


def test_pairs_are_found_by_their_members() -> None:
    """A relation is found by its members in any order; one of nobody in particular is not."""
    whole = library(relations=[*records.RELATIONS, OTHERS])
    assert {tuple(sorted(members)): one.id for members, one in whole.pairs.items()} == {
        ("alder", "birch"): "alder-birch",
        ("alder", "birch", "cedars"): "lake",
    }


def test_the_newest_source_is_a_document() -> None:
    """The newest source is the youngest document; cuts are the days of all sources."""
    whole = library()
    assert str(whole.newest_source) == "2024-06-15"
    assert [str(day) for day in whole.cuts] == [
        "2024-04-30", "2024-05-31", "2024-06-15", "2024-07-01",
    ]  # fmt: skip


def test_a_library_cannot_be_changed() -> None:
    """Neither a library nor a record of it can be given another value."""
    whole = library(fact("pier"))
    with pytest.raises(FrozenInstanceError, match=r"\Acannot assign to field 'facts'\Z"):
        whole.facts = {}  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError, match=r"\Acannot assign to field 'says'\Z"):
        whole.facts["pier"].says = "Nothing."  # type: ignore[misc]
