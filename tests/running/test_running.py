"""Why: platforms side by side: one that fails is told of and tried again, and the end cuts
nothing."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.app import App
from bot.errors import SetupError, StoreError
from bot.platforms import Health
from bot.running import Pace, Running
from bot.store import Store
from tests.running.fakes import Fake

SECRET = "hunter2hunter2"  # noqa: S105 - made up
FAST = Pace(first=0.001, longest=0.004, grace=30.0)


@pytest.fixture
def running(app: App, store: Store) -> Running:
    """Return what runs platforms, in a hurry."""
    return Running(app, store, {"FAKE_TOKEN": SECRET}, FAST)


async def until_ready(running: Running, *platforms: Fake) -> None:
    """Run the platforms until all are ready, then stop them."""
    task = asyncio.create_task(running.run(platforms))
    for one in platforms:
        await one.ready.wait()
    running.stop.set()
    await task


def records(caplog: pytest.LogCaptureFixture, event: str) -> list[dict[str, Any]]:
    """Return what stands in the keys of all log lines of that event."""
    return [vars(record) for record in caplog.records if record.getMessage() == event]


async def test_retried(running: Running) -> None:
    """A platform that fails is started again, and the others never notice."""
    shaky = Fake("shaky", failures=[OSError("gone"), None, SetupError("Mend it.")])
    steady = Fake("steady")
    await until_ready(running, shaky, steady)
    assert len(shaky.starts) == 4
    assert len(steady.starts) == 1
    assert (shaky.finished, steady.finished) == (True, True)


@pytest.mark.parametrize(
    ("failure", "trouble"),
    [
        (OSError("gone"), "OSError: gone"),
        (SetupError("The token is wrong."), "The token is wrong."),
        (None, "It ended without being told to."),
        (SystemExit(3), "SystemExit: 3"),
        (ValueError(f"no such token: {SECRET}"), "ValueError: no such token: [secret]"),
    ],
    ids=["fault", "sentence", "silent", "exit", "secret"],
)
async def test_trouble_shows(
    app: App, store: Store, failure: BaseException | None, trouble: str
) -> None:
    """What a platform failed with shows in its health until it is well, without secrets."""
    running = Running(app, store, {"FAKE_TOKEN": SECRET}, replace(FAST, first=600.0))
    broken, steady = Fake("broken", failures=[failure]), Fake("steady")
    task = asyncio.create_task(running.run([broken, steady]))
    await steady.ready.wait()
    assert running.healths["broken"] == Health(state="failing", trouble=trouble)
    assert running.healths["steady"] == Health(state="ready", trouble=None)
    running.stop.set()
    await task


async def test_well_again(running: Running) -> None:
    """A platform that came up after a failure is as well as any."""
    seen: list[Health] = []
    shaky = Fake("shaky", failures=[OSError("gone")])
    shaky.then = lambda: seen.append(replace(running.healths["shaky"]))
    await until_ready(running, shaky)
    assert seen == [Health(state="ready", trouble=None)]
    assert running.healths["shaky"].state == "stopped"


async def test_pauses(running: Running, caplog: pytest.LogCaptureFixture) -> None:
    """Each pause before another try is twice the last one, up to the longest."""
    await until_ready(running, Fake(failures=[OSError("gone")] * 5))
    told = records(caplog, "platform failed")
    assert [one["again_in_seconds"] for one in told] == [0.001, 0.002, 0.004, 0.004, 0.004]


async def test_calm(app: App, store: Store, caplog: pytest.LogCaptureFixture) -> None:
    """What had been well for long enough fails for the first time again."""
    running = Running(app, store, {}, replace(FAST, calm=0.0))
    await until_ready(running, Fake(failures=[OSError("gone")] * 3))
    told = records(caplog, "platform failed")
    assert [one["again_in_seconds"] for one in told] == [0.001, 0.001, 0.001]


async def test_log_of_failure(running: Running, caplog: pytest.LogCaptureFixture) -> None:
    """The log has the place in the code of a fault, and only the sentence of what can be mended."""
    await until_ready(running, Fake(failures=[OSError("gone"), SetupError("Mend it.")]))
    fault, sentence = records(caplog, "platform failed")
    assert (fault["platform"], fault["trouble"]) == ("fake", "OSError: gone")
    assert fault["exc_info"][0] is OSError
    assert (sentence["trouble"], sentence["exc_info"]) == ("Mend it.", None)


async def test_shared(running: Running) -> None:
    """All platforms have one core, one store and one limit for a user, each its own health."""
    one, two = Fake("one"), Fake("two")
    await until_ready(running, one, two)
    first, second = one.starts[0], two.starts[0]
    assert first.app is second.app
    assert first.store is second.store
    assert first.limits is second.limits
    assert first.health is not second.health


async def test_answers_finish(running: Running) -> None:
    """Answers that are under way when it has to stop are sent."""
    slow = Fake(answer=0.05)
    await until_ready(running, slow)
    assert slow.finished


async def test_late_one_cancelled(app: App, store: Store, caplog: pytest.LogCaptureFixture) -> None:
    """A platform that does not end in time is made to, and named; the others have ended."""
    running = Running(app, store, {}, replace(FAST, grace=0.05))
    stuck, steady = Fake("stuck", answer=600.0), Fake("steady")
    await until_ready(running, stuck, steady)
    assert [one["platform"] for one in records(caplog, "platform does not stop")] == ["stuck"]
    assert (stuck.finished, steady.finished) == (False, True)


async def test_stop_while_failing(app: App, store: Store) -> None:
    """It ends at once where a platform waits for its next try."""
    running = Running(app, store, {}, replace(FAST, first=600.0))
    broken, steady = Fake("broken", failures=[OSError("gone")]), Fake("steady")
    task = asyncio.create_task(running.run([broken, steady]))
    await steady.ready.wait()
    running.stop.set()
    await task
    assert running.healths["broken"].state == "stopped"


def publish(pack: Path, version: str) -> None:
    """Give the pack another version."""
    file = pack / "pack.yaml"
    lines = file.read_text(encoding="utf-8").splitlines()
    changed = [f'version: "{version}"' if one.startswith("version:") else one for one in lines]
    file.write_text("\n".join(changed) + "\n", encoding="utf-8")


async def until_version(app: App, version: str) -> None:
    """Wait until the pack of that version answers; the test's own time limit is the only one."""
    while app.library.pack.version != version:  # noqa: ASYNC110 - no event tells of it
        await asyncio.sleep(0.01)


