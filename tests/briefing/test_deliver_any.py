"""Why: people change, pause and stop briefs, platforms fail and workers die in any order: whatever
happened, no local day's brief is stored twice, none is lost unseen, and nothing waits for ever."""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from bot.briefing.claims import Written
from bot.briefing.deliver import nonce_of
from bot.briefing.due import enqueue
from bot.briefing.model import Place
from bot.briefing.queue import Leases, Queue
from bot.briefing.store import Subscriptions
from bot.reply import Brief
from bot.store import open_store
from tests.briefing.delivering import AWAY, BUSY, CLOSED, DROPPED, Sink, deliver, pack_two
from tests.briefing.moments import Moments
from tests.briefing.wishes import place, wish
from tests.store.databases import Database, order

Result = TypeVar("Result")
START = datetime(2026, 3, 28, 6, 0, tzinfo=UTC)  # clocks change in the night that follows
KEPT = timedelta(minutes=2)
PLACES = [place("C1"), place("C2"), place("C1", "G1", "discord")]
ZONES = ["Europe/Berlin", "Asia/Kolkata", "Pacific/Auckland", "America/New_York"]
LIBRARY = pack_two()
ANSWERS = some.lists(some.sampled_from([None, None, BUSY, AWAY, CLOSED, DROPPED]), max_size=4)
LATE = some.sampled_from([0, 0, 20, 400])
WRITTEN = Written(pack="1", baseline="none", contents="{}", ledger="{}")


@dataclass
class Remembering(Sink):
    """A platform that knows a nonce for two minutes and no longer."""

    moments: Moments | None = None

    def __post_init__(self) -> None:
        """Know none yet."""
        self.known: dict[str, datetime] = {}

    async def post(self, place: Place, brief: Brief, nonce: str) -> str:
        """Store the brief, or answer as told."""
        assert self.moments is not None
        now = self.moments.now
        before = self.stored
        if self.nonce_kept and now - self.known.get(nonce, START - KEPT) >= self.nonce_kept:
            self.stored = []
        try:
            return await super().post(place, brief, nonce)
        finally:
            if self.stored and self.stored is not before:
                self.known[nonce] = now
            self.stored = before if self.stored is before else [*before, *self.stored]


