"""Why: a message of Discord's, read off its components as a person reads them. It must know no
Reply and nothing of how the adapter draws."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.platforms.discord_rules import walk
from tests.platforms.reading_lines import understand

if TYPE_CHECKING:
    from tests.platforms.reading_lines import Said

Json = dict[str, Any]
_TEXT = 10
_ESCAPE = re.compile(r"\\([^0-9A-Za-z\s])")
_MARKS = re.compile(r"^(?:##+ |-# |- )")
_BOLD = re.compile(r"(\\.)|\*\*")
_UNSEEN = "\u200b"


def read_discord(components: list[Json]) -> Said:
    """Return what the components of a message say."""
    texts = [one["content"] for one in walk(components) if one["type"] == _TEXT]
    lines = [_plain(line) for text in texts for line in text.split("\n")]
    return understand(lines, [label for label, _ in pressable(components)])


def pressable(components: list[Json]) -> list[tuple[str, str]]:
    """Return the label and the id of each button and of each option of a list, in their order."""
    found = []
    for one in walk(components):
        found += [(one["label"], one["custom_id"])] if "label" in one else []
        found += [(option["label"], option["value"]) for option in one.get("options") or ()]
    return found


def unmarked(line: str) -> str:
    """Return a line, escapes and all, without the marks that the bot may use: for headings, items,
    small print and bold."""
    bulleted = "• " if line.startswith("- ") else ""
    return bulleted + _BOLD.sub(r"\1", _MARKS.sub("", line))


def _plain(line: str) -> str:
    """Return a line as Discord shows it."""
    return _ESCAPE.sub(r"\1", unmarked(line)).replace(_UNSEEN, "")
