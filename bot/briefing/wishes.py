"""Why: everything that a channel wishes of its briefs can be typed in one line, in any order, and
what was wished can be written as such a line again. It must not change what it was not told to:
parts that a line does not name stay as they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.briefing.about import about_text, names_subject, read_about
from bot.briefing.model import EVERY_DAY, About, Floor, Schedule, Unchanged, Wish
from bot.briefing.terms import (
    EVERY_DAY_WORDS,
    FLOOR_WORDS,
    NOTHING,
    UNCHANGED_WORDS,
    and_joined,
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
from bot.briefing.typed import as_read
from bot.briefing.zones import shown, zone_of
from bot.errors import WishError
from bot.knowledge.names import name_index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date, time

    from bot.knowledge.library import Library

EXAMPLE = "08:00 Europe/Berlin weekdays"
LONGEST_WISH = 6000
_KEYWORDS = ("about", "except", "floor", "unchanged")
_FILLERS = frozenset({"at", "in", "on", "to", "every", "each", "and", "from", "time", "zone"})
_BETWEEN = re.compile(r"[\s,;]+")
# As answers and forms name the parts: time: 09:00, days: mon.
_LABEL = re.compile(rf"\b(time|zone|days?|{'|'.join(_KEYWORDS)})\s*:", re.IGNORECASE)
_TIME = re.compile(r"\d{1,2}[:.]\d.*|\d{1,2}[ap]\.?m\.?|noon|midnight", re.IGNORECASE | re.ASCII)
_DATE = re.compile(r"\d[^:]*(?<!m)", re.IGNORECASE | re.ASCII)


def read_wish(text: str, library: Library, base: Wish | None = None) -> Wish:
    """Return the wish that a line tells, such as `08:00 Europe/Berlin weekdays about …`.

    What the line does not name is as in `base`; without one, a time and a zone are needed, and the
    rest is as `Wish` has it by default. Raises WishError that names the words that cannot be read
    and says what was expected.
    """
    if len(text) > LONGEST_WISH:
        msg = f"That line has more than {LONGEST_WISH:,} characters. Write it like {EXAMPLE}."
        raise WishError(msg)
    line = _Line(library)
    sections = list(_sections(_words(text)))
    # What a subject is may depend on whether a zone is still wanted, so subjects come last.
    for keyword, words in sorted(sections, key=lambda section: section[0] == "about"):
        line.read(keyword, words)
    return line.wish(base)


def wish_text(wish: Wish, library: Library) -> str:
    """Return the shortest line that `read_wish` reads as this wish; subjects gone are left out."""
    schedule = wish.schedule
    parts = [f"{schedule.at:%H:%M}", schedule.zone, weekdays_text(schedule.weekdays)]
    if schedule.skip:
        parts.append(f"except {dates_text(schedule.skip)}")
    if wish.floor != "all":
        parts.append(f"floor {floor_text(wish.floor)}")
    if wish.unchanged != "post":
        parts.append(f"unchanged {wish.unchanged}")
    if wish.about != About():
        parts.append(f"about {about_text(wish.about, library)}")
    return " ".join(parts)


def _words(text: str) -> list[str]:
    return [word for word in _BETWEEN.split(_LABEL.sub(r"\1 ", as_read(text))) if word]


def _sections(words: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield the words that belong to each keyword, and with "" those that belong to none."""
    keyword, section = "", list[str]()
    for word in words:
        found = word.casefold()
        if found in _KEYWORDS:
            yield keyword, section
            keyword, section = found, []
            continue
        if not _belongs(word, keyword, len(section)):
            yield keyword, section
            keyword, section = "", []
        section.append(word)
    yield keyword, section


def _belongs(word: str, keyword: str, at: int) -> bool:
    """Whether the word may be the one at this place, counted from 0, after the keyword."""
    if keyword == "except":
        dated = _DATE.fullmatch(word) is not None
        return at == 0 or dated or word.casefold() in {"and", *NOTHING}
    return keyword in {"", "about"} or at == 0


