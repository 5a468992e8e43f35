"""Why: operators move subscriptions from one database to another, keep a copy, or mend many in a
text editor. A file of them is checked whole before anything of it is taken. What channels have read
and what became of their days is not in it: that belongs to the database in which it happened."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, time
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)
from pydantic_core import from_json

from bot.briefing.model import About, Floor, Place, Schedule, Unchanged, Wish
from bot.briefing.terms import (
    dates_text,
    floor_text,
    or_joined,
    read_dates,
    read_floor,
    read_time,
    read_unchanged,
    read_weekdays,
    weekdays_text,
)
from bot.briefing.zones import zone_of
from bot.errors import WishError
from bot.knowledge.shapes import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from pydantic_core import ErrorDetails

    from bot.briefing.model import Subscription
    from bot.knowledge.library import Library

T = TypeVar("T")
FORMAT = 1


def _read_by(read: Callable[[str], T]) -> BeforeValidator:
    """Read a text as people's words are read, with the same messages."""

    def validate(value: object) -> T:
        if not isinstance(value, str):
            msg = "expected text in quotation marks"
            raise ValueError(msg)  # noqa: TRY004 - pydantic collects ValueErrors only
        try:
            return read(value)
        except WishError as error:
            raise ValueError(str(error)) from None

    return BeforeValidator(validate)


_Platform = Annotated[str, StringConstraints(min_length=1, max_length=40)]
_Id = Annotated[str, StringConstraints(min_length=1, max_length=100)]
#: empty where a platform keeps none: a direct message belongs to no server of Discord's
_Workspace = Annotated[str, StringConstraints(max_length=100)]


