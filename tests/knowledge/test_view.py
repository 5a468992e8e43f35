"""Why: what a fact is worth follows from all its evidence together. The most cautious word is
printed, an acting party's own word before it, and a denial reaches only what it names."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.edtf import parse_edtf
from bot.knowledge.fields import Standing
from bot.knowledge.model import Fact, Voice
from bot.knowledge.view import Denied, Reading, View
from tests.knowledge import records
from tests.knowledge.records import denial, evidence, fact, library, source

# From the word that is printed before all others to the one that is printed after all others.
ORDER: tuple[Standing, ...] = ("acknowledged", "alleged", "assessed", "said", "reported")
ALDER, BIRCH, MORA = Voice(actor="alder"), Voice(actor="birch"), Voice(person="mora")
UNDATED = parse_edtf("2024-05~")


def read(one: Fact) -> Reading:
    """Return how a fact stands in today's view of a library that holds it alone."""
    reading = View(library(one)).reading(one.id)
    assert reading is not None
    return reading


@pytest.mark.parametrize(
    ("first", "second"), [pytest.param(a, b, id=f"{a}-{b}") for a, b in combinations(ORDER, 2)]
)
def test_the_most_cautious_standing_is_printed(first: Standing, second: Standing) -> None:
    """An acknowledgement goes first, then the most cautious word, with the voices of that word."""
    cited = (evidence("may", second, BIRCH), evidence("april", first, ALDER, MORA))
    reading = read(fact("pier", *cited))
    assert (reading.standing, reading.by) == (first, (ALDER, MORA))


def test_a_voice_that_two_documents_pass_on_is_named_once() -> None:
    """Voices of one standing are gathered from all evidence in its order, each once."""
    cited = (
        evidence("june", "said", ALDER),
        evidence("may", "said", MORA, ALDER),
        evidence("april", "reported"),
    )
    reading = read(fact("pier", *cited))
    assert (reading.standing, reading.by) == ("said", (ALDER, MORA))
    assert reading.sources == ("june", "may", "april")


def test_a_denial_disputes_what_it_names_and_nothing_else() -> None:
    """Each denier of a fact is listed once a date, with the document of the denial as a source."""
    denials = (
        denial("first", "pier", "alder", "2024-05~", evidence("june", "said", ALDER)),
        denial("again", "pier", "alder", "2024-05~"),
        replace(denial("later", "pier", "alder", "2024-06"), by=("birch", "alder")),
    )
    view = View(library(fact("pier"), fact("quay"), denials=denials))
    pier, quay = view.reading("pier"), view.reading("quay")
    assert pier is not None
    assert quay is not None
    june = parse_edtf("2024-06")
    assert pier.denied_by == (
        Denied("alder", UNDATED), Denied("birch", june), Denied("alder", june),
    )  # fmt: skip
    assert (pier.disputed, pier.sources) == (True, ("may", "june"))
    assert (quay.disputed, quay.denied_by, quay.sources) == (False, (), ("may",))


@pytest.mark.parametrize(
    ("cited", "origins"),
    [
        pytest.param(["april"], 1, id="one"),
        pytest.param(["april", "june"], 2, id="two"),
        pytest.param(["may"], 0, id="unknown counts as none"),
        pytest.param(["may", "april", "copy"], 1, id="two documents of one origin"),
    ],
)
def test_origins_are_counted_once(cited: list[str], origins: int) -> None:
    """Independent origins are the distinct known ones of a fact's sources."""
    sources = (*records.SOURCES, source("copy", "2024-06-20", "alder-news"))
    one = fact("pier", *(evidence(name) for name in cited))
    reading = View(library(one, sources=sources)).reading("pier")
    assert reading is not None
    assert reading.origins == origins


@pytest.mark.parametrize(
    ("when", "cited", "dated"),
    [
        pytest.param("2024-03", ["may"], "2024-03", id="event"),
        pytest.param(None, ["june", "april"], "2024-04-30", id="oldest source"),
        pytest.param(None, ["june"], "2024-06-15", id="only source"),
        pytest.param(None, ["whole", "first"], "2024-05", id="sources of one first day"),
        pytest.param(None, ["first", "whole"], "2024-05", id="in the other order"),
    ],
)
def test_a_fact_is_dated_by_its_event_or_its_oldest_source(
    when: str | None, cited: list[str], dated: str
) -> None:
    """A fact has its event's date, else its oldest source's; order and line agree on which."""
    sources = (*records.SOURCES, source("whole", "2024-05"), source("first", "2024-05-01"))
    one = fact("pier", *(evidence(name) for name in cited), when=when)
    view = View(library(one, sources=sources))
    reading = view.reading("pier")
    assert reading is not None
    assert (str(reading.dated), str(view.dated(one))) == (dated, dated)


def test_withdrawn_and_superseded_facts_do_not_stand() -> None:
    """A withdrawn fact and one whose successor stands are read as nothing."""
    gone = replace(fact("gone"), withdrawn=records.GONE)
    facts = (
        gone,
        fact("old"),
        replace(fact("new"), supersedes=("old",)),
        fact("kept"),
        replace(gone, id="wrong", supersedes=("kept",)),
    )
    view = View(library(*facts))
    assert [one.id for one in facts if view.reading(one.id)] == ["new", "kept"]
    assert view.reading_of(gone).standing == "reported"


def test_what_was_superseded_twice_does_not_stand_again() -> None:
    """A fact whose successor was superseded in turn, withdrawn or not, stays superseded."""
    second = replace(fact("second"), supersedes=("first",))
    third = replace(fact("third"), supersedes=("second",))
    for middle in (second, replace(second, withdrawn=records.GONE)):
        view = View(library(fact("first"), middle, third))
        assert [one for one in ("first", "second", "third") if view.reading(one)] == ["third"]


@given(
    st.lists(
        st.tuples(st.sampled_from(ORDER), st.sampled_from(["april", "may", "june"])), min_size=1
    )
)
def test_no_evidence_makes_a_claim_less_cautious(cited: list[tuple[Standing, str]]) -> None:
    """Whatever is cited, the standing printed is the first of its standings in the fixed order."""
    pieces = [
        evidence(name, standing, *(() if standing == "reported" else (ALDER,)))
        for standing, name in cited
    ]
    reading = read(fact("pier", *pieces))
    assert reading.standing == min((s for s, _ in cited), key=ORDER.index)
    assert reading.by == (() if reading.standing == "reported" else (ALDER,))
