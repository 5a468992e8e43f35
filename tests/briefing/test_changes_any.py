"""Why: a pack's next version may differ from the last in anything at once. Whatever it is, the next
brief is of one screen, sourced, and says no more and no less than what changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.briefing.changes import changes
from bot.briefing.fitting import MOST_WORDS
from bot.briefing.model import About, Floor
from bot.briefing.scope import scope
from bot.briefing.snapshot import from_json, snapshot
from bot.knowledge.model import BottomLine
from bot.rendering import brief_text, sources_text
from tests.briefing.mornings import HARBOURS, edition, morning, pack, wish

if TYPE_CHECKING:
    from bot.knowledge.library import Library
    from bot.knowledge.model import Fact

QUAY = pack(HARBOURS)
FACTS = tuple(QUAY.facts.values())
FLOORS: tuple[Floor, ...] = ("all", "no-lone-allegations", "acknowledged-or-reported")
ABOUTS = (About(), About(actors=("orvik",)), About(topics=("grain",)), About(actors=("kestane",)))


@st.composite
def versions(draw: st.DrawFn, name: str) -> Library:
    """Return the harbours with some facts gone, and others with what is another's."""
    gone = draw(st.sets(st.sampled_from(sorted(QUAY.facts)), max_size=12))
    some = draw(st.lists(st.sampled_from(FACTS), max_size=4, unique_by=lambda one: one.id))
    others = [_like(one, draw(st.sampled_from(FACTS)), draw(st.integers(0, 4))) for one in some]
    library = edition(QUAY, name, *others, without=tuple(gone))
    nothing = BottomLine(text="Nothing.", gap=True)
    return replace(
        library,
        relations={k: replace(one, bottom_line=nothing) for k, one in QUAY.relations.items()},
        denials=QUAY.denials if draw(st.booleans()) else {},
        questions={},
    )


def _like(fact: Fact, other: Fact, what: int) -> Fact:
    if what == 0:
        return replace(fact, evidence=other.evidence)
    if what == 1:
        return replace(fact, short=other.short)
    if what == 2:
        return replace(fact, says=other.says)
    if what == 3:
        return replace(fact, event=other.event)
    limits = {*fact.limits, other.id} - {fact.id}
    return replace(fact, limits=tuple(sorted(limits)))


@settings(max_examples=80)
@given(versions("1"), versions("2"), st.sampled_from(ABOUTS), st.sampled_from(FLOORS))
def test_whatever_changed_fits_and_is_sourced(
    before: Library, now: Library, about: About, floor: Floor
) -> None:
    """Each line has its sources, the brief its length, and what does not print is counted."""
    kept = from_json(snapshot(before).text)
    composed = morning(now, wish(about, floor), kept)
    found = changes(kept, snapshot(now), now, scope(about, floor, now))
    lines = [change for one in composed.brief.sections for change in one.changes]
    printed = [one for one in lines if one.fact]
    assert [one.fact for one in printed] == [one.fact for one in found[: len(printed)]]
    assert all(one.sources for one in printed)
    more = [f"And {len(found) - len(printed)} more."] if len(found) > len(printed) else []
    assert [one.text for one in lines if not one.fact] == more
    assert composed.changed == bool(found)
    text = brief_text(composed.brief).split("\n")
    assert (
        sum(len(one.split()) for one in text if one != sources_text(composed.brief)) <= MOST_WORDS
    )


@settings(max_examples=40)
@given(versions("1"), versions("2"), st.sampled_from(ABOUTS), st.sampled_from(FLOORS))
def test_every_fact_that_appeared_or_left_is_told(
    before: Library, now: Library, about: About, floor: Floor
) -> None:
    """A point that can be read now and could not before is told, and so is each fact that could."""
    then, today, limits = snapshot(before), snapshot(now), scope(about, floor, now)
    told = {fact for one in changes(then, today, now, limits) for fact in one.facts}
    for held, other in ((today, then), (then, today)):
        points = [[held.facts[one] for one in fact.joined] for fact in held.facts.values()]
        shown = {fact.id for point in points if limits.shows(point) for fact in point}
        assert shown - set(other.facts) <= told


@given(versions("1"), st.sampled_from(ABOUTS), st.sampled_from(FLOORS))
def test_the_same_version_has_no_changes(same: Library, about: About, floor: Floor) -> None:
    """A version compared with itself tells nothing."""
    assert changes(snapshot(same), snapshot(same), same, scope(about, floor, same)) == ()
