"""Why: a channel must not read the same again before it has read the rest, whatever it saw before
and however often the pack or its filter changed meanwhile."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.briefing.compose import advance
from bot.briefing.model import About, Contents, Floor, Ledger
from bot.briefing.rotation import Shuffle, in_turn
from bot.briefing.snapshot import snapshot
from bot.rendering import brief_text
from tests.briefing.mornings import DAY, SHIPPED, morning, mornings, pack, wish

_FILTERS = (
    About(),
    About(actors=("IRN",)),
    About(actors=("RUS", "CHN")),
    About(topics=("arms",)),
    About(actors=("PRK",), topics=("arms", "trade")),
)
_FLOORS: tuple[Floor, ...] = ("all", "no-lone-allegations", "acknowledged-or-reported")
_DATES = st.dates(DAY - timedelta(days=40), DAY - timedelta(days=1))


@cache
def leading(about: About, floor: Floor) -> frozenset[str]:
    """Return every fact that leads a point of the focus in 200 mornings."""
    seen = mornings(pack(SHIPPED), 200, wish(about, floor))
    return frozenset(one for _, composed in seen for one in composed.contents.leads)


@pytest.mark.parametrize("floor", _FLOORS)
@pytest.mark.parametrize("about", _FILTERS, ids=lambda about: "-".join(about.actors + about.topics))
def test_no_fact_leads_again_before_every_other_one(about: About, floor: Floor) -> None:
    """Between two mornings on which a fact leads, every other fact of the filter has led."""
    every = leading(about, floor)
    led: dict[str, date] = {}
    early: list[tuple[date, str]] = []
    for day, composed in mornings(pack(SHIPPED), 200, wish(about, floor)):
        for fact in composed.contents.leads:
            if fact in led and any(led.get(one, date.min) < led[fact] for one in every - {fact}):
                early.append((day, fact))
            led[fact] = day
    assert early == []
    assert every == set(led)


def test_every_fact_leads() -> None:
    """In 120 mornings every fact that leads a point leads one in the focus, which shows all."""
    library = pack(SHIPPED)
    kept = snapshot(library).facts
    led = {one for _, composed in mornings(library, 120) for one in composed.contents.leads}
    assert led == {fact.id for fact in kept.values() if fact.joined[0] == fact.id}
    shown = {one for fact in led for one in kept[fact].joined}
    assert shown == {fact.id for fact in library.standing_facts}


@settings(max_examples=100)
@given(st.data())
def test_whatever_a_channel_saw_the_rule_holds(data: st.DataObject) -> None:
    """With any ledger at all, no fact leads today while another one led longer ago or never."""
    about, floor = data.draw(st.sampled_from(_FILTERS)), data.draw(st.sampled_from(_FLOORS))
    every = leading(about, floor)
    facts = st.dictionaries(st.sampled_from(sorted(every) or ["gone"]), _DATES)
    names = st.dictionaries(st.sampled_from(["rus-irn", "four", "bloc", "gone"]), _DATES)
    ledger = Ledger(
        facts=data.draw(facts),
        leads=data.draw(facts),
        relations=data.draw(names),
        questions=data.draw(names),
    )
    composed = morning(pack(SHIPPED), wish(about, floor), None, ledger)
    leads = composed.contents.leads
    assert bool(leads) == bool(every)
    latest = max((ledger.leads.get(one, date.min) for one in leads), default=date.min)
    assert all(ledger.leads.get(one, date.min) >= latest for one in every - set(leads))


def test_questions_take_turns() -> None:
    """No question comes again before every other one."""
    library = pack(SHIPPED)
    contents = [composed.contents for _, composed in mornings(library, 110)]
    asked, count = [one.question for one in contents if one.question], len(library.questions)
    rounds = [asked[at : at + count] for at in range(0, len(asked) - count, count)]
    assert [set(some) for some in rounds] == [set(library.questions)] * len(rounds)


def test_relations_take_turns() -> None:
    """Of the relations with facts that are due, the one that was in focus longest ago is."""
    library = pack(SHIPPED)
    yesterday, before = DAY - timedelta(days=1), DAY - timedelta(days=2)
    every = dict.fromkeys(library.of_relation, yesterday)
    for relation in every:
        ledger = Ledger(relations={**every, relation: before})
        assert morning(library, ledger=ledger).contents.relation == relation
    seen = mornings(library, 110)
    assert {composed.contents.relation for _, composed in seen} == set(every)


def test_ninety_mornings_are_all_different() -> None:
    """Of ninety consecutive mornings no two briefs say the same below their title."""
    read = mornings(pack(SHIPPED), 90)
    said = Counter(brief_text(composed.brief).partition("\n")[2] for _, composed in read)
    assert [text for text, count in said.items() if count > 1] == []


def test_mornings_without_a_ledger_differ_as_well() -> None:
    """Where nothing is remembered the day alone makes ninety different briefs."""
    days = (DAY + timedelta(days=number) for number in range(90))
    said = Counter(
        brief_text(morning(pack(SHIPPED), day=day).brief).partition("\n")[2] for day in days
    )
    assert max(said.values()) == 1


def test_the_turn_is_theirs_who_waited_longest() -> None:
    """Those never seen come first, then those seen on the oldest day, all at once."""
    seen = {"a": date(2026, 1, 2), "b": date(2026, 1, 1), "c": date(2026, 1, 1)}
    assert in_turn({"a", "b", "c", "d"}, seen) == {"d"}
    assert in_turn({"a", "b", "c"}, seen) == {"b", "c"}
    assert in_turn(set(), seen) == set()


def test_a_shuffle_moves_on_by_one_each_day() -> None:
    """Each day begins with the next id of an order that is always the same."""
    shuffle = Shuffle(("a", "b", "c", "d"))
    orders = [shuffle.longest_ago("abcd", {}, DAY + timedelta(days=number)) for number in range(5)]
    assert [order[1:] + order[:1] for order in orders[:-1]] == orders[1:]
    assert orders[0] == orders[4]
    assert sorted(orders[0]) != orders[0]


def test_a_ledger_takes_on_what_a_brief_showed() -> None:
    """After a brief everything that it showed was last seen on its date, and the rest as before."""
    before, day = date(2026, 11, 1), date(2026, 11, 23)
    ledger = Ledger(facts={"a": before}, leads={"a": before}, relations={"r": before})
    contents = Contents(facts=("a", "b"), leads=("b",), question="q")
    assert advance(ledger, contents, day) == Ledger(
        facts={"a": day, "b": day},
        leads={"a": before, "b": day},
        relations={"r": before},
        questions={"q": day},
    )
    assert ledger.facts == {"a": before}