async def test_reload(app: App, pack: Path, running: Running) -> None:
    """Told to, it answers from the pack as it is now."""
    fake = Fake()
    task = asyncio.create_task(running.run([fake]))
    await fake.ready.wait()
    publish(pack, "2099.1")
    running.reload()
    await until_version(app, "2099.1")
    running.stop.set()
    await task


async def test_refresh(app: App, store: Store, pack: Path) -> None:
    """A new version of the pack is seen without being told."""
    running = Running(app, store, {}, replace(FAST, refresh=0.01))
    fake = Fake()
    task = asyncio.create_task(running.run([fake]))
    await fake.ready.wait()
    publish(pack, "2099.1")
    await until_version(app, "2099.1")
    running.stop.set()
    await task


async def test_refresh_fails(
    app: App, store: Store, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is wrong with the pack's folder or the database, platforms go on."""

    def refresh() -> bool:
        msg = "odd"
        raise RuntimeError(msg)

    async def purge() -> None:
        msg = "The database does not answer."
        raise StoreError(msg)

    monkeypatch.setattr(app, "refresh", refresh)
    monkeypatch.setattr(store, "purge", purge)
    running = Running(app, store, {}, replace(FAST, refresh=0.01, first_purge=0.01))
    steady = Fake()
    task = asyncio.create_task(running.run([steady]))
    told = {"pack not looked at", "nothing purged"}
    while not told <= set(caplog.messages):  # noqa: ASYNC110 - no event tells of it
        await asyncio.sleep(0.01)
    running.stop.set()
    await task
    assert steady.finished
    assert records(caplog, "nothing purged")[0]["because"] == "The database does not answer."


async def test_purged_soon_and_again(
    app: App, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was kept for its time is deleted soon after the start, and then again and again."""
    purged = asyncio.Semaphore(0)

    async def purge() -> None:
        purged.release()

    monkeypatch.setattr(store, "purge", purge)
    assert Pace().first_purge < 60 < Pace().purge
    for purges, pace in (
        (1, replace(FAST, first_purge=0.0)),
        (3, replace(FAST, first_purge=0.0, purge=0.001)),
    ):
        running = Running(app, store, {}, pace)
        task = asyncio.create_task(running.run([Fake()]))
        for _ in range(purges):
            await asyncio.wait_for(purged.acquire(), 20)
        running.stop.set()
        await task


@pytest.fixture(autouse=True)
def _info(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
