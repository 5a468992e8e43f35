"""Why: what a platform answered, or did not, decides whether a brief may be posted again. It is
decided here, in one place and without a clock. It must never let what may have been posted be
repeated, but where the platform itself makes that harmless."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from bot.briefing import reasons
from bot.briefing.claims import Outcome

if TYPE_CHECKING:
    from bot.briefing.claims import Claim, Written
    from bot.briefing.model import State
    from bot.briefing.outlet import NotPostedError, UnknownFateError

_LONGEST_WAIT = 300.0
_LONGEST_DOUBT = 30.0
#: as long as the columns are, and no longer than anybody reads
_CODE, _MESSAGE, _ANSWER = 100, 200, 1_000


class _Untouched(TypedDict):
    state: State
    proven: bool


def sent(claim: Claim, message: str, written: Written) -> Outcome:
    """Return that it was posted, as this message."""
    return Outcome(
        claim=claim, state="sent", message=_cut(message, _MESSAGE), written=written, asked=True
    )


def unwanted(claim: Claim) -> Outcome:
    """Return that the channel wants no brief on a day on which nothing changed."""
    return Outcome(claim=claim, state="skipped", code=reasons.UNCHANGED, proven=True)


def handed_back(claim: Claim, wait: float) -> Outcome:
    """Return that nothing was done, and that somebody has to look at it again in `wait` seconds."""
    return Outcome(
        claim=claim, code=claim.code, answer=claim.answer, wait=wait, **_untouched(claim)
    )


def disturbed(claim: Claim, code: str, wait: float) -> Outcome:
    """Return that something of ours came between, before the request left."""
    return Outcome(claim=claim, code=code, wait=wait, **_untouched(claim))


def held_up(claim: Claim, again: float) -> Outcome:
    """Return that it was written down as leaving, but did not leave in time any more."""
    return disturbed(claim, reasons.HELD_UP, _growing(again, claim.tries, _LONGEST_WAIT))


def refused(claim: Claim, error: NotPostedError, written: Written, again: float) -> Outcome:
    """Return what it means that a request was provably not carried out.

    It proves nothing about an earlier one. `again` is the first wait in seconds before another,
    where the platform names none.
    """
    code, answer = _cut(error.code, _CODE), _cut(error.words, _ANSWER)
    doubt = claim.uncertain_at is not None
    if not error.permanent:
        wait = error.wait or _growing(again, claim.tries, _LONGEST_WAIT)
        return Outcome(
            claim=claim,
            code=code,
            answer=answer,
            wait=wait,
            asked=error.asked,
            **_untouched(claim),
        )
    return Outcome(
        claim=claim,
        state="unknown" if doubt else "failed",
        code=code,
        answer=answer,
        proven=not doubt,
        written=written if doubt else None,
        pauses=None if error.gone else answer,
        gone=error.gone,
        asked=error.asked,
    )


def uncertain(
    claim: Claim, error: UnknownFateError, written: Written, again: float | None
) -> Outcome:
    """Return what it means that nobody knows whether the request was carried out.

    `again` is the shortest wait in seconds before it is repeated, None where that could do harm.
    """
    code, answer = _cut(error.code, _CODE), _cut(error.words, _ANSWER)
    if again is None:
        return Outcome(
            claim=claim, state="unknown", code=code, answer=answer, written=written, asked=True
        )
    wait = _growing(again, claim.tries, _LONGEST_DOUBT)
    return Outcome(claim=claim, state="sending", code=code, answer=answer, wait=wait, asked=True)


def _untouched(claim: Claim) -> _Untouched:
    sure = claim.uncertain_at is None
    return {"state": "due" if sure else "sending", "proven": sure}


def _growing(first: float, tries: int, longest: float) -> float:
    return min(first * 2.0 ** min(tries, 20), longest)


def _cut(text: str, most: int) -> str:
    # PostgreSQL takes no NUL, and a platform may put any text into its answer.
    return text.replace("\0", "")[:most]
