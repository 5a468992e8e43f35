"""Why: an answer counts from when it arrives at the stand-in, before the stand-in looks at it, and
waiting for it must cost next to nothing. It must not keep what arrived."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

_T = TypeVar("_T")
_PATIENCE = 20.0


class Arrivals(list[_T]):
    """Stands in place of a stand-in's list of bodies, and tells of each that is an answer."""

    def __init__(self, is_answer: Callable[[_T], bool]) -> None:
        """Count nothing yet."""
        super().__init__()
        self.number = 0
        self._is_answer = is_answer
        self._waiter: asyncio.Future[None] | None = None

    def append(self, one: _T) -> None:
        """Count it if it is an answer."""
        if not self._is_answer(one):
            return
        self.number += 1
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    async def reach(self, number: int) -> None:
        """Wait until there were so many answers; raise TimeoutError where one does not come."""
        while self.number < number:
            self._waiter = asyncio.get_running_loop().create_future()
            async with asyncio.timeout(_PATIENCE):
                await self._waiter
