"""Why: who asks to be forgotten is forgotten whole, and nobody else with them."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from slack_sdk.oauth.installation_store import Bot
from slack_sdk.oauth.installation_store.sqlalchemy import AsyncSQLAlchemyInstallationStore

from adapters.slack.platform import PLATFORM
from bot.briefing.model import Place, Schedule, Wish
from bot.briefing.store import Subscriptions
from bot.erasing import Erased, erase_workspace
from bot.store import Store, open_store
from tests.running.fakes import Fake
from tests.running.process import axis, install

NOW = datetime(2026, 11, 23, tzinfo=UTC)
WISH = Wish(schedule=Schedule(at=time(8), zone="Europe/Berlin"))


async def settle(store: Store, platform: str, workspace: str, channel: str = "C1") -> None:
    """Let a channel of the workspace have settings and a subscription."""
    await store.set_visibility(platform, workspace, channel, "public")
    place = Place(platform=platform, workspace=workspace, channel=channel)
    await Subscriptions(store).save(place, WISH, "U1", "key")


async def left(
    store: Store, platform: str, workspace: str, channel: str = "C1"
) -> tuple[str, bool]:
    """Return what is left of that channel: who sees answers, and whether it has a subscription."""
    place = Place(platform=platform, workspace=workspace, channel=channel)
    seen = await store.visibility(platform, workspace, channel)
    return seen, await Subscriptions(store).at(place) is not None


def _kept(store: Store) -> AsyncSQLAlchemyInstallationStore:
    return AsyncSQLAlchemyInstallationStore(client_id="1.2", engine=store.engine)


async def installed(store: Store, **where: str | bool | None) -> None:
    """Keep a token of a workspace or an enterprise, as an installation does."""
    bot = Bot(
        app_id="A1",
        bot_token="xoxb-" + "1",
        bot_id="B1",
        bot_user_id="U1",
        installed_at=NOW.timestamp(),
        **where,  # type: ignore[arg-type]
    )
    await _kept(store).async_save_bot(bot)


async def tokens(store: Store) -> list[tuple[str | None, str | None]]:
    """Return enterprise and workspace of every token that is kept."""
    kept = _kept(store).bots
    async with store.engine.connect() as connection:
        rows = await connection.execute(kept.select().order_by(kept.c.id))
        return [(row.enterprise_id, row.team_id) for row in rows]


@pytest.fixture(params=["file", "server"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str | None, Path]:
    """Return where the database is, of either kind in turn."""
    url = None if request.param == "file" else request.getfixturevalue("migrated")
    return url, tmp_path


async def test_settings_and_subscriptions(database: tuple[str | None, Path]) -> None:
    """Settings and subscriptions of the workspace go; those of others stay, of any platform."""
    store = open_store(*database)
    others = [("fake", "W2"), ("other", "W1")]
    for platform, workspace in [("fake", "W1"), *others]:
        await settle(store, platform, workspace)
    ours = Erased(platform="fake", workspace="W1")
    counts = await erase_workspace(database, Fake(), ours)
    again = await erase_workspace(database, Fake(), ours)
    fresh = open_store(*database)
    gone = await left(fresh, "fake", "W1")
    kept = [await left(fresh, *other) for other in others]
    for platform, workspace in others:
        theirs = Erased(platform=platform, workspace=workspace)
        await erase_workspace(database, Fake(platform), theirs)
    await store.close()
    await fresh.close()
    assert counts == {"tokens": 0, "settings of channels": 1, "subscriptions": 1}
    assert again == {"tokens": 0, "settings of channels": 0, "subscriptions": 0}
    assert gone == ("private", False)
    assert kept == [("public", True)] * 2


@pytest.mark.parametrize(
    ("workspace", "kept"),
    [
        ("T1", [(None, "T2"), ("E1", None), ("E1", "T3")]),
        ("T3", [(None, "T1"), (None, "T2"), ("E1", None)]),
        ("E1", [(None, "T1"), (None, "T2"), ("E1", "T3")]),
        ("T9", [(None, "T1"), (None, "T2"), ("E1", None), ("E1", "T3")]),
    ],
)
async def test_tokens(
    tmp_path: Path, workspace: str, kept: list[tuple[str | None, str | None]]
) -> None:
    """Of Slack's tokens those of the workspace go, or that of a whole enterprise; no other does."""
    store = open_store(None, tmp_path)
    for team in ("T1", "T2"):
        await installed(store, team_id=team)
    await installed(store, enterprise_id="E1", team_id=None, is_enterprise_install=True)
    await installed(store, enterprise_id="E1", team_id="T3")
    what = Erased(platform="slack", workspace=workspace)
    counts = await erase_workspace((None, tmp_path), PLATFORM, what)
    found = await tokens(store)
    await store.close()
    assert found == kept
    assert counts["tokens"] == 4 - len(kept)


