"""Why: operators want to see how the bot does, and adapters must not pay for it: they count here,
in plain numbers. It must load no library and hold neither a question nor who asked."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field

#: upper bounds of lateness, in seconds: from "on time" to the six hours of the catch-up window
LATENESS = (1.0, 5.0, 15.0, 60.0, 300.0, 900.0, 3_600.0, 10_800.0, 21_600.0)
#: codes told apart for a platform; a platform may put any text there
MOST_CODES = 100
OTHER = "other"
_CODE = re.compile(r"[\w.-]{1,60}", re.ASCII)


@dataclass(slots=True)
class Histogram:
    """How many values fell into each bucket of `LATENESS`, the last one for what is beyond."""

    buckets: list[int] = field(default_factory=lambda: [0] * (len(LATENESS) + 1))
    total: float = 0.0

    def add(self, value: float) -> None:
        """Count one value."""
        self.buckets[bisect_left(LATENESS, value)] += 1
        self.total += value


class Metrics:
    """What happened since the process started; adapters and delivery count, status pages read."""

    def __init__(self) -> None:
        """Begin with nothing."""
        #: by platform and kind of reply
        self.lookups: Counter[tuple[str, str]] = Counter()
        #: by platform and the platform's own code
        self.errors: Counter[tuple[str, str]] = Counter()
        #: by platform
        self.lateness: dict[str, Histogram] = {}
        self._codes: Counter[str] = Counter()

    def looked_up(self, platform: str, kind: str) -> None:
        """Count an answered question; `kind` is that of the reply."""
        self.lookups[platform, kind] += 1

    def failed(self, platform: str, code: str | int) -> None:
        """Count a request that the platform refused or left without an answer.

        `code` is the platform's own word or number. What is no single word, and new ones beyond
        100 of a platform, are "other".
        """
        text = str(code)
        key = (platform, text if _CODE.fullmatch(text) else OTHER)
        if key not in self.errors:
            if self._codes[platform] >= MOST_CODES:
                key = (platform, OTHER)
            else:
                self._codes[platform] += 1
        self.errors[key] += 1

    def delivered(self, platform: str, late: float) -> None:
        """Count a brief that was posted `late` seconds after it was due."""
        self.lateness.setdefault(platform, Histogram()).add(max(late, 0.0))
