"""Why: everything that leaves for Discord leaves here, once. It must not raise for an interaction
that Discord has forgotten or that was answered already, and must never ask for a mention."""

from __future__ import annotations

import hashlib
import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import aiohttp
import discord

from adapters.discord import words
from adapters.discord.render import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from adapters.discord.controls import Json
    from bot.metrics import Metrics

_log = logging.getLogger(__name__)

UNKNOWN_INTERACTION = 10062
ALREADY_ANSWERED = 40060
#: of an app that was not added to the server, to one interaction
TOO_MANY_FOLLOW_UPS = 40094
_NOBODY_TO_TELL = frozenset({UNKNOWN_INTERACTION, ALREADY_ANSWERED, TOO_MANY_FOLLOW_UPS})
_NONCE_BYTES = 12


class Drawn(discord.ui.LayoutView):
    """Components that are ready to be sent.

    It is finished from the start: presses are answered by what stands in their ids, so that no
    message is remembered and none of them grows old.
    """

    def __init__(self, components: Sequence[Json]) -> None:
        """Keep the components as they are."""
        super().__init__(timeout=None)
        self._drawn = list(components)
        self.stop()

    def has_components_v2(self) -> bool:
        """Return True: no message here has any other text."""
        return True

    def to_components(self) -> list[dict[str, Any]]:
        """Return the components."""
        return self._drawn


async def answer(
    interaction: discord.Interaction, components: Sequence[Json], *, private: bool
) -> None:
    """Answer with a message of its own."""
    with forgiving(interaction):
        await interaction.response.send_message(view=Drawn(components), ephemeral=private)


async def replace(interaction: discord.Interaction, components: Sequence[Json]) -> None:
    """Put the answer in the place of the message that was pressed."""
    with forgiving(interaction):
        await interaction.response.edit_message(view=Drawn(components))


async def say(interaction: discord.Interaction, text: str) -> None:
    """Tell the person one sentence, privately, whether or not there was an answer already."""
    view = Drawn(sentence(text))
    with forgiving(interaction):
        if interaction.response.is_done():
            await interaction.followup.send(view=view, ephemeral=True)
        else:
            await interaction.response.send_message(view=view, ephemeral=True)


async def tell(interaction: discord.Interaction, text: str) -> None:
    """Tell everyone where the person is one sentence."""
    await answer(interaction, sentence(text), private=False)


async def apologise(interaction: discord.Interaction, error: BaseException) -> None:
    """Log a fault of ours and tell the person in a sentence, if Discord still lets us."""
    _log.error("interaction failed", exc_info=error)
    try:
        await say(interaction, words.WENT_WRONG)
    except (discord.DiscordException, aiohttp.ClientError, OSError) as second:
        _log.warning("interaction left unanswered", extra={"because": str(second)})


@contextmanager
def forgiving(interaction: discord.Interaction) -> Iterator[None]:
    """Log, and do not raise, that Discord takes no answer (any more): there is nobody to tell."""
    try:
        yield
    except discord.InteractionResponded:
        _log.info("interaction answered already", extra={"interaction": interaction.id})
    except discord.HTTPException as error:
        count(interaction, error)
        if error.code not in _NOBODY_TO_TELL:
            raise
        about = {"interaction": interaction.id, "code": error.code}
        _log.info("interaction came to nothing", extra=about)
    except (aiohttp.ClientError, OSError) as error:
        count(interaction, error)
        raise


def count(interaction: discord.Interaction, error: Exception) -> None:
    """Let operators see what Discord refused."""
    metrics: Metrics = interaction.client.metrics  # type: ignore[attr-defined]
    metrics.failed("discord", code_of(error))


def code_of(error: Exception) -> str:
    """Return Discord's own number for a failure, else the HTTP status, else its kind."""
    if isinstance(error, discord.HTTPException):
        return str(error.code or error.status)
    return type(error).__name__


def nonce(*parts: str) -> str:
    """Return what makes Discord post a message once: the same parts give the same 24 characters."""
    text = "\n".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=_NONCE_BYTES).hexdigest()
