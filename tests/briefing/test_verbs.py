"""Why: what people type after the command for briefs is one of a few verbs, and what is none of
them is told, never guessed."""

from __future__ import annotations

from datetime import date

import pytest

from bot.briefing.verbs import read_day, read_verb
from bot.errors import WishError


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", ("now", "")),
        ("  ", ("now", "")),
        ("status", ("status", "")),
        (" Why  2026-11-20 ", ("why", "2026-11-20")),
        ("SUBSCRIBE 08:00 Berlin", ("subscribe", "08:00 Berlin")),
    ],
)
def test_verb_and_rest(text: str, read: tuple[str, str]) -> None:
    """The first word is the verb, however it is spelled in capitals; nothing means now."""
    assert read_verb(text) == read


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "subscibe 08:00",
            '"subscibe" is nothing that can be done with briefs. Did you mean subscribe?',
        ),
        ("stap", '"stap" is nothing that can be done with briefs. Did you mean stop?'),
        (
            "unsubscribe",
            '"unsubscribe" is nothing that can be done with briefs. Did you mean stop?',
        ),
        (
            "weather",
            (
                '"weather" is nothing that can be done with briefs. Write now, status, why, '
                "subscribe, change, pause, resume or stop."
            ),
        ),
    ],
)
def test_no_verb(text: str, sentence: str) -> None:
    """What is no verb is named, with the nearest one, or else with all there are."""
    with pytest.raises(WishError) as caught:
        read_verb(text)
    assert str(caught.value) == sentence


TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("", None),
        (" Today ", TODAY),
        ("yesterday", date(2026, 11, 22)),
        ("2026-11-20", date(2026, 11, 20)),
        ("Fri 20 Nov 2026", date(2026, 11, 20)),
        ("20.11.2026", date(2026, 11, 20)),
    ],
)
def test_days(text: str, day: date | None) -> None:
    """One day is named by its date, as our own answers write it, or from today."""
    assert read_day(text, TODAY) == day


@pytest.mark.parametrize(
    "text", ["soon", "none", "2026-11-19, 2026-11-20", "2026-11-19/2026-11-20"]
)
def test_no_day(text: str) -> None:
    """What names no day, or several, is told how one is written, and nothing of ranges."""
    with pytest.raises(WishError) as caught:
        read_day(text, TODAY)
    assert str(caught.value) == (
        f'"{text}" is not one date. Write one, such as 2026-11-20, today or yesterday.'
    )
