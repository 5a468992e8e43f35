"""Why: asked as of a day, nothing may be known that was published later: neither a source's word,
nor a denial, nor a note, nor that a fact was replaced."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.library import Library
from bot.knowledge.model import BottomLine, Voice
from bot.knowledge.view import View, Views
from tests.knowledge import records
from tests.knowledge.records import denial, evidence, fact, library, note

ALDER = Voice(actor="alder")
BEFORE, APRIL, MAY, JUNE, JULY = (
    date(2024, 4, 29), date(2024, 4, 30), date(2024, 5, 31), date(2024, 6, 15), date(2024, 7, 1),
)  # fmt: skip


def lake() -> Library:
    """Return a library whose pier is alleged in April, denied in May and acknowledged in June."""
    pier = fact(
        "pier", evidence("april", "alleged", ALDER), evidence("june", "acknowledged", ALDER)
    )
    pier = replace(pier, notes=(note("The register has none."),))
    quay = replace(fact("quay", evidence("june")), supersedes=("jetty",))
    denied = denial("denied", "pier", "alder", "2024-05~")
    return library(pier, quay, fact("jetty", evidence("april")), denials=[denied])


@pytest.mark.parametrize(
    ("as_of", "standing", "deniers", "notes"),
    [
        pytest.param(APRIL, "alleged", [], 0, id="only alleged"),
        pytest.param(date(2024, 5, 30), "alleged", [], 0, id="the day before May is over"),
        pytest.param(MAY, "alleged", ["alder"], 0, id="denied"),
        pytest.param(JUNE, "acknowledged", ["alder"], 0, id="acknowledged"),
        pytest.param(date(2024, 6, 30), "acknowledged", ["alder"], 0, id="before the note"),
        pytest.param(JULY, "acknowledged", ["alder"], 1, id="with its note"),
        pytest.param(None, "acknowledged", ["alder"], 1, id="today"),
    ],
)
def test_standing_denials_and_notes_are_those_known_by_the_day(
    as_of: date | None, standing: str, deniers: list[str], notes: int
) -> None:
    """What is published by the latest day that its date may mean is known; nothing else is."""
    reading = View(lake(), as_of).reading("pier")
    assert reading is not None
    assert reading.standing == standing
    assert [one.actor for one in reading.denied_by] == deniers
    assert len(reading.notes) == notes


@pytest.mark.parametrize(
    ("as_of", "standing"),
    [
        pytest.param(BEFORE, [], id="before any document"),
        pytest.param(APRIL, ["jetty", "pier"], id="the old one"),
        pytest.param(date(2024, 6, 14), ["jetty", "pier"], id="the day before its successor"),
        pytest.param(JUNE, ["pier", "quay"], id="its successor"),
    ],
)
def test_a_superseded_fact_stands_until_its_successor_is_known(
    as_of: date, standing: list[str]
) -> None:
    """A fact stands from its first document to the day on which its successor is known."""
    view = View(lake(), as_of)
    assert [one for one in view.library.facts if view.reading(one)] == standing


def test_sources_of_a_view_are_those_known_by_its_day() -> None:
    """A reading cites only documents that were public, and is dated by the oldest of them."""
    reading = View(lake(), MAY).reading("pier")
    assert reading is not None
    assert (reading.sources, reading.origins, str(reading.published)) == (
        ("april", "may"), 1, "2024-04-30",
    )  # fmt: skip


def test_a_fact_is_dated_by_the_oldest_document_of_the_view() -> None:
    """The date that facts are ordered by does not know of later documents either."""
    one = fact("pier", evidence("june"), evidence("may"))
    assert str(View(library(one), JULY).dated(one)) == "2024-05~"


@pytest.mark.parametrize(
    ("as_of", "newest"),
    [
        pytest.param(BEFORE, "None", id="none yet"),
        pytest.param(MAY, "2024-05~", id="May"),
        pytest.param(None, "2024-06-15", id="no public record"),
    ],
)
def test_the_newest_source_is_a_document(as_of: date | None, newest: str) -> None:
    """The newest source of a view is its youngest document; public records do not count."""
    assert str(View(lake(), as_of).newest_source) == newest


@pytest.mark.parametrize(
    ("facts", "as_of", "carries"),
    [
        pytest.param(("pier",), None, True, id="today"),
        pytest.param(("pier",), JUNE, True, id="same standing and denials"),
        pytest.param(("pier",), MAY, False, id="another standing"),
        pytest.param(("jetty",), APRIL, False, id="superseded since"),
        pytest.param(("quay",), MAY, False, id="not yet known"),
        pytest.param(("pier", "quay"), JUNE, True, id="all known"),
        pytest.param((), JULY, False, id="gap in the past"),
        pytest.param((), None, True, id="gap today"),
    ],
)
def test_a_bottom_line_holds_if_its_facts_stood_as_they_do(
    facts: tuple[str, ...],
    as_of: date | None,
    carries: bool,  # noqa: FBT001 - a case
) -> None:
    """A bottom line prints only where all its facts had today's standing and denials."""
    relation = replace(records.RELATIONS[0], bottom_line=BottomLine(text="A line.", facts=facts))
    assert View(lake(), as_of).carries(relation, View(lake())) is carries


@given(st.dates(BEFORE - timedelta(60), JULY + timedelta(60)))
def test_days_between_two_documents_share_a_view(day: date) -> None:
    """The view of a day reads all facts as a view made for that very day does."""
    views, alone = Views(lake()), View(lake(), day)
    assert views.at(day) is views.at(day)
    for one in alone.library.facts:
        assert str(views.at(day).reading(one)) == str(alone.reading(one))


def test_the_view_of_no_day_is_that_of_today() -> None:
    """Asked for no day, the view of today answers, which knows everything."""
    views = Views(lake())
    assert views.at(None) is views.today
    assert views.today.as_of is None
