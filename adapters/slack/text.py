"""Why: text that comes from Slack carries markup, and text that goes there must carry none. Pure.
Nothing that a person or a pack wrote may come alive as a mention, a link or a style; and text that
is too long goes on elsewhere, it is never cut off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKUP = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")
_UTF16_UNIT = 2


def escape(text: str) -> str:
    """Return the text so that Slack shows it letter by letter wherever it reads markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def heard(text: str) -> str:
    """Return what a person typed, without Slack's markup: links by their label, nobody's id."""
    plain = _MARKUP.sub(_spoken, text)
    for sign, entity in (("<", "&lt;"), (">", "&gt;"), ("&", "&amp;")):
        plain = plain.replace(entity, sign)
    return " ".join(plain.split())


def _spoken(match: re.Match[str]) -> str:
    target, label = match[1], match[2]
    if target.startswith("@"):
        return " "
    if target.startswith(("#", "!")):
        return label or " "
    return label or target


def measure(text: str) -> int:
    """Return how long Slack may count the text at most: escaped, in UTF-16 units."""
    return len(escape(text).encode("utf-16-le", "surrogatepass")) // _UTF16_UNIT


def split(text: str, limit: int) -> tuple[str, ...]:
    """Return the text in pieces of at most `limit` by measure, parted between words if possible."""
    if measure(text) <= limit:
        return (text,)
    pieces: list[str] = []
    piece: list[str] = []
    used = 0
    for word in (part for whole in text.split(" ") for part in _cut(whole, limit)):
        length = measure(word) + 1
        if piece and used + length > limit:
            pieces.append(" ".join(piece))
            piece, used = [], 0
        piece.append(word)
        used += length
    return tuple(one for one in (*pieces, " ".join(piece)) if one.strip())


def _cut(word: str, limit: int) -> Iterator[str]:
    """Yield a word whole, or a run of signs without any space in pieces that fit."""
    if measure(word) < limit:
        yield word
        return
    piece, used = "", 0
    for sign in word:
        length = measure(sign)
        if used + length >= limit:
            yield piece
            piece, used = "", 0
        piece += sign
        used += length
    yield piece
