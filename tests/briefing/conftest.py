"""Why: what the tests of briefing share. Databases are those of the store's tests."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.briefing.store import Subscriptions
from bot.knowledge.library import Library
from bot.metrics import Metrics
from bot.store import Store, open_store
from tests.briefing.counter import Counter
from tests.briefing.delivering import DUE, Sink, Work, deliver, pack_two, subscribe
from tests.briefing.moments import Moments
from tests.store.databases import address, database, empty, migrated, other, server, store

__all__ = ["address", "database", "empty", "migrated", "other", "server", "store"]


@pytest.fixture
def moments() -> Moments:
    """Return a clock that stands at a Monday noon, until it is moved."""
    return Moments(datetime(2026, 11, 23, 12, 0, tzinfo=UTC))


@pytest.fixture
def subscriptions(store: Store, moments: Moments) -> Subscriptions:
    """Return the subscriptions of one replica, under that clock."""
    return Subscriptions(store, moments.clock)


@pytest.fixture
async def counter(tmp_path: Path, moments: Moments) -> AsyncIterator[Counter]:
    """Yield a desk under that clock, with a store in a file of the test's own."""
    store = open_store(None, tmp_path)
    yield Counter(store, moments)
    await store.close()


@pytest.fixture(scope="session")
def library() -> Library:
    """Return the library of a small pack."""
    return pack_two()


@pytest.fixture
def metrics() -> Metrics:
    """Return what workers count."""
    return Metrics()


@pytest.fixture
def work(store: Store, moments: Moments, library: Library, metrics: Metrics) -> Work:
    """Return what lets a worker post through the sinks all that has to be posted now."""

    async def do(*sinks: Sink) -> None:
        await deliver(store, moments.clock, *sinks, library=library, metrics=metrics)

    return do


@pytest.fixture
async def subscribed(subscriptions: Subscriptions, moments: Moments, library: Library) -> Moments:
    """Return the clock at the instant at which the channel's first brief is due."""
    await subscribe(subscriptions, library)
    moments.to(DUE)
    return moments
