"""Why: what a terminal adds to an answer is little: a number presses a button, and trouble with a
newer pack is told once. These rules need no process."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adapters.terminal.listen import Conversation, is_ending
from adapters.terminal.render import buttons
from bot.app import App
from tests.packs import Change, write_lake
from tests.terminal.running import QUAY, publish

if TYPE_CHECKING:
    from pathlib import Path

STALE = "A newer version of this pack could not be read; answers come from 1.0."


@pytest.fixture(scope="module")
def quay() -> App:
    """Return the app with the pack of the quay, which no test here changes."""
    return App(QUAY)


def test_number_presses_the_button_that_bears_it(quay: App) -> None:
    """A number asks what its button asks, spaces and a leading zero aside."""
    conversation = Conversation(quay)
    more, timeline, _ = buttons(conversation.answer("orvik"))
    pressed = conversation.answer(" 01 ")
    assert (pressed.title, pressed.shown_from) == ("Orvik", 7)
    conversation.answer("orvik")
    assert conversation.answer("2") == quay_answer(quay, timeline.text)
    assert more.text == "orvik page 2"


@pytest.mark.parametrize("number", ["0", "4", "99"])
def test_number_without_a_button_presses_nothing(quay: App, number: str) -> None:
    """A number that no button bears is refused in words, and the buttons stay."""
    conversation = Conversation(quay)
    conversation.answer("orvik")
    refused = conversation.answer(number)
    text = f"There is no button {int(number)}; press 1 to 3, or ask in words."
    assert (refused.kind, refused.title) == ("error", text)
    assert conversation.answer("2").title == "Timeline: Orvik"


def test_only_button_is_named(quay: App) -> None:
    """Where there is one button, the refusal names that one."""
    conversation = Conversation(quay)
    conversation.answer("ovrik")
    assert conversation.answer("2").title == "There is no button 2; press 1, or ask in words."


@pytest.mark.parametrize("text", ["0012", "2019", "²", "1 2", "-1"])
def test_other_figures_are_questions(quay: App, text: str) -> None:
    """A year, a longer number and whatever else is no number of a button is asked as typed."""
    conversation = Conversation(quay)
    conversation.answer("orvik")
    assert conversation.answer(text) == quay_answer(quay, text)


def test_number_before_any_answer_is_a_question(quay: App) -> None:
    """Where nothing was answered yet, a number presses nothing and is asked."""
    assert Conversation(quay).answer("1") == quay_answer(quay, "1")


@pytest.mark.parametrize(
    ("line", "ends"), [("exit", True), (" Quit\n", True), ("exit poll", False), ("", False)]
)
def test_words_that_end(line: str, ends: bool) -> None:  # noqa: FBT001 - a column of the table
    """`exit` and `quit` end a conversation, alone and in any case."""
    assert is_ending(line) is ends


def test_refused_pack_is_told_once(tmp_path: Path) -> None:
    """The first answer after a newer pack was refused says so, and help always; others do not."""
    root = write_lake(tmp_path)
    conversation = Conversation(App(root))
    publish(root, Change("pack.yaml", '"1.0"', '""'))
    assert conversation.answer("alder").notices == (STALE,)
    assert conversation.answer("alder").notices == ()
    assert conversation.answer("help").notices == (STALE,)


def quay_answer(app: App, text: str) -> object:
    """Return what the app answers to the text in a conversation of its own."""
    return Conversation(app).answer(text)
