"""Why: a conversation at a keyboard outlives a test that fails, unless somebody ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.terminal.running import Keyboard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def keyboard(tmp_path: Path) -> Iterator[Callable[..., Keyboard]]:
    """Return a way to start `axis chat` at a terminal whose home is the test's folder."""
    begun: list[Keyboard] = []

    def start(*, size: tuple[int, int] = (40, 1000), **more: str) -> Keyboard:
        begun.append(Keyboard(tmp_path, size=size, **more))
        return begun[-1]

    yield start
    for one in begun:
        one.end()
