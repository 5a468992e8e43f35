"""Why: the pages stand beside the platforms and must neither hold them up nor bring them down."""

from __future__ import annotations

import asyncio
import logging
import socket
import subprocess
import sys

import aiohttp
import pytest

from bot.redaction import Redaction
from bot.status import Address, status_served
from tests.status.conftest import ANY, Bot

NOTHING_SECRET = Redaction({})


def records(caplog: pytest.LogCaptureFixture, event: str) -> list[dict[str, object]]:
    """Return what stands in the keys of all log lines of that event."""
    return [vars(record) for record in caplog.records if record.getMessage() == event]


async def test_told(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    """The log says where the pages are."""
    caplog.set_level(logging.INFO)
    async with status_served(ANY, bot.sources(), NOTHING_SECRET) as address:
        assert address is not None
        assert [one["address"] for one in records(caplog, "status served")] == [str(address)]
    assert str(address) == f"http://127.0.0.1:{address.port}"


async def test_port_taken(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    """A port that is taken is told with the mend, and the bot goes on without pages."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        taken = Address(host="127.0.0.1", port=port)
        async with status_served(taken, bot.sources(), NOTHING_SECRET) as address:
            assert address is None
    (told,) = records(caplog, "status not served")
    assert told["trouble"] == (
        f"http://127.0.0.1:{port} cannot be had: Address already in use. "
        "Set AXIS_STATUS_HOST and AXIS_STATUS_PORT to one that can."
    )


@pytest.mark.parametrize("host", ["no such host", "192.0.2.1", "x" * 70])
async def test_no_such_host(bot: Bot, caplog: pytest.LogCaptureFixture, host: str) -> None:
    """A host that is none of this machine is told, and the bot goes on without pages."""
    async with status_served(Address(host=host, port=0), bot.sources(), NOTHING_SECRET) as address:
        assert address is None
    assert len(records(caplog, "status not served")) == 1


async def test_end_without_a_request(bot: Bot) -> None:
    """Pages that nobody asked for end, and their port is free again."""
    async with status_served(ANY, bot.sources(), NOTHING_SECRET) as address:
        assert address is not None
    with socket.create_server((address.host, address.port)):
        pass


async def test_end_with_open_connections(bot: Bot) -> None:
    """Connections that stay open, silent or idle, do not keep the pages from ending."""
    async with aiohttp.ClientSession() as session:
        async with status_served(ANY, bot.sources(), NOTHING_SECRET) as address:
            assert address is not None
            _, silent = await asyncio.open_connection(address.host, address.port)
            async with session.get(f"{address}/healthz") as response:
                assert response.status == 200
        silent.close()
    with socket.create_server((address.host, address.port)):
        pass


async def test_requests_at_once(bot: Bot) -> None:
    """Requests that come together while the server is still being loaded are all answered."""
    async with (
        status_served(ANY, bot.sources(), NOTHING_SECRET) as address,
        aiohttp.ClientSession() as session,
    ):

        async def alive() -> int:
            async with session.get(f"{address}/healthz") as response:
                return response.status

        assert await asyncio.gather(*(alive() for _ in range(20))) == [200] * 20


async def test_no_pages_is_no_end(
    bot: Bot, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A web server that breaks is told of, and the bot goes on."""
    broken = asyncio.Event()

    async def breaks(*_: object) -> None:
        broken.set()
        msg = "odd"
        raise RuntimeError(msg)

    monkeypatch.setattr("bot.status.pages.serve_pages", breaks)
    async with status_served(ANY, bot.sources(), NOTHING_SECRET) as address:
        assert address is not None
        _, writer = await asyncio.open_connection(address.host, address.port)
        await broken.wait()
        writer.close()
    assert len(records(caplog, "status no longer served")) == 1


def test_address_of_six() -> None:
    """An address of the newer internet stands in brackets."""
    assert str(Address(host="::1", port=80)) == "http://[::1]:80"


def test_nothing_loaded() -> None:
    """Before the first request nothing of a web server is loaded."""
    code = (
        "import sys, bot.serving; "
        "print(sorted({'uvicorn', 'starlette', 'prometheus_client'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout == "[]\n"
