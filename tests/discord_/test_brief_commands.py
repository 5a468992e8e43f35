"""Why: setting briefs up and looking at them over real sockets: whole answers, as people read
them. Their words are the desk's; here is who gets which."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.briefing.zones import find_zones
from bot.limits import Limits
from tests.discord_.brief_replies import (
    ALONE,
    HERE,
    MANAGER,
    OTHER_CHANNEL,
    OURS,
    THREAD,
    inhabit,
    kept_at,
    told,
)
from tests.discord_.reading import labels, shown
from tests.discord_.test_asking import flags, kept, said
from tests.platforms.discord_guilds import MAY_POST, PUBLIC_THREAD, Channel
from tests.platforms.discord_people import ANA, BO, MANAGED, SERVER, WITH_BOT
from tests.platforms.discord_rules import V2

if TYPE_CHECKING:
    from bot.store import Store
    from tests.platforms.discord_fixtures import Replicas
    from tests.platforms.discord_server import DiscordServer

CLAIMS = "All claims are shown, whoever makes them."
UNCHANGED = "When nothing has changed, the brief comes all the same."
NONE = "This channel has no brief. To set one up: /brief subscribe."
_DAY = r"\w{3} \d{1,2} \w{3} \d{4}, "


def next_at(line: str, time: str, zone: str) -> bool:
    """Whether the line tells the next three posting times with that local time, and the zone."""
    day = f"{_DAY}{time}"
    words = rf"The next briefs come on {day}; {day}; and {day} \({zone}\)\."
    return re.fullmatch(words, line) is not None


async def test_subscribe(
    bots: Replicas, discord_server: DiscordServer, discord_store: Store
) -> None:
    """A brief is read back with its next three times, to whoever set it up, and kept."""
    inhabit(discord_server)
    await bots.start()
    asked = await discord_server.brief("subscribe", place=MANAGED, time="08:00", zone="Berlin")
    *lines, last = told(asked)
    assert lines == [
        "This channel's brief is set up.",
        "Every day at 08:00, Europe/Berlin time, about everything in the pack.",
        CLAIMS,
        UNCHANGED,
    ]
    assert next_at(last, "08:00", "Europe/Berlin")
    found = await kept_at(discord_store)
    assert found is not None
    assert (found.place, found.made_by) == (HERE, "700000000000000001")


async def test_every_option(bots: Replicas, discord_server: DiscordServer) -> None:
    """Each option is one part of what is wished."""
    inhabit(discord_server)
    await bots.start()
    asked = await discord_server.brief(
        "subscribe",
        place=MANAGED,
        time="7.30pm",
        zone="Asia/Shanghai",
        days="mon-fri",
        about="iran drones",
        skip="2030-12-24, 2030-12-25",
        claims="no-lone-allegations",
        unchanged="skip",
    )
    *lines, last = told(asked)
    assert lines == [
        "This channel's brief is set up.",
        (
            "Every weekday at 19:30, Asia/Shanghai time, except 24 Dec 2030 and 25 Dec 2030, about "
            "Iran, only facts on drones."
        ),
        "Allegations from fewer than two known origins are left out.",
        "When nothing has changed, nothing is posted.",
    ]
    assert next_at(last, "19:30", "Asia/Shanghai")


async def test_a_second_subscribe_changes_the_first(
    bots: Replicas, discord_server: DiscordServer
) -> None:
    """What the channel has is changed, which is said; what was left out stays as it was."""
    inhabit(discord_server)
    await bots.start()
    await discord_server.brief("subscribe", place=MANAGED, time="08:00", zone="UTC", about="iran")
    asked = await discord_server.brief("subscribe", BO, MANAGED, days="daily", claims="reported")
    assert told(asked)[:4] == [
        (
            "This channel had a brief already, which is now changed: claims: all claims, whoever "
            "makes them → only what is acknowledged or reported."
        ),
        "Every day at 08:00, UTC, about Iran.",
        "Only what is acknowledged or reported is shown.",
        UNCHANGED,
    ]
    again = await discord_server.brief("subscribe", BO, MANAGED)
    assert told(again)[0] == "This channel has that brief already."


async def test_the_longest_change(bots: Replicas, discord_server: DiscordServer) -> None:
    """A change of hundreds of dates and all names is told within what Discord takes."""
    inhabit(discord_server)
    await bots.start()
    library = bots.app.library
    names = [library.actors[one].label for one in sorted(library.covered | library.heard)]
    every = ", ".join([*names, *(topic.label for topic in library.topics.values())])
    dates = [date(2037, 1, 1) + timedelta(days=2 * number) for number in range(366)]
    await discord_server.brief("subscribe", place=MANAGED, time="08:00", zone="UTC", about=every)
    skip = ",".join(map(str, dates))
    asked = await discord_server.brief("change", place=MANAGED, skip=skip, about="iran")
    first, second, *_ = told(asked)
    some = "1 Jan 2037, 3 Jan 2037, 5 Jan 2037, 7 Jan 2037 and 362 more dates"
    assert first.startswith(
        f"This channel's brief is changed: dates to skip: none → {some}; about: "
    )
    assert second == f"Every day at 08:00, UTC, except {some}, about Iran."


async def test_change_leaves_a_paused_brief_paused(
    bots: Replicas, discord_server: DiscordServer, discord_store: Store
) -> None:
    """A change says what it changes; a paused brief stays so, and how it goes on is said."""
    inhabit(discord_server)
    await bots.start()
    await discord_server.brief("subscribe", place=MANAGED, time="08:00", zone="UTC")
    await discord_server.brief("pause", place=MANAGED)
    asked = await discord_server.brief("change", place=MANAGED, time="09:00", skip="none")
    assert told(asked) == [
        "This channel's brief is changed: time: 08:00 → 09:00.",
        "Every day at 09:00, UTC, about everything in the pack.",
        CLAIMS,
        UNCHANGED,
        "Nothing is posted while it is paused. To resume it: /brief resume.",
    ]
    found = await kept_at(discord_store)
    assert found is not None
    assert found.paused == ""
    nothing = await discord_server.brief("change", place=MANAGED)
    assert told(nothing) == [
        "Choose what to change: time, zone, days, about, skip, claims or unchanged."
    ]


async def test_pause_resume_and_stop(bots: Replicas, discord_server: DiscordServer) -> None:
    """Each says what is now; where there is no brief, each says so."""
    inhabit(discord_server)
    await bots.start()
    await discord_server.brief("subscribe", place=MANAGED, time="08:00", zone="UTC")
    paused = await discord_server.brief("pause", place=MANAGED)
    assert told(paused) == ["This channel's brief is paused. To resume it: /brief resume."]
    resumed = told(await discord_server.brief("resume", place=MANAGED))
    assert resumed[0] == "This channel's brief goes on."
    assert next_at(resumed[1], "08:00", "UTC")
    stopped = await discord_server.brief("stop", place=MANAGED)
    assert told(stopped) == [
        "This channel gets no brief any more. To set one up: /brief subscribe."
    ]
    for verb in ("change", "pause", "resume", "stop"):
        assert told(await discord_server.brief(verb, place=MANAGED)) == [NONE]
    for verb in ("status", "why"):
        assert told(await discord_server.brief(verb, BO)) == [NONE]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({}, "A new brief needs a time, such as 08:00, and a zone, such as Berlin."),
        ({"time": "08:00"}, "A new brief needs a zone, such as Berlin."),
        (
            {"time": "25:00", "zone": "Berlin"},
            'time: "25:00" is not a time of day. Write it as 08:00 or 8am.',
        ),
        (
            {"time": "08:00", "zone": "Beijng"},
            (
                'zone: "Beijng" is not a city or a time zone that is known here. Did you mean '
                "Beijing (Asia/Shanghai)?"
            ),
        ),
        (
            {"time": "08:00", "zone": "UTC", "days": "someday", "skip": "Christmas"},
            (
                'days: "someday" does not name days of the week. Write weekdays, daily, mon-fri or '
                'mon,wed,fri. skip: "Christmas" is not a date. Write dates as 2026-12-24, or '
                "2026-12-24/2026-12-26 for all from the first to the last."
            ),
        ),
        (
            {"time": "08:00", "zone": "UTC", "claims": "true ones"},
            (
                'claims: "true ones" is not an evidence floor. Write all, no-lone-allegations or '
                "reported."
            ),
        ),
    ],
)
async def test_what_cannot_be_read(
    bots: Replicas,
    discord_server: DiscordServer,
    discord_store: Store,
    options: dict[str, str],
    sentence: str,
) -> None:
    """Each fault names its option and word, and what was expected; nothing is kept."""
    inhabit(discord_server)
    await bots.start()
    asked = await discord_server.brief("subscribe", ANA, MANAGED, None, **options)
    assert told(asked) == [sentence]
    assert await kept_at(discord_store) is None


async def test_zones_are_found_from_memory(bots: Replicas, discord_server: DiscordServer) -> None:
    """A few letters of a city offer its zone; the choice is the zone's own name."""
    await bots.start()
    asked = await discord_server.complete_zone("beij")
    (choice,) = asked.responses[0]["data"]["choices"]
    assert choice == {"name": "Beijing (Asia/Shanghai, UTC+08:00)", "value": "Asia/Shanghai"}
    for typed in ("", "x" * 100, "@everyone"):
        asked = await discord_server.complete_zone(typed)
        found = [one["value"] for one in asked.responses[0]["data"]["choices"]]
        assert found == [zone.name for zone in find_zones(typed)]


