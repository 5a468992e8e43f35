"""Why: topics, people and dates narrow a question; whatever is left out must be left out for a
reason that the reader gave, and where nothing is left the nearest questions are offered."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lookup.desk import Desk
from tests.lookup.oracle import dated, standing, together, typed

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.knowledge.edtf import Edtf
    from bot.reply import QueryEcho

TESTS: dict[str, Callable[[Edtf, int], bool]] = {
    "{y}": lambda day, year: day.earliest.year <= year <= day.latest.year,
    "since {y}": lambda day, year: day.latest.year >= year,
    "before {y}": lambda day, year: day.earliest.year < year,
}


@pytest.mark.parametrize("form", TESTS)
def test_dates_narrow_by_what_a_date_may_mean(desk: Desk, form: str) -> None:
    """A year, since and before keep each fact whose date may lie there, with what belongs to it."""
    library = desk.library
    groups = together(library)
    for year in {day.year for day in library.cuts}:
        fitting = [
            groups[one]
            for one, fact in standing(library).items()
            if TESTS[form](dated(fact, library), year)
        ]
        assert set(desk.facts(form.format(y=year))) == set().union(*fitting)


def test_since_and_before_make_a_window(desk: Desk) -> None:
    """Since and before together keep what lies from the one up to but without the other."""
    year = desk.names.year
    both = set(desk.facts(f"since {year} before {year + 1}"))
    assert both == set(desk.facts(f"since {year}")) & set(desk.facts(f"before {year + 1}"))


def test_a_bare_day_or_month_is_a_window(desk: Desk) -> None:
    """A month or a day by itself asks for that month or day."""
    year = desk.names.year
    for typed_date, since, before in (
        (f"{year}-12", f"{year}-12", f"{year + 1}-01"),
        (f"{year}-02-28", f"{year}-02-28", f"{year}-02-29" if year % 4 == 0 else f"{year}-03-01"),
    ):
        query = desk.ask(f"{desk.pair} {typed_date}").query
        assert (query.since, query.before) == (since, before)


def test_a_topic_holds_its_narrower_ones(desk: Desk) -> None:
    """A topic selects the facts on it and on each narrower one, with what belongs to them."""
    library = desk.library
    groups = together(library)
    for topic in library.topics.values():
        mine = [
            groups[one]
            for one, fact in standing(library).items()
            if any(topic.id in library.with_broader(other) for other in fact.topics)
        ]
        assert set(desk.facts(typed(topic.label))) == set().union(*mine)


def test_terms_of_a_question_narrow_together(desk: Desk) -> None:
    """Actors, topics, people and dates narrow together: each alone selects what all select."""
    n = desk.names
    terms = (desk.pair, n.topic, f"since {n.year - 1}")
    all_facts = set(desk.facts(" ".join(terms)))
    assert all_facts
    assert all(all_facts <= set(desk.facts(term)) for term in terms)


def test_nothing_left_is_said(desk: Desk) -> None:
    """Where nothing is left the title says on what, and what leaves out fewest terms is offered."""
    reply = desk.ask(desk.names.nothing)
    assert (reply.kind, reply.title) == ("none", desk.names.nothing_title)
    assert reply.offers == desk.names.nothing_offers


def test_an_unknown_word_is_named_where_nothing_is_left(desk: Desk) -> None:
    """A reply without facts names what was not understood as an answer does."""
    assert desk.ask(f"{desk.names.nothing} xyzzy").not_understood == ("xyzzy",)


def terms(query: QueryEcho) -> set[tuple[str, object]]:
    """Return the terms of a question, each with the kind that it is of."""
    found: set[tuple[str, object]] = set()
    for key, value in asdict(query).items():
        found |= {(key, one) for one in (value if isinstance(value, tuple) else (value,)) if one}
    return found


@st.composite
def narrow_questions(draw: st.DrawFn, desk: Desk) -> str:
    """Draw a question of several terms, which mostly selects nothing."""
    library = desk.library
    labels = [
        draw(st.lists(st.sampled_from(sorted(records)), max_size=2, unique=True))
        for records in (library.covered, library.people, library.topics)
    ]
    actors, people, topics = labels
    parts = [
        *(typed(library.actors[one].label) for one in actors),
        *(typed(library.people[one].label) for one in people),
        *(typed(library.topics[one].label) for one in topics),
    ]
    years = [f" {day.year}" for day in library.cuts]
    dates = draw(
        st.sampled_from(["", *years, " 1999", " since 2031", " as-of 1999", " before 1999"])
    )
    return " and ".join(parts) + dates


@given(st.data())
@settings(max_examples=50)
def test_offers_leave_out_fewest_terms_and_answer(desk: Desk, data: st.DataObject) -> None:
    """Where nothing is left, each offer is answered, drops terms only, and as few as the others."""
    reply = desk.ask(data.draw(narrow_questions(desk)))
    if reply.kind != "none":
        return
    offered = [desk.ask(offer) for offer in reply.offers]
    assert {other.kind for other in offered} <= {"answer"}
    asked = terms(reply.query)
    assert all(terms(other.query) < asked for other in offered)
    assert len({len(terms(other.query)) for other in offered}) <= 1
    assert len(offered) <= 5


@given(st.data())
@settings(max_examples=30)
def test_whatever_can_be_offered_is(desk: Desk, data: st.DataObject) -> None:
    """Where nothing is left though one term alone would answer, there is an offer."""
    text = data.draw(narrow_questions(desk))
    reply = desk.ask(text)
    alone = [name for name in (*text.split(" and "),) if desk.ask(name).kind == "answer"]
    assert reply.kind != "none" or not alone or reply.offers
