"""Why: a pack's sentences and a user's words are printed as they stand, so nothing in them may
become a mention, a link, a heading or an emoji. Pure; it must not lose a readable letter."""

from __future__ import annotations

import re
from functools import lru_cache

import discord

# What starts or ends formatting anywhere in a line: emphasis, code, spoilers, masked links,
# mentions, timestamps, custom emoji; an address becomes a link at its "://", a word between colons
# an emoji.
_ALIVE = re.compile(r"[\\*_~`|<>\[\]]|:(?=//)|:(?=[\w+-]+:)")
# What makes a line a heading, small print, a list or a numbered list.
_FIRST = re.compile(r"(?:[-#+]|\d+(?=[.)]))")
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")
_BYTES_A_UNIT = 2


@lru_cache(maxsize=8192)  # a pack's lines are printed again and again
def escaped(text: str) -> str:
    """Return the text as one line in which nothing comes alive, wherever in a line it stands."""
    line = " ".join(_UNSEEN.sub("", text).split())
    return _ALIVE.sub(r"\\\g<0>", discord.utils.escape_mentions(line))


def strong(escaped_text: str) -> str:
    """Return an escaped text in bold, where it holds more than spaces."""
    return f"**{escaped_text}**" if escaped_text.strip() else escaped_text


def line_start(line: str) -> str:
    """Return an escaped line so that it is no heading and no list where it begins a line."""
    match = _FIRST.match(line)
    if match is None:
        return line
    at = 0 if match[0] in "-#+" else match.end()
    return f"{line[:at]}\\{line[at:]}"


def length(text: str) -> int:
    """Return the characters as the strictest counter sees them: those beyond the BMP are two."""
    # Counted in C: a typographic quote in a page must not cost a look at each of its letters.
    return len(text.encode("utf-16-le", "surrogatepass")) // _BYTES_A_UNIT


def pieces(text: str, room: int) -> list[str]:
    """Return sentences as long as
    they fit, else whole words; a longer word is parted where nothing escaped is torn."""
    parts: list[str] = []
    for sentence in re.split(r"(?<=[.!?…;]) ", text):
        words = [sentence] if length(sentence) <= room else sentence.split(" ")
        for number, word in enumerate(_short(words, room)):
            joined = f"{parts[-1]} {word}" if parts else ""
            whole = number > 0 or length(sentence) <= room
            if joined and whole and length(joined) <= room:
                parts[-1] = joined
            else:
                parts.append(word)
    return parts


def _short(words: list[str], room: int) -> list[str]:
    found: list[str] = []
    for word in words:
        while length(word) > room:
            at = room // 2
            at -= word[at - 1] == "\\"
            found.append(word[:at])
            word = word[at:]  # noqa: PLW2901 - what is left of it
        found.append(word)
    return found
