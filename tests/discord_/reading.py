"""Why: tests read messages as people do: the words on the screen and what can be pressed. It must
know no Reply and nothing of how the adapter draws."""

from __future__ import annotations

import re
from typing import Any

from tests.platforms.discord_rules import alive, message_faults, pings, walk

Json = dict[str, Any]
_MARKS = re.compile(r"^(?:#{2,3} |-# |(?P<bullet>- ))")
_ESCAPE_OR_BOLD = re.compile(r"\\([^0-9A-Za-z\s])|\*\*")
#: what the bot itself sets in bold: how a line begins, and in points who stands behind or denies it
_OWN_BOLD = re.compile(r"(?:^|(?<=; )|(?<=, ))\*\*((?:\\.|[^*\\])+)\*\*")


def shown(components: list[Json]) -> list[str]:
    """Return the lines that a person reads."""
    texts = [one["content"] for one in walk(components) if one["type"] == 10]
    lines = [line for text in texts for line in text.split("\n")]
    return [_plain(line) for line in lines]


def _plain(line: str) -> str:
    text = _MARKS.sub(lambda mark: "• " if mark["bullet"] else "", line)
    return _ESCAPE_OR_BOLD.sub(lambda found: found[1] or "", text).replace("\u200b", "")


def _unmarked(content: str) -> str:
    """Return the text without the bot's own marks; what is left has to be dead."""
    lines = (_MARKS.sub("", line) for line in content.split("\n"))
    return "\n".join(_OWN_BOLD.sub(r"\1", line) for line in lines)


def labels(components: list[Json]) -> list[str]:
    """Return the words on buttons and options, in their order."""
    found = []
    for one in walk(components):
        found += [one["label"]] if "label" in one else []
        found += [option["label"] for option in one.get("options") or ()]
    return found


def ids(components: list[Json]) -> list[str]:
    """Return the ids of all that can be pressed."""
    return [one["custom_id"] for one in walk(components) if "custom_id" in one]


def check(components: list[Json], own: tuple[str, ...] = ()) -> None:
    """Assert that Discord takes the components and that nothing in their texts is alive."""
    body = {"components": components, "flags": 1 << 15, "allowed_mentions": {"parse": []}}
    assert message_faults(body) == []
    assert not pings(body)
    for one in walk(components):
        assert alive(_unmarked(one.get("content", "")), own) == []
