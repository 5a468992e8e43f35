"""Why: these are the questions by which the shipped pack is accepted, with what each must show.
They fail where a fact was lost, a voice was dropped or a denial reached too far."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.knowledge.names import ids_in
from tests.lookup.desk import Desk

if TYPE_CHECKING:
    from bot.reply import Reply, ReplyFact

TREATY = "rus-irn-2025-treaty"
MISSILES = "irn-rus-2025-ballistic-missiles"
SULLIVAN, KIRBY = "irn-rus-2022-drones-100", "irn-rus-2022-no-agreed-sale"
SUPPLYING, SUPPLIER = "irn-rus-2022-armed-drones", "irn-rus-2025-drones-supplier"
AUSTIN, JAGARYAN = "usa-2022-austin-warning", "rus-irn-2022-no-restriction"
ARMS, TROOPS = "prk-rus-2025-arms", "prk-rus-2025-troops-11000"


def shown(reply: Reply) -> dict[str, ReplyFact]:
    """Return the facts that a page shows, by id."""
    return {one.fact: one for point in reply.points for one in (point.lead, *point.joined)}


def denied(fact: ReplyFact) -> list[tuple[str, str]]:
    """Return who denies a fact, and as of when."""
    return [(denial.actor, denial.when) for denial in fact.denied_by]


def voices(fact: ReplyFact) -> list[str]:
    """Return how a line names those who vouch for a fact."""
    return [voice.label for voice in fact.by]


PAIR = (
    "russia iran",
    "Iran–Russia?",
    "Россия Иран",
    "伊朗 俄罗斯",
    "俄罗斯伊朗",
    "🇷🇺 🇮🇷",
    "Russo-Iranian",
)


@pytest.mark.parametrize("text", [*PAIR, "RU IR"])
def test_russia_and_iran(axis: Desk, text: str) -> None:
    """In any spelling the first page has the treaty with its noted date, drones, missiles as
    alleged by one and denied by the other with date, and Sullivan with Kirby."""
    reply = axis.ask(text)
    facts = shown(reply)
    assert set(reply.query.actors) == {"RUS", "IRN"}
    assert {TREATY, MISSILES, SUPPLIER, SULLIVAN, KIRBY} <= facts.keys()
    assert (voices(facts[MISSILES]), facts[MISSILES].standing) == (["the United States"], "alleged")
    assert denied(facts[MISSILES]) == [("IRN", "2025-01~")]
    (treaty,) = [point for point in reply.points if point.lead.fact == TREATY]
    assert treaty.text.endswith(" 18 Jan 2025*")
    assert "17 January 2025" in treaty.notes[0]
    assert (SULLIVAN, KIRBY) in [point.facts for point in reply.points]


def test_tehran_denies_missiles_and_not_drones(axis: Desk) -> None:
    """Of all that is held on Russia and Iran, Tehran denies the alleged missiles alone."""
    points = axis.points("russia iran")
    facts = [one for point in points for one in (point.lead, *point.joined)]
    assert [one.fact for one in facts if one.disputed and denied(one)[0][0] == "IRN"] == [MISSILES]


def test_north_korea_and_russia(axis: Desk) -> None:
    """The pair shows a treaty with mutual defence, arms alleged by two and denied by both, and
    11,000 troops by unnamed reports, denied, with the note on April 2025."""
    reply = axis.ask("dprk russia")
    facts = shown(reply)
    both = [("RUS", "2025-01~"), ("PRK", "2025-01~")]
    assert voices(facts[ARMS]) == ["the United States", "South Korea"]
    assert (facts[ARMS].standing, denied(facts[ARMS])) == ("alleged", both)
    assert voices(facts[TROOPS]) == ["unnamed reports"]
    assert (facts[TROOPS].standing, denied(facts[TROOPS])) == ("alleged", both)
    treaty = facts["rus-prk-2024-treaty"]
    assert (treaty.standing, treaty.denied_by, treaty.when) == ("reported", (), "2024-06-19")
    assert any("mutual-defence" in point.text for point in reply.points)
    assert any("Moscow acknowledged" in note and "April 2025" in note for note in reply.notes)


def test_trade_of_russia_and_china(axis: Desk) -> None:
    """Trade shows both figures with their years in one line."""
    (point,) = [p for p in axis.points("russia china trade") if "244.8" in p.text]
    assert all(part in point.text for part in ("$244.8 billion", "2024", "$146.9 billion", "2021"))


def test_iran_and_drones(axis: Desk) -> None:
    """Drones read oldest first: prepared with no sign of a sale, providing, an important source;
    a warning that no document ties to drones is not among them."""
    facts = axis.facts("iran drones")
    assert [one for one in facts if one in {SULLIVAN, KIRBY, SUPPLYING, SUPPLIER}] == [
        *(SULLIVAN, KIRBY, SUPPLYING, SUPPLIER),
    ]
    assert AUSTIN not in facts
    assert shown(axis.ask("iran drones"))[SULLIVAN].modality == "planned"


def test_a_defence_pact_of_iran_and_russia(axis: Desk) -> None:
    """A question on a defence pact gets the treaty without the clause and nothing off the topic."""
    facts = axis.facts("does iran have a defence pact with russia")
    assert TREATY in facts
    assert "without a mutual-defence clause" in axis.library.facts[TREATY].short
    assert all("mutual-defence" in axis.library.facts[one].topics for one in facts)


@pytest.mark.parametrize(
    ("text", "person", "role"),
    [
        ("who is gabuev", "gabuev", "from the Carnegie Russia Eurasia Center as of Jul 2025"),
        (
            "what did kirby say",
            "kirby",
            "spokesman of the US National Security Council as of Jul 2022",
        ),
    ],
)
def test_a_person(axis: Desk, text: str, person: str, role: str) -> None:
    """A person's answer opens with the role and holds what the person said, as the person's."""
    reply = axis.ask(text)
    assert reply.title == f"{axis.library.people[person].label}, {role}"
    assert reply.points
    for point in axis.points(text):
        spoken = [v.person for one in (point.lead, *point.joined) for v in one.by]
        assert person in spoken


def test_china_has_a_line_for_each_partner(axis: Desk) -> None:
    """The first three lines name one partner each, North Korea included, and no fact is twice."""
    reply = axis.ask("china")
    partners = [ids_in(p.text, axis.library) & {"RUS", "IRN", "PRK"} for p in reply.points[:3]]
    assert [len(one) >= 1 for one in partners] == [True] * 3
    assert set().union(*partners) == {"RUS", "IRN", "PRK"}
    relations = [axis.library.facts[p.lead.fact].relations for p in reply.points[:3]]
    assert any("chn-prk" in one for one in relations)
    facts = axis.facts("china")
    assert len(facts) == len(set(facts)) == reply.total


def test_iran_and_north_korea(axis: Desk) -> None:
    """A pair without facts has the gap line, then what names both."""
    reply = axis.ask("iran north korea")
    assert reply.bottom_line is not None
    assert (reply.bottom_line.gap, reply.bottom_line.facts) == (True, ())
    assert reply.bottom_line.text == (
        "This pack holds nothing on Iran and North Korea alone; both appear among the four."
    )
    assert reply.points
    assert all(p.text.endswith("(the four)") for p in axis.points("iran north korea"))


def test_russia_and_iran_as_of_august_2022(axis: Desk) -> None:
    """As of August 2022 there are Sullivan with Kirby, Austin and Jagaryan; no treaty, no missiles,
    no later note; the title says as known on."""
    reply = axis.ask("russia iran as-of 2022-08")
    facts = axis.facts("russia iran as-of 2022-08")
    assert reply.title == "Russia and Iran, as known on 31 Aug 2022"
    assert {SULLIVAN, KIRBY, AUSTIN, JAGARYAN} <= set(shown(reply))
    assert {TREATY, MISSILES, SUPPLIER}.isdisjoint(facts)
    assert not [note for note in reply.notes if "2025" in note or "2026" in note]
    assert {source.id for source in reply.sources} == {"us-warns-iran-2022"}


def test_heard_states(axis: Desk) -> None:
    """The United States and South Korea are no subjects, and are shown where they occur."""
    for text, start in (("usa", "The United States"), ("south korea", "South Korea")):
        reply = axis.ask(text)
        assert reply.kind == "answer"
        assert reply.title.startswith(f"{start} is not a subject of this pack; it occurs in ")
        assert ", speaking in " in reply.title
        assert reply.points
    assert axis.facts("south korea") == [ARMS]


@pytest.mark.parametrize("text", ["iraq", "ireland", "belarus", "taiwan", "republic of china"])
def test_states_that_are_not_covered(axis: Desk, text: str) -> None:
    """A state that occurs nowhere is said not to be covered, without a point."""
    reply = axis.ask(text)
    assert (reply.kind, reply.points, reply.total) == ("none", (), 0)
    assert reply.title.endswith(" is not covered by this pack.")


def test_korea(axis: Desk) -> None:
    """Korea alone is asked back, says that South Korea is no subject, and has no point."""
    reply = axis.ask("korea")
    assert (reply.kind, reply.points) == ("offer", ())
    assert reply.title == (
        "Korea may mean North Korea or South Korea. South Korea is not a subject of this pack."
    )


@pytest.mark.parametrize(
    ("text", "offer"), [("rissia irann", "russia iran"), ("norht korea", "north korea")]
)
def test_slips(axis: Desk, text: str, offer: str) -> None:
    """A slip is offered the right words, without a point."""
    reply = axis.ask(text)
    assert (reply.kind, reply.offers, reply.points) == ("offer", (offer,), ())


def test_tell_us_about_iran(axis: Desk) -> None:
    """Us is a pronoun, so the answer is Iran's."""
    assert axis.ask("tell us about iran").query.actors == ("IRN",)


@pytest.mark.parametrize("text", ["axis", "crink", "CRINK"])
def test_the_four(axis: Desk, text: str) -> None:
    """The four have a bottom line first, then points."""
    reply = axis.ask(text)
    assert (reply.kind, reply.title) == ("answer", "The four")
    assert reply.bottom_line is not None
    assert not reply.bottom_line.gap
    assert len(reply.points) == 5


def test_the_question_of_a_bloc(axis: Desk) -> None:
    """The question of a bloc has at least two positions, each with its facts, and no verdict."""
    reply = axis.ask("question bloc")
    assert (reply.kind, reply.title) == (
        "answer",
        "Are Russia, China, Iran and North Korea a bloc?",
    )
    assert len(reply.positions) >= 2
    assert all(position.facts for position in reply.positions)
    assert reply.settles


def test_nothing_typed(axis: Desk) -> None:
    """An empty question gets help."""
    assert axis.ask("").kind == "help"
