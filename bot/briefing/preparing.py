"""Why: on a busy morning thousands of channels wish for the same, so a brief is composed once for
all that share wish, day and past. It must decide nothing about what a brief says."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.briefing.claims import Prepared, Written
from bot.briefing.clocks import local_time
from bot.briefing.compose import Order, advance, compose
from bot.briefing.records import contents_json, ledger_json, read_contents_json, read_ledger_json
from bot.briefing.rows import at
from bot.briefing.snapshot import from_json, snapshot
from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.briefing.claims import Claim
    from bot.briefing.snapshot import Snapshot
    from bot.briefing.store import Subscriptions
    from bot.knowledge.library import Library

_log = logging.getLogger(__name__)
#: a brief that leaves so many seconds after it was due says so
LATE = 15 * 60.0
#: snapshots are kept anew so often, and purged when they were not for a day
_KEEP_ANEW = 3_600.0
_MOST_KEPT = 2_048


class Preparing:
    """Makes briefs out of claims."""

    def __init__(self, library: Callable[[], Library], subscriptions: Subscriptions) -> None:
        """Compose from the pack that `library` returns at the time."""
        self._library = library
        self._subscriptions = subscriptions
        self._kept: OrderedDict[object, Prepared] = OrderedDict()
        self._snapshots: dict[str, Snapshot | None] = {}
        self._composing = asyncio.Lock()
        self._current: Library | None = None
        self._noted: tuple[str, float] | None = None

    async def prepare(self, claim: Claim) -> Prepared:
        """Return the brief of a claim, and what posting it leaves behind.

        Raises StoreError where the database does not answer.
        """
        library = self._library()
        if library is not self._current:
            self._current = library
            self._kept.clear()
        key = (claim.wish_text, claim.day, claim.baseline, claim.ledger)
        found = self._kept.get(key)
        if found is None:
            # One at a time: of hundreds that are claimed together and alike, the first composes.
            async with self._composing:
                found = self._kept.get(key) or await self._compose(library, claim)
            if library is self._current:  # else what was composed belongs to the former pack
                self._kept[key] = found
            if len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        await self._note(library, claim.claimed_at)
        if claim.claimed_at - claim.due_at > LATE:
            found = late(found, _late_words(claim))
        return found if claim.recorded is None else _recorded(found, claim)

    async def _compose(self, library: Library, claim: Claim) -> Prepared:
        wish, seen = claim.wish, read_ledger_json(claim.ledger)
        baseline = await self._snapshot(claim.baseline)
        composed = compose(library, Order(day=claim.day, wish=wish), baseline, seen)
        written = Written(
            pack=library.pack.version,
            baseline=snapshot(library).key,
            contents=contents_json(composed.contents),
            ledger=ledger_json(advance(seen, composed.contents, claim.day)),
        )
        wanted = composed.changed or wish.unchanged != "skip"
        return Prepared(brief=composed.brief, written=written, wanted=wanted)

    async def _snapshot(self, key: str) -> Snapshot | None:
        """Return what the channel compares with; None where it is not kept or cannot be read."""
        if key not in self._snapshots:
            text = await self._subscriptions.snapshot(key)
            if len(self._snapshots) >= _MOST_KEPT:
                self._snapshots.clear()
            self._snapshots[key] = None if text is None else _read(key, text)
        return self._snapshots[key]

    async def _note(self, library: Library, now: float) -> None:
        """Keep what the pack holds now: the next briefs compare with it."""
        held = snapshot(library)
        key, noted = self._noted or ("", 0.0)
        if key != held.key or now - noted > _KEEP_ANEW:
            await self._subscriptions.keep_snapshot(held.key, held.version, held.text)
            self._snapshots[held.key] = held
            self._noted = (held.key, now)


def _read(key: str, text: str) -> Snapshot | None:
    try:
        return from_json(text)
    except StoreError as error:
        about = {"baseline": key, "because": str(error)}
        _log.warning("briefs tell of no change, as a baseline is unreadable", extra=about)
        return None


def _late_words(claim: Claim) -> str:
    zone = claim.wish.schedule.zone
    due = local_time(at(claim.due_at), zone)
    named = zone if zone == "UTC" else f"{zone} time"
    return f"This brief is late: it was due at {due:%H:%M}, {named}."


@lru_cache(maxsize=256)
def late(prepared: Prepared, words: str) -> Prepared:
    """Return the brief with a first notice that it is late; the same for all that are."""
    brief = prepared.brief
    return replace(prepared, brief=replace(brief, notices=(words, *brief.notices)))


def _recorded(prepared: Prepared, claim: Claim) -> Prepared:
    """Let a repeated post leave behind what its first attempt did: that one may have arrived."""
    if claim.recorded is None:
        return prepared
    pack, baseline, contents = claim.recorded
    seen = advance(read_ledger_json(claim.ledger), read_contents_json(contents), claim.day)
    written = Written(pack=pack, baseline=baseline, contents=contents, ledger=ledger_json(seen))
    return replace(prepared, written=written, wanted=True)
