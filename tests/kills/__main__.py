"""Why: `make soak`: 20,000 briefs by two replicas on PostgreSQL that are killed all the time, the
clock of one of them ahead, and the database crashes in the middle; then fewer without protection.
It prints the figures and fails on a wrong one. It must leave nothing behind."""

from __future__ import annotations

import argparse
import asyncio
import sys
from dataclasses import replace

from bot.store.opening import upgrade_now
from tests.kills.run import Figures, Plan, run
from tests.store.databases import crash_and_restart, order, postgresql

_NAMES = ("soak", "soak_unprotected")


def main() -> int:
    """Run both; return 0 where all figures are right."""
    parser = argparse.ArgumentParser(prog="python -m tests.kills")
    parser.add_argument("--briefs", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=120)
    told = parser.parse_args()
    with postgresql() as (server, folder):

        async def crash() -> None:
            _say("the database crashes and comes back")
            await crash_and_restart(server)

        plan = Plan(url=None, folder=folder, briefs=told.briefs, workers=2)
        plan = replace(plan, kills=told.kills, ahead=30.0, lives=(0.5, 8.0), halfway=crash)
        return asyncio.run(_soak(plan, server.get_uri()))


async def _soak(plan: Plan, server: str) -> int:
    urls = [server.replace("/postgres?", f"/{name}?", 1) for name in _NAMES]
    await order(server, *(f"CREATE DATABASE {name}" for name in _NAMES))
    for url in urls:
        await upgrade_now(url, plan.folder)
    protected = await run(replace(plan, url=urls[0]))
    _say(f"protected: {protected}")
    unprotected = await run(
        replace(
            plan, url=urls[1], briefs=300, kills=8, protected=False, lives=(0.02, 0.6), halfway=None
        )
    )
    _say(f"unprotected: {unprotected}")
    return _wrong(protected) or int(not unprotected.double)


def _wrong(figures: Figures) -> int:
    found = [*figures.lost, *figures.double, *figures.hidden]
    for one in found[:20]:
        _say(one)
    return int(bool(found) or not figures.states["unknown"])


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
