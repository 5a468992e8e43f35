"""Why: readers take any order that they cannot check for bias. There are two, and both are held
here against the plainest way of working them out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge.names import ids_in
from bot.knowledge.view import View
from bot.lookup.order import by_weight
from tests.lookup.desk import Desk, questions
from tests.lookup.oracle import dated, in_turn, rank, shapes, standing, together, typed


@given(st.data())
@settings(max_examples=60)
def test_weight_then_newest_then_the_turn_of_another_topic(desk: Desk, data: st.DataObject) -> None:
    """Facts go by weight, newest, id; after two of one first topic another has its turn."""
    ids = data.draw(st.sets(st.sampled_from(sorted(standing(desk.library)))))
    facts = [desk.library.facts[one] for one in sorted(ids)]
    ordered = list(by_weight(facts, View(desk.library)))
    assert ordered == list(in_turn(facts, desk.library))


def test_a_set_is_answered_in_that_order(desk: Desk) -> None:
    """The points of a pair or a set stand in that order, each at the rank of its first fact."""
    library = desk.library
    groups = together(library)
    for relation in library.relations.values():
        mine = [one for one in standing(library).values() if relation.id in one.relations]
        lightest = sorted(mine, key=lambda fact: rank(fact, library), reverse=True)
        firsts = {groups[fact.id]: fact for fact in lightest}
        expected = [groups[fact.id] for fact in in_turn(firsts.values(), library)]
        text = " ".join(typed(library.actors[one].label) for one in relation.members)
        if len(relation.members) > 1:
            shown = [frozenset(point.facts) for point in desk.points(text)]
            assert shown[: len(expected)] == expected, text


def test_no_third_of_one_topic_while_another_waits(desk: Desk) -> None:
    """No three points in a row of a pair share their first topic while another topic waits."""
    topic = {one.id: one.topics[0] for one in desk.library.facts.values()}
    pairs = [one for one in desk.library.relations.values() if len(one.members) == 2]
    for pair in pairs:
        text = " ".join(typed(desk.library.actors[one].label) for one in pair.members)
        points = [p for p in desk.points(text) if not p.text.endswith(")")]
        shown = [topic[point.lead.fact] for point in points]
        for at in range(len(shown) - 3):
            one = set(shown[at : at + 3])
            assert len(one) > 1 or set(shown[at + 3 :]) <= one, (text, shown)


def test_wider_sets_come_after_the_pair_and_are_marked(desk: Desk) -> None:
    """A pair's own facts come before those of wider sets, which name the set at the line's end."""
    pair = next(
        one
        for one in desk.library.relations.values()
        if set(one.members) == set(desk.names.pair_ids)
    )
    own = [
        any(pair.id in desk.library.facts[one].relations for one in point.facts)
        for point in desk.points(desk.pair)
    ]
    assert own == sorted(own, reverse=True)
    mark = f"({desk.names.wide_label.replace('The ', 'the ')})"
    assert [p.text.endswith(mark) for p in desk.points(desk.pair)] == [not one for one in own]


def test_time_orders_whatever_is_narrowed(desk: Desk) -> None:
    """With a topic, a person, a year or timeline in the question the oldest line comes first, by
    the date that its first fact bears."""
    library = desk.library
    for text in (*list(shapes(library))[::6], *questions(desk.names)):
        reply = desk.ask(text)
        narrowed = (reply.query.topics, reply.query.people, reply.query.years)
        if reply.details or not (any(narrowed) or reply.title.startswith("Timeline")):
            continue
        leads = [library.facts[point.lead.fact] for point in desk.points(text)]
        days = [dated(fact, library).earliest for fact in leads]
        assert days == sorted(days), text


@pytest.mark.parametrize(
    "form", ["timeline {p} {w}", "timeline {w}", "{p} {w} {y}", "{w} since 2019"]
)
def test_time_orders_free_words_too(desk: Desk, form: str) -> None:
    """A free word beside a topic, a year or timeline does not bring back another order."""
    names = desk.names
    text = form.format(p=desk.pair, w=names.word, y=names.year)
    facts = desk.library.facts
    days = [dated(facts[p.lead.fact], desk.library).earliest for p in desk.points(text)]
    assert days
    assert days == sorted(days)


def test_a_narrowed_question_has_no_bottom_line(desk: Desk) -> None:
    """A bottom line speaks of a whole relation, so it prints only where actors alone are asked."""
    names = desk.names
    narrowed = (
        names.topic,
        names.person,
        names.year,
        f"since {names.year}",
        "before 2031",
        "page 2",
    )
    for narrow in (*narrowed, names.word, f"as-of {names.as_of} {names.topic}"):
        assert desk.ask(f"{desk.pair} {narrow}").bottom_line is None
    assert desk.ask(f"timeline {desk.pair}").bottom_line is None


def test_one_line_a_partner_comes_first(desk: Desk) -> None:
    """An actor's answer begins with a line on each partner that it shares a fact with, no fact
    twice."""
    library = desk.library
    for actor in sorted(library.covered):
        text = typed(library.actors[actor].label)
        pairs = [r for r in library.pairs.values() if actor in r.members and len(r.members) == 2]
        partners = [next(one for one in pair.members if one != actor) for pair in pairs]
        points = desk.points(text)
        speaking = [{one for f in p.facts for one in library.mentions} for p in points]
        assert speaking
        named = [ids_in(point.text, library) for point in points[: len(partners)]]
        shared = [p for p in partners if any({actor, p} <= ids_in(q.text, library) for q in points)]
        assert all(any(partner in one for one in named) for partner in shared), text
