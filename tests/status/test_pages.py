"""Why: hosts decide by these pages whether the bot is killed or sent work, so what they say is a
promise."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from bot.errors import SetupError
from bot.platforms import Health
from bot.status import Sources
from bot.status import sources as status_sources
from bot.store import open_store
from tests.status.conftest import SECRET, Bot, Pages

JSON = "application/json"
NO_TABLES = "The database has no tables yet. Run `axis db upgrade`."


async def ready(pages: Pages) -> tuple[int, dict[str, object]]:
    """Return status and content of the page of readiness."""
    status, kind, text = await pages.get("/readyz")
    assert kind == JSON
    found: dict[str, object] = json.loads(text)
    return status, found


async def test_alive(pages: Pages) -> None:
    """A bot whose loop goes round is alive, whatever else is wrong with it."""
    pages.bot.failure = SetupError("The database is gone.")
    told = (200, "text/plain; charset=utf-8", "The bot is alive.\n")
    assert await pages.get("/healthz") == told


async def test_ready(pages: Pages) -> None:
    """It is ready when the database answers and each platform that was started is ready."""
    pages.bot.healths.update(chat=Health(state="ready"), talk=Health(state="ready"))
    version = pages.bot.app.library.pack.version
    well = {"state": "ready", "trouble": None, "seconds_since_heard": None}
    assert await ready(pages) == (
        200,
        {
            "ready": True,
            "words": [],
            "database": {"ready": True, "trouble": None},
            "platforms": {"chat": well, "talk": well},
            "pack": {"version": version, "trouble": None},
        },
    )


async def test_not_ready(pages: Pages) -> None:
    """Whatever keeps it from answering is told in words, without secrets, with status 503."""
    pages.bot.failure = SetupError("The database has no tables yet. Run `axis db upgrade`.")
    pages.bot.healths["chat"] = Health(state="failing", trouble=f"ValueError: no {SECRET}")
    pages.bot.healths["talk"] = Health()
    status, found = await ready(pages)
    assert (status, found["ready"]) == (503, False)
    assert found["words"] == [
        "The database has no tables yet. Run `axis db upgrade`.",
        "chat is failing: ValueError: no [secret]",
        "talk is starting.",
    ]
    assert found["platforms"] == {
        "chat": {
            "state": "failing",
            "trouble": "ValueError: no [secret]",
            "seconds_since_heard": None,
        },
        "talk": {"state": "starting", "trouble": None, "seconds_since_heard": None},
    }


async def test_ready_again(pages: Pages) -> None:
    """It is ready as soon as what was wrong is mended."""
    pages.bot.healths["chat"] = Health(state="failing", trouble="gone")
    assert (await ready(pages))[0] == 503
    pages.bot.healths["chat"] = Health(state="ready")
    assert (await ready(pages))[0] == 200


async def test_nothing_started(pages: Pages) -> None:
    """Before any platform has started it is not ready."""
    status, found = await ready(pages)
    assert (status, found["words"]) == (503, ["No platform has started yet."])


async def test_stopping(pages: Pages) -> None:
    """A bot that was told to stop wants no more work."""
    pages.bot.healths["chat"] = Health(state="ready")
    pages.bot.stop.set()
    status, found = await ready(pages)
    assert (status, found["words"]) == (503, ["The bot is stopping."])


async def test_refused_pack(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    """A newer pack that was refused is told of; the old one answers, so the bot is ready."""
    pages.bot.healths["chat"] = Health(state="ready")
    monkeypatch.setattr(pages.bot.app, "trouble", "the new pack has 2 faults: pack.yaml:1:1 odd")
    status, found = await ready(pages)
    version = pages.bot.app.library.pack.version
    trouble = "the new pack has 2 faults: pack.yaml:1:1 odd"
    assert (status, found["pack"]) == (200, {"version": version, "trouble": trouble})


async def test_silent_database(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that is silent holds no page up, and is asked once however many want to know."""
    monkeypatch.setattr(status_sources, "_SECONDS_TO_ANSWER", 0.01)
    pages.bot.healths["chat"] = Health(state="ready")
    pages.bot.hangs = asyncio.Event()
    for _ in range(3):
        status, found = await ready(pages)
        words = ["The database does not answer within 0.01 seconds."]
        assert (status, found["words"]) == (503, words)
    assert pages.bot.asked == 1
    pages.bot.hangs.set()
    assert (await pages.get("/healthz"))[0] == 200


async def test_fault_of_the_database(pages: Pages) -> None:
    """A fault that nobody foresaw is told as one of the database, and not with all it says."""
    pages.bot.healths["chat"] = Health(state="ready")
    pages.bot.failure = RuntimeError("internals")
    _, found = await ready(pages)
    assert found["words"] == ["The database does not answer (RuntimeError)."]


@pytest.mark.parametrize("path", ["/", "/healthz/", "/facts"])
async def test_no_other_page(pages: Pages, path: str) -> None:
    """There is no other page."""
    async with pages.session.get(f"{pages.address}{path}", allow_redirects=False) as response:
        assert response.status in {307, 404}
    async with pages.session.post(f"{pages.address}/healthz") as response:
        assert response.status == 405


async def test_readiness_asks_the_database(bot: Bot, empty: str, tmp_path: Path) -> None:
    """Readiness says of a database what the store says of it: without tables it will not do."""
    bot.healths["chat"] = Health(state="ready")
    served, unready = open_store(None, tmp_path), open_store(empty, tmp_path)
    for store, words in ((served, ()), (unready, (NO_TABLES,))):
        found = await Sources(bot.app, bot.healths, bot.metrics, store.check, bot.stop).readiness()
        assert found.words == words
        await store.close()
