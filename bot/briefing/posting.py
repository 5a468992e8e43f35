"""Why: one brief's way out: composed, its turn waited for, written down, posted, judged. It must
write nothing itself but through the queue, and must have an outcome whatever happens."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.briefing import judging, reasons
from bot.briefing.elapsed import elapsed
from bot.briefing.outlet import NotPostedError, UnknownFateError
from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import date

    from bot.briefing.claims import Claim, Outcome, Prepared, Written
    from bot.briefing.outlet import Outlet, Outlets
    from bot.briefing.pacing import Pacer
    from bot.briefing.preparing import Preparing

_log = logging.getLogger(__name__)


def nonce_of(subscription: int, day: date) -> str:
    """Return what lets a platform that knows nonces post this brief once: at most 25 characters."""
    return f"brief-{subscription}-{day:%Y%m%d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long posting waits, in seconds.

    A request leaves within `leave` after its brief was claimed, or not at all: a process may have
    been stopped in between, and others have gone on. `request` is for one request, all told; both
    together are no longer than a lease on what is being sent. `again` is before another request,
    doubled each time; `disturbed` is after a fault of ours, or of the database.
    """

    leave: float = 15.0
    request: float = 40.0
    again: float = 2.0
    disturbed: float = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """What posts claims of one platform.

    `sending` writes down that a claim's brief leaves and returns whether it may; `stopping` tells
    whether nothing new may leave; `gate` lets only so many through at once that none waits for a
    connection after it was written down. An uncertain request is repeated only if that ends
    `margin` seconds before the platform may forget its nonce.
    """

    outlets: Outlets
    preparing: Preparing
    pacer: Pacer
    sending: Callable[[tuple[Claim, Written]], Awaitable[bool]]
    stopping: Callable[[], bool]
    gate: asyncio.Semaphore
    patience: Patience = field(default_factory=Patience)
    margin: float

    async def attempt(self, claim: Claim, asked: float) -> Outcome | None:
        """Return what became of the claim; None where it is no longer ours.

        `asked` is when the queue was asked for it, by `elapsed`.
        """
        try:
            prepared = await self.preparing.prepare(claim)
            if not prepared.wanted:
                return judging.unwanted(claim)
            wait = await self.pacer.turn(claim.place)
        except Exception as error:  # noqa: BLE001 - the claim must have an outcome
            return self._disturbed(claim, error)
        if wait:
            return judging.handed_back(claim, wait)
        async with self.gate:
            return await self._in_turn(claim, prepared, asked)

    async def _in_turn(self, claim: Claim, prepared: Prepared, asked: float) -> Outcome | None:
        """Write down that it leaves and let it, unless it had to wait for its turn too long."""
        if self.stopping():
            return judging.handed_back(claim, 0.0)
        if elapsed() - asked > self.patience.leave:
            return judging.held_up(claim, self.patience.again)
        try:
            may = await self.sending((claim, prepared.written))
        except Exception as error:  # noqa: BLE001 - the claim must have an outcome
            return self._disturbed(claim, error)
        return await self._leave(claim, prepared, asked) if may else None

    def _disturbed(self, claim: Claim, error: Exception) -> Outcome:
        wait = self.patience.disturbed
        if isinstance(error, StoreError):
            return judging.disturbed(claim, reasons.NOT_SAVED, wait)
        _log.error("brief not made", extra=told(claim), exc_info=error)
        return judging.disturbed(claim, reasons.FAULT, 6 * wait)

    async def _leave(self, claim: Claim, prepared: Prepared, asked: float) -> Outcome:
        async with self.outlets.use(claim.place.platform) as outlet:
            if outlet is None:
                return judging.handed_back(claim, self.patience.again)
            return await self._post(outlet, claim, prepared, asked)

    async def _post(
        self, outlet: Outlet, claim: Claim, prepared: Prepared, asked: float
    ) -> Outcome:
        """Let the request leave; whatever comes back has a meaning."""
        again = None if outlet.nonce_kept is None else self.patience.again
        try:
            async with self.pacer.leaving():
                seconds = self._left(outlet, claim, asked)
                if seconds <= 0:
                    return judging.held_up(claim, self.patience.again)
                message = await self._request(outlet, claim, prepared, seconds)
        except NotPostedError as error:
            if error.wait:
                self.pacer.hold(claim.place, error.wait)
            return judging.refused(claim, error, prepared.written, self.patience.again)
        except UnknownFateError as error:
            return judging.uncertain(claim, error, prepared.written, again)
        except Exception as error:  # noqa: BLE001 - the claim must have an outcome
            _log.exception("outlet failed", extra=told(claim))
            words = UnknownFateError(type(error).__name__, reasons.REASONS[reasons.FAULT])
            return judging.uncertain(claim, words, prepared.written, again)
        return judging.sent(claim, message, prepared.written)

    async def _request(
        self, outlet: Outlet, claim: Claim, prepared: Prepared, seconds: float
    ) -> str:
        nonce = nonce_of(claim.subscription, claim.day)
        # As a task: asyncio.timeout may drop an answer that comes at the last instant.
        post = asyncio.ensure_future(outlet.post(claim.place, prepared.brief, nonce))
        try:
            await asyncio.wait({post}, timeout=seconds)
        finally:
            post.cancel()
        try:
            return await post
        except asyncio.CancelledError:
            words = reasons.REASONS[reasons.NO_ANSWER]
            raise UnknownFateError(reasons.NO_ANSWER, words) from None

    def _left(self, outlet: Outlet, claim: Claim, asked: float) -> float:
        """Return how many seconds a request may take that leaves now; 0 or less if it may not."""
        spent = elapsed() - asked
        if spent > self.patience.leave:
            return 0.0
        if claim.uncertain_at is None or outlet.nonce_kept is None:
            return self.patience.request
        # After that the platform may have forgotten the nonce, and post a second one.
        forgotten = claim.uncertain_at + outlet.nonce_kept.total_seconds() - self.margin
        return min(self.patience.request, forgotten - claim.claimed_at - spent)


def told(claim: Claim) -> dict[str, object]:
    """Return what the log tells of a claim."""
    place = claim.place
    return {
        "platform": place.platform,
        "workspace": place.workspace,
        "subscription": claim.subscription,
        "local_date": str(claim.day),
    }
