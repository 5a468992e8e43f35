"""Why: who heard nothing asks whether that is right, so status tells each of the last days, and its
words are asserted whole."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.briefing.due import enqueue
from tests.briefing.counter import ANA, BO, Counter
from tests.briefing.mornings import edition
from tests.briefing.wishes import CHANNEL

MONDAY = date(2026, 11, 23)
CLAIMS = "All claims are shown, whoever makes them."
UNCHANGED = "When nothing has changed, the brief comes all the same."
NEXT = (
    "The next briefs come on Tue 24 Nov 2026, 08:00; Wed 25 Nov 2026, 08:00; and Thu 26 Nov 2026, "
    "08:00 (UTC)."
)


async def test_status_of_a_new_one(counter: Counter) -> None:
    """Status of a brief that never came says so, and when the first one comes."""
    await counter.subscribe("08:00 UTC weekdays")
    skipping = counter.read("08:00 UTC weekdays except 2026-11-20")
    await counter.subscriptions.save(CHANNEL, skipping, ANA, "")
    assert await counter.status() == (
        "Every weekday at 08:00, UTC, about everything in the pack.",
        CLAIMS,
        UNCHANGED,
        "Last checked: not yet.",
        "Last posted: nothing yet.",
        "Nothing has changed since pack 2022.4.",
        NEXT,
        "The last seven days:",
        "Mon 23 Nov 2026: none was due.",
        "Sun 22 Nov 2026: none is wanted on Sundays.",
        "Sat 21 Nov 2026: none is wanted on Saturdays.",
        "Fri 20 Nov 2026: none, as the date is skipped.",
        "Thu 19 Nov 2026: none was due.",
        "Wed 18 Nov 2026: none was due.",
        "Tue 17 Nov 2026: none was due.",
    )


async def test_status_proves_silence(counter: Counter) -> None:
    """Each of the last seven days has its state, and the last look and the last post their time."""
    await counter.subscribe("08:00 UTC daily unchanged skip")
    counter.moments.to(datetime(2026, 11, 30, 7, 0, tzinfo=UTC))
    at = {day: datetime(2026, 11, day, 8, 0, 2, tzinfo=UTC) for day in range(23, 30)}
    sent = {"pack": "2022.3", "message": "9"}
    await counter.happened(MONDAY, "sent", done_at=at[23], **sent)
    await counter.happened(date(2026, 11, 24), "unknown", done_at=at[24], code="502")
    await counter.happened(date(2026, 11, 25), "failed", done_at=at[25], code="50013")
    await counter.happened(date(2026, 11, 26), "missed", done_at=at[27], code="not-running")
    await counter.happened(date(2026, 11, 27), "missed", done_at=at[28], code="429")
    await counter.happened(date(2026, 11, 28), "skipped", done_at=at[28], code="unchanged")
    await counter.happened(date(2026, 11, 29), "skipped", done_at=at[29], code="paused")
    await enqueue(counter.store, counter.moments.clock)
    assert (await counter.status())[3:] == (
        "Last checked: Sun 29 Nov 2026, 08:00:02.",
        "Last posted: Mon 23 Nov 2026, 08:00:02, from pack 2022.3.",
        "Nothing has changed since pack 2022.4.",
        (
            "The next briefs come on Mon 30 Nov 2026, 08:00; Tue 1 Dec 2026, 08:00; and "
            "Wed 2 Dec 2026, 08:00 (UTC)."
        ),
        "The last seven days:",
        "Mon 30 Nov 2026: due later that day.",
        "Sun 29 Nov 2026: not sent, as the briefs were paused.",
        "Sat 28 Nov 2026: not sent, as nothing had changed.",
        "Fri 27 Nov 2026: missed, as it could not be sent in time.",
        "Thu 26 Nov 2026: missed, as the bot was not running.",
        "Wed 25 Nov 2026: could not be posted at 08:00.",
        "Tue 24 Nov 2026: sent at 08:00, but whether it arrived is not known.",
    )


async def test_status_of_a_long_silence(counter: Counter) -> None:
    """Where nothing was posted for years, the last brief is still told of."""
    await counter.subscribe("08:00 UTC daily unchanged skip")
    posted = datetime(2026, 11, 23, 8, 0, 2, tzinfo=UTC)
    await counter.happened(MONDAY, "sent", done_at=posted, pack="2022.4")
    counter.moments.to(datetime(2029, 3, 14, 9, 0, tzinfo=UTC))
    await counter.subscriptions.purge()
    assert (await counter.status())[4] == (
        "Last posted: Mon 23 Nov 2026, 08:00:02, from pack 2022.4."
    )


async def test_status_where_nobody_delivers(counter: Counter) -> None:
    """Where a brief waits for a worker that is said, and what is called next lies ahead."""
    counter.moments.to(datetime(2026, 11, 19, 12, 0, tzinfo=UTC))
    await counter.subscribe("08:00 UTC weekdays")
    counter.moments.to(datetime(2026, 11, 23, 12, 0, tzinfo=UTC))
    assert (await counter.status())[5:] == (
        "Nothing has changed since pack 2022.4.",
        (
            "The brief due on Fri 20 Nov 2026, 08:00 (UTC) has not been taken up: it looks as if "
            "no briefs are being sent. Tell whoever runs this bot."
        ),
        NEXT,
        "The last seven days:",
        "Mon 23 Nov 2026: due, but not taken up yet.",
        "Sun 22 Nov 2026: none is wanted on Sundays.",
        "Sat 21 Nov 2026: none is wanted on Saturdays.",
        "Fri 20 Nov 2026: due, but not taken up yet.",
        "Thu 19 Nov 2026: none was due.",
        "Wed 18 Nov 2026: none was due.",
        "Tue 17 Nov 2026: none was due.",
    )
    counter.moments.to(datetime(2026, 11, 20, 8, 0, 2, tzinfo=UTC))
    assert (await counter.status())[6] == (
        "The next briefs come on Mon 23 Nov 2026, 08:00; Tue 24 Nov 2026, 08:00; and "
        "Wed 25 Nov 2026, 08:00 (UTC)."
    )


async def test_status_of_today(counter: Counter) -> None:
    """A brief that is still to come today is announced, one under way is told as such."""
    counter.moments.to(datetime(2026, 11, 23, 6, 0, tzinfo=UTC))
    await counter.subscribe("08:00 UTC daily")
    days = await counter.status()
    assert days[-7] == "Mon 23 Nov 2026: due later that day."
    for state, words in (("due", "waiting to be sent"), ("sending", "being sent")):
        day = date(2026, 11, 22 if state == "due" else 21)
        await counter.happened(day, state)  # type: ignore[arg-type]
        assert f"{day:%a %d %b %Y}: {words}." in await counter.status()


async def test_status_of_a_late_one(counter: Counter) -> None:
    """A brief that was sent on the day after tells which day that was."""
    await counter.subscribe("23:00 UTC daily")
    late = datetime(2026, 11, 23, 0, 10, 5, tzinfo=UTC)
    await counter.happened(date(2026, 11, 22), "sent", done_at=late)
    assert "Sun 22 Nov 2026: sent on Mon 23 Nov 2026, 00:10:05." in await counter.status()


async def test_status_while_paused(counter: Counter) -> None:
    """Who asks why nothing comes is told that it is paused, why, and how to go on."""
    await counter.subscribe("08:00 UTC daily")
    await counter.subscriptions.pause(CHANNEL, BO, "The channel was archived.")
    status = await counter.status()
    assert status[3] == "It is paused. The channel was archived. To resume it: /brief resume."
    assert status[7] == "Nothing is posted while it is paused."


async def test_status_after_news(counter: Counter) -> None:
    """Once the pack holds something else the next brief is announced to say what."""
    await counter.subscribe("08:00 UTC daily")
    gone = next(iter(counter.library.facts))
    counter.library = edition(counter.library, "2022.5", without=(gone,))
    expected = "Something has changed since pack 2022.4: the next brief says what."
    assert expected in await counter.status()
