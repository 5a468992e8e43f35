"""Why: on one morning 100,000 briefs may be due. This measures one process that delivers them from
PostgreSQL to a platform without limits, and what of that is composing, rendering, HTTP and the
rest; and how much of a limit is used. It must share nothing with the tests' databases but how a
server is started."""

from __future__ import annotations

import asyncio
import resource
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

import aiohttp
from sqlalchemy import func, select, text

from adapters.slack.brief import brief_message
from bot.briefing.compose import Order, compose
from bot.briefing.deliver import Deliverer
from bot.briefing.model import About, Ledger, Place, Wish
from bot.briefing.outlet import NotPostedError, Outlets, Pace
from bot.knowledge.library import Library
from bot.knowledge.loader import load
from bot.reply import Brief
from bot.store import Store, open_store
from bot.store.opening import upgrade_now
from bot.store.schema import deliveries, ledgers, subscriptions
from tests.briefing.due_now import make_due
from tests.briefing.wishes import wish
from tests.store.databases import postgresql

_GOAL = 1_000
_DISCORD = 50
_LEAST = 95.0
_TRIED = 2_000
_TOO_MANY = 429


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What was measured."""

    briefs: int
    seconds: float
    memory: float
    #: how many different wishes the channels have
    wishes: int
    #: milliseconds that one brief's parts take, each measured by itself
    parts: dict[str, float]
    limited: float
    refused: int

    def __str__(self) -> str:
        """Return the table in Markdown."""
        rate, parts = self.briefs / self.seconds, sum(self.parts.values())
        goal = f"| ≥ {_GOAL:,}/s | {_met(rate >= _GOAL)}"
        used = 100 * self.limited / _DISCORD
        due = f"{self.briefs:,} due briefs of {self.wishes} different wishes"
        rows = [
            "| what | measured | goal | met |",
            "|---|--:|---|---|",
            f"| {due}, one process, PostgreSQL | {rate:,.0f}/s {goal} |",
            f"| memory of that process at most | {self.memory:,.0f} MB | | |",
            *(
                f"| of a brief's {parts:.2f} ms, part by part: {part} "
                f"| {1000 * spent:,.0f} µs, {100 * spent / parts:.0f} % | | |"
                for part, spent in self.parts.items()
            ),
            f"| of Discord's 50 a second used | {used:.1f} % | ≥ 95 % | {_met(used >= _LEAST)} |",
            f"| answers 429 meanwhile | {self.refused} | 0 | {_met(not self.refused)} |",
        ]
        return "\n".join(rows)


def _met(met: bool) -> str:  # noqa: FBT001 - a word for a truth
    return "yes" if met else "**no**"


class _Posting:
    """Slack's messages, posted to the sink."""

    platform = "slack"
    nonce_kept: timedelta | None = None

    def __init__(self, session: aiohttp.ClientSession, url: str, pace: Pace) -> None:
        self.pace = pace
        self._session, self._url = session, url

    async def post(self, place: Place, brief: Brief, nonce: str) -> str:
        """Render the brief and post it."""
        del nonce
        body = {"channel": place.channel, **rendered(brief)}
        async with self._session.post(f"{self._url}/post", json=body) as response:
            if response.status == _TOO_MANY:
                code = "ratelimited"
                raise NotPostedError(code, "Too many.", permanent=False, wait=1.0)
            return str((await response.json())["ts"])

    async def tell(self, place: Place, user: str, text: str) -> None:
        """Tell nobody."""


class _Nowhere(_Posting):
    """Takes briefs without rendering or sending them: what is left is the database's part."""

    async def post(self, place: Place, brief: Brief, nonce: str) -> str:
        """Say that it was posted."""
        del brief, nonce
        return place.channel


def rendered(brief: Brief) -> dict[str, object]:
    """Return the brief as Slack gets it, with buttons that need no database."""
    return dict(brief_message(brief, lambda action: action.text[:90]))


@asynccontextmanager
async def _sink(limit: int) -> AsyncIterator[tuple[aiohttp.ClientSession, str]]:
    with subprocess.Popen(  # noqa: ASYNC220 - nothing else runs yet
        [sys.executable, "-m", "tests.bench.sink", str(limit)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        try:
            async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=600)) as session:
                yield session, f"http://127.0.0.1:{port}"
        finally:
            process.kill()


