"""Why: what Discord prints beside a command is read before anybody asks, so it is in the reader's
language where the pack has it, or we do. It must not word anything itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from adapters.discord.own_texts import OWN_TEXTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.knowledge.model import CommandTexts

_ENGLISH = "en"


def worded(text: str, field: str) -> app_commands.locale_str:
    """Return our own words, and the field of the texts that may stand in their place."""
    return app_commands.locale_str(text, field=field)


class Translator(app_commands.Translator):
    """Gives our words in the languages that a pack has them in, or we have."""

    def __init__(self, texts: Mapping[str, CommandTexts]) -> None:
        """Take the pack's texts, by language with or without a region."""
        self._texts = texts

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        _context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """Return the words for the locale, those of its language at least; None leaves ours."""
        field = string.extras.get("field", "")
        language = locale.value.partition("-")[0]
        for key in (locale.value, language):
            found = self._text(key, field)
            if found:
                return found
        # Ours are English. Where there are others Discord wants to be told so: of what has no
        # words for a locale it shows those of a locale near it.
        translated = any(self._text(key, field) for key in {*self._texts, *OWN_TEXTS})
        return string.message if language == _ENGLISH and translated else None

    def _text(self, key: str, field: str) -> str | None:
        """Return the pack's text in a language, or ours; a pack has no words for our fields."""
        of_pack: str | None = getattr(self._texts.get(key), field, None) if field else None
        return of_pack or OWN_TEXTS.get(key, {}).get(field)
