"""Why: whoever set up a brief that cannot be posted any more has to hear of it, once, while
nobody's brief waits for that. It must not pause anything: the queue does."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.briefing import reasons
from bot.briefing.outlet import NotPostedError, UnknownFateError
from bot.briefing.posting import told

if TYPE_CHECKING:
    from bot.briefing.claims import Claim
    from bot.briefing.outlet import Outlets
    from bot.briefing.pacing import Pacer
    from bot.metrics import Metrics

_log = logging.getLogger(__name__)
PAUSED_WORDS = (
    "The daily brief that you set up or changed last is paused, as it cannot be posted. {why} "
    "Once that is mended, resume it there."
)
_CLOSED = "The platform is not open here."


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseNotices:
    """Tells people of pauses, apart from the briefs; `seconds` is for one message, all told."""

    outlets: Outlets
    metrics: Metrics
    seconds: float
    #: those who are being told
    under_way: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def busy(self) -> bool:
        """Whether anybody is being told."""
        return bool(self.under_way)

    def begin(self, claim: Claim, why: str, pacer: Pacer) -> None:
        """Tell who changed the claim's subscription last, at the platform's pace: once, and only
        if it works."""
        telling = asyncio.create_task(self._tell(claim, why, pacer))
        self.under_way.add(telling)
        telling.add_done_callback(self.under_way.discard)

    async def _tell(self, claim: Claim, why: str, pacer: Pacer) -> None:
        because = ""
        try:
            because = await self._try(claim, why, pacer)
        except (NotPostedError, UnknownFateError) as error:
            because = str(error)
            if not isinstance(error, NotPostedError) or error.asked:
                self.metrics.failed(claim.place.platform, error.code)
        except TimeoutError:
            because = reasons.REASONS[reasons.NO_ANSWER]
            self.metrics.failed(claim.place.platform, reasons.NO_ANSWER)
        except Exception as error:  # noqa: BLE001 - status shows the same
            because = repr(error)
        if because:
            _log.warning("nobody told", extra={**told(claim), "because": because})

    async def _try(self, claim: Claim, why: str, pacer: Pacer) -> str:
        """Tell of it; return why nobody was asked to, "" otherwise."""
        requests, place = pacer.pace.requests_to_tell, claim.place
        await pacer.turn_at_last(replace(place, channel=claim.changed_by), requests)
        async with (
            pacer.leaving(requests),
            asyncio.timeout(self.seconds),
            self.outlets.use(place.platform) as outlet,
        ):
            if outlet is None:
                return _CLOSED
            await outlet.tell(place, claim.changed_by, PAUSED_WORDS.format(why=why))
        return ""
