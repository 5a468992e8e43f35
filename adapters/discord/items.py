"""Why: discord.py finds the handler of a button by the shape of its id, so that buttons outlive the
process that drew them. Nothing here may keep a message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import discord

from adapters.discord import post
from adapters.discord.controls import CHOSEN, PRESSED, read_custom_id

if TYPE_CHECKING:
    import re

    from adapters.discord.listen import Listener


async def _pressed(interaction: discord.Interaction, ident: str) -> None:
    listener: Listener = interaction.client.listener  # type: ignore[attr-defined]
    found = read_custom_id(ident)
    try:
        if found is None:
            await listener.unknown(interaction)
        else:
            press, page = found
            await listener.press(interaction, press, page)
    except Exception as error:  # noqa: BLE001 - a fault is told, whatever it is
        await post.apologise(interaction, error)


class PressedButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=PRESSED):
    """A button of ours, in a message of any age."""

    @classmethod
    async def from_custom_id(
        cls,
        _interaction: discord.Interaction[Any],
        item: discord.ui.Item[Any],
        _match: re.Match[str],
    ) -> Self:
        """Return the button that was pressed."""
        return cls(item)  # type: ignore[arg-type]

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer what its id asks."""
        await _pressed(interaction, self.custom_id)


class ChosenOffer(discord.ui.DynamicItem[discord.ui.Select[Any]], template=CHOSEN):
    """The list of offers under an answer."""

    @classmethod
    async def from_custom_id(
        cls,
        _interaction: discord.Interaction[Any],
        item: discord.ui.Item[Any],
        _match: re.Match[str],
    ) -> Self:
        """Return the list that was chosen from."""
        return cls(item)  # type: ignore[arg-type]

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer what the chosen offer asks."""
        await _pressed(interaction, self.item.values[0])
