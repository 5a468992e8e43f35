"""Why: a channel's briefs are looked at as they come in one week: set up, changed, corrected, late,
lost, refused. It must use the desk and delivery as they run, and word nothing itself."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.briefing.model import Place
from bot.briefing.store import Subscriptions
from bot.briefing.wishes import read_wish
from bot.errors import AxisError
from bot.knowledge.model import Withdrawal
from tests.briefing.delivering import AWAY, DROPPED, Sink, deliver
from tests.briefing.moments import Moments
from tests.briefing.mornings import edition

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.briefing.desk import BriefDesk, Outcome
    from bot.briefing.outlet import NotPostedError
    from bot.knowledge.library import Library
    from bot.reply import Brief
    from bot.store import Store

ANN = "1"
SHARER = "ann"
WISH = "08:00 Europe/Berlin weekdays about iran drones"
OTHER_WISH = "07:30 London daily except 2026-12-24/2026-12-27 floor no-lone-allegations about china"
_ZONE = ZoneInfo("Europe/Berlin")
_FIRST = date(2026, 11, 23)
_CORRECTED = "irn-rus-2025-drones-supplier"
_WITHDRAWN = "irn-rus-2022-armed-drones"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody reads: lines of ours or a brief; all in the channel see it if `public`.

    It came by direct message if `direct`. `sharer` is who let them see it, "" where nobody had to.
    """

    name: str
    lines: tuple[str, ...] = ()
    brief: Brief | None = None
    public: bool = False
    direct: bool = False
    sharer: str = ""

    @property
    def private(self) -> bool:
        """Whether others are there, who do not see it."""
        return not self.public and not self.direct


@dataclass
class Week:
    """One channel's week on one platform, at the desk that the platform's adapter opens."""

    store: Store
    library: Library
    place: Place
    open_desk: Callable[[Callable[[], Library], Subscriptions], BriefDesk]
    refusal: NotPostedError
    said: list[Said] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin on a Monday before dawn."""
        self.sink = Sink(platform=self.place.platform)
        self.moments = Moments(_at(0, time(6)))
        self.subscriptions = Subscriptions(self.store, self.moments.clock)
        self.desk = self.open_desk(lambda: self.library, self.subscriptions)

    async def pass_by(self) -> list[Said]:
        """Return all that was said, in its order."""
        await self._without()
        await self._subscribe()
        await self._mornings()
        await self._changes()
        await self._refused()
        return self.said

    async def _without(self) -> None:
        await self._now("now-without")
        await self._told("status-without", self.desk.status(self.place, self.moments.now))

    async def _subscribe(self) -> None:
        await self._done("set-up", self._wish(WISH))
        await self._now("now")
        await self._told("why-none", self.desk.why(self.place, None, self.moments.now))
        await self._done("again", self._wish(WISH))

    async def _mornings(self) -> None:
        await self._morning("brief", 0)
        await self._now("now-after")
        self._correct()
        await self._morning("brief-changed", 1)
        await self._morning("", 2, AWAY)
        await self._morning("brief-late", 2, at=time(8, 40))
        await self._morning("", 3, DROPPED)
        await self._told("status", self.desk.status(self.place, self.moments.now))
        for name, later in (("why-late", 2), ("why-unknown", 3), ("why-not-yet", 9)):
            day = _FIRST + timedelta(days=later)
            await self._told(name, self.desk.why(self.place, day, self.moments.now))

    async def _changes(self) -> None:
        await self._done("changed", self._wish(OTHER_WISH))
        await self._done("changed-quiet", self._wish(f"{WISH} unchanged one-line floor all"))
        await self._now("now-quiet")
        await self._morning("brief-one-line", 4)
        for verb in ("pause", "resume", "stop"):
            await self._done(verb, getattr(self.desk, verb)(self.place, ANN))
            if verb == "pause":
                await self._told("status-paused", self.desk.status(self.place, self.moments.now))

    async def _refused(self) -> None:
        await self._done("", self._wish(WISH))
        await self._morning("", 7, self.refusal)
        self.said.append(Said(name="told", lines=(self.sink.told[-1][2],), direct=True))
        await self._told("status-refused", self.desk.status(self.place, self.moments.now))
        await self._told("why-refused", self.desk.why(self.place, None, self.moments.now))

    def _correct(self) -> None:
        """Put a newer pack in place: one fact corrected, one withdrawn."""
        fact = self.library.facts[_CORRECTED]
        mended = replace(fact, short=fact.short.replace("an important", "the main"))
        gone = Withdrawal(on=_FIRST, why="The report that it rests on was taken back.")
        fallen = replace(self.library.facts[_WITHDRAWN], withdrawn=gone)
        self.library = edition(self.library, "2026.12", mended, fallen)

    async def _wish(self, line: str) -> Outcome:
        base = await self.desk.wish_at(self.place)
        return await self.desk.subscribe(self.place, ANN, read_wish(line, self.library, base))

    async def _now(self, name: str) -> None:
        brief = await self.desk.now(self.place, self.moments.now)
        alone = await self.desk.today(self.place, self.moments.now)
        self.said += [
            Said(name=name, brief=brief),
            Said(name=f"{name}-shared", brief=alone, public=True, sharer=SHARER),
        ]

    async def _morning(
        self, name: str, later: int, *answers: Exception | None, at: time = time(8)
    ) -> None:
        """Let it be a morning on which the platform answers so; keep the brief under a name."""
        self.moments.to(_at(later, at))
        self.sink.answers = list(answers)
        await deliver(self.store, self.moments.clock, self.sink, library=self.library)
        if name:
            self.said.append(Said(name=name, brief=self.sink.briefs[-1], public=True))

    async def _done(self, name: str, work: Awaitable[Outcome]) -> None:
        outcome = await work
        if name:
            self._say(name, outcome.lines)
        if name and outcome.public:
            line = f"{SHARER} {outcome.public}"
            self.said.append(Said(name=f"{name}-told", lines=(line,), public=True))

    async def _told(self, name: str, work: Awaitable[tuple[str, ...]]) -> None:
        try:
            self._say(name, await work)
        except AxisError as error:
            self._say(name, (str(error),))

    def _say(self, name: str, lines: tuple[str, ...]) -> None:
        self.said.append(Said(name=name, lines=lines))


def _at(later: int, at: time) -> datetime:
    day = _FIRST + timedelta(days=later)
    return datetime.combine(day, at, _ZONE).astimezone(UTC)