async def test_another_channel_may_be_chosen(
    bots: Replicas, discord_server: DiscordServer, discord_store: Store
) -> None:
    """A change from elsewhere says which channel it is about; a thread is a channel, too."""
    inhabit(discord_server)
    await bots.start()
    for ident, kind in ((OTHER_CHANNEL, 0), (THREAD, PUBLIC_THREAD)):
        parent = HERE.channel if kind else None
        channel = Channel(id=ident, kind=kind, parent=int(parent) if parent else None)
        asked = await discord_server.brief(
            "subscribe", channel=channel.chosen(MANAGER), time="08:00", zone="UTC"
        )
        mention = f"<#{ident}>"
        lines = told(asked, own=(mention,))
        assert lines[:2] == [f"In {mention}:", "This channel's brief is set up."]
        found = await kept_at(discord_store, replace(HERE, channel=str(ident)))
        assert found is not None
    assert await kept_at(discord_store) is None


async def test_a_direct_message_is_a_place_too(
    bots: Replicas, discord_server: DiscordServer, discord_store: Store
) -> None:
    """Alone with the bot anybody may have a brief; answers stand in the conversation, and call it
    theirs."""
    await bots.start()
    asked = await discord_server.brief("subscribe", place=WITH_BOT, time="08:00", zone="UTC")
    assert said(asked)[0] == "Your brief is set up."
    assert flags(asked) == V2
    assert await kept_at(discord_store, ALONE) is not None
    now = await discord_server.brief("now", place=WITH_BOT)
    assert "Share" not in labels(kept(now)["components"])
    before = kept(now)["components"]
    pressed = await discord_server.press(kept(now), "Sources", place=WITH_BOT)
    assert pressed.responses[0]["type"] == 4
    assert discord_server.messages[kept(now)["id"]]["components"] == before


