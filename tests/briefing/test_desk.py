"""Why: whatever people do with a channel's briefs answers in the same words on every platform, and
those words are true. They are asserted whole, so that each can be read aloud."""

from __future__ import annotations

from datetime import date

import pytest

from bot.briefing.looking import NoBriefError
from tests.briefing.counter import ANA, BO, Counter
from tests.briefing.wishes import CHANNEL, place

MONDAY = date(2026, 11, 23)
CLAIMS = "All claims are shown, whoever makes them."
UNCHANGED = "When nothing has changed, the brief comes all the same."
WEEKDAYS = "Every weekday at 08:00, UTC, about everything in the pack."
NEXT = (
    "The next briefs come on Tue 24 Nov 2026, 08:00; Wed 25 Nov 2026, 08:00; and Thu 26 Nov 2026, "
    "08:00 (UTC)."
)
NONE = "This channel has no brief. To set one up: /brief subscribe."


async def test_set_up(counter: Counter) -> None:
    """A new brief is read back with its next three times, and told to the channel in a line."""
    outcome = await counter.subscribe("08:00 UTC weekdays")
    assert outcome.lines == (
        "This channel's brief is set up.",
        WEEKDAYS,
        CLAIMS,
        UNCHANGED,
        NEXT,
    )
    assert outcome.public == (f"set up a brief for this channel. {WEEKDAYS} {CLAIMS} {UNCHANGED}")


async def test_second_subscribe_changes_the_first(counter: Counter) -> None:
    """Subscribing again changes what the channel has; that it had one is said, and what differs."""
    await counter.subscribe("08:00 UTC weekdays")
    outcome = await counter.subscribe("09:30 Nairobi daily unchanged skip", BO)
    changes = (
        "time: 08:00 → 09:30; zone: UTC → Africa/Nairobi; days: every weekday → every day; "
        "when nothing changed: the brief all the same → nothing"
    )
    assert outcome.lines == (
        f"This channel had a brief already, which is now changed: {changes}.",
        "Every day at 09:30, Africa/Nairobi time, about everything in the pack.",
        CLAIMS,
        "When nothing has changed, nothing is posted.",
        NEXT.replace("08:00", "09:30").replace("UTC", "Africa/Nairobi"),
    )
    assert outcome.public == f"changed this channel's brief: {changes}."


async def test_a_wish_that_nothing_meets(counter: Counter) -> None:
    """Where the pack holds nothing within what is wished, that is said, and what to change."""
    outcome = await counter.subscribe("08:00 UTC weekdays about bribery floor reported")
    line = (
        "For now the pack holds nothing on this that reaches the evidence asked for: choose all "
        "claims, or name other actors or topics."
    )
    assert outcome.lines == (
        "This channel's brief is set up.",
        "Every weekday at 08:00, UTC, about bribery.",
        "Only what is acknowledged or reported is shown.",
        UNCHANGED,
        line,
        NEXT,
    )
    assert (await counter.subscribe("weekdays")).lines[-2:] == (line, NEXT)
    outcome = await counter.subscribe("about kestane grain")
    nothing = "For now the pack holds nothing on this: name other actors or topics."
    assert outcome.lines[-2:] == (nothing, NEXT)
    assert line not in (await counter.subscribe("about bribery floor all")).lines


async def test_dates_that_are_past(counter: Counter) -> None:
    """Dates that are past are not kept, and once kept they are neither shown nor told of again."""
    outcome = await counter.subscribe("08:00 UTC weekdays except 2026-11-20, 2026-11-24")
    schedule = "Every weekday at 08:00, UTC, except 24 Nov 2026, about everything in the pack."
    following = (
        "The next briefs come on Wed 25 Nov 2026, 08:00; Thu 26 Nov 2026, 08:00; and "
        "Fri 27 Nov 2026, 08:00 (UTC)."
    )
    left = "Dates that are past are left out: 20 Nov 2026."
    told = (schedule, CLAIMS, UNCHANGED, left, following)
    assert outcome.lines == ("This channel's brief is set up.", *told)
    assert outcome.public == f"set up a brief for this channel. {schedule} {CLAIMS} {UNCHANGED}"
    counter.moments.move(days=2)
    assert (await counter.status())[0] == WEEKDAYS
    (mine,) = await counter.desk.made_by("slack", "T1", ANA)
    wishes = [mine.wish, await counter.desk.wish_to_change(CHANNEL)]
    assert [wish.schedule.skip for wish in wishes] == [frozenset()] * 2
    again = await counter.subscribe("weekdays")
    assert (again.lines[:2], again.public) == (
        ("This channel has that brief already.", WEEKDAYS),
        None,
    )
    found = await counter.subscriptions.at(CHANNEL)
    assert found is not None
    assert found.wish.schedule.skip == frozenset()


