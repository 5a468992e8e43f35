"""Why: a line is all that most readers see, so its wording is promised to the letter: standing and
voice, denial, sentence, date. Whole lines stand here, as they print."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.knowledge.fields import Standing
from bot.knowledge.lines import capital, point_line, series
from bot.knowledge.model import Denial, Fact, Relay, Voice
from bot.knowledge.view import View
from tests.knowledge.records import denial, evidence, fact, library, note

ALDER, BIRCH = Voice(actor="alder"), Voice(actor="birch")
MORA, NILS = Voice(actor="alder", person="mora"), Voice(person="nils")
SOME = Voice(actor="alder", who="unnamed boatmen")
RELAY = Voice(who="a newspaper", passes_on=Relay(who="a boatman", actor="alder"))
NAMED = Voice(who="a newspaper", passes_on=Relay(who="the harbour master", person="mora"))
UNNAMED = Voice(actor="cedars", passes_on=Relay(who="their guests"))


def line(*facts: Fact, denials: tuple[Denial, ...] = (), mark: str = "") -> str:
    """Return the line of the point that the first of these facts belongs to."""
    whole = library(*facts, denials=denials)
    return point_line(View(whole).joined(facts[0].id), whole, mark).text


@pytest.mark.parametrize(
    ("standing", "by", "start"),
    [
        pytest.param("reported", [], "", id="reported"),
        pytest.param("alleged", [BIRCH], "Alleged by Birch: ", id="alleged"),
        pytest.param("acknowledged", [ALDER], "Acknowledged by Alder: ", id="acknowledged"),
        pytest.param("assessed", [NILS], "Assessed by Captain Nils: ", id="person by role"),
        pytest.param("said", [MORA], "Said by Mora Lind: ", id="person by name"),
        pytest.param("alleged", [SOME], "Alleged by unnamed boatmen: ", id="somebody unnamed"),
        pytest.param("said", [ALDER, BIRCH], "Said by Alder and Birch: ", id="two voices"),
        pytest.param(
            "said", [ALDER, BIRCH, NILS], "Said by Alder, Birch and Captain Nils: ", id="three"
        ),
        pytest.param(
            "alleged", [RELAY], "Alleged by a newspaper, passing on a boatman: ", id="relay"
        ),
        pytest.param(
            "said",
            [NAMED],
            "Said by a newspaper, passing on the harbour master: ",
            id="named relay",
        ),
        pytest.param(
            "said", [UNNAMED], "Said by the Cedars, passing on their guests: ", id="actor's relay"
        ),
    ],
)
def test_a_line_opens_with_standing_and_voice(
    standing: Standing, by: list[Voice], start: str
) -> None:
    """A claim that is not plainly reported opens with its standing and all its voices."""
    pier = fact("pier", evidence("may", standing, *by))
    assert line(pier) == f"{start}The pier stands. By about May 2024"


FIRST = denial("first", "pier", "alder", "2024-05~")
SECOND = denial("second", "pier", "birch", "2024-05~")
LATER = denial("later", "pier", "birch", "2024-06-01")


@pytest.mark.parametrize(
    ("standing", "denials", "start"),
    [
        pytest.param(
            "alleged", [FIRST], "Alleged by Birch, denied by Alder as of about May 2024", id="one"
        ),
        pytest.param(
            "alleged",
            [FIRST, SECOND],
            "Alleged by Birch, denied by Alder and Birch as of about May 2024",
            id="two of one date",
        ),
        pytest.param(
            "alleged",
            [FIRST, LATER],
            "Alleged by Birch, denied by Alder as of about May 2024, "
            "denied by Birch as of 1 Jun 2024",
            id="two dates",
        ),
        pytest.param(
            "reported", [FIRST], "Reported, denied by Alder as of about May 2024", id="reported"
        ),
    ],
)  # fmt: skip
def test_a_denial_opens_the_line_with_its_date(
    standing: Standing, denials: list[Denial], start: str
) -> None:
    """A denied claim says before the claim who denied it and as of when."""
    by = () if standing == "reported" else (BIRCH,)
    pier = fact("pier", evidence("may", standing, *by))
    expected = f"{start}: The pier stands. By about May 2024"
    assert line(pier, denials=tuple(denials)) == expected


@pytest.mark.parametrize(
    ("when", "end"),
    [
        pytest.param("2024", "2024", id="year"),
        pytest.param("2024-05", "May 2024", id="month"),
        pytest.param("2024-05-04", "4 May 2024", id="day"),
        pytest.param("2024-05~", "About May 2024", id="about"),
        pytest.param("2024-05-04?", "Perhaps 4 May 2024", id="perhaps"),
        pytest.param("2024-03/2024-05", "Mar 2024 to May 2024", id="interval"),
        pytest.param(None, "By about May 2024", id="source's date"),
    ],
)
def test_a_line_ends_with_its_date(when: str | None, end: str) -> None:
    """The date stands last, as precisely as it is known, with "By" where it is the source's."""
    assert line(fact("pier", when=when)) == f"The pier stands. {end}"


def test_a_fact_of_a_wider_set_is_marked() -> None:
    """A fact that is about more than was asked for names the wider set after its date."""
    assert line(fact("pier", when="2024"), mark="the lake") == "The pier stands. 2024 (the lake)"


@pytest.mark.parametrize(
    ("short", "joined"),
    [
        pytest.param("No ship came.", "no ship came.", id="article or negation"),
        pytest.param("There was no ship.", "there was no ship.", id="there"),
        pytest.param("Alder saw no ship.", "Alder saw no ship.", id="name"),
    ],
)
def test_joined_facts_share_a_line(short: str, joined: str) -> None:
    """A point gives its facts in one line, each with its opening, and the date of the first."""
    pier = fact("pier", evidence("may", "alleged", BIRCH), when="2024-05-04")
    ships = replace(fact("ships", evidence("may", "said", MORA)), short=short, limits=("pier",))
    expected = f"Alleged by Birch: The pier stands; said by Mora Lind: {joined} 4 May 2024"
    assert line(ships, pier) == expected


def test_a_joined_fact_keeps_its_denial_and_its_star() -> None:
    """A fact that limits another prints with its own denial and note, and reported ones say so."""
    pier = replace(fact("pier", when="2024"), notes=(note("None."),))
    quay = replace(fact("quay"), limits=("pier",))
    ship = replace(fact("ship"), limits=("pier",), notes=(note("None.", "date"),))
    denied = denial("denied", "quay", "alder", "2024-06")
    assert line(pier, quay, ship, denials=(denied,)) == (
        "The pier stands*; reported, denied by Alder as of Jun 2024: the quay stands; "
        "reported: the ship stands. 2024"
    )


@pytest.mark.parametrize(
    ("words", "text"),
    [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")],
    ids=["none", "one", "two", "three"],
)
def test_words_are_listed_as_in_a_sentence(words: list[str], text: str) -> None:
    """Words are listed with commas and a last "and"."""
    assert series(words) == text


def test_only_the_first_letter_is_raised() -> None:
    """A sentence begins with a capital and is otherwise left as it is."""
    assert (capital("said by NILS"), capital("")) == ("Said by NILS", "")
