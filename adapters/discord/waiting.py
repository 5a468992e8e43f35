"""Why: Discord waits three seconds, so nothing that is asked of the store may take longer. What was
begun there is let end: a statement that is torn off leaves a connection behind."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

_log = logging.getLogger(__name__)
_T = TypeVar("_T")
#: of the three that Discord waits
SECONDS = 1.5
_late: set[asyncio.Task[object]] = set()


async def soon(
    work: Coroutine[object, object, _T], *, late: Callable[[_T], None] | None = None
) -> _T:
    """Return what the work returns; raise TimeoutError where it takes longer than Discord waits.

    The work goes on then; `late` gets what it returns in the end.
    """
    task = asyncio.ensure_future(work)
    done, _ = await asyncio.wait({task}, timeout=SECONDS)
    if done:
        return task.result()
    _late.add(task)
    task.add_done_callback(lambda ended: _ended(ended, late))
    raise TimeoutError


def _ended(task: asyncio.Task[_T], late: Callable[[_T], None] | None) -> None:
    _late.discard(task)
    if task.cancelled():
        return
    error = task.exception()
    if error is not None:
        _log.warning("store failed late", extra={"because": str(error)})
    elif late is not None:
        late(task.result())
