"""Why: `why` tells one brief's way with instants and the platform's answer in words, for every
state that it may be in. The words are asserted whole, so that each can be read aloud."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.briefing.looking import NoBriefError
from bot.briefing.model import State
from tests.briefing.counter import BO, Counter
from tests.briefing.wishes import CHANNEL

MONDAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
DUE, CLAIMED = {"due_at": AT}, {"claimed_at": AT.replace(second=1)}
SENDING, DONE = {"sending_at": AT.replace(second=2)}, {"done_at": AT.replace(second=3)}
DUE_LINE = "Due: Mon 23 Nov 2026, 08:00:00 (07:00:00 UTC)."
CLAIMED_LINE = "Taken up: Mon 23 Nov 2026, 08:00:01 (07:00:01 UTC)."
SENDING_LINE = "Request sent: Mon 23 Nov 2026, 08:00:02 (07:00:02 UTC)."
DONE_LINE = "Ended: Mon 23 Nov 2026, 08:00:03 (07:00:03 UTC)."
NEVER_TWICE = "It is not sent again, so that nobody gets it twice. Look for it in the channel."

CASES: list[tuple[State, dict[str, Any], tuple[str, ...]]] = [
    ("due", DUE, ("waiting to be sent.", DUE_LINE)),
    (
        "due",
        {**DUE, **CLAIMED, **SENDING, "tries": 2, "look_at": AT.replace(minute=5)}
        | {"code": "429", "answer": "Slack asked to wait."},
        (
            "waiting to be sent.",
            DUE_LINE,
            CLAIMED_LINE,
            SENDING_LINE,
            "Requests sent: 2.",
            "What Slack answered (429): Slack asked to wait.",
            "It is tried again on Mon 23 Nov 2026, 08:05:00 (07:05:00 UTC).",
        ),
    ),
    ("claimed", DUE | CLAIMED, ("being made.", DUE_LINE, CLAIMED_LINE)),
    (
        "sending",
        {**DUE, **CLAIMED, **SENDING, "tries": 1},
        ("being sent.", DUE_LINE, CLAIMED_LINE, SENDING_LINE),
    ),
    (
        "sent",
        {**DUE, **CLAIMED, **SENDING, **DONE, "tries": 1, "message": "1795.3"},
        (
            "sent.",
            DUE_LINE,
            CLAIMED_LINE,
            SENDING_LINE,
            DONE_LINE,
            "The id of the message: 1795.3.",
        ),
    ),
    (
        "unknown",
        {**DUE, **CLAIMED, **SENDING, **DONE, "tries": 1, "code": "no-answer"}
        | {"answer": "No answer came in time."},
        (
            "sent, but whether it arrived is not known.",
            DUE_LINE,
            CLAIMED_LINE,
            SENDING_LINE,
            DONE_LINE,
            "No answer came in time.",
            NEVER_TWICE,
        ),
    ),
    (
        "failed",
        {**DUE, **CLAIMED, **SENDING, **DONE, "tries": 1, "code": "is_archived"}
        | {"answer": "The channel is archived."},
        (
            "could not be posted.",
            DUE_LINE,
            CLAIMED_LINE,
            SENDING_LINE,
            DONE_LINE,
            "What Slack answered (is_archived): The channel is archived.",
        ),
    ),
    (
        "skipped",
        {**DUE, **CLAIMED, **DONE, "code": "unchanged"},
        (
            "not sent, as nothing had changed.",
            DUE_LINE,
            CLAIMED_LINE,
            DONE_LINE,
            "Nothing had changed, and no brief is wanted on such days.",
        ),
    ),
    (
        "skipped",
        {**DUE, **DONE, "code": "uninstalled"},
        (
            "not sent, as the app was removed.",
            DUE_LINE,
            DONE_LINE,
            "The app was removed before this brief was sent.",
        ),
    ),
    (
        "missed",
        {**DUE, **DONE, "code": "not-running"},
        (
            "missed, as the bot was not running.",
            DUE_LINE,
            DONE_LINE,
            "The bot was not running while this brief could have been sent.",
        ),
    ),
]


@pytest.fixture
async def berlin(counter: Counter) -> Counter:
    """Return the desk with a daily brief in Berlin."""
    await counter.subscribe("08:00 Berlin daily")
    return counter


@pytest.mark.parametrize(
    ("state", "kept", "told"), CASES, ids=[f"{n}-{one[0]}" for n, one in enumerate(CASES)]
)
async def test_each_state(
    berlin: Counter, state: State, kept: dict[str, Any], told: tuple[str, ...]
) -> None:
    """Each state tells the steps that were reached and the answer, and promises no more."""
    await berlin.happened(MONDAY, state, **kept)
    words, *steps = told
    assert await berlin.why(MONDAY) == (f"The brief of Mon 23 Nov 2026: {words}", *steps)


async def test_latest(berlin: Counter) -> None:
    """Without a date it is the latest brief that is told of."""
    for day in (MONDAY, date(2026, 11, 21)):
        await berlin.happened(day, "skipped", code="paused")
    assert (await berlin.why())[0] == (
        "The brief of Mon 23 Nov 2026: not sent, as the briefs were paused."
    )


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (None, "This channel has had no brief yet."),
        (date(2026, 11, 20), "This channel had no brief on Fri 20 Nov 2026."),
        (date(2026, 8, 26), "This channel had no brief on Wed 26 Aug 2026."),
        (
            date(2026, 8, 25),
            (
                "What became of a brief is remembered for 90 days, so nothing is known of "
                "Tue 25 Aug 2026 any more."
            ),
        ),
        (
            date(2026, 11, 23),
            "There is no brief of Mon 23 Nov 2026: the next one is of Tue 24 Nov 2026.",
        ),
        (date(2026, 11, 24), "There is no brief of Tue 24 Nov 2026 yet."),
        (date(2027, 1, 4), "There is no brief of Mon 4 Jan 2027 yet."),
    ],
)
async def test_days_without_one(berlin: Counter, day: date | None, words: str) -> None:
    """A day that had no brief is told as such, with where to look."""
    with pytest.raises(NoBriefError) as caught:
        await berlin.why(day)
    assert str(caught.value) == f"{words} To see the last week: /brief status."


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 21), "This channel had no brief on Sat 21 Nov 2026: none is wanted on"),
        (date(2026, 11, 28), "There is no brief of Sat 28 Nov 2026: none is wanted on"),
    ],
)
async def test_days_that_are_not_wanted(berlin: Counter, day: date, words: str) -> None:
    """Of a weekday on which none is wanted no brief is promised, nor one looked for."""
    await berlin.subscribe("weekdays")
    with pytest.raises(NoBriefError) as caught:
        await berlin.why(day)
    assert str(caught.value) == f"{words} Saturdays. To see the last week: /brief status."


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 20), "This channel had no brief on Fri 20 Nov 2026: the date is skipped."),
        (date(2026, 11, 30), "There is no brief of Mon 30 Nov 2026: the date is skipped."),
    ],
)
async def test_days_to_skip(berlin: Counter, day: date, words: str) -> None:
    """Of a date to skip no brief is promised, nor one looked for."""
    skipping = berlin.read("08:00 Berlin daily except 2026-11-20, 2026-11-30")
    await berlin.subscriptions.save(CHANNEL, skipping, BO, "")
    with pytest.raises(NoBriefError) as caught:
        await berlin.why(day)
    assert str(caught.value) == f"{words} To see the last week: /brief status."


async def test_days_while_none_is_due(berlin: Counter) -> None:
    """While briefs are paused, or the app is away, no brief is promised."""
    for what, why in (
        (berlin.desk.pause(CHANNEL, BO), "the briefs are paused"),
        (berlin.subscriptions.sleep_workspace("slack", "T1"), "the app was removed from here"),
    ):
        await what
        with pytest.raises(NoBriefError) as caught:
            await berlin.why(date(2026, 11, 24))
        told = f"There is no brief of Tue 24 Nov 2026: {why}. To see the last week: /brief status."
        assert str(caught.value) == told


async def test_a_day_that_waits_for_a_worker(berlin: Counter) -> None:
    """A brief that was due and that nobody took up is neither called none nor promised."""
    berlin.moments.move(days=2)
    with pytest.raises(NoBriefError) as caught:
        await berlin.why(date(2026, 11, 24))
    assert str(caught.value) == (
        "The brief of Tue 24 Nov 2026 was due, but has not been taken up yet. "
        "To see the last week: /brief status."
    )


async def test_local_instants_in_utc(berlin: Counter) -> None:
    """Where a channel lives by UTC no instant is told twice."""
    await berlin.subscribe("07:00 UTC")
    await berlin.happened(MONDAY, "due", due_at=AT)
    assert (await berlin.why(MONDAY))[1:] == ("Due: Mon 23 Nov 2026, 07:00:00 UTC.",)
