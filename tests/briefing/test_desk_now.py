"""Why: people look at today's brief before it comes, and must not take it for another. The words
about it are asserted whole."""

from __future__ import annotations

from datetime import date

import pytest

from tests.briefing.counter import BO, Counter
from tests.briefing.wishes import CHANNEL

MONDAY = date(2026, 11, 23)


async def test_now_without_a_brief(counter: Counter) -> None:
    """Anybody may see what a brief is like where there is none, and is told how to have one."""
    brief = await counter.desk.now(CHANNEL, counter.moments.now)
    assert brief.notices == ("This channel has no brief yet. To set one up: /brief subscribe.",)
    assert brief.title == "The harbours and shipping firms of the Narrow Sound · Mon 23 Nov 2026"
    assert [section.kind for section in brief.sections] == ["focus", "question"]


async def test_now_is_what_would_be_posted(counter: Counter) -> None:
    """What is shown is today's brief in the channel's zone, and nothing is remembered of it."""
    await counter.subscribe("08:00 Pacific/Auckland daily")
    first = await counter.desk.now(CHANNEL, counter.moments.now)
    assert first.title.endswith("Tue 24 Nov 2026")
    assert first.notices == ()
    assert await counter.desk.now(CHANNEL, counter.moments.now) == first


@pytest.mark.parametrize(
    ("wished", "notice"),
    [
        ("skip", "Nothing has changed since the last brief, so nothing would be posted today."),
        (
            "one-line",
            "Nothing has changed since the last brief, so one line would be posted today.",
        ),
    ],
)
async def test_now_when_nothing_changed(counter: Counter, wished: str, notice: str) -> None:
    """Where nothing changed and that is to be silent, the brief is shown and the silence told."""
    await counter.subscribe(f"08:00 UTC daily unchanged {wished}")
    brief = await counter.desk.now(CHANNEL, counter.moments.now)
    assert brief.notices == (notice,)
    assert brief.sections


async def test_now_after_todays(counter: Counter) -> None:
    """Who looks after the brief came is told that this one is another."""
    await counter.subscribe("08:00 UTC daily")
    await counter.happened(MONDAY, "sent", done_at=counter.moments.now)
    brief = await counter.desk.now(CHANNEL, counter.moments.now)
    assert brief.notices == ("Today's brief was posted already; this is what one would say now.",)


async def test_now_while_paused(counter: Counter) -> None:
    """Who looks while briefs are paused is told so."""
    await counter.subscribe("08:00 UTC daily")
    await counter.desk.pause(CHANNEL, BO)
    brief = await counter.desk.now(CHANNEL, counter.moments.now)
    assert brief.notices == ("This channel's brief is paused. To resume it: /brief resume.",)
