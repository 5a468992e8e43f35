"""Why: the names of cities and territories by which people find a time zone are written into one
file that can be read, compared and committed. Only `make zones` and tests import this module: it
needs babel, which a running bot does not have. It must not add knowledge of its own: what CLDR
lacks stands in `cities.tsv`.

Each row of the file is of one zone that is in use, in the order of the zone data: by territory, and
within it the zone of most people first. Its columns, divided by tabs, are the IANA name, the city,
the territory's English names, and the zone's former names, both divided by `|`.
"""

from __future__ import annotations

from collections import defaultdict
from importlib.resources import files
from pathlib import Path

from babel.core import get_global
from babel.localedata import load

from bot.briefing.clocks import zone_names
from bot.knowledge.cldr import ENGLISH_ALTERNATIVES, alpha3_codes

COMMAND = "make zones"
TABLE = Path(__file__).with_name("zones.tsv")


def generate() -> str:
    """Return the whole text of the file; the same for the same babel and the same tzdata."""
    territories = load("en")["territories"]
    cities = _exemplar_cities()
    former = _former_names()
    alpha3 = alpha3_codes()
    lines = [
        "# Time zones by city and territory; bot/briefing/zone_table.py writes and explains it\n",
        "# cities and territories: Unicode CLDR, © Unicode, Inc., Unicode License v3\n",
        f"# generated-by: {COMMAND}\n",
        f"# cldr: {get_global('cldr')['version']}\n",
    ]
    for zone, alpha2 in _zones_in_use():
        city = cities.get(zone, zone.rpartition("/")[2].replace("_", " "))
        names = (territories[alpha2], *ENGLISH_ALTERNATIVES.get(alpha3.get(alpha2, ""), ()))
        columns = (zone, city, "|".join(names), "|".join(former[zone]))
        lines.append("\t".join(columns) + "\n")
    return "".join(lines)


def _zones_in_use() -> list[tuple[str, str]]:
    """Return each zone in use with the alpha-2 code of its territory, as the zone data have it."""
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return [(row[2], row[0]) for row in rows]


def _exemplar_cities() -> dict[str, str]:
    """Return the zones whose city CLDR writes otherwise than the zone's own name does."""
    aliases = get_global("zone_aliases")
    zones = load("en")["time_zones"].items()
    return {aliases.get(zone, zone): names["city"] for zone, names in zones if "city" in names}


def _former_names() -> defaultdict[str, list[str]]:
    """Return for each zone the names that it had before, those of today's zone data only."""
    former: defaultdict[str, list[str]] = defaultdict(list)
    for alias, zone in sorted(get_global("zone_aliases").items()):
        if alias in zone_names() and "/" in alias:
            former[zone].append(alias)
    return former


if __name__ == "__main__":
    TABLE.write_text(generate(), encoding="utf-8")
