"""Why: what is told once must be kept though the database is away, and must hold nobody up who has
to stop."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.errors import StoreError
from bot.store.insisting import Waits, insist

_QUICK = Waits(first=0.001, longest=0.002)


def _away(times: int) -> tuple[Callable[[], Awaitable[None]], list[int]]:
    """Return what fails so many times, and the list of its calls."""
    calls: list[int] = []

    async def work() -> None:
        calls.append(len(calls))
        if len(calls) <= times:
            msg = "The database does not answer."
            raise StoreError(msg)

    return work, calls


@pytest.mark.parametrize("times", [0, 1, 5])
async def test_until_it_answers(times: int, caplog: pytest.LogCaptureFixture) -> None:
    """It is tried until the database answers, each failure is logged, and then no more."""
    work, calls = _away(times)
    assert await insist(work, "not kept", waits=_QUICK)
    assert len(calls) == times + 1
    assert caplog.messages == ["not kept"] * times


async def test_no_end(caplog: pytest.LogCaptureFixture) -> None:
    """It is given up after its time, and the log says so."""
    work, calls = _away(1_000_000)
    assert not await insist(work, "not kept", waits=Waits(first=0.001, most=0.0))
    assert len(calls) == 1
    assert caplog.messages == ["not kept", "given up"]


async def test_stop() -> None:
    """Who has to stop waits for no database."""
    stop = asyncio.Event()

    async def work() -> None:
        asyncio.get_running_loop().call_soon(stop.set)
        msg = "The database does not answer."
        raise StoreError(msg)

    waiting = insist(work, "not kept", stop, Waits(first=3_600, longest=3_600, most=9_999))
    assert not await asyncio.wait_for(waiting, 20)


async def test_other_faults() -> None:
    """What is no silence of the database is not tried again."""
    calls = []

    async def work() -> None:
        calls.append(1)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await insist(work, "not kept", waits=_QUICK)
    assert calls == [1]
