"""Why: whoever waits for no morning asks for the brief by the same word in a shell, in a terminal
and in every chat, and a word too many must not turn a question into a brief."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.app import App
from bot.briefing.asking import brief_asked, brief_for, brief_of, verb_asked
from bot.briefing.model import About
from bot.cli import today
from bot.rendering import brief_footer, brief_lines, brief_text, plain_text
from tests.briefing.mornings import DAY, HARBOURS, morning, pack, wish

QUAY = pack(HARBOURS)
GRAIN = About(actors=("orvik",), topics=("grain",))


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("brief", About()),
        ("Brief!", About()),
        ("  /quay brief ", About()),
        ("/quay brief about orvik grain", GRAIN),
        ("brief me on Orvik and its grain, please", GRAIN),
        ("brief everything", About()),
        ("briefing", None),
        ("briefs", None),
        ("the brief", None),
        ("/axis brief", None),
        ("brief orvik 2019", None),
        ("brief nobody", None),
        ("orvik brief", None),
        ("brief " + "orvik " * 200, None),
        ("", None),
    ],
)
def test_when_a_brief_is_asked_for(text: str, about: About | None) -> None:
    """The word counts only in front, and only where the rest names actors and topics."""
    assert brief_asked(text, QUAY) == about


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("brief status", "status"),
        ("Brief subscribe 08:00 Berlin", "subscribe"),
        ("/quay brief unsubscribe", "stop"),
        ("brief pause!", "pause"),
        ("brief now", "now"),
        ("brief", None),
        ("brief orvik", None),
        ("brief orvik status", None),
        ("brief weather", None),
        ("status", None),
        ("/axis brief status", None),
    ],
)
def test_what_is_done_with_a_channels_brief(text: str, verb: str | None) -> None:
    """The verbs of commands are known where somebody types them as a question."""
    assert verb_asked(text, QUAY) == verb


def test_a_verb_where_there_is_no_channel() -> None:
    """Where nothing comes daily, a verb is answered with what can be had."""
    reply = App(HARBOURS).ask("brief subscribe 08:00 Berlin", today())
    assert plain_text(reply) == (
        '"brief subscribe" is about the daily brief of a channel, and here is no channel. For '
        "today's brief, type brief."
    )


def test_a_brief_for_nobody_is_a_first_one() -> None:
    """What is asked for is what a channel reads that was never briefed before."""
    assert brief_for(QUAY, DAY, GRAIN) == morning(QUAY, wish(GRAIN)).brief
    assert brief_for(QUAY, DAY) == morning(QUAY).brief


def test_a_brief_of_a_day_that_is_past() -> None:
    """It says that it is made from today's pack, and no age of a source that came out later."""
    brief = brief_of(QUAY, date(2020, 3, 1), GRAIN, DAY)
    assert brief == replace(
        brief_for(QUAY, date(2020, 3, 1), GRAIN),
        notices=(
            (
                "This brief is made from what the pack holds today, not from what was known on "
                "1 Mar 2020."
            ),
        ),
    )
    assert brief_footer(brief) == (
        "pack 2022.4 · Made up for the tests; no such harbour or firm exists."
    )
    assert brief_of(QUAY, DAY, GRAIN, DAY) == brief_for(QUAY, DAY, GRAIN)


@pytest.mark.parametrize("day", [date.min, date.max])
def test_a_brief_of_any_day_at_all(day: date) -> None:
    """Even the first and the last day that there are have a brief."""
    assert brief_of(QUAY, day, About(), DAY).sections


def test_a_brief_that_is_asked_for_says_the_same() -> None:
    """As an answer a brief has the same lines, notes, sources and buttons, and can be shared."""
    app = App(HARBOURS)
    reply, brief = app.ask("brief about orvik grain", today()), brief_for(QUAY, today(), GRAIN)
    *_, footer = brief_text(brief).split("\n")
    assert plain_text(reply).split("\n") == [
        *brief_lines(brief),
        *(f"[{source.n}] {source.line}" for source in brief.sources),
        footer.removesuffix(f" · {brief.notice}"),
    ]
    assert (reply.query.actors, reply.query.topics) == (("orvik",), ("grain",))
    assert reply.actions[:-1] == brief.actions
    assert reply.actions[-1].kind == "share"
    assert reply.shareable


def test_a_question_with_the_word_in_it_stays_one() -> None:
    """What begins with the word and names a year is answered as a question."""
    app = App(HARBOURS)
    assert app.ask("brief me on orvik 2019", today()).title == "Orvik, 2019"
