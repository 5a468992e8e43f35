"""Why: a brief can be asked for, too, by somebody who waits for no morning. It is then composed for
nobody in particular: no channel's past, no baseline. It must not write anything."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING

from bot.briefing.about import read_about
from bot.briefing.compose import Order, compose
from bot.briefing.model import About, Ledger, Schedule, Wish
from bot.briefing.verbs import verb_of
from bot.errors import WishError
from bot.knowledge.edtf import day_words
from bot.lookup.query import LONGEST_QUESTION

if TYPE_CHECKING:
    from datetime import date

    from bot.knowledge.library import Library
    from bot.reply import Brief

_ANY_TIME = Schedule(at=time(), zone="UTC")
_VERB = re.compile(
    r"\s*(?:/(?P<command>\S+)\s+)?brief[:?!.]?(?:\s+(?P<about>.*))?", re.IGNORECASE | re.DOTALL
)


def brief_for(library: Library, day: date, about: About | None = None) -> Brief:
    """Return the brief of a day as a channel would get it that was never briefed before."""
    wish = Wish(schedule=_ANY_TIME, about=about or About())
    return compose(library, Order(day=day, wish=wish), None, Ledger()).brief


def brief_of(library: Library, day: date, about: About, today: date) -> Brief:
    """Return the brief of any day; that of a day before `today` says what it is made from."""
    brief = brief_for(library, day, about)
    if day >= today:
        return brief
    known = f"not from what was known on {day_words(day)}"
    notice = f"This brief is made from what the pack holds today, {known}."
    return replace(brief, notices=(notice, *brief.notices))


def brief_asked(text: str, library: Library) -> About | None:
    """Return what a brief is asked about, where the text begins with `brief`.

    None where it does not, or where the rest names more than actors and topics of the pack: then it
    is a question like any other.
    """
    rest = _after(text, library)
    if rest is None:
        return None
    try:
        return read_about(re.sub(r"^about\b", "", rest, flags=re.IGNORECASE), library)
    except WishError:
        return None


def verb_asked(text: str, library: Library) -> str | None:
    """Return what somebody wants done with a channel's brief, where they type it as a question.

    None where a brief itself is asked for, or anything else.
    """
    words = (_after(text, library) or "").split()
    verb = verb_of(words[0].strip(".,:;!?")) if words else None
    return verb if brief_asked(text, library) is None else None


def _after(text: str, library: Library) -> str | None:
    """Return what follows `brief`; None where the text does not begin with it."""
    match = _VERB.fullmatch(text) if len(text) <= LONGEST_QUESTION else None
    if match is None or (match["command"] or library.pack.command) != library.pack.command:
        return None
    return match["about"] or ""
