"""Why: what people can do with briefs is called the same everywhere. It must not do it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.briefing.terms import or_joined, read_dates
from bot.briefing.zones import shown
from bot.errors import WishError

if TYPE_CHECKING:
    from datetime import date

#: each verb and what it is for, as help tells it
VERBS = {
    "now": "see what would be posted today",
    "status": "see when briefs came here, and when the next ones come",
    "why": "see what became of one day's brief",
    "subscribe": "set up this channel's brief",
    "change": "change this channel's brief",
    "pause": "post no briefs here for now",
    "resume": "post briefs here again",
    "stop": "end this channel's briefs",
}
#: what people type for some of them: offered, and before what is merely spelled alike
_MEANT = {
    "unsubscribe": "stop",
    "end": "stop",
    "cancel": "stop",
    "delete": "stop",
    "remove": "stop",
    "edit": "change",
    "start": "subscribe",
    "setup": "subscribe",
    "today": "now",
}
#: verbs after which more may come
_TAKING = frozenset({"why", "subscribe", "change"})
_NEAR, _LONG = 1, 5
_DAYS_AGO = {"today": 0, "yesterday": 1}
ONE_DATE = "Write one, such as 2026-11-20, today or yesterday."


def read_verb(text: str) -> tuple[str, str]:
    """Return the verb that a text begins with and what follows; nothing means `now`.

    Raises WishError naming the verbs where it begins with none of them, or more than a verb takes.
    """
    word, _, rest = text.strip().partition(" ")
    if not word:
        return "now", ""
    verb, rest = word.casefold(), rest.strip()
    if verb in VERBS:
        if rest and verb not in _TAKING:
            msg = f'After "{verb}" comes nothing more. Write {verb} alone.'
            raise WishError(msg)
        return verb, rest
    msg = f'"{shown(word)}" is nothing that can be done with briefs. {_offer(verb)}'
    raise WishError(msg)


def verb_of(word: str) -> str | None:
    """Return the verb that a word is, or that people mean by it; None where it is none."""
    folded = word.casefold()
    return folded if folded in VERBS else _MEANT.get(folded)


def _offer(word: str) -> str:
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - few verbs are misspelt

    meant = _MEANT.get(word)
    slips = _NEAR + (len(word) >= _LONG)
    near = [meant] if meant else [one for one in VERBS if OSA.distance(one, word) <= slips]
    return f"Did you mean {or_joined(near)}?" if near else f"Write {or_joined(VERBS)}."


def read_day(text: str, today: date) -> date | None:
    """Return the one date that a text names; None where it is empty.

    `today` is the channel's. Raises WishError where it names no date, or several.
    """
    typed = text.strip().casefold()
    if not typed:
        return None
    if typed in _DAYS_AGO:
        return today - timedelta(days=_DAYS_AGO[typed])
    try:
        (day,) = read_dates(text)
    except (WishError, ValueError):  # how ranges are written helps nobody here
        msg = f'"{shown(text)}" is not one date. {ONE_DATE}'
        raise WishError(msg) from None
    return day
