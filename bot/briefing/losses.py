"""Why: a brief that nobody gets, or that nobody knows of, must not be lost in silence: operators
read of it in the log, of thousands at once in one line. It must decide nothing."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.briefing.model import State

_log = logging.getLogger(__name__)
_NAMED = 5


def report(state: State, lost: Sequence[tuple[int, date]]) -> None:
    """Log how many briefs ended in this state, and which the first are, by subscription and date.

    Nothing is logged of none.
    """
    if lost:
        first = ", ".join(f"{number} {day}" for number, day in lost[:_NAMED])
        about = {"state": state, "count": len(lost), "first": first}
        _log.warning("briefs not sent for certain", extra=about)
