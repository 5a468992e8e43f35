"""Why: a channel is told what changed since its last brief, so what the pack stated then has to be
kept after the pack has moved on. A snapshot is that: each fact's sentences, standing, voices and
denials in words, and what a filter needs. It must not need the pack that it was made from."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from bot.errors import StoreError
from bot.knowledge.lines import date_words, denial_words, opening_of, voices_words
from bot.knowledge.view import View

if TYPE_CHECKING:
    from bot.knowledge.library import Library
    from bot.knowledge.model import Fact
    from bot.knowledge.view import Reading

_KEY_LENGTH = 12


@dataclass(frozen=True, kw_only=True)
class KeptFact:
    """A fact as it stood.

    `date` is the date in the words that end its line, `when` the event's date (EDTF) or None.
    `voices` and `denied` are in words, empty where there are none. `joined` are the ids of the
    facts of its point, the one that leads first, itself among them. `members` are the actors of
    each of its relations, `mentions` who occurs or speaks in it, `topics` its own and all broader.
    """

    id: str
    says: str
    short: str
    date: str
    when: str | None
    standing: str
    voices: str
    denied: str
    origins: int
    weight: int
    joined: tuple[str, ...]
    sources: tuple[str, ...]
    members: tuple[tuple[str, ...], ...]
    mentions: tuple[str, ...]
    topics: tuple[str, ...]

    @property
    def opening(self) -> str:
        """Standing, voices and denials, as its line opens; empty where it is plainly reported."""
        return opening_of(self.standing, self.voices, self.denied)

    @property
    def line(self) -> str:
        """The fact's own line as it stands behind a colon, without stars and joined facts."""
        start = f"{self.opening}: " if self.opening else ""
        return f"{start}{self.short} {self.date}"


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """Everything that stood in one version of a pack; facts by id, in id order."""

    version: str
    facts: dict[str, KeptFact]

    @cached_property
    def text(self) -> str:
        """The snapshot as JSON, the same for the same content."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @cached_property
    def key(self) -> str:
        """What tells it from every other: 12 hex digits of its content and version."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:_KEY_LENGTH]


@lru_cache(maxsize=4)  # the pack that answers, and those of tests
def snapshot(library: Library) -> Snapshot:
    """Return what stands in the library today, worked out once; withdrawn and superseded facts do
    not."""
    view = View(library)
    facts = (view.reading(one) for one in library.facts)
    kept = (_kept(reading, view) for reading in facts if reading is not None)
    return Snapshot(version=library.pack.version, facts={one.id: one for one in kept})


def _kept(reading: Reading, view: View) -> KeptFact:
    library, fact = view.library, reading.fact
    return KeptFact(
        id=fact.id,
        says=fact.says,
        short=fact.short,
        date=date_words(reading),
        when=str(fact.when) if fact.when else None,
        standing=reading.standing,
        voices=voices_words(reading, library),
        denied=denial_words(reading.denied_by, library),
        origins=reading.origins,
        weight=fact.weight,
        joined=tuple(one.fact.id for one in view.joined(fact.id)),
        sources=reading.sources,
        members=tuple(library.relations[one].members for one in fact.relations),
        mentions=tuple(sorted({*library.occurring(fact), *library.speaking(fact)})),
        topics=_topics(fact, library),
    )


def _topics(fact: Fact, library: Library) -> tuple[str, ...]:
    return tuple(sorted({one for topic in fact.topics for one in library.with_broader(topic)}))


_SHAPE = TypeAdapter(Snapshot)


def from_json(text: str) -> Snapshot:
    """Return the snapshot that has this `text`; raises StoreError where the text is none."""
    try:
        return _SHAPE.validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the beginning"
        msg = f"A kept snapshot of the pack cannot be read: {first['msg']} at {where}."
        raise StoreError(msg) from error
