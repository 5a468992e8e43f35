"""Why: tests of what happens in days do not wait for them: a clock that a test moves stands in for
the database's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Double, literal


@dataclass
class Moments:
    """A clock that stands still until it is moved."""

    now: datetime

    def clock(self) -> ColumnElement[float]:
        """Return the instant as statements take it."""
        return literal(self.now.timestamp(), Double())

    def move(self, **spent: float) -> datetime:
        """Let time pass, in the words of timedelta; return the new instant."""
        self.now += timedelta(**spent)
        return self.now

    def to(self, instant: datetime) -> None:
        """Let it be that instant."""
        self.now = instant
