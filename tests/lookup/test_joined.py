"""Why: a fact that limits or contradicts another would mislead alone, and so would the other. They
print together, in every answer and on every day."""

from __future__ import annotations

from datetime import date

from bot.knowledge.edtf import parse_edtf
from tests.lookup.desk import Desk, questions
from tests.lookup.oracle import shapes, together


def asked_day(text: str) -> date | None:
    """Return the day of which a question asks what was known then."""
    _, as_of, day = text.partition("as-of ")
    return parse_edtf(day.split()[0]).latest if as_of else None


def check(desk: Desk, text: str) -> None:
    """Hold each point of an answer against the facts that belong to it."""
    groups = together(desk.library, asked_day(text))
    for point in desk.points(text):
        assert set(point.facts) == groups[point.lead.fact], text


def test_facts_print_with_what_limits_them_in_every_answer(desk: Desk) -> None:
    """Whatever is asked, a point holds its fact with all that limit or contradict it, no other."""
    for text in list(shapes(desk.library))[::4]:
        check(desk, text)


def test_facts_print_with_what_limits_them_whatever_the_form(desk: Desk) -> None:
    """Timelines, free words, fact cards and questions keep such facts together as well."""
    for text in questions(desk.names):
        if desk.ask(text).kind == "answer":
            check(desk, text)


def test_every_fact_is_shown_with_what_limits_it(desk: Desk) -> None:
    """The card of every fact that stands shows it with all that limit or contradict it."""
    for one, group in together(desk.library).items():
        (point,) = desk.ask(f"fact {one}").points
        assert set(point.facts) == group


def test_the_limited_fact_leads(desk: Desk) -> None:
    """What is limited stands first in its line and what limits it after it, whichever was asked."""
    names = desk.names
    for asked in (names.limited, names.limiting):
        (point,) = desk.ask(f"fact {asked}").points
        assert point.facts == (names.limited, names.limiting)


def test_a_joined_line_opens_each_claim_with_its_voice(quay: Desk) -> None:
    """A joined line opens each claim with standing and voice and ends with the lead's date."""
    (point,) = quay.ask(f"fact {quay.names.limited}").points
    assert point.text == (
        "Alleged by Brannoch's harbour office, denied by Marrowby Line and Orvik as of about "
        "Feb 2020: Marrowby Line landed uncleared grain at Orvik by night; said by chief inspector "
        "Ilse Varn: no uncleared grain was found at Orvik on the one night of the search. "
        "By 14 May 2019"
    )


def test_contradicting_facts_print_together(quay: Desk) -> None:
    """Two facts that contradict one another are one point, the weightier first."""
    (point,) = quay.ask("fact kestane-orvik-2020-stayed-away").points
    assert point.facts == ("kestane-orvik-2021-called-weekly", "kestane-orvik-2020-stayed-away")
    assert point.text == (
        "Kestane Freight called at Orvik in every week; alleged by unnamed quay hands: "
        "Kestane Freight stayed away from Orvik all month. Jan 2020"
    )


def test_no_fact_waits_for_what_was_not_known(quay: Desk) -> None:
    """On a day when what limits a fact was not yet public, the fact prints alone."""
    (point,) = quay.ask(f"fact {quay.names.limited} as-of {quay.names.as_of}").points
    assert point.facts == (quay.names.limited,)
