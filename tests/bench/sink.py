"""Why: what briefs are posted to when delivery is measured: a platform that takes anything at once,
or, with a limit, no more than so many in any second. `python -m tests.bench.sink LIMIT` prints its
port; 0 is no limit."""

from __future__ import annotations

import asyncio
import sys
import time
from collections import deque

from aiohttp import web

_SECOND = 1.0


class Sink:
    """Counts posts."""

    def __init__(self, limit: int) -> None:
        """Refuse what is beyond `limit` in a second; 0 refuses nothing."""
        self._limit = limit
        self._recent: deque[float] = deque()
        self._taken: list[float] = []
        self._refused = 0

    async def take(self, request: web.Request) -> web.Response:
        """Take a post, or answer 429."""
        await request.read()
        now = time.monotonic()
        while self._recent and now - self._recent[0] >= _SECOND:
            self._recent.popleft()
        if self._limit and len(self._recent) >= self._limit:
            self._refused += 1
            return web.json_response({"ok": False}, status=429)
        if self._limit:
            self._recent.append(now)
        self._taken.append(now)
        return web.json_response({"ok": True, "ts": str(len(self._taken))})

    async def tell(self, _request: web.Request) -> web.Response:
        """Tell what came, and within how many seconds."""
        seconds = self._taken[-1] - self._taken[0] if self._taken else 0.0
        told = {"taken": len(self._taken), "refused": self._refused, "seconds": seconds}
        return web.json_response(told)


async def main() -> None:
    """Serve until killed."""
    sink = Sink(int(sys.argv[1]))
    app = web.Application()
    app.router.add_post("/post", sink.take)
    app.router.add_get("/told", sink.tell)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    sys.stdout.write(f"{runner.addresses[0][1]}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
