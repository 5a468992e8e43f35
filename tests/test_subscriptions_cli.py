"""Why: operators trust these commands with every channel's wishes. They are called here as they are
at a shell, on a database file of the test's own."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest

from bot.briefing.model import About, Place
from bot.briefing.store import Subscriptions
from bot.briefing.wishes import read_wish
from bot.knowledge.loader import load
from bot.store import open_store
from tests.terminal.running import QUAY, Ran, called

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from bot.briefing.model import Subscription

    Axis = Callable[..., Ran]
    Use = Callable[[Callable[[Subscriptions], Awaitable[object]]], None]

PIER = Place(platform="slack", workspace="T1", channel="C1")
QUAYSIDE = Place(platform="discord", workspace="7", channel="70")
LIBRARY = load(QUAY)
EXPORTED = """\
{
 "format": 1,
 "subscriptions": [
  {
   "platform": "discord",
   "workspace": "7",
   "channel": "70",
   "at": "21:30",
   "zone": "UTC",
   "days": "weekends",
   "except": "",
   "actors": [],
   "topics": [],
   "floor": "all",
   "unchanged": "post",
   "paused": "The channel is gone.",
   "made_by": "3",
   "changed_by": "4"
  },
  {
   "platform": "slack",
   "workspace": "T1",
   "channel": "C1",
   "at": "08:00",
   "zone": "Europe/Berlin",
   "days": "weekdays",
   "except": "2026-12-24/2026-12-26",
   "actors": [
    "orvik"
   ],
   "topics": [
    "tolls"
   ],
   "floor": "reported",
   "unchanged": "skip",
   "paused": null,
   "made_by": "U1",
   "changed_by": "U1"
  }
 ]
}
"""


@pytest.fixture
def axis(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Axis:
    """Return a way to call the command with the quay's pack; its data lie in the test's folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AXIS_PACK", str(QUAY))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("AXIS_DATA_DIR", str(tmp_path / "data"))
    return lambda *args: called(monkeypatch, capsys, "subscriptions", *map(str, args))


def use(folder: Path, change: Callable[[Subscriptions], Awaitable[object]]) -> None:
    """Change the database in the folder."""

    async def run() -> None:
        store = open_store(None, folder / "data")
        try:
            await change(Subscriptions(store))
        finally:
            await store.close()

    asyncio.run(run())


async def subscribe(kept: Subscriptions) -> None:
    """Subscribe two channels; one of them is paused."""
    line = "08:00 Berlin weekdays except 2026-12-24/2026-12-26 floor reported unchanged skip"
    await kept.save(PIER, read_wish(f"{line} about orvik tolls", LIBRARY), "U1", "0" * 12)
    await kept.save(QUAYSIDE, read_wish("21:30 UTC weekends", LIBRARY), "3", "0" * 12)
    await kept.pause(QUAYSIDE, "4", "The channel is gone.")


def test_list(axis: Axis, tmp_path: Path) -> None:
    """`axis subscriptions list` prints a line a channel, with its wish and its state."""
    assert axis("list") == Ran("No channel has subscribed.\n", "", 0)
    use(tmp_path, subscribe)
    first, second, summary = axis("list").out.splitlines()
    wish = (
        "08:00 Europe/Berlin weekdays except 2026-12-24/2026-12-26 floor reported unchanged skip "
        "about orvik tolls"
    )
    head, next_brief = first.split(" · next ")
    assert head == f"slack T1 C1 · {wish}"
    assert next_brief.endswith(", 08:00 (Europe/Berlin)")
    assert second == "discord 7 70 · 21:30 UTC weekends · paused: The channel is gone."
    assert summary == "2 subscriptions, 1 paused, 0 asleep."


def test_list_tells_why_nothing_comes(axis: Axis, tmp_path: Path) -> None:
    """A channel that somebody paused, or whose workspace removed the app, is listed as such."""

    async def change(kept: Subscriptions) -> None:
        await subscribe(kept)
        await kept.pause(PIER, "U1")
        await kept.sleep_workspace("discord", "7")

    use(tmp_path, change)
    first, second, summary = axis("list").out.splitlines()
    assert first.endswith(" · paused")
    assert " · asleep since " in second
    assert second.endswith(", when the app was removed")
    assert summary == "2 subscriptions, 1 paused, 1 asleep."


def test_export(axis: Axis, tmp_path: Path) -> None:
    """`axis subscriptions export` prints all of them as JSON, sorted by channel."""
    use(tmp_path, subscribe)
    assert axis("export") == Ran(EXPORTED, "", 0)