async def _deliver(store: Store, library: Library, outlet: _Posting, briefs: int) -> float:
    """Deliver all that is due; return in how many seconds."""
    await make_due(store, briefs, ("slack",), wishes=_wishes(library))
    outlets, stop = Outlets(), asyncio.Event()
    outlets.open(outlet)
    began = perf_counter()
    running = asyncio.create_task(Deliverer(store, lambda: library, outlets).run(stop))
    while await _sent(store) < briefs:  # noqa: ASYNC110 - the database tells no one
        await asyncio.sleep(0.5)
    seconds = perf_counter() - began
    stop.set()
    await running
    async with store.begin() as connection:  # a DELETE would leave the next run its dead rows
        await connection.execute(text(f"TRUNCATE {deliveries}, {ledgers}, {subscriptions}"))
    return seconds


async def _sent(store: Store) -> int:
    async with store.read() as connection:
        found = select(func.count()).select_from(deliveries).where(deliveries.c.state == "sent")
        return await connection.scalar(found) or 0


def _wishes(library: Library) -> tuple[Wish, ...]:
    """Return what channels may wish for: each of the pack's actors and topics, in many zones."""
    abouts = [
        About(),
        *(About(actors=(one,)) for one in sorted(library.covered)),
        *(About(topics=(one,)) for one in library.topics),
    ]
    zones = [f"Etc/GMT{offset:+}" for offset in range(-14, 13)]
    return tuple(
        replace(wish(), about=about, schedule=replace(wish().schedule, zone=zone))
        for about in abouts
        for zone in zones
    )


async def _each(work: Callable[[int], Awaitable[object]]) -> float:
    """Return how many milliseconds one call takes, many being under way at once."""
    began = perf_counter()
    for first in range(0, _TRIED, 200):
        await asyncio.gather(*(work(number) for number in range(first, first + 200)))
    return 1000 * (perf_counter() - began) / _TRIED


async def _parts(library: Library, posting: _Posting) -> dict[str, float]:
    """Return what composing, rendering and HTTP take by themselves, in milliseconds."""
    order = Order(day=date(2026, 11, 23), wish=wish())
    brief = compose(library, order, None, Ledger()).brief

    async def composing(_number: int) -> None:
        compose(library, replace(order), None, Ledger())

    async def rendering(_number: int) -> None:
        rendered(brief)

    async def sending(number: int) -> None:
        await posting.post(Place(platform="slack", workspace="T", channel=str(number)), brief, "")

    compose_ms, render_ms = await _each(composing), await _each(rendering)
    return {
        "composing": compose_ms,
        "rendering": render_ms,
        "HTTP": max(await _each(sending) - render_ms, 0.0),
    }


async def _measured(url: str, folder: Path, root: Path, briefs: int) -> Delivered:
    await upgrade_now(url, folder)
    store, library = open_store(url, folder), load(root)
    async with _sink(0) as (session, address):
        posting = _Posting(session, address, Pace())
        parts = await _parts(library, posting)
        seconds = await _deliver(store, library, posting, briefs)
        some = max(briefs // 10, 1)
        alone = await _deliver(store, library, _Nowhere(session, address, Pace()), some)
        parts["database"] = 1000 * alone / some
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    async with _sink(_DISCORD) as (session, address):
        limited = _Posting(session, address, Pace(a_second=_DISCORD))
        await _deliver(store, library, limited, 20 * _DISCORD)
        async with session.get(f"{address}/told") as response:
            told = await response.json()
    await store.close()
    return Delivered(
        briefs=briefs,
        wishes=len(_wishes(library)),
        seconds=seconds,
        memory=memory,
        parts=parts,
        limited=(told["taken"] - 1) / told["seconds"],
        refused=told["refused"],
    )


def delivered(root: Path, briefs: int) -> Delivered:
    """Deliver so many briefs of the pack in `root` from a PostgreSQL server of its own."""
    with postgresql() as (server, folder):
        return asyncio.run(_measured(server.get_uri(), folder, root, briefs))
