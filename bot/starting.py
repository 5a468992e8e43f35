"""Why: which platforms start is decided by which secrets are set, and whoever sets them up is told
which are lacking. It must load no platform's SDK and print no secret."""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from bot.errors import SetupError
from bot.platforms import Finding, Platform

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.app import App

ADAPTERS = "axis_brief.adapters"
TERMINAL = "terminal"


def start(name: str, app: App) -> int:
    """Start the adapter of that name, which is a function, and return its exit code.

    Raises SetupError where no package brings an adapter of that name.
    """
    found = entry_points(group=ADAPTERS, name=name)
    if not found:
        msg = f'No adapter is called "{name}". Install one, or reinstall axis-brief.'
        raise SetupError(msg)
    listen: Callable[[App], int] = next(iter(found)).load()
    return listen(app)


def platform_names() -> frozenset[str]:
    """Return the names of the platforms that packages bring; none is loaded for it."""
    return frozenset(point.name for point in entry_points(group=ADAPTERS)) - {TERMINAL}


def find_platforms(
    is_meant: Callable[[str], bool] = lambda _name: True,
) -> tuple[tuple[Platform, ...], tuple[Finding, ...]]:
    """Return the platforms that packages bring, by name, and what cannot be loaded.

    Those that are not meant are not even loaded: nobody pays for an SDK that is not used.
    """
    found: dict[str, Platform] = {}
    broken: list[Finding] = []
    for point in sorted(entry_points(group=ADAPTERS), key=lambda point: point.name):
        if point.name == TERMINAL or not is_meant(point.name):
            continue
        try:
            found[point.name] = point.load()
        except Exception as error:  # noqa: BLE001 - whatever one trips over, the others start
            text = f"{point.value} cannot be loaded ({error}). Reinstall the package it is from."
            broken.append(Finding(what=point.name, well=False, text=text))
    return tuple(found.values()), tuple(broken)


def has_variables(environment: Mapping[str, str]) -> Callable[[str], bool]:
    """Return what tells of a platform's name whether any variable of it is set.

    The variables of a platform begin with its name: those of `chat` with CHAT_.
    """

    def is_meant(name: str) -> bool:
        return any(variable.startswith(f"{name.upper()}_") for variable in environment)

    return is_meant


def is_set_up(platform: Platform, environment: Mapping[str, str]) -> bool:
    """Whether one of the sets of secrets that the platform needs is whole."""
    return any(all(environment.get(name) for name in one) for one in platform.needs)


def given(platform: Platform, environment: Mapping[str, str]) -> tuple[str, ...]:
    """Return which of the platform's secrets are set, each once."""
    names = dict.fromkeys(name for one in platform.needs for name in one)
    return tuple(name for name in names if environment.get(name))


def lacking(platform: Platform, environment: Mapping[str, str]) -> str:
    """Return which secrets a platform needs, and which of them are set already."""
    sets = ", or ".join(" and ".join(one) for one in platform.needs)
    there = given(platform, environment)
    if not there:
        return sets
    return f"{sets} (set: {', '.join(there)})"


def nothing_to_start(platforms: Sequence[Platform], environment: Mapping[str, str]) -> str:
    """Return what whoever wanted platforms to start has to set."""
    if not platforms:
        return "No platform can start: no adapter to one is installed."
    lines = [f"  {one.name}: {lacking(one, environment)}" for one in platforms]
    first = "No platform can start, as none has its secrets. Set them in the environment or in .env"
    return "\n".join((f"{first}:", *lines))
