"""Why: operators see how delivery does by what it counts and logs, so each answer of a platform
counts once, and what nobody was asked for never. It must change nothing."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from bot.briefing.posting import told

if TYPE_CHECKING:
    from bot.briefing.claims import Outcome
    from bot.metrics import Metrics

_log = logging.getLogger(__name__)


def count(metrics: Metrics, outcome: Outcome, late: float) -> None:
    """Count what a brief's request came to, and log a brief that did not arrive for certain.

    `late` is by how many seconds.
    """
    platform = outcome.claim.place.platform
    if outcome.state == "sent":
        metrics.delivered(platform, late)
    elif outcome.asked:
        metrics.failed(platform, outcome.code or "")
    if outcome.state in {"failed", "unknown"}:
        about = {**told(outcome.claim), "code": outcome.code, "state": outcome.state}
        _log.warning("brief not sent for certain", extra=about)
