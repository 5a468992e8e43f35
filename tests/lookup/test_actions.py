"""Why: a button asks a question in words, so that it works on any platform and after a restart. The
words must read back as the very question that the button stands for, and must lead to an answer."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge.edtf import parse_edtf
from bot.knowledge.names import name_index
from bot.lookup.query import Query, question_text, read_question
from tests.lookup.desk import Desk, questions
from tests.lookup.oracle import shapes

LONGEST_TEXT = 90
DATES = ("2019", "2020-02", "2022-08-31", "2025")


def read(desk: Desk, text: str) -> Query:
    """Return what a text reads as, its free words left aside."""
    return read_question(
        text, desk.library, name_index(desk.library), lambda words: words[:0]
    ).query


@st.composite
def queries(draw: st.DrawFn, desk: Desk) -> Query:
    """Draw a query of ids, dates and a page, as buttons stand for."""
    library = desk.library
    date = st.none() | st.sampled_from(DATES).map(parse_edtf)
    wide = [r.members for r in library.relations.values() if len(r.members) > 2]
    actors = st.lists(st.sampled_from(sorted(library.covered | library.heard)), max_size=3)
    return Query(
        verb=draw(st.sampled_from(("", "timeline", "sources"))),
        actors=tuple(dict.fromkeys(draw(actors | st.sampled_from(wide)))),
        people=_some(draw, desk.library.people),
        topics=_some(draw, desk.library.topics),
        years=tuple(draw(st.lists(st.integers(1990, 2029), max_size=2, unique=True))),
        since=draw(date),
        before=draw(date),
        as_of=draw(date),
        page=draw(st.integers(1, 30)),
    )


def _some(draw: st.DrawFn, records: object) -> tuple[str, ...]:
    assert hasattr(records, "__iter__")
    return tuple(draw(st.lists(st.sampled_from(sorted(records)), max_size=2, unique=True)))


@given(st.data())
@settings(max_examples=100)
def test_the_text_of_a_query_reads_back_as_it(desk: Desk, data: st.DataObject) -> None:
    """The text of any query of ids, dates and a page reads as the same query again."""
    query = data.draw(queries(desk))
    assert read(desk, question_text(query, desk.library)) == query


def test_two_topics_read_back_side_by_side(desk: Desk) -> None:
    """Two topics that were typed apart stay two where their labels stand side by side."""
    for topics in product(sorted(desk.library.topics), repeat=2):
        query = Query(topics=tuple(dict.fromkeys(topics)))
        assert read(desk, question_text(query, desk.library)) == query


def test_a_person_and_a_topic_read_back_side_by_side(desk: Desk) -> None:
    """An actor, a person and a topic stay apart whichever labels meet."""
    library = desk.library
    for actor in sorted(library.covered | library.heard):
        for one in (*library.people, *library.topics):
            key = "people" if one in library.people else "topics"
            query = replace(Query(actors=(actor,)), **{key: (one,)})  # type: ignore[arg-type]
            assert read(desk, question_text(query, library)) == query


def test_sets_without_members_read_back(desk: Desk) -> None:
    """A set that is asked for by its own name, since it has no members, reads back as it."""
    for relation in desk.library.relations.values():
        if not relation.members:
            query = Query(relation=relation.id)
            assert read(desk, question_text(query, desk.library)) == query


def test_every_button_leads_to_an_answer(desk: Desk) -> None:
    """Pressing any button of any reply leads to an answer, and the button for help to help."""
    for text in (*questions(desk.names), *list(shapes(desk.library))[::10]):
        for action in desk.ask(text).actions:
            expected = "help" if action.text == "help" else "answer"
            assert desk.ask(action.text).kind == expected, (text, action)


def test_sharing_shows_the_same(desk: Desk) -> None:
    """The button for sharing holds the question that gives the same answer again."""
    shared = 0
    for text in (*questions(desk.names), *list(shapes(desk.library))[::10]):
        reply = desk.ask(text)
        for action in reply.actions:
            if action.kind == "share":
                again = desk.ask(action.text)
                same = replace(again, not_understood=reply.not_understood, notices=reply.notices)
                assert same == reply, (text, action)
                shared += 1
    assert shared


def test_sharing_keeps_nothing_typed(desk: Desk) -> None:
    """What was typed and not understood is no part of what is shared."""
    reply = desk.ask(f"question {desk.names.question} zzzq as-of 2026-01")
    (action,) = [one for one in reply.actions if one.kind == "share"]
    assert reply.kind == "answer"
    assert action.text == f"question {desk.names.question} as-of 2026-01"


def test_buttons_keep_the_question(desk: Desk) -> None:
    """More, Timeline and Sources ask about just what was asked, in the same period."""
    for text in questions(desk.names):
        reply = desk.ask(text)
        for action in reply.actions:
            if action.kind in {"more", "timeline", "sources"}:
                assert desk.ask(action.text).query == reply.query, (text, action)


def test_the_buttons_of_an_answer(desk: Desk) -> None:
    """An answer has More if there is more, Timeline unless it is one, Sources and Share."""
    for text, kinds in (
        (desk.pair, ["more", "timeline", "sources", "share"]),
        (f"{desk.pair} page 2", ["more", "back", "timeline", "sources", "share"]),
        (f"timeline {desk.pair}", ["more", "sources", "share"]),
        (f"sources {desk.pair}", ["back", "share"]),
        (f"fact {desk.names.disputed}", ["share"]),
        (f"question {desk.names.question}", ["share"]),
    ):
        found = [action.kind for action in desk.ask(text).actions]
        assert [kind for kind in kinds if kind != "more"] == [k for k in found if k != "more"], text


def test_back_leads_from_sources_to_their_answer(desk: Desk) -> None:
    """The button Back of a list of sources asks the question whose sources they are."""
    reply = desk.ask(f"sources {desk.pair} {desk.names.topic}")
    assert [(a.kind, a.label, a.text) for a in reply.actions] == [
        ("back", "Back", f"{desk.pair} {desk.names.topic}"),
        ("share", "Share", f"sources {desk.pair} {desk.names.topic}"),
    ]


@pytest.mark.parametrize("narrow", ["", "as-of 2025-12-31", "since 2019", "before 2025-06"])
def test_button_texts_are_short(desk: Desk, narrow: str) -> None:
    """The text of a button of a pair, with a topic and a date, has at most ninety characters."""
    topics = ["", *desk.library.topics]
    pairs = [one.members for one in desk.library.pairs.values() if len(one.members) == 2]
    for pair, topic in product(pairs, topics):
        query = Query(
            verb="timeline", actors=tuple(pair), topics=(topic,) if topic else (), page=10
        )
        text = f"{question_text(query, desk.library)} {narrow}"
        assert len(text) <= LONGEST_TEXT, text