@dataclass(slots=True)
class _Line:
    """The parts that a line names, None until they are found."""

    library: Library
    at: time | None = None
    zone: str | None = None
    weekdays: frozenset[int] | None = None
    every_day: bool = False
    about: About | None = None
    skip: frozenset[date] | None = None
    floor: Floor | None = None
    unchanged: Unchanged | None = None

    def read(self, keyword: str, words: list[str]) -> None:
        """Take the words after a keyword, or those after none."""
        if keyword == "":
            self._read_plain(words)
        elif keyword == "about":
            _once(self.about, keyword)
            self._read_about(words)
        elif keyword == "except":
            _once(self.skip, keyword)
            _some(words, keyword, "dates, such as 2026-12-24")
            self.skip = read_dates(" ".join(words))
        elif keyword == "floor":
            _once(self.floor, keyword)
            self.floor = read_floor(_some(words, keyword, or_joined(FLOOR_WORDS))[0])
        else:
            _once(self.unchanged, keyword)
            self.unchanged = read_unchanged(_some(words, keyword, or_joined(UNCHANGED_WORDS))[0])

    def wish(self, base: Wish | None) -> Wish:
        """Return the wish with these parts, and those of `base` where the line has none."""
        if base is None:
            base = Wish(schedule=self._new_schedule())
        if self.weekdays is None and self.every_day:
            self.weekdays = EVERY_DAY
        old = base.schedule
        return Wish(
            schedule=Schedule(
                at=old.at if self.at is None else self.at,
                zone=old.zone if self.zone is None else self.zone,
                weekdays=old.weekdays if self.weekdays is None else self.weekdays,
                skip=old.skip if self.skip is None else self.skip,
            ),
            about=base.about if self.about is None else self.about,
            floor=base.floor if self.floor is None else self.floor,
            unchanged=base.unchanged if self.unchanged is None else self.unchanged,
        )

    def _new_schedule(self) -> Schedule:
        if self.at is not None and self.zone is not None:
            return Schedule(at=self.at, zone=self.zone)
        named = {"a time": self.at, "a city or time zone": self.zone}
        missing = [name for name, value in named.items() if value is None]
        text = and_joined(missing)
        are = "are" if len(missing) > 1 else "is"
        msg = f"{text[0].upper()}{text[1:]} {are} missing. Write a line like {EXAMPLE}."
        raise WishError(msg)

    def _read_plain(self, words: Sequence[str]) -> None:
        """Take a time, days and a zone, in any order."""
        left: list[str] = []
        for word in words:
            if self._take(word):
                self._read_zone(left)
                left = []
            elif left or word.casefold() not in _FILLERS:
                left.append(word)
        self._read_zone(left)

    def _take(self, word: str) -> bool:
        """Take a word that is a time or days; return False where it is neither."""
        if _TIME.fullmatch(word) or word.isdigit():
            at = read_time(word)
            if self.at is not None:
                msg = f"Two times are named, {self.at:%H:%M} and {at:%H:%M}. Write one of them."
                raise WishError(msg)
            self.at = at
            return True
        if word.casefold() in EVERY_DAY_WORDS:
            self.every_day = True
            return True
        days = _weekdays(word)
        if days is None:
            return False
        self.weekdays = days | (self.weekdays or frozenset())
        return True

    def _read_zone(self, words: Sequence[str]) -> None:
        while words and words[-1].casefold() in _FILLERS:
            words = words[:-1]
        if not words:
            return
        text = " ".join(words)
        if self.zone is not None:
            raise WishError(self._not_understood(text))
        try:
            self.zone = zone_of(text)
        except WishError:
            if self._reads(text, read_about):
                raise WishError(self._not_understood(text)) from None
            for end in range(len(words) - 1, 0, -1):
                if self._reads(" ".join(words[:end]), _zone):
                    raise WishError(self._not_understood(" ".join(words[end:]))) from None
            raise

    def _read_about(self, words: Sequence[str]) -> None:
        """Take what briefs are about; a time, days or a zone's own name end it."""
        named = self._named(words)
        parts = (at for at, word in enumerate(words) if named[at] <= 1 and _is_part(word))
        end = next(parts, len(words))
        self._read_plain(words[end:])
        words = words[:end]
        while words and words[-1].casefold() in _FILLERS:
            words = words[:-1]
        _some(words, "about", "actors or topics, or everything")
        if self.zone is None:
            words = self._without_zone(words, named)
        self.about = read_about(" ".join(words), self.library)

    def _without_zone(self, words: Sequence[str], named: Sequence[int]) -> Sequence[str]:
        """Take a zone from behind the last subject, and return the words before it."""
        last = max((at for at in range(len(words)) if named[at]), default=len(words))
        for start in range(last + 1, len(words)):
            text = " ".join(words[start:])
            if self._reads(text, _zone):
                self.zone = zone_of(text)
                return words[:start]
        return words

    def _named(self, words: Sequence[str]) -> list[int]:
        """Return for each word of how many words the subject is that it names, 0 for none."""
        index = name_index(self.library)
        parts = [(at, part) for at, word in enumerate(words) for part in index.words(word)]
        counts = [0] * len(words)
        for found in index.find([part for _, part in parts]):
            if names_subject(found.name, self.library):
                places = {at for at, _ in parts[found.start : found.end]}
                counts = [
                    max(count, len(places)) if at in places else count
                    for at, count in enumerate(counts)
                ]
        return counts

    def _reads(self, text: str, read: Callable[[str, Library], object]) -> bool:
        try:
            read(text, self.library)
        except WishError:
            return False
        return True

    def _not_understood(self, text: str) -> str:
        if self._reads(text, read_about):
            return f'Write "about" before what the briefs are about: about {shown(text)}.'
        return (
            f'"{shown(text)}" is not understood. Write a line like {EXAMPLE}; '
            f"after it may come {or_joined(_KEYWORDS)} with their words."
        )


def _zone(text: str, _: Library) -> str:
    return zone_of(text)


def _is_part(word: str) -> bool:
    """Whether a word among subjects is a time, days or a zone by its own name."""
    if _TIME.fullmatch(word) or _weekdays(word) is not None:
        return True
    try:
        return "/" in word and bool(zone_of(word))
    except WishError:
        return False


def _weekdays(word: str) -> frozenset[int] | None:
    try:
        return read_weekdays(word)
    except WishError:
        return None


def _once(value: object, keyword: str) -> None:
    if value is not None:
        msg = f'"{keyword}" stands twice. Write it once, with everything that belongs to it.'
        raise WishError(msg)


def _some(words: Sequence[str], keyword: str, expected: str) -> Sequence[str]:
    if words:
        return words
    msg = f'After "{keyword}" should come {expected}.'
    raise WishError(msg)