async def test_same_again_changes_nothing(counter: Counter) -> None:
    """Wishing what is there already is told to nobody but the asker."""
    await counter.subscribe("08:00 UTC weekdays")
    for outcome in (
        await counter.subscribe("weekdays"),
        await counter.desk.change(CHANNEL, BO, await counter.desk.wish_to_change(CHANNEL)),
    ):
        expected = ("This channel has that brief already.", WEEKDAYS, CLAIMS, UNCHANGED, NEXT)
        assert (outcome.lines, outcome.public) == (expected, None)


async def test_subscribe_wakes_what_is_paused(counter: Counter) -> None:
    """Who subscribes wants briefs: one that was paused goes on, and that is said."""
    await counter.subscribe("08:00 UTC weekdays")
    await counter.desk.pause(CHANNEL, BO)
    outcome = await counter.subscribe("weekdays")
    assert outcome.lines[0] == (
        "This channel had a brief already, which is now changed: no longer paused."
    )
    assert outcome.lines[-1] == NEXT


async def test_change(counter: Counter) -> None:
    """A change says what differs, and when the next briefs come."""
    await counter.subscribe("08:00 UTC weekdays")
    wish = counter.read("09:00", await counter.desk.wish_to_change(CHANNEL))
    outcome = await counter.desk.change(CHANNEL, BO, wish)
    assert outcome.lines == (
        "This channel's brief is changed: time: 08:00 → 09:00.",
        "Every weekday at 09:00, UTC, about everything in the pack.",
        CLAIMS,
        UNCHANGED,
        NEXT.replace("08:00", "09:00"),
    )


async def test_change_leaves_paused(counter: Counter) -> None:
    """A change does not wake what somebody paused, and says how to."""
    await counter.subscribe("08:00 UTC weekdays")
    await counter.desk.pause(CHANNEL, BO)
    outcome = await counter.desk.change(CHANNEL, BO, counter.read("09:00 UTC daily"))
    assert outcome.lines[-1] == (
        "Nothing is posted while it is paused. To resume it: /brief resume."
    )
    found = await counter.subscriptions.at(CHANNEL)
    assert found is not None
    assert (found.paused, found.next_due) == ("", None)


async def test_without_a_brief(counter: Counter) -> None:
    """Where there is no brief, nothing can be done with it but setting it up, and that is said."""
    now, wish = counter.moments.now, counter.read("08:00 UTC")
    for work in (
        counter.desk.wish_to_change(CHANNEL),
        counter.desk.change(CHANNEL, BO, wish),
        counter.desk.pause(CHANNEL, BO),
        counter.desk.resume(CHANNEL, BO),
        counter.desk.stop(CHANNEL, BO),
        counter.desk.status(CHANNEL, now),
        counter.desk.why(CHANNEL, None, now),
    ):
        with pytest.raises(NoBriefError) as caught:
            await work
        assert str(caught.value) == NONE
    assert await counter.desk.wish_at(CHANNEL) is None


async def test_pause_and_resume(counter: Counter) -> None:
    """Pausing and resuming each say what is now, and doing it twice says that it was so."""
    await counter.subscribe("08:00 UTC weekdays")
    paused = await counter.desk.pause(CHANNEL, BO)
    assert paused.lines == ("This channel's brief is paused. To resume it: /brief resume.",)
    assert paused.public == "paused this channel's brief."
    again = await counter.desk.pause(CHANNEL, BO)
    assert again.lines == ("It is paused already. To resume it: /brief resume.",)
    resumed = await counter.desk.resume(CHANNEL, BO)
    assert resumed.lines == ("This channel's brief goes on.", NEXT)
    assert resumed.public == "resumed this channel's brief."
    running = await counter.desk.resume(CHANNEL, BO)
    assert running.lines == ("It is not paused.", NEXT)
    assert (again.public, running.public) == (None, None)


async def test_stop(counter: Counter) -> None:
    """After a stop there is no brief, and whoever stopped it knows how to have one again."""
    await counter.subscribe("08:00 UTC weekdays")
    outcome = await counter.desk.stop(CHANNEL, BO)
    line = "This channel gets no brief any more. To set one up: /brief subscribe."
    assert (outcome.lines, outcome.public) == ((line,), "stopped this channel's brief.")
    assert await counter.desk.wish_at(CHANNEL) is None


async def test_elsewhere(counter: Counter) -> None:
    """What a channel has is nobody's from another workspace, even under the same channel id."""
    await counter.subscribe("08:00 UTC weekdays")
    before = await counter.subscriptions.at(CHANNEL)
    elsewhere, now = place("C1", "T2"), counter.moments.now
    for work in (
        counter.desk.change(elsewhere, BO, counter.read("09:00 UTC")),
        counter.desk.pause(elsewhere, BO),
        counter.desk.resume(elsewhere, BO),
        counter.desk.stop(elsewhere, BO),
        counter.desk.status(elsewhere, now),
        counter.desk.why(elsewhere, None, now),
    ):
        with pytest.raises(NoBriefError) as caught:
            await work
        assert str(caught.value) == NONE
    await counter.subscribe("09:00 UTC", place=elsewhere)
    assert await counter.subscriptions.at(CHANNEL) == before
    assert await counter.desk.made_by("slack", "T2", BO) == ()
