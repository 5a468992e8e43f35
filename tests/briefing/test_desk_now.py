"""Why: people look at today's brief before it comes, and must not take it for another. The words
about it are asserted whole."""

from __future__ import annotations

from datetime import date

import pytest

from bot.briefing.model import State
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
    await counter.subscribe(f"13:00 UTC daily unchanged {wished}")
    brief = await counter.desk.now(CHANNEL, counter.moments.now)
    assert brief.notices == (notice,)
    assert brief.sections


@pytest.mark.parametrize(
    ("state", "code", "words"),
    [
        ("sending", None, "is being sent"),
        ("sent", None, "was posted already"),
        ("unknown", "502", "was sent, but whether it arrived is not known"),
        ("failed", "50013", "could not be posted"),
        ("skipped", "unchanged", "was not sent, as nothing had changed"),
        ("missed", "not-running", "was missed, as the bot was not running"),
        ("missed", "429", "was missed, as it could not be sent in time"),
    ],
)
async def test_now_after_todays(
    counter: Counter, state: State, code: str | None, words: str
) -> None:
    """Who looks after the brief left is told what became of it, and that this one is another."""
    await counter.subscribe("08:00 UTC daily")
    await counter.happened(MONDAY, state, done_at=counter.moments.now, code=code)
    brief = await counter.desk.now(CHANNEL, counter.moments.now)
    assert brief.notices == (f"Today's brief {words}; this is what one would say now.",)


@pytest.mark.parametrize("state", ["due", "claimed"])
async def test_now_while_it_is_made(counter: Counter, state: State) -> None:
    """What has not left yet is what is shown, so that there is nothing to add."""
    await counter.subscribe("08:00 UTC daily")
    await counter.happened(MONDAY, state)
    assert (await counter.desk.now(CHANNEL, counter.moments.now)).notices == ()


@pytest.mark.parametrize(
    ("wished", "words"),
    [
        ("13:00 UTC tue-sun", "No brief is due today, as none is wanted on Mondays"),
        ("13:00 UTC daily except 2026-11-23", "No brief is due today, as the date is skipped"),
        ("08:00 UTC daily", "No brief is due today"),
    ],
)
async def test_now_on_a_day_without_one(counter: Counter, wished: str, words: str) -> None:
    """On a day on which none is due that is said, and why."""
    await counter.subscribe(wished)
    brief = await counter.desk.now(CHANNEL, counter.moments.now)
    assert brief.notices == (f"{words}; this is what one would say.",)


async def test_now_where_nobody_delivers(counter: Counter) -> None:
    """Where today's brief waits for a worker that is said."""
    await counter.subscribe("13:00 UTC daily")
    counter.moments.move(days=1, hours=2)
    brief = await counter.desk.now(CHANNEL, counter.moments.now)
    assert brief.notices == (
        "Today's brief was due, but has not been taken up yet; this is what one would say.",
    )


async def test_now_where_the_app_was_removed(counter: Counter) -> None:
    """Where the app was removed no brief is due, and that is why."""
    await counter.subscribe("13:00 UTC daily")
    await counter.subscriptions.sleep_workspace("slack", "T1")
    brief = await counter.desk.now(CHANNEL, counter.moments.now)
    assert brief.notices == (
        "No brief is due today, as the app was removed from here; this is what one would say.",
    )


async def test_now_while_paused(counter: Counter) -> None:
    """Who looks while briefs are paused is told so, and what became of today's."""
    await counter.subscribe("08:00 UTC daily")
    await counter.desk.pause(CHANNEL, BO)
    brief = await counter.desk.now(CHANNEL, counter.moments.now)
    paused = "This channel's brief is paused. To resume it: /brief resume."
    assert brief.notices == (paused,)
    await counter.happened(MONDAY, "sent", done_at=counter.moments.now)
    brief = await counter.desk.now(CHANNEL, counter.moments.now)
    assert brief.notices == (
        paused,
        "Today's brief was posted already; this is what one would say now.",
    )