async def test_status_is_for_everyone(bots: Replicas, discord_server: DiscordServer) -> None:
    """Anybody may ask what came, and is told alone, in a list."""
    inhabit(discord_server)
    await bots.start()
    await discord_server.brief("subscribe", place=MANAGED, time="08:00", zone="UTC")
    lines = told(await discord_server.brief("status", BO))
    assert lines[:6] == [
        "Every day at 08:00, UTC, about everything in the pack.",
        CLAIMS,
        UNCHANGED,
        "Last checked: not yet.",
        "Last posted: nothing yet.",
        "Nothing has changed since pack 2026.11.",
    ]
    assert next_at(lines[6], "08:00", "UTC")
    assert lines[7] == "The last seven days:"
    assert len(lines[8:]) == 7


_ONE_DATE = "Write one, such as 2026-11-20, today or yesterday."


@pytest.mark.parametrize(
    ("date", "sentence"),
    [
        ("", "This channel has had no brief yet. To see the last week: /brief status."),
        (
            "2020-01-02",
            (
                "What became of a brief is remembered for 90 days, so nothing is known of Thu 2 Jan"
                " 2020 any more. To see the last week: /brief status."
            ),
        ),
        ("soon", f'"soon" is not one date. {_ONE_DATE}'),
        ("none", f'"none" is not one date. {_ONE_DATE}'),
    ],
)
async def test_why(bots: Replicas, discord_server: DiscordServer, date: str, sentence: str) -> None:
    """Anybody may ask about one day; what is no day, or had no brief, is told as such."""
    inhabit(discord_server)
    await bots.start()
    await discord_server.brief("subscribe", place=MANAGED, time="08:00", zone="UTC")
    typed = {"date": date} if date else {}
    asked = await discord_server.brief("why", BO, SERVER, None, **typed)
    assert told(asked) == [sentence]


async def test_an_eager_user_is_told(bots: Replicas, discord_server: DiscordServer) -> None:
    """Whatever is asked about briefs counts as a look-up, so that one user slows nobody down."""
    bots.limits = Limits(per_minute=1)
    inhabit(discord_server)
    await bots.start()
    await discord_server.brief("status")
    for verb in ("now", "status", "why", "subscribe", "change", "pause", "resume", "stop"):
        asked = await discord_server.brief(verb, place=MANAGED)
        assert told(asked) == ["That was 1 request in a minute. Try again in a moment."]
    assert OURS.channels[0].may == MAY_POST
    assert shown(kept(await discord_server.brief("now", BO, SERVER))["components"])
