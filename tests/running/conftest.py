"""Why: what the tests of running share: a pack of their own and a store."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import App
from bot.store import Store, open_store
from tests.store.databases import empty, migrated, server

__all__ = ["empty", "migrated", "server"]

FACTS = Path(__file__).parents[2] / "facts"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Return the folder of a pack that a test may change."""
    return Path(shutil.copytree(FACTS, tmp_path / "pack"))


@pytest.fixture
def app(pack: Path) -> App:
    """Return the core over that pack."""
    return App(pack)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """Return a store in a file."""
    opened = open_store(None, tmp_path)
    yield opened
    await opened.close()
