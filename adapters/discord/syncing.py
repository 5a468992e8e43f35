"""Why: Discord limits how often commands may be created, so they are sent only where it has others
than we do. It must not decide what they are."""

from __future__ import annotations

import hashlib
import json
import logging
from typing import TYPE_CHECKING, Any

import discord

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from adapters.discord.tree import Tree

_log = logging.getLogger(__name__)
# What we say of a command and Discord gives back; all else is Discord's own.
_OURS = (
    "type",
    "name",
    "description",
    "name_localizations",
    "description_localizations",
    "required",
    "autocomplete",
    "value",
    "integration_types",
    "contexts",
)
_NESTED = ("options", "choices")


def fingerprint(commands: Sequence[Mapping[str, Any]]) -> str:
    """Return what two lists of commands share if people see no difference between them."""
    shapes = sorted(json.dumps(_shape(one), sort_keys=True) for one in commands)
    return hashlib.sha256("\n".join(shapes).encode()).hexdigest()


def _shape(command: Mapping[str, Any]) -> dict[str, Any]:
    found = {key: command[key] for key in _OURS if command.get(key)}
    for key in ("contexts", "integration_types"):
        if key in found:
            found[key] = sorted(found[key])
    for key in _NESTED:
        if command.get(key):
            found[key] = [_shape(one) for one in command[key]]
    return found


async def sync(tree: Tree, client: discord.Client) -> dict[str, int]:
    """Send the commands where Discord has others; return the id of each by its name."""
    there = await _listed(client)
    ours = await _payload(tree)
    if fingerprint(there) == fingerprint(ours):
        return {str(one["name"]): int(one["id"]) for one in there}
    sent = await tree.sync()
    _log.info("commands sent", extra={"commands": [one.name for one in sent]})
    return {one.name: one.id for one in sent}


async def _listed(client: discord.Client) -> list[dict[str, Any]]:
    route = discord.http.Route(
        "GET", "/applications/{application_id}/commands", application_id=client.application_id
    )
    found = await client.http.request(route, params={"with_localizations": "true"})
    return list(found)


async def _payload(tree: Tree) -> list[dict[str, Any]]:
    kinds = (discord.AppCommandType.chat_input, discord.AppCommandType.message)
    commands = [one for kind in kinds for one in tree.get_commands(type=kind)]
    if tree.translator is None:
        return [one.to_dict(tree) for one in commands]
    return [await one.get_translated_payload(tree, tree.translator) for one in commands]
