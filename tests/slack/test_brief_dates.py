"""Why: a brief may skip hundreds of dates, and most of them are over some day. Whatever they are, a
form opens or it is said why not, and messages stay short."""

from __future__ import annotations

from datetime import date, timedelta

from bot.store import Store
from tests.platforms.slack_people import People
from tests.platforms.slack_server import SlackServer
from tests.slack.briefing import BERLIN, became, fields, kept, opened, told

_FIRST = date(2037, 1, 1)
_MANY = [_FIRST + timedelta(days=2 * number) for number in range(366)]


def _listed(days: list[date]) -> str:
    return ",".join(day.isoformat() for day in days)


async def test_many_dates_are_told_in_short(people: People, slack: SlackServer) -> None:
    """The channel and the asker read the first few dates, and how many more there are."""
    await told(people, slack, BERLIN)

    answer = await told(people, slack, f"brief change except {_listed(_MANY)}")

    some = "1 Jan 2037, 3 Jan 2037, 5 Jan 2037, 7 Jan 2037 and 362 more dates"
    assert slack.of("chat.postMessage")[1]["text"] == (
        f"ann changed this channel's brief: dates to skip: none → {some}."
    )
    assert answer.split("\n")[:2] == [
        f"This channel's brief is changed: dates to skip: none → {some}.",
        (
            f"Every weekday at 08:00, Europe/Berlin time, except {some}, about Iran, "
            "only facts on drones."
        ),
    ]


async def test_more_dates_than_the_form_holds(people: People, slack: SlackServer) -> None:
    """Where the form cannot hold the dates that is said, with the line that changes them."""
    await told(people, slack, f"{BERLIN} except {_listed(_MANY)}")

    for verb in ("change", "subscribe"):
        assert await told(people, slack, f"brief {verb}") == (
            "The brief skips more dates than the form can hold. Change it in one line, such as"
            " /axis brief change except 2026-12-24/2026-12-31."
        )
    assert slack.of("views.open") == []


async def test_dates_that_are_over(people: People, slack: SlackServer, store: Store) -> None:
    """The form shows only dates to come, and who leaves them alone changes none."""
    over = [day - timedelta(days=10_000) for day in _MANY[:300]]
    await told(people, slack, f"{BERLIN} except {_listed([*over, _FIRST])}")

    view = await opened(people, slack, "brief change")
    await people.submit(view, at="09:00")

    assert fields(view)["skip"] == "2037-01-01"
    assert (await became(slack)).split("\n")[0] == (
        "This channel's brief is changed: time: 08:00 → 09:00."
    )
    assert (await kept(store)).wish.schedule.skip == {_FIRST}


async def test_dates_that_are_changed(people: People, slack: SlackServer, store: Store) -> None:
    """Whoever changes the dates in the form has those that are over left out."""
    await told(people, slack, f"{BERLIN} except 2020-01-01,2037-01-01")

    view = await opened(people, slack, "brief change")
    await people.submit(view, skip="")

    assert (await became(slack)).split("\n")[0] == (
        "This channel's brief is changed: dates to skip: 1 Jan 2037 → none."
    )
    assert (await kept(store)).wish.schedule.skip == frozenset()
