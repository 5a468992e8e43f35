"""Why: which replica posts which brief is decided here, by rows and their leases and by nothing
else: what leaves is written down before it leaves. It must post nothing and compose nothing."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, or_, select

from bot.briefing.claims import claim_of
from bot.briefing.due import CATCH_UP
from bot.briefing.steps import change, held, key, pause, queued, remember, runs
from bot.store.schema import Clock, Now, deliveries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.briefing.claims import Claim, Outcome, Written
    from bot.store import Store

_HOLDER_BYTES = 16
_AFTER = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Leases:
    """For how long a worker has a delivery, in seconds.

    `sending` is longer than any request lasts. An uncertain request is repeated only while the
    platform goes on knowing its nonce for `margin` seconds.
    """

    claimed: float = 60.0
    sending: float = 60.0
    margin: float = 5.0


class Queue:
    """The deliveries that wait, and those that somebody has."""

    def __init__(self, store: Store, leases: Leases, clock: Clock = Now) -> None:
        """Use the deliveries in `store`, by the database's clock unless a test has its own."""
        self._store = store
        self._leases = leases
        self._clock = clock

    async def claim(self, platform: str, nonce_kept: float | None, most: int) -> list[Claim]:
        """Take at most `most` deliveries of a platform that somebody has to look at.

        Uncertain ones are among them only while the platform knows their nonce, for `nonce_kept`
        seconds from the first attempt; never where it keeps none (None), nor where the database's
        clock was set back since, as nobody knows then how long ago that was.
        """
        holder = secrets.token_hex(_HOLDER_BYTES)
        its = deliveries.c
        async with self._store.begin() as connection:
            now = (await connection.execute(select(self._clock()))).scalar_one()
            in_time = its.due_at >= now - CATCH_UP.total_seconds()
            waiting = and_(its.state.in_(("due", "claimed")), in_time)
            if nonce_kept is not None:
                known = its.uncertain_at > now - nonce_kept + self._leases.margin
                since = its.uncertain_at <= now
                waiting = or_(waiting, and_(its.state == "sending", known, since))
            there = and_(its.platform == platform, its.look_at <= now)
            rows = (await connection.execute(queued(there, waiting, runs()).limit(most))).all()
            claims = [claim_of(row, holder, now) for row in rows]
            await change(self._store, connection, [self._claimed(one) for one in claims])
        return claims

    def _claimed(self, claim: Claim) -> dict[str, Any]:
        # One that may have been posted stays what it is: it must never look as if it were not.
        sure = claim.uncertain_at is None
        lease = self._leases.claimed if sure else self._leases.sending
        return {
            **key(*claim.key),
            "state": "claimed" if sure else "sending",
            "holder": claim.holder,
            "claimed_at": claim.claimed_at,
            "look_at": claim.claimed_at + lease,
        }

    async def sending(self, posts: Sequence[tuple[Claim, Written]]) -> list[bool]:
        """Write down what is about to leave; return for each whether it may.

        It may not where its lease has run out, or somebody has paused the briefs meanwhile.
        """
        async with self._store.begin() as connection:
            now = (await connection.execute(select(self._clock()))).scalar_one()
            claims = [claim for claim, _ in posts]
            mine = await held(self._store, connection, claims, ("claimed", "sending"), now)
            leaving = [post for post in posts if post[0].held in mine]
            await change(self._store, connection, [self._leaving(*post, now) for post in leaving])
        return [claim.held in mine for claim in claims]

    def _leaving(self, claim: Claim, written: Written, now: float) -> dict[str, Any]:
        return {
            **key(*claim.key),
            "state": "sending",
            "sending_at": now,
            "uncertain_at": claim.uncertain_at or now,
            "look_at": now + self._leases.sending,
            "tries": claim.tries + 1,
            "pack": written.pack,
            "baseline": written.baseline,
            "contents": written.contents,
            # What was answered to an earlier request says nothing about this one.
            "code": None,
            "answer": None,
        }

    async def settle(self, outcomes: Sequence[Outcome]) -> list[bool]:
        """Write down what became of claims; return for each whether it paused its subscription.

        What another worker has taken meanwhile is left to that one; but what was sent was sent,
        also where it had been given up.
        """
        states = ("claimed", "sending", "unknown")
        async with self._store.begin() as connection:
            now = (await connection.execute(select(self._clock()))).scalar_one()
            mine = await held(self._store, connection, [one.claim for one in outcomes], states)
            kept = [one for one in outcomes if _counts(one, mine.get(one.claim.held))]
            await change(self._store, connection, [_settled(one, now) for one in kept])
            posted = {one.claim.subscription: one.written for one in kept if one.written}
            await remember(self._store, connection, posted)
            # Of several days of one channel one tells of it.
            pausing = {one.claim.subscription: one for one in kept if one.pauses}
            paused = {
                one.claim.held
                for number, one in sorted(pausing.items())
                if await pause(connection, number, one.pauses or "")
            }
        return [one.claim.held in paused for one in outcomes]


def _counts(outcome: Outcome, state: str | None) -> bool:
    return state is not None and (state != "unknown" or outcome.state == "sent")


def _settled(outcome: Outcome, now: float) -> dict[str, Any]:
    look_at = None if outcome.wait is None else now + outcome.wait
    if look_at is not None and outcome.state == "due":
        # Just after the last instant at which it may be taken up, else it would be at once again.
        look_at = min(look_at, outcome.claim.due_at + CATCH_UP.total_seconds() + _AFTER)
    return {
        **key(*outcome.claim.key),
        "state": outcome.state,
        "look_at": look_at,
        "done_at": now if look_at is None else None,
        "message": outcome.message,
        "code": outcome.code,
        "answer": outcome.answer,
        # It was nobody's doubt before this request, and this one proved to be none.
        **({"uncertain_at": None} if outcome.proven else {}),
    }
