"""Why: what is set up wrongly is told before anybody asks the bot something, with the mend. It must
change nothing, neither here nor at a platform, and print no secret."""

from __future__ import annotations

import asyncio
from importlib.metadata import version
from typing import TYPE_CHECKING

from bot.app import App
from bot.briefing.clocks import clock_of, zone_names
from bot.errors import AxisError
from bot.platforms import Finding
from bot.redaction import Redaction
from bot.starting import given, is_set_up, lacking
from bot.store.looking import look

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from bot.platforms import Platform

_SECONDS_TO_ANSWER = 20


def examine_pack(folder: Path) -> Finding:
    """Say which pack answers, or what is wrong with it."""
    try:
        library = App(folder).library
    except AxisError as error:
        return Finding(what="pack", well=False, text=f"{folder} cannot be read:\n{error}")
    text = f"{library.pack.version}, {len(library.facts)} facts, from {folder}"
    return Finding(what="pack", well=True, text=text)


def examine_zones() -> Finding:
    """Say which edition of the time zones briefs are due by, or why there is none."""
    try:
        edition, zones = version("tzdata"), zone_names()
        for zone in zones:
            clock_of(zone)
    except (ImportError, OSError, ValueError) as error:
        text = f"The time zones cannot be read ({error}). Reinstall the package tzdata."
        return Finding(what="zone data", well=False, text=text)
    return Finding(what="zone data", well=True, text=f"tzdata {edition}, {len(zones)} zones")


async def examine_database(url: str | None, data_dir: Path) -> Finding:
    """Say where the bot remembers, or why it cannot."""
    try:
        return Finding(what="database", well=True, text=await look(url, data_dir))
    except AxisError as error:
        return Finding(what="database", well=False, text=str(error))


async def examine_platforms(
    platforms: Iterable[Platform], environment: Mapping[str, str]
) -> tuple[Finding, ...]:
    """Let each platform check its secrets, all at once; one without any is not set up, and well."""
    found = await asyncio.gather(*(_examine(one, environment) for one in platforms))
    return tuple(finding for findings in found for finding in findings)


async def _examine(platform: Platform, environment: Mapping[str, str]) -> Sequence[Finding]:
    needed = lacking(platform, environment)
    if not given(platform, environment):
        text = f"not set up; to use it, set {needed}"
        return [Finding(what=platform.name, well=True, text=text)]
    if not is_set_up(platform, environment):
        text = f"not all of its secrets are set; it needs {needed}"
        return [Finding(what=platform.name, well=False, text=text)]
    try:
        async with asyncio.timeout(_SECONDS_TO_ANSWER):
            return await platform.diagnose(environment)
    except TimeoutError:
        text = f"no answer within {_SECONDS_TO_ANSWER} seconds; check the network"
    except Exception as error:  # noqa: BLE001 - the other platforms are examined all the same
        text = str(error) if isinstance(error, AxisError) else f"{type(error).__name__}: {error}"
    return [Finding(what=platform.name, well=False, text=text)]


def report(findings: Iterable[Finding], environment: Mapping[str, str]) -> str:
    """Return the findings, one a line, each beginning with whether it is well."""
    redacted = Redaction(environment)
    return "\n".join(
        redacted(f"{'ok  ' if one.well else 'MEND'}  {one.what}: {one.text}") for one in findings
    )