class Mornings(RuleBasedStateMachine):
    """Three channels on two platforms, under one clock."""

    address: str | None = None

    def __init__(self) -> None:
        """Begin with empty tables."""
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        self.store = open_store(self.address, Path(self.folder.name))
        self.moments = Moments(START)
        self.subscriptions = Subscriptions(self.store, self.moments.clock)
        self.sinks = [
            Remembering("slack", moments=self.moments),
            Remembering("discord", nonce_kept=KEPT, moments=self.moments),
        ]

    def do(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Carry out what is asynchronous."""
        return self.runner.run(work)

    @initialize(zone=some.sampled_from(ZONES))
    def everybody(self, zone: str) -> None:
        """Subscribe every channel."""
        for channel in PLACES:
            self.do(self.subscriptions.save(channel, wish("07:00", zone), "U1", "none"))

    @rule(
        channel=some.sampled_from(PLACES),
        zone=some.sampled_from(ZONES),
        hour=some.integers(0, 23),
        days=some.frozensets(some.integers(0, 6), min_size=3),
    )
    def subscribe(self, channel: Place, zone: str, hour: int, days: frozenset[int]) -> None:
        """Subscribe, or change time, zone and weekdays."""
        wished = wish(f"{hour:02}:30", zone, days)
        self.do(self.subscriptions.save(channel, wished, "U1", "none"))

    @rule(channel=some.sampled_from(PLACES), what=some.sampled_from(["pause", "resume", "remove"]))
    def change(self, channel: Place, what: str) -> None:
        """Pause, resume or stop the briefs."""
        self.do(getattr(self.subscriptions, what)(channel, "U2"))

    @rule(platform=some.sampled_from(["slack", "discord"]))
    def reinstall(self, platform: str) -> None:
        """Remove the app from a workspace and bring it back."""
        workspace = "T1" if platform == "slack" else "G1"
        self.do(self.subscriptions.sleep_workspace(platform, workspace))
        self.do(self.subscriptions.wake_workspace(platform, workspace))

    @rule(minutes=some.sampled_from([0.05, 0.5, 1.2, 1.8, 3, 300, 1440]))
    def wait(self, minutes: float) -> None:
        """Let time pass."""
        self.moments.move(minutes=minutes)

    @rule(late=LATE, answers=ANSWERS, stored=some.booleans())
    def morning(self, late: int, answers: list[Exception | None], *, stored: bool) -> None:
        """Let a worker work when the next brief is due, or a while later."""
        self._until_due(late)
        self.work(answers, stored=stored)

    @rule(answers=ANSWERS, stored=some.booleans())
    def work(self, answers: list[Exception | None], *, stored: bool) -> None:
        """Let a worker do all that there is to do, whatever the platforms answer."""
        for sink in self.sinks:
            sink.answers, sink.stores_in_doubt = list(answers), stored
        self.do(deliver(self.store, self.moments.clock, *self.sinks, library=LIBRARY))

    def _until_due(self, late: int) -> None:
        dues = [one.next_due for one in self.do(self.subscriptions.all()) if one.next_due]
        self.moments.to(max(self.moments.now, min(dues, default=self.moments.now)))
        self.moments.move(minutes=late)

    @rule(late=LATE, step=some.sampled_from(["claimed", "written", "posted"]))
    def die(self, late: int, step: str) -> None:
        """Let a worker take all that there is and be killed before the next step."""
        self._until_due(late)
        self.do(self._die(step))

    async def _die(self, step: str) -> None:
        await enqueue(self.store, self.moments.clock)
        queue = Queue(self.store, Leases(), self.moments.clock)
        for sink in self.sinks:
            kept = sink.nonce_kept.total_seconds() if sink.nonce_kept else None
            claims = await queue.claim(sink.platform, kept, 100)
            if not claims or step == "claimed":
                continue
            may = await queue.sending([(claim, WRITTEN) for claim in claims])
            sink.answers = []
            for claim, leaves in zip(claims, may, strict=True):
                if leaves and step == "posted":
                    nonce = nonce_of(claim.subscription, claim.day)
                    await sink.post(claim.place, Brief(title=""), nonce)

    @invariant()
    def once(self) -> None:
        """No brief of a local day was stored twice."""
        for sink in self.sinks:
            stored = Counter(nonce for _, _, nonce in sink.stored)
            assert [nonce for nonce, count in stored.items() if count > 1] == []

    def teardown(self) -> None:
        """After two quiet days nothing waits, and what was stored is listed as sent or unknown."""
        try:
            for minutes in (1, 3, 420, 1440):
                self.moments.move(minutes=minutes)
                self.work([], stored=False)
            self.do(self._all_over())
            self.once()
        finally:
            self.do(self.store.close())
            if self.address is not None:
                tables = "subscription, delivery, ledger, pack_snapshot"
                self.do(order(self.address, f"TRUNCATE {tables}"))
            self.runner.close()
            self.folder.cleanup()

    async def _all_over(self) -> None:
        stored = {nonce for sink in self.sinks for _, _, nonce in sink.stored}
        for channel in PLACES:
            for one in await self.subscriptions.deliveries(channel, date.min):
                nonce = nonce_of(one.subscription, one.local_date)
                assert one.state in {"sent", "unknown", "failed", "skipped", "missed"}
                assert one.state != "sent" or nonce in stored
                assert one.state in {"sent", "unknown"} or nonce not in stored


def test_any_order(database: Database, address: str | None) -> None:
    """Whatever happens in whatever order, a local day's brief arrives once or is accounted for."""
    database.open()

    class Here(Mornings):
        pass

    Here.address = address
    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=10,
            stateful_step_count=16,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
