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
from bot.erasing import erase_workspace
from bot.store import Store, open_store
from tests.running.fakes import Fake
from tests.running.process import axis, install

NOW = datetime(2026, 11, 23, tzinfo=UTC)
WISH = Wish(schedule=Schedule(at=time(8), zone="Europe/Berlin"))


async def settle(store: Store, platform: str, workspace: str) -> None:
    """Let a channel of the workspace have settings and a subscription."""
    await store.set_visibility(platform, workspace, "C1", "public")
    place = Place(platform=platform, workspace=workspace, channel="C1")
    await Subscriptions(store).save(place, WISH, "U1", "key")


async def left(store: Store, platform: str, workspace: str) -> tuple[str, bool]:
    """Return what is left of that channel: who sees answers, and whether it has a subscription."""
    place = Place(platform=platform, workspace=workspace, channel="C1")
    seen = await store.visibility(platform, workspace, "C1")
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
    counts = await erase_workspace(database, Fake(), "W1")
    again = await erase_workspace(database, Fake(), "W1")
    fresh = open_store(*database)
    gone = await left(fresh, "fake", "W1")
    kept = [await left(fresh, *other) for other in others]
    for platform, workspace in others:
        await erase_workspace(database, Fake(platform), workspace)
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
    counts = await erase_workspace((None, tmp_path), PLATFORM, workspace)
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
