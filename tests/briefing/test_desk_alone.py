"""Why: a brief may come to one person's conversation with the bot, where "this channel" is nobody's
word. The sentences are asserted whole; all others are those of channels."""

from __future__ import annotations

from datetime import date

import pytest

from bot.briefing.desk import BriefDesk
from bot.briefing.looking import NoBriefError
from tests.briefing.counter import BO, Counter
from tests.briefing.wishes import CHANNEL


@pytest.fixture
def alone(counter: Counter) -> Counter:
    """Return a counter at which every place is such a conversation."""
    counter.desk = BriefDesk(
        lambda: counter.library, counter.subscriptions, "/brief", alone=lambda _: True
    )
    return counter


async def test_changes(alone: Counter) -> None:
    """Whoever changes their own brief is spoken to, and nobody else is told."""
    outcomes = [
        await alone.subscribe("08:00 UTC weekdays"),
        await alone.subscribe("weekdays"),
        await alone.subscribe("09:00"),
        await alone.desk.change(CHANNEL, BO, alone.read("10:00 UTC weekdays")),
        await alone.desk.pause(CHANNEL, BO),
        await alone.desk.resume(CHANNEL, BO),
        await alone.desk.stop(CHANNEL, BO),
    ]
    assert [outcome.lines[0] for outcome in outcomes] == [
        "Your brief is set up.",
        "You have that brief already.",
        "You had a brief here already, which is now changed: time: 08:00 → 09:00.",
        "Your brief is changed: time: 09:00 → 10:00.",
        "Your brief is paused. To resume it: /brief resume.",
        "Your brief goes on.",
        "You get no brief here any more. To set one up: /brief subscribe.",
    ]
    assert {outcome.public for outcome in outcomes} == {None}


async def test_looks(alone: Counter) -> None:
    """Whoever looks at their own brief is spoken to."""
    now = alone.moments.now
    brief = await alone.desk.now(CHANNEL, now)
    assert brief.notices == ("You have no brief here yet. To set one up: /brief subscribe.",)
    with pytest.raises(NoBriefError, match=r"^You have no brief here\. To set one up: "):
        await alone.status()
    await alone.subscribe("08:00 UTC weekdays")
    with pytest.raises(NoBriefError, match=r"^You have had no brief here yet\. "):
        await alone.why()
    with pytest.raises(NoBriefError, match=r"^You had no brief here on Fri 20 Nov 2026\. "):
        await alone.why(date(2026, 11, 20))
    await alone.desk.pause(CHANNEL, BO)
    brief = await alone.desk.now(CHANNEL, now)
    assert brief.notices == ("Your brief is paused. To resume it: /brief resume.",)