def test_export_leaves_out_what_is_asleep(axis: Axis, tmp_path: Path) -> None:
    """Where the app was removed, another bot may not post: such channels are left out, aloud."""

    async def change(kept: Subscriptions) -> None:
        await subscribe(kept)
        await kept.sleep_workspace("slack", "T1")
        await kept.sleep_workspace("discord", "7")

    use(tmp_path, change)
    assert axis("export") == Ran(
        '{\n "format": 1,\n "subscriptions": []\n}\n',
        "2 subscriptions are left out, as the app was removed from the workspace.\n",
        0,
    )


def test_import_is_idempotent(axis: Axis, tmp_path: Path) -> None:
    """What is imported is exported alike, and importing it again changes nothing."""
    path = tmp_path / "subscriptions.json"
    path.write_text(EXPORTED, encoding="utf-8")
    assert axis("import", path) == Ran("2 made, 0 changed, 0 as they were.\n", "", 0)
    assert axis("export") == Ran(EXPORTED, "", 0)
    assert axis("import", path) == Ran("0 made, 0 changed, 2 as they were.\n", "", 0)
    assert axis("export") == Ran(EXPORTED, "", 0)


def test_a_direct_message_comes_back(axis: Axis, tmp_path: Path) -> None:
    """A brief of a direct message, which belongs to no workspace, is exported and imported."""
    alone = Place(platform="discord", workspace="", channel="71")

    async def change(kept: Subscriptions) -> None:
        await kept.save(alone, read_wish("08:00 Berlin", LIBRARY), "3", "0" * 12)

    use(tmp_path, change)
    path = tmp_path / "subscriptions.json"
    path.write_text(axis("export").out, encoding="utf-8")
    assert axis("import", path) == Ran("0 made, 0 changed, 1 as they were.\n", "", 0)


def test_import_changes_what_differs(axis: Axis, tmp_path: Path) -> None:
    """An imported wish takes the place of the channel's; other channels stay as they are."""
    use(tmp_path, subscribe)
    content = json.loads(EXPORTED)
    del content["subscriptions"][1]
    content["subscriptions"][0] |= {"at": "22:00", "topics": ["berths"], "paused": None}
    path = tmp_path / "subscriptions.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    assert axis("import", path) == Ran("0 made, 1 changed, 0 as they were.\n", "", 0)
    found: dict[Place, Subscription | None] = {}

    async def look(kept: Subscriptions) -> None:
        found.update({place: await kept.at(place) for place in (PIER, QUAYSIDE)})

    use(tmp_path, look)
    changed, other = found[QUAYSIDE], found[PIER]
    assert changed is not None
    assert other is not None
    assert changed.wish == read_wish("22:00 UTC weekends about berths", LIBRARY)
    assert (changed.paused, changed.made_by, changed.changed_by) == (None, "3", "4")
    assert changed.next_due is not None
    assert other.wish.about == About(actors=("orvik",), topics=("tolls",))


def test_import_keeps_what_briefs_compare_with(axis: Axis, tmp_path: Path) -> None:
    """The first brief after an import compares with the pack at the import."""
    path = tmp_path / "subscriptions.json"
    path.write_text(EXPORTED, encoding="utf-8")
    axis("import", path)
    versions: list[str] = []

    async def look(kept: Subscriptions) -> None:
        found = await kept.at(PIER)
        assert found is not None
        versions.append(json.loads(await kept.snapshot(found.baseline) or "")["version"])

    use(tmp_path, look)
    assert versions == [LIBRARY.pack.version]


def test_import_takes_all_or_nothing(axis: Axis, tmp_path: Path) -> None:
    """Nothing is taken from a file in which one thing is wrong; the thing is named."""
    path = tmp_path / "subscriptions.json"
    path.write_text(EXPORTED.replace('"tolls"', '"tols"'), encoding="utf-8")
    text = 'subscriptions[1].topics[0]: "tols" is no topic of this pack. Did you mean "tolls"?\n'
    assert axis("import", path) == Ran("", text, 1)
    assert axis("list") == Ran("No channel has subscribed.\n", "", 0)


def test_import_of_a_file_that_is_not_there(axis: Axis) -> None:
    """A file that is not there is named, with exit code 2."""
    ran = axis("import", "gone.json")
    assert ran.err.endswith("Error: Invalid value for 'FILE': File 'gone.json' does not exist.\n")
    assert (ran.out, ran.code) == ("", 2)
