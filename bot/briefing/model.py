"""Why: the records of briefing, frozen: what a channel wished for, and what became of each of its
mornings. They must hold no rule: when a brief is due, what it says and how it is delivered are
worked out elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Literal

#: which claims a channel wants to read: all; no allegations from fewer than two known origins;
#: or only what is acknowledged or reported
Floor = Literal["all", "no-lone-allegations", "acknowledged-or-reported"]
#: what comes on a day on which nothing changed: the brief without that section, one line, nothing
Unchanged = Literal["post", "one-line", "skip"]
State = Literal["due", "claimed", "sending", "sent", "unknown", "failed", "skipped", "missed"]

EVERY_DAY = frozenset(range(7))
MONDAY_TO_FRIDAY = frozenset(range(5))


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where briefs are posted: a channel or direct message of a workspace (Discord: server).

    All three are ids; `workspace` is the same key that the rest of the store uses.
    """

    platform: str
    workspace: str
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When briefs are due: local time of an IANA zone, on these weekdays (Monday is 0), not on the
    dates to skip."""

    at: time
    zone: str
    weekdays: frozenset[int] = EVERY_DAY
    skip: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What briefs are about, by ids of the pack; empty is everything."""

    actors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Everything that those who may change a channel's briefs decide."""

    schedule: Schedule
    about: About = field(default_factory=About)
    floor: Floor = "all"
    unchanged: Unchanged = "post"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A channel's briefs; it belongs to the channel, not to a person.

    `made_by` and `changed_by` are the platform's user ids. `baseline` is the key of the pack
    snapshot that the next brief compares with. `paused` holds why it is paused, in words for the
    channel ("" where a person paused it), and is None while it runs. `asleep_since` is when the app
    was removed from the workspace, None while it is there. Instants are in UTC; `next_due` is None
    where no date is left.
    """

    id: int
    place: Place
    wish: Wish
    made_by: str
    changed_by: str
    made_at: datetime
    baseline: str
    paused: str | None = None
    asleep_since: datetime | None = None
    next_due: datetime | None = None
    next_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a brief showed, by id: what rotation must know afterwards.

    `leads` are the facts that led a point of the focus, `relation` and `question` None where the
    brief had no such section.
    """

    facts: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    relation: str | None = None
    question: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What a channel saw, each with the local date on which it saw it last."""

    facts: dict[str, date] = field(default_factory=dict)
    leads: dict[str, date] = field(default_factory=dict)
    relations: dict[str, date] = field(default_factory=dict)
    questions: dict[str, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One local day of a subscription, and what became of its brief.

    `tries` counts requests that left. `answer` is what the platform said, in words, None where it
    was not asked. Instants are in UTC, None where the step was not reached.
    """

    subscription: int
    local_date: date
    state: State
    due_at: datetime
    tries: int = 0
    claimed_at: datetime | None = None
    sending_at: datetime | None = None
    done_at: datetime | None = None
    retry_at: datetime | None = None
    pack: str | None = None
    message: str | None = None
    code: str | None = None
    answer: str | None = None
    contents: Contents = field(default_factory=Contents)