def test_command(tmp_path: Path) -> None:
    """The command asks first, says what it erased, and that nothing is left."""

    async def prepare() -> None:
        store = open_store(None, tmp_path / "data")
        await settle(store, "slack", "T1")
        await installed(store, team_id="T1")
        await store.close()

    asyncio.run(prepare())
    command = ("db", "erase-workspace", "slack", "T1")
    question = "Erase all that is kept of slack workspace T1? [y/N]: "
    refusal = "Nothing was erased. Answer y, or say --yes.\n"
    assert axis(tmp_path, *command, typed="n\n") == (1, "", f"{question}{refusal}")
    assert axis(tmp_path, *command) == (1, "", f"{question}\n{refusal}")
    told = "Erased of slack workspace T1: tokens: 1, settings of channels: 1, subscriptions: 1.\n"
    assert axis(tmp_path, *command, typed="y\n") == (0, told, question)
    nothing = "Nothing was kept of slack workspace T1.\n"
    assert axis(tmp_path, *command, "--yes") == (0, nothing, "")


@pytest.mark.parametrize("workspace", ["", "T1"])
async def test_one_channel(tmp_path: Path, workspace: str) -> None:
    """What is kept of one channel goes alone, as of a conversation with one person, which is in no
    workspace; a workspace's token stays."""
    store = open_store(None, tmp_path)
    for where, channel in ((workspace, "C1"), (workspace, "C2"), ("T2", "C1")):
        await settle(store, "slack", where, channel)
    await installed(store, team_id="T1")
    what = Erased(platform="slack", workspace=workspace, channel="C1")
    counts = await erase_workspace((None, tmp_path), PLATFORM, what)
    fresh = open_store(None, tmp_path)
    others = [await left(fresh, "slack", *other) for other in ((workspace, "C2"), ("T2", "C1"))]
    gone = await left(fresh, "slack", workspace, "C1")
    kept = await tokens(fresh)
    await store.close()
    await fresh.close()
    assert counts == {"tokens": 0, "settings of channels": 1, "subscriptions": 1}
    assert (gone, others) == (("private", False), [("public", True)] * 2)
    assert kept == [(None, "T1")]


def test_one_conversation(tmp_path: Path) -> None:
    """The command names what it erases, and does not take an empty workspace for all
    conversations."""

    async def prepare() -> None:
        store = open_store(None, tmp_path / "data")
        await settle(store, "discord", "", "71")
        await store.close()

    asyncio.run(prepare())
    command = ("db", "erase-workspace", "discord", "")
    mend = 'WORKSPACE is empty. Name one; with "" name a conversation with --channel.\n'
    assert axis(tmp_path, *command, "--yes") == (1, "", mend)
    told = "Erased of discord channel 71: tokens: 0, settings of channels: 1, subscriptions: 1.\n"
    question = "Erase all that is kept of discord channel 71? [y/N]: "
    assert axis(tmp_path, *command, "--channel", "71", typed="y\n") == (0, told, question)
    nothing = "Nothing was kept of discord channel 71 of workspace 7.\n"
    other = ("db", "erase-workspace", "discord", "7", "--channel", "71", "--yes")
    assert axis(tmp_path, *other) == (0, nothing, "")


def test_no_such_platform(tmp_path: Path) -> None:
    """A platform that is not installed is refused, with those that are."""
    packages = install(tmp_path / "packages")
    words = ("db", "erase-workspace", "broken", "T1", "--yes")
    code, printed, told = axis(tmp_path, *words, packages=packages)
    assert (code, printed) == (1, "")
    assert told == (
        '"broken" is none of the platforms that are installed (discord, shaky, slack, steady). '
        "made_platforms:NOTHING cannot be loaded (module 'made_platforms' has no attribute "
        "'NOTHING'). Reinstall the package it is from.\n"
    )
