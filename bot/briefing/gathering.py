"""Why: a busy minute brings more changes than a database takes transactions one by one, so callers
that come while one is under way share the next one. It must know nothing of what is done."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

Item = TypeVar("Item")
Result = TypeVar("Result")


class Gathered(Generic[Item, Result]):
    """One transaction at a time, for all items that wait for it."""

    def __init__(
        self, work: Callable[[Sequence[Item]], Awaitable[Sequence[Result]]], most: int = 500
    ) -> None:
        """`work` takes at most `most` items and returns a result for each, in their order."""
        self._work = work
        self._most = most
        self._waiting: list[tuple[Item, asyncio.Future[Result]]] = []
        self._under_way: asyncio.Task[None] | None = None

    async def __call__(self, item: Item) -> Result:
        """Return the item's result; raise what its transaction raised."""
        answer: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, answer))
        if self._under_way is None or self._under_way.done():
            self._under_way = asyncio.create_task(self._go_on())
        return await answer

    async def _go_on(self) -> None:
        while self._waiting:
            now, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
            try:
                results = await self._work([item for item, _ in now])
            except Exception as error:  # noqa: BLE001 - every caller gets it, none is left waiting
                for _, answer in now:
                    if not answer.done():
                        answer.set_exception(error)
                continue
            for (_, answer), result in zip(now, results, strict=True):
                if not answer.done():  # a caller that was cancelled waits for nothing
                    answer.set_result(result)
