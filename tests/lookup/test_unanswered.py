"""Why: a guess is offered and never acted on. A name without facts, a name of two, a slip: each is
said in whole sentences, with buttons that do answer, and nothing is shown in its stead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.lookup.desk import Desk, questions
from tests.lookup.oracle import standing

if TYPE_CHECKING:
    from bot.knowledge.model import Relay, Voice


def _speaking(desk: Desk, fact: str, one: str) -> bool:
    voices = [v for piece in desk.library.facts[fact].evidence for v in piece.by]
    heard: list[Voice | Relay] = [*voices]
    heard += [voice.passes_on for voice in voices if voice.passes_on]
    people = [desk.library.people[voice.person].of for voice in heard if voice.person]
    return one in {*(voice.actor for voice in heard), *people}


def _occurring(desk: Desk, fact: str, one: str) -> bool:
    record = desk.library.facts[fact]
    parties = (*record.event.actor, *record.event.recipient) if record.event else ()
    return one in (*record.names, *parties) or _speaking(desk, fact, one)


def test_a_heard_actor_is_no_subject(desk: Desk) -> None:
    """An actor that only speaks or occurs is said to be no subject, with how often it does each."""
    n = desk.names
    facts = [one for one in standing(desk.library) if _occurring(desk, one, n.heard_id)]
    speaking = [one for one in facts if _speaking(desk, one, n.heard_id)]
    reply = desk.ask(n.heard)
    assert reply.kind == "answer"
    assert reply.title == (
        f"{n.heard_label} is not a subject of this pack; "
        f"it occurs in {len(facts)} facts, speaking in {len(speaking)}"
    )
    assert set(facts) <= set(desk.facts(n.heard))


def test_a_heard_actor_narrows_a_subject(desk: Desk) -> None:
    """Beside a subject, a heard actor keeps the facts in which it speaks or occurs."""
    n = desk.names
    reply = desk.ask(f"{n.pair[0]} {n.heard}")
    assert reply.kind == "answer"
    assert "not a subject" not in reply.title
    for point in desk.points(f"{n.pair[0]} {n.heard}"):
        assert any(_occurring(desk, one, n.heard_id) for one in point.facts)


def test_a_silent_name_is_not_covered(desk: Desk) -> None:
    """A name on which the pack has nothing is said not to be covered, and nothing is shown."""
    n = desk.names
    for text in (n.silent, n.silent.upper(), f"{n.silent}?", f"what about {n.silent}"):
        reply = desk.ask(text)
        assert (reply.kind, reply.title) == (
            "none",
            f"{n.silent_label} is not covered by this pack.",
        )
        assert (reply.points, reply.offers, reply.total) == ((), (), 0)


def test_a_silent_name_hides_no_other(desk: Desk) -> None:
    """Beside a subject, a name without facts is not left out in silence: the rest is offered."""
    n = desk.names
    reply = desk.ask(f"{n.pair[0]} {n.silent}")
    assert (reply.kind, reply.points) == ("none", ())
    assert reply.title == f"{n.silent_label} is not covered by this pack."
    assert reply.offers == (n.pair[0],)


def test_a_silent_name_with_what_has_no_answer_offers_nothing_dead(desk: Desk) -> None:
    """What is left beside a name without facts is offered only if it is answered."""
    n = desk.names
    for rest in (f"{desk.pair} 1999", n.nothing, f"{n.topic} as-of 1950"):
        offers = desk.ask(f"{n.silent} {rest}").offers
        assert [desk.ask(offer).kind for offer in offers] == ["answer"] * len(offers)


def test_a_name_of_two_is_a_question(desk: Desk) -> None:
    """A name of two actors is asked back, says which is no subject, and shows nothing."""
    n = desk.names
    reply = desk.ask(n.ambiguous)
    assert (reply.kind, reply.title) == ("offer", n.ambiguous_title)
    assert (reply.points, reply.total, reply.offers) == ((), 0, n.ambiguous_offers)


def test_a_name_of_two_keeps_the_rest_of_the_question(desk: Desk) -> None:
    """The offers for a name of two hold the rest of the question."""
    n = desk.names
    reply = desk.ask(f"{n.ambiguous} since {n.year - 1}")
    assert reply.offers == tuple(f"{one} since {n.year - 1}" for one in n.ambiguous_offers)


def test_a_name_of_two_offers_only_what_is_answered(desk: Desk) -> None:
    """Of the meanings of a name only those are offered that have an answer with the rest."""
    n = desk.names
    for rest in (n.topic, str(n.year), n.person, "before 2020", "as-of 2019"):
        offers = desk.ask(f"{n.ambiguous} {rest}").offers
        assert [desk.ask(offer).kind for offer in offers] == ["answer"] * len(offers)


@pytest.mark.parametrize("form", ["{}", "{} xyzzy", "timeline {}", "{} since 2019", "{}?"])
def test_slips_are_offered_and_never_answered(desk: Desk, form: str) -> None:
    """A slip gets the right words as a button, with verb and dates kept, and not one point."""
    n = desk.names
    reply = desk.ask(form.format(n.slip))
    assert (reply.kind, reply.title) == ("offer", "Did you mean this?")
    assert reply.offers == (form.format(n.slip_offer).replace(" xyzzy", "").rstrip("?"),)
    assert (reply.points, reply.sources, reply.bottom_line, reply.total) == ((), (), None, 0)


def test_a_slip_near_two_names_offers_both(desk: Desk) -> None:
    """A slip that is as near to one name as to another offers both."""
    reply = desk.ask(desk.names.double_slip)
    assert (reply.kind, reply.title) == ("offer", "Did you mean one of these?")
    assert len(reply.offers) == 2
    assert {desk.ask(offer).kind for offer in reply.offers} == {"answer"}


def test_slips_that_have_no_answer_together_are_still_offered(desk: Desk) -> None:
    """Where the right words for slips have no answer together, what has one is offered."""
    n = desk.names
    for slip in (" ".join(f"{word}{word[-1]}" for word in n.nothing.split()), f"{n.slip} 1999"):
        reply = desk.ask(slip)
        assert (reply.kind, reply.points) == ("offer", ()), slip
        assert {desk.ask(offer).kind for offer in reply.offers} == {"answer"}, slip


@pytest.mark.parametrize("slip", ["xi", "abc", "qrs"])
def test_short_words_are_never_slips(quay: Desk, slip: str) -> None:
    """A word under four letters is never taken for a slip."""
    assert quay.ask(slip).offers == ("help",)


def test_a_name_with_a_stray_letter_is_no_slip(desk: Desk) -> None:
    """A name that was recognised is not offered again for what stands beside it."""
    for stray in ("x", "2", "ok", "#3"):
        for name in (desk.names.pair[1], desk.names.gap[1]):
            reply = desk.ask(f"{name} {stray}")
            assert (reply.kind, len(reply.not_understood)) == ("answer", 1), (name, stray)


def test_offers_are_shown_to_press(desk: Desk) -> None:
    """Every offer of every reply is a button that asks exactly what it says."""
    for text in questions(desk.names):
        reply = desk.ask(text)
        buttons = [a for a in reply.actions if a.kind == "offer"]
        assert [button.text for button in buttons] == list(reply.offers)
        assert [button.label for button in buttons] == list(reply.offers)
