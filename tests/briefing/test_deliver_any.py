"""Why: people change, pause and stop briefs, platforms fail and workers die in any order: whatever
happened, no local day's brief is stored twice, none is lost unseen, and nothing waits for ever."""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from collections.abc import Coroutine
from datetime import UTC, date, datetime
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

from bot.briefing.claims import Claim, Written
from bot.briefing.deliver import nonce_of
from bot.briefing.due import enqueue
from bot.briefing.model import Place
from bot.briefing.queue import Leases, Queue
from bot.briefing.store import Subscriptions
from bot.reply import Brief
from bot.store import open_store
from tests.briefing.delivering import AWAY, BUSY, CLOSED, DROPPED, deliver, pack_two
from tests.briefing.moments import Moments
from tests.briefing.watching import CATCH_UP, KEPT, Watching, titled
from tests.briefing.wishes import place, wish
from tests.store.databases import Database, order

Result = TypeVar("Result")
START = datetime(2026, 3, 28, 6, 0, tzinfo=UTC)  # clocks change in the night that follows
PLACES = [place("C1"), place("C2"), place("C1", "G1", "discord")]
ZONES = ["Europe/Berlin", "Asia/Kolkata", "Pacific/Auckland", "America/New_York"]
LIBRARY = pack_two()
#: one for each channel and some more, as most mornings have to meet a fault
ANSWERS = some.lists(
    some.sampled_from([DROPPED, None, CLOSED, DROPPED, BUSY, AWAY]), min_size=3, max_size=6
)
LATE = some.sampled_from([0, 0, 20, 400])
#: a worker is done long before, in seconds
_LONGEST = 10.0
WRITTEN = Written(pack="1", baseline="none", contents="{}", ledger="{}")


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
            Watching("slack", moments=self.moments, store=self.store),
            Watching("discord", nonce_kept=KEPT, moments=self.moments, store=self.store),
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

    @rule(
        channel=some.sampled_from(PLACES),
        what=some.sampled_from(["pause", "resume", "remove", "reinstall"]),
    )
    def change(self, channel: Place, what: str) -> None:
        """Pause, resume or stop the briefs, or remove the app and bring it back."""
        if what == "reinstall":
            self.do(self.subscriptions.sleep_workspace(channel.platform, channel.workspace))
            self.do(self.subscriptions.wake_workspace(channel.platform, channel.workspace))
            return
        self.do(getattr(self.subscriptions, what)(channel, "U2"))

    def mend(self) -> None:
        """Let briefs run again wherever they were paused or stopped."""
        for channel in PLACES:
            if self.do(self.subscriptions.at(channel)) is None:
                self.do(self.subscriptions.save(channel, wish("07:00"), "U1", "none"))
            self.do(self.subscriptions.resume(channel, "U1"))

    @rule(minutes=some.sampled_from([0.05, 0.5, 1.2, 1.8, 3, 300, 1440]))
    def wait(self, minutes: float) -> None:
        """Let time pass."""
        self.moments.move(minutes=minutes)

    @rule(late=LATE, answers=ANSWERS, stored=some.booleans())
    def morning(self, late: int, answers: list[Exception | None], *, stored: bool) -> None:
        """Let a worker work when the next brief is due or a while later, and again soon after."""
        self.mend()
        self._until_due(late)
        self.work(answers, stored=stored)
        self.moments.move(minutes=0.6)
        self.work([], stored=False)

    @rule(answers=ANSWERS, stored=some.booleans())
    def work(self, answers: list[Exception | None], *, stored: bool) -> None:
        """Let a worker do all that there is to do, whatever the platforms answer."""
        for sink in self.sinks:
            sink.answers, sink.stores_in_doubt = list(answers), stored
        self.do(self._work())

    async def _work(self) -> None:
        # Whatever a worker leaves that it should take would else be waited for without end.
        async with asyncio.timeout(_LONGEST):
            await deliver(self.store, self.moments.clock, *self.sinks, library=LIBRARY)
        for sink in self.sinks:
            for channel in sink.closed:
                found = await self.subscriptions.at(channel)
                assert found is None or found.paused is not None
            assert len(sink.told) == len(sink.closed)
            sink.closed, sink.told = [], []

    def _until_due(self, late: int) -> None:
        dues = [one.next_due for one in self.do(self.subscriptions.all()) if one.next_due]
        self.moments.to(max(self.moments.now, min(dues, default=self.moments.now)))
        self.moments.move(minutes=late)

    @rule(
        late=LATE,
        step=some.sampled_from(["claimed", "written", "posted"]),
        minutes=some.sampled_from([0.5, 1.2, 1.2, 3, 400]),
        answers=ANSWERS,
        stored=some.booleans(),
    )
    def die(
        self, late: int, step: str, minutes: float, answers: list[Exception | None], *, stored: bool
    ) -> None:
        """Let a worker take all that there is and be killed before the next step, so another one
        that never looks at what was left behind, and after that one that does."""
        self.mend()
        self._until_due(late)
        self.do(self._die(step))
        self.moments.move(minutes=minutes)
        self.do(self._die("posted"))
        self.moments.move(minutes=1.2)
        self.work(answers, stored=stored)

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
                if leaves:
                    await self._leave(sink, claim, step)

    async def _leave(self, sink: Watching, claim: Claim, step: str) -> None:
        if step == "posted":
            nonce = nonce_of(claim.subscription, claim.day)
            await sink.post(claim.place, Brief(title=titled(claim.day)), nonce)
        sink.may_have(claim.place, claim.day)

    @invariant()
    def once(self) -> None:
        """No brief of a local day was stored twice, or asked for as it should not be."""
        for sink in self.sinks:
            stored = Counter((at, brief.title.rpartition(" · ")[2]) for at, brief, _ in sink.stored)
            assert [key for key, count in stored.items() if count > 1] == []
            assert sink.faults == []

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
                late = one.done_at is not None and one.done_at > one.due_at + CATCH_UP
                assert one.state != "missed" or late


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
            stateful_step_count=10,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