class Entry(BaseModel):
    """A subscription in a file; the words are those of a wish that is typed in one line."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    platform: _Platform
    workspace: _Workspace
    channel: _Id
    at: Annotated[time, _read_by(read_time)]
    zone: Annotated[str, _read_by(zone_of)]
    days: Annotated[frozenset[int], _read_by(read_weekdays)]
    skip: Annotated[frozenset[date], _read_by(read_dates)] = Field(
        default=frozenset(), alias="except"
    )
    actors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    floor: Annotated[Floor, _read_by(read_floor)] = "all"
    unchanged: Annotated[Unchanged, _read_by(read_unchanged)] = "post"
    paused: str | None = None
    made_by: _Id
    changed_by: _Id

    @property
    def place(self) -> Place:
        """Where the briefs are posted."""
        return Place(platform=self.platform, workspace=self.workspace, channel=self.channel)

    @property
    def wish(self) -> Wish:
        """What the channel wished for."""
        return Wish(
            schedule=Schedule(at=self.at, zone=self.zone, weekdays=self.days, skip=self.skip),
            about=About(actors=self.actors, topics=self.topics),
            floor=self.floor,
            unchanged=self.unchanged,
        )


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal[1]
    subscriptions: tuple[Entry, ...]


def export_text(subscriptions: Iterable[Subscription]) -> str:
    """Return the subscriptions as JSON, sorted by channel, so that two files can be compared."""
    ordered = sorted(subscriptions, key=lambda one: tuple(asdict(one.place).values()))
    content = {"format": FORMAT, "subscriptions": [_entry(one) for one in ordered]}
    return json.dumps(content, ensure_ascii=False, indent=1)


def _entry(one: Subscription) -> dict[str, object]:
    wish, schedule = one.wish, one.wish.schedule
    return {
        **asdict(one.place),
        "at": f"{schedule.at:%H:%M}",
        "zone": schedule.zone,
        "days": weekdays_text(schedule.weekdays),
        "except": dates_text(schedule.skip),
        "actors": wish.about.actors,
        "topics": wish.about.topics,
        "floor": floor_text(wish.floor),
        "unchanged": wish.unchanged,
        "paused": one.paused,
        "made_by": one.made_by,
        "changed_by": one.changed_by,
    }


def read_export(content: bytes, library: Library, platforms: Collection[str]) -> tuple[Entry, ...]:
    """Return the subscriptions that a file holds, in its order.

    `platforms` are those that can post. Raises WishError with one line for each thing that is
    wrong, each beginning with where it is: `subscriptions[2].zone: …`. Actors and topics have to be
    those of the pack.
    """
    entries: tuple[Entry, ...] = ()
    faults: list[str] = []
    try:
        entries = _File.model_validate_json(content).subscriptions
    except ValidationError as error:
        faults = [_fault(one) for one in error.errors(include_url=False)]
    # Whoever mends a file by hand should read at once all that is wrong, so what has to be known
    # elsewhere is looked for even where another part has a fault.
    raw = _raw(content)
    faults += [*_elsewhere(raw, platforms), *_strangers(raw, library), *_repeated(raw)]
    if faults:
        raise WishError("\n".join(faults))
    return entries


def _raw(content: bytes) -> tuple[Mapping[str, object], ...]:
    """Return the entries of a file as they are; one that is no object is empty."""
    try:
        data = from_json(content)
    except ValueError:
        return ()
    listed = data.get("subscriptions") if isinstance(data, dict) else None
    entries = listed if isinstance(listed, list) else []
    return tuple(one if isinstance(one, dict) else {} for one in entries)


def _fault(error: ErrorDetails) -> str:
    where = _where(error["loc"])
    given = error.get("ctx", {})
    if error["type"] == "json_invalid":
        return f"The file is not JSON: {given['error']}."
    if error["type"] == "value_error":
        return f"{where}: {str(given['error']).removesuffix('.')}."
    if error["type"] == "missing":
        return f"{where} is missing."
    if error["type"] == "extra_forbidden":
        return f"{where} is no key that is known here.{_hint(error['loc'])}"
    return f"{where}: {error['msg'][:1].lower()}{error['msg'][1:]}."


def _where(loc: Sequence[int | str]) -> str:
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in loc)
    return text.lstrip(".") or "The file"


def _hint(loc: Sequence[int | str]) -> str:
    shape: type[BaseModel] = Entry if len(loc) > 1 else _File
    names = (field.alias or name for name, field in shape.model_fields.items())
    near = nearest(str(loc[-1]), names)
    return f' Did you mean "{near}"?' if near else ""


def _elsewhere(entries: Sequence[Mapping[str, object]], known: Collection[str]) -> Iterator[str]:
    """Yield a line for each platform that nothing can be posted to."""
    for at, entry in enumerate(entries):
        name = entry.get("platform")
        if isinstance(name, str) and name and name not in known:
            near = nearest(name, known)
            hint = f'Did you mean "{near}"?' if near else f"Write {or_joined(sorted(known))}."
            yield f'subscriptions[{at}].platform: "{name}" takes no briefs. {hint}'


def _strangers(entries: Sequence[Mapping[str, object]], library: Library) -> Iterator[str]:
    """Yield a line for each id that is none of the pack's."""
    kinds: tuple[tuple[str, str, Collection[str]], ...] = (
        ("actors", "actor", library.covered | library.heard),
        ("topics", "topic", library.topics.keys()),
    )
    for at, entry in enumerate(entries):
        for key, kind, known in kinds:
            ids = entry.get(key)
            for number, one in enumerate(ids if isinstance(ids, list) else ()):
                if isinstance(one, str) and one not in known:
                    near = nearest(one, known)
                    hint = f' Did you mean "{near}"?' if near else ""
                    where = f"subscriptions[{at}].{key}[{number}]"
                    yield f'{where}: "{one}" is no {kind} of this pack.{hint}'


def _repeated(entries: Sequence[Mapping[str, object]]) -> Iterator[str]:
    first: dict[tuple[str, ...], int] = {}
    for at, entry in enumerate(entries):
        names = (entry.get(key) for key in ("platform", "workspace", "channel"))
        place = tuple(one for one in names if isinstance(one, str))
        if len(place) < 3:  # noqa: PLR2004 - a place has three names, or it is none
            continue
        there = first.setdefault(place, at)
        if there != at:
            yield f"subscriptions[{at}] is of the same channel as subscriptions[{there}]."
