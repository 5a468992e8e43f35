"""Why: people point at a message and ask what is known of it. Only its names count; nothing of it
may come back, for it was written by somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.lookup.answer import Context
from tests.lookup.desk import TODAY, Desk, texts
from tests.lookup.junk import mixtures, unsafe

if TYPE_CHECKING:
    from bot.reply import Reply


def look_up(desk: Desk, message: str) -> Reply:
    """Return the answer for a message of today."""
    return desk.answerer.look_up(message, Context(today=TODAY))


@given(st.data())
@settings(max_examples=50)
def test_nothing_of_a_message_comes_back(desk: Desk, data: st.DataObject) -> None:
    """Whatever a message holds, its reply names no unknown word and repeats nothing that steers."""
    reply = look_up(desk, data.draw(mixtures(desk)))
    assert reply.kind in {"answer", "none"}
    assert reply.not_understood == ()
    assert unsafe("".join(texts(reply))) == set()


@given(st.data())
@settings(max_examples=40)
def test_every_button_of_a_message_leads_to_an_answer(desk: Desk, data: st.DataObject) -> None:
    """Each button of a message's reply leads to an answer."""
    reply = look_up(desk, data.draw(mixtures(desk)))
    asked = [action.text for action in reply.actions if action.kind != "share"]
    assert {desk.ask(text).kind for text in asked} <= {"answer"}


def test_a_message_is_answered_for_its_pair(desk: Desk) -> None:
    """A message is answered for the pair that it names most often, however much else it says."""
    n = desk.names
    first, second = n.pair
    message = (
        f"{n.gap[1]}! Well, {first} and {second}; {second} with {first}? xyzzy " + "blah " * 2000
    )
    assert look_up(desk, message).title in {
        n.pair_title,
        " and ".join(n.pair_title.split(" and ")[::-1]),
    }


def test_a_message_without_names_has_no_answer(desk: Desk) -> None:
    """A message that names nothing of the pack says so in words."""
    for message in ("", "hello there, @everyone", desk.names.silent):
        reply = look_up(desk, message)
        assert (reply.kind, reply.title) == (
            "none",
            "That message names nothing that this pack holds.",
        )
