"""Why: autocomplete spares people a slip, so it must show names that are shown, within the limits
of the platforms, and nothing that then has no answer."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge.naming import normalise_name
from bot.lookup.query import VERBS
from tests.lookup.desk import Desk
from tests.lookup.junk import JUNK, mixtures, unsafe

MOST = 25
LONGEST = 100


def check(desk: Desk, prefix: str) -> None:
    """Hold the suggestions for a prefix against limits and promises."""
    found = desk.answerer.complete(prefix)
    assert len(found) <= MOST
    assert len(set(found)) == len(found)
    for one in found:
        assert 0 < len(one) <= LONGEST
        assert unsafe(one) == set()
        assert one in VERBS or desk.ask(one).kind == "answer", (prefix, one)


@given(st.data())
@settings(max_examples=20)
def test_suggestions_are_few_short_and_answered(desk: Desk, data: st.DataObject) -> None:
    """Whatever is typed, at most 25 suggestions of at most 100 characters, each with an answer."""
    check(desk, data.draw(mixtures(desk)))


@given(st.text(max_size=150))
@settings(max_examples=20)
def test_any_prefix_can_be_completed(desk: Desk, prefix: str) -> None:
    """No prefix raises, none is echoed with what steers a platform."""
    check(desk, prefix)


def test_junk_is_not_suggested_back(desk: Desk) -> None:
    """Markup, controls and marks before a name do not come back in a suggestion."""
    for junk in JUNK:
        check(desk, f"{junk} {desk.names.pair[0][:3]}")


@pytest.mark.parametrize("start", ["since 0 ", "as-of 2024-13 ", "before 2x ", "fact ", ", fact "])
def test_what_cannot_be_read_is_not_completed(desk: Desk, start: str) -> None:
    """Behind a filter without a date, or the verb for an id, no suggestion lacks an answer."""
    for prefix in (start, f"{start}{desk.names.pair[0][:2]}"):
        check(desk, prefix)


def test_every_beginning_of_a_name_finds_it(desk: Desk) -> None:
    """A name is suggested for each of its beginnings of three letters or more."""
    n = desk.names
    for name in (*n.pair, n.topic, n.wide):
        for length in range(3, len(name) + 1):
            assert name in desk.answerer.complete(name[:length]), name[:length]


def test_the_rest_of_a_question_is_kept(desk: Desk) -> None:
    """A second name is completed behind the first one, which stays as it was typed."""
    first, second = desk.names.pair
    assert f"{first} {second}" in desk.answerer.complete(f"{first} {second[:3]}")
    assert all(one.startswith(f"{first} ") for one in desk.answerer.complete(f"{first} "))


def test_what_is_suggested_is_understood(desk: Desk) -> None:
    """No suggestion behind a name holds a word that the answer then names as not understood."""
    first = desk.names.pair[0]
    for letter in "abcdefghijklmnopqrstuvwxyz":
        for one in desk.answerer.complete(f"{first} {letter}"):
            assert desk.ask(one).not_understood == (), one


def test_every_name_that_is_suggested_has_an_answer(desk: Desk) -> None:
    """Behind no other word, every name that is suggested has an answer of its own."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    prefixes = [first + second for first in letters for second in letters]
    found = {one for prefix in prefixes for one in desk.answerer.complete(prefix)} - set(VERBS)
    assert [one for one in sorted(found) if desk.ask(one).kind != "answer"] == []


def test_an_empty_prefix_gets_names(desk: Desk) -> None:
    """Before anything is typed there are suggestions already."""
    assert len(desk.answerer.complete("")) == MOST


def test_verbs_are_completed(desk: Desk) -> None:
    """The first letters of a verb find it, and only as the first word."""
    assert "timeline" in desk.answerer.complete("tim")
    assert "timeline" not in "".join(desk.answerer.complete(f"{desk.names.pair[0]} tim"))


def test_open_questions_are_completed(desk: Desk) -> None:
    """Behind `question` the names of the open questions are suggested, each with its card."""
    found = desk.answerer.complete("question ")
    assert len(found) == min(len(desk.library.questions), MOST)
    assert all(desk.ask(one).positions for one in found)


def test_hidden_names_are_not_suggested(desk: Desk) -> None:
    """Names that are matched and never shown are never suggested."""
    library = desk.library
    hidden = (
        *(name for actor in library.actors.values() for name in actor.hidden),
        *(name for person in library.people.values() for name in person.hidden),
        *(name for topic in library.topics.values() for name in topic.hidden),
    )
    for name in map(normalise_name, hidden):
        assert " " in name or name not in desk.answerer.complete(name), name
