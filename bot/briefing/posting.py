"""Why: one brief's way out: composed, its turn waited for, written down, posted, judged. It must
write nothing itself but through the queue, and must have an outcome whatever happens."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.briefing import judging, reasons
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

    `request` is for one request, all told. `again` is before a request is made once more; it is
    doubled each time. `disturbed` is after a fault of ours, or of the database.
    """

    request: float = 40.0
    again: float = 2.0
    disturbed: float = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """What posts claims of one platform.

    `sending` writes down that a claim's brief leaves and returns whether it may; `stopping` tells
    whether nothing new may leave.
    """

    outlets: Outlets
    preparing: Preparing
    pacer: Pacer
    sending: Callable[[tuple[Claim, Written]], Awaitable[bool]]
    stopping: Callable[[], bool]
    patience: Patience = field(default_factory=Patience)

    async def attempt(self, claim: Claim) -> Outcome | None:
        """Return what became of the claim; None where it is no longer ours."""
        claimed = asyncio.get_running_loop().time()
        try:
            prepared = await self.preparing.prepare(claim)
            if not prepared.wanted:
                return judging.unwanted(claim)
            wait = await self.pacer.turn(claim.place)
            if wait or self.stopping():
                return judging.handed_back(claim, wait)
            may = await self.sending((claim, prepared.written))
        except Exception as error:  # noqa: BLE001 - the claim must have an outcome
            return self._disturbed(claim, error)
        return await self._leave(claim, prepared, claimed) if may else None

    def _disturbed(self, claim: Claim, error: Exception) -> Outcome:
        wait = self.patience.disturbed
        if isinstance(error, StoreError):
            return judging.disturbed(claim, reasons.NOT_SAVED, wait)
        _log.error("brief not made", extra=told(claim), exc_info=error)
        return judging.disturbed(claim, reasons.FAULT, 6 * wait)

    async def _leave(self, claim: Claim, prepared: Prepared, claimed: float) -> Outcome:
        async with self.outlets.use(claim.place.platform) as outlet:
            if outlet is None:
                return judging.handed_back(claim, self.patience.again)
            return await self._post(outlet, claim, prepared, claimed)

    async def _post(
        self, outlet: Outlet, claim: Claim, prepared: Prepared, claimed: float
    ) -> Outcome:
        """Let the request leave; whatever comes back has a meaning."""
        again = None if outlet.nonce_kept is None else self.patience.again
        try:
            message = await self._request(outlet, claim, prepared, claimed)
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
        self, outlet: Outlet, claim: Claim, prepared: Prepared, claimed: float
    ) -> str:
        left = False
        seconds = self.patience.request
        if claim.uncertain_at is not None and outlet.nonce_kept is not None:
            # After that the platform may have forgotten the nonce, and post a second one.
            kept = claim.uncertain_at + outlet.nonce_kept.total_seconds() - claim.claimed_at
            seconds = min(seconds, claimed + kept - asyncio.get_running_loop().time())
        nonce = nonce_of(claim.subscription, claim.day)
        try:
            async with asyncio.timeout(seconds), self.pacer.leaving():
                left = True
                return await outlet.post(claim.place, prepared.brief, nonce)
        except TimeoutError as error:
            words = reasons.REASONS[reasons.NO_ANSWER]
            if left:
                raise UnknownFateError(reasons.NO_ANSWER, words) from error
            raise NotPostedError(reasons.NO_ANSWER, words, permanent=False) from error


def told(claim: Claim) -> dict[str, object]:
    """Return what the log tells of a claim."""
    place = claim.place
    return {
        "platform": place.platform,
        "workspace": place.workspace,
        "subscription": claim.subscription,
        "local_date": str(claim.day),
    }
