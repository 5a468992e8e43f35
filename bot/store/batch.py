"""Why: a busy minute brings more events than a database takes statements one by one, so callers
that come while a statement is under way share the next one. One caller only may get a key."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    Winners = Callable[[Sequence[str]], Awaitable[frozenset[str]]]


class Batch:
    """Claims of this process, gathered."""

    def __init__(self, claim: Winners) -> None:
        """`claim` takes keys and returns those of them that nobody had before."""
        self._claim = claim
        self._waiting: dict[str, list[asyncio.Future[bool]]] = {}
        self._under_way: asyncio.Task[None] | None = None

    async def claim(self, key: str) -> bool:
        """Return whether this caller has the key; raise what the database raised."""
        answer = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(key, []).append(answer)
        if self._under_way is None or self._under_way.done():
            self._under_way = asyncio.create_task(self._answer())
        return bool(await answer)

    async def close(self) -> None:
        """Wait for the statement that is under way."""
        if self._under_way is not None:
            await self._under_way

    async def _answer(self) -> None:
        while self._waiting:
            waiting, self._waiting = self._waiting, {}
            try:
                # In one order everywhere: replicas with the same keys must not wait in a circle.
                won = await self._claim(sorted(waiting))
            except Exception as error:  # noqa: BLE001 - every caller gets it, none is left waiting
                for answers in waiting.values():
                    for answer in _alive(answers):
                        answer.set_exception(error)
                continue
            for key, answers in waiting.items():
                for place, answer in enumerate(_alive(answers)):
                    answer.set_result(key in won and place == 0)


def _alive(answers: list[asyncio.Future[bool]]) -> list[asyncio.Future[bool]]:
    # A caller that was cancelled waits for nothing.
    return [answer for answer in answers if not answer.done()]
