"""Why: people know the city they live in, not the name of its time zone. Cities and territories
come from CLDR (`zones.tsv`, generated), what it lacks from `cities.tsv` (by hand). It must not
guess: what is only near a name is offered, never taken."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bot.briefing.clocks import clock_of, zone_names
from bot.errors import WishError
from bot.knowledge.naming import normalise_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

#: as many as platforms show in a list of suggestions
MOST_ZONES = 25
LONGEST_SHOWN = 30
_MOST_OFFERS = 3
_FOLDER = Path(__file__).parent
_UTC = "UTC"
_CITY, _TERRITORY, _IANA = range(3)
# How well a name fits what was typed: best first.
_SAME, _SAME_TERRITORY, _BEGINS, _TERRITORY_BEGINS, _IANA_BEGINS, _WORD_BEGINS, _NEAR = range(7)
_SHORTEST_SLIP, _LONG = 4, 8
# A label that somebody copied: the zone's own name stands in parentheses behind the city.
_LABEL = re.compile(r"[^()]+\(([^\s,()]+)[^()]*\)")
_SPACED = str.maketrans("_/,", "   ")


@dataclass(frozen=True, slots=True)
class Zone:
    """A time zone as it is offered: its IANA name, and the city that people know it by."""

    name: str
    city: str

    def label(self, at: datetime) -> str:
        """Return `Nairobi (Africa/Nairobi, UTC+03:00)`, with the offset of that instant.

        At most 75 characters, which is what the narrowest list shows.
        """
        offset = at.astimezone(clock_of(self.name)).strftime("%z")
        return f"{self.city} ({self.name}, UTC{offset[:3]}:{offset[3:5]})"

    def __str__(self) -> str:
        """Return `Nairobi (Africa/Nairobi)`."""
        return f"{self.city} ({self.name})" if self.city != self.name else self.name


class _Named(NamedTuple):
    """A name that is searched for, folded, and the zone it means."""

    key: str
    kind: int
    zone: Zone


def find_zones(text: str, most: int = MOST_ZONES) -> tuple[Zone, ...]:
    """Return the zones whose city, territory or own name begins as typed, the best fit first.

    Where nothing does, those that are a slip away; with no text, some large cities. At most `most`.
    """
    key = _key(text)
    if not key:
        return tuple(Zone(zone, city[1:]) for city, zone, *_ in _curated() if city[0] == "+")[:most]
    names = _names()
    fitting = sorted((fit, at) for at, one in enumerate(names) if (fit := _fit(key, one)) >= 0)
    found = dict.fromkeys(names[at].zone for _, at in fitting)
    return tuple(found or _near(key))[:most]


def zone_of(text: str) -> str:
    """Return the IANA name of the zone that a city, a territory with one zone, or a zone's name is.

    Names that zones had before are replaced by those of today. Raises WishError where it is none
    or may be several, with the nearest to choose from.
    """
    typed = text.strip()
    labelled = _LABEL.fullmatch(typed)
    own = _own_names().get((labelled[1] if labelled else typed).casefold())
    if own is not None:
        return own
    key = _key(typed)
    for kind in (_CITY, _TERRITORY):
        zones = [one.zone for one in _names() if one.key == key and one.kind == kind]
        names = {zone.name for zone in zones}
        if len(names) == 1:
            return names.pop()
        if names:
            msg = (
                f'"{shown(typed)}" may mean {_either(zones)}. Write the zone, such as '
                f"{zones[0].name}."
            )
            raise WishError(msg)
    raise WishError(_unknown(typed))


def shown(text: str) -> str:
    """Return what was typed as it may be shown back: without signs, at most 30 characters."""
    kept = "".join(c for c in text if c.isalnum() or c in " -/:.,'+_")
    return kept if len(kept) <= LONGEST_SHOWN else f"{kept[:LONGEST_SHOWN]}…"


def _unknown(typed: str) -> str:
    text = f'"{shown(typed)}" is not a city or a time zone that is known here.'
    offers = find_zones(typed, _MOST_OFFERS)
    if offers:
        return f"{text} Did you mean {_either(offers)}?"
    return f"{text} Name a large city in the same zone, or a zone such as Europe/Berlin."


def _either(zones: Iterable[Zone]) -> str:
    """Return up to three of the zones as alternatives."""
    *others, last = map(str, list(dict.fromkeys(zones))[:_MOST_OFFERS])
    return f"{', '.join(others)} or {last}" if others else last


def _key(text: str) -> str:
    return normalise_name(text.translate(_SPACED))


def _fit(key: str, one: _Named) -> int:
    """Tell how well a name fits what was typed; -1 where it does not."""
    if one.key == key:
        return _SAME_TERRITORY if one.kind == _TERRITORY else _SAME
    if one.key.startswith(key):
        return (_BEGINS, _TERRITORY_BEGINS, _IANA_BEGINS)[one.kind]
    return _WORD_BEGINS if f" {key}" in one.key else -1


def _near(key: str) -> Iterator[Zone]:
    if len(key) < _SHORTEST_SLIP:
        return
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - few zones are misspelt
    from rapidfuzz.process import extract  # noqa: PLC0415

    names = [one for one in _names() if one.kind != _IANA]
    keys = [one.key for one in names]
    cutoff = 2 if len(key) >= _LONG else 1
    for _, _, at in extract(key, keys, scorer=OSA.distance, score_cutoff=cutoff, limit=MOST_ZONES):
        yield names[at].zone


@cache
def _names() -> tuple[_Named, ...]:
    """Return all names: first cities, by name; then territories and zones in their file's order."""
    cities = [_Named(_key(_UTC), _CITY, Zone(_UTC, _UTC))]
    others: list[_Named] = []
    by_name: dict[str, Zone] = {_UTC: Zone(_UTC, _UTC)}
    # A curated name is spelled better than a zone's own: São Paulo, Sao_Paulo.
    spelled = {(_key(city), name): city for city, name, *_ in _curated() if city[0] not in "+~"}
    for name, plain, territories, former in _rows("zones.tsv"):
        city = spelled.get((_key(plain), name), plain)
        zone = by_name[name] = Zone(name, city)
        cities.append(_Named(_key(city), _CITY, zone))
        cities += [
            _Named(_key(one.rpartition("/")[2]), _CITY, zone) for one in former.split("|") if one
        ]
        others += [_Named(_key(one), _TERRITORY, zone) for one in territories.split("|")]
        others.append(_Named(_key(name), _IANA, zone))
    curated: dict[tuple[str, str], _Named] = {}
    for city, name, *territory in _curated():
        if city.startswith("+"):
            continue
        zone = by_name[name] if city.startswith("~") else Zone(name, city)
        key = _key(city.removeprefix("~"))
        curated[key, name] = _Named(key, _CITY, zone)
        others += [_Named(_key(one), _TERRITORY, zone) for one in territory]
    cities = [one for one in cities if (one.key, one.zone.name) not in curated]
    return (*sorted((*cities, *curated.values()), key=lambda one: one.key), *others)


@cache
def _own_names() -> dict[str, str]:
    """Return the zones' own names, folded, to the names of today.

    Old abbreviations that are names of zones too are left out: there EST, for one, is the same all
    year round, which nobody means.
    """
    own = {name.casefold(): name for name in zone_names() if "/" in name or name == _UTC}
    for name, _, _, former in _rows("zones.tsv"):
        own.update({one.casefold(): name for one in former.split("|") if one})
    return own


def _curated() -> Iterator[list[str]]:
    return _rows("cities.tsv")


def _rows(file: str) -> Iterator[list[str]]:
    for line in (_FOLDER / file).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split("\t")
