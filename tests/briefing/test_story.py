"""Why: a channel's week as its people live it, from end to end over both databases. What single
mornings say is tested where they are composed."""

from __future__ import annotations

from bot.store import Store
from tests.briefing.story import tell

_CORRECTED = (
    "• Corrected. Before: Iran has been an important source of drones for Russia's war in Ukraine. "
    "By about Jan 2025. Now: Iran has been the main source of drones for Russia's war in Ukraine. "
    "By about Jan 2025 [1]"
)


async def test_a_week(store: Store) -> None:
    """A week brings each morning once: alike none, corrected, late, and one of unknown fate."""
    told = await tell(store)
    monday, tuesday, wednesday, away, late, lost = (text for _, text in told[1:7])

    assert [text.splitlines()[0] for text in (monday, tuesday, wednesday, late)] == [
        "Iran: drones · Mon 23 Nov 2026",
        "Iran: drones · Tue 24 Nov 2026",
        "Iran: drones · Wed 25 Nov 2026",
        "Iran: drones · Thu 26 Nov 2026",
    ]
    assert "What changed" not in monday + tuesday + late
    assert wednesday.splitlines()[1:3] == ["What changed since pack 2026.11", _CORRECTED]
    assert late.splitlines()[1] == "This brief is late: it was due at 08:00, Europe/Berlin time."
    assert {away, lost} == {"(nothing was posted)"}


async def test_what_is_told_of_a_week(store: Store) -> None:
    """Status tells each of seven days, and why tells what the platform answered."""
    (_, status), (_, _), (_, why) = (await tell(store))[7:]

    assert status.splitlines()[3:6] == [
        "Last checked: Fri 27 Nov 2026, 08:00:00.",
        "Last posted: Thu 26 Nov 2026, 08:40:00, from pack 2026.12.",
        "Nothing has changed since pack 2026.12.",
    ]
    assert status.splitlines()[-7:] == [
        "Fri 27 Nov 2026: sent at 08:00, but whether it arrived is not known.",
        "Thu 26 Nov 2026: sent at 08:40.",
        "Wed 25 Nov 2026: sent at 08:00.",
        "Tue 24 Nov 2026: sent at 08:00.",
        "Mon 23 Nov 2026: sent at 08:00.",
        "Sun 22 Nov 2026: none is wanted on Sundays.",
        "Sat 21 Nov 2026: none is wanted on Saturdays.",
    ]
    assert why.splitlines()[0] == (
        "The brief of Fri 27 Nov 2026: sent, but whether it arrived is not known."
    )
    assert why.splitlines()[-2:] == [
        "The connection broke off before an answer came.",
        "It is not sent again, so that nobody gets it twice. Look for it in the channel.",
    ]
