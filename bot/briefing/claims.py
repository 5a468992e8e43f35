"""Why: what a worker has of a delivery that it took from the queue, and what it gives back. Frozen
records; they must decide nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.briefing.model import Place
from bot.briefing.records import read_wish_json

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Row

    from bot.briefing.model import State, Wish
    from bot.reply import Brief


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a posted brief leaves behind: pack version, what it showed, what the channel has seen.

    `baseline` is the key of the pack snapshot that the next brief compares with; `contents` and
    `ledger` are text as it is stored.
    """

    pack: str
    baseline: str
    contents: str
    ledger: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A brief that is ready to be posted; `wanted` is False where the channel wants none today."""

    brief: Brief
    written: Written
    wanted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A delivery that a worker has, until its lease runs out.

    Instants are of the database's clock, in seconds since 1970. `uncertain_at` is when the first
    request left of which nobody knows what became of it, and `recorded` its pack version, baseline
    and contents; both None where nothing can have been posted. `code` and `answer` are the last
    ones that the platform gave, None where it gave none.
    """

    subscription: int
    day: date
    place: Place
    wish_text: str
    changed_by: str
    baseline: str
    ledger: str | None
    holder: str
    due_at: float
    claimed_at: float
    tries: int
    uncertain_at: float | None
    recorded: tuple[str, str, str] | None
    code: str | None
    answer: str | None

    @property
    def key(self) -> tuple[int, date]:
        """What tells the delivery from all others."""
        return self.subscription, self.day

    @property
    def held(self) -> tuple[tuple[int, date], str]:
        """The delivery and in whose hands it has to be: what tells this claim from all others."""
        return self.key, self.holder

    @property
    def wish(self) -> Wish:
        """What the channel wished for when the delivery was claimed."""
        return read_wish_json(self.wish_text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a claim.

    `wait` is in how many seconds somebody has to look at it again, None where it is over. With
    `proven` no request of it can have been posted. `written` is given where it is, or may be, in
    the channel. With `pauses` the subscription is paused, for that reason; with `gone` the app is
    no longer in the workspace. With `asked` a request of this claim left.
    """

    claim: Claim
    state: State
    code: str | None = None
    answer: str | None = None
    message: str | None = None
    wait: float | None = None
    proven: bool = False
    written: Written | None = None
    pauses: str | None = None
    gone: bool = False
    asked: bool = False


def claim_of(row: Row[Any], holder: str, now: float) -> Claim:
    """Return what a row of the queue is to the one who claims it now."""
    uncertain = row.uncertain_at is not None
    return Claim(
        subscription=row.subscription,
        day=row.local_date,
        place=Place(platform=row.platform, workspace=row.workspace, channel=row.channel),
        wish_text=row.wish,
        changed_by=row.changed_by,
        baseline=row.compared,
        ledger=row.ledger,
        holder=holder,
        due_at=row.due_at,
        claimed_at=now,
        tries=row.tries,
        uncertain_at=row.uncertain_at,
        recorded=(row.pack, row.baseline, row.contents) if uncertain else None,
        code=row.code,
        answer=row.answer,
    )
