"""Why: wishes, contents and ledgers are kept as JSON, in columns that no statement looks into. The
same record gives the same text, so that what is like can be worked out once. It must know no
table."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from bot.briefing.model import Contents, Ledger, Wish
from bot.errors import WishError

if TYPE_CHECKING:
    from collections.abc import Mapping

_WISH = TypeAdapter(Wish)
_CONTENTS = TypeAdapter(Contents)
_LEDGER = TypeAdapter(Ledger)
_REMEMBERED = 4_096
_UNREADABLE = "What was wished for here can no longer be read. Set the brief up again."


def wish_json(wish: Wish) -> str:
    """Return the wish as text, the same for wishes that are equal."""
    found = _WISH.dump_python(wish, mode="json")
    for unordered in ("weekdays", "skip"):
        found["schedule"][unordered].sort()
    return _text(found)


@lru_cache(maxsize=_REMEMBERED)
def read_wish_json(text: str) -> Wish:
    """Return the wish that `wish_json` made the text of; raise WishError if it did not."""
    try:
        return _WISH.validate_json(text)
    except ValidationError as error:
        raise WishError(_UNREADABLE) from error


def contents_json(contents: Contents) -> str:
    """Return the contents as text."""
    return _text(asdict(contents))


def read_contents_json(text: str | None) -> Contents:
    """Return the contents that `contents_json` made the text of; empty ones for None."""
    return Contents() if text is None else _CONTENTS.validate_json(text)


def ledger_json(ledger: Ledger) -> str:
    """Return the ledger as text."""
    return _text(_LEDGER.dump_python(ledger, mode="json"))


@lru_cache(maxsize=_REMEMBERED)
def read_ledger_json(text: str | None) -> Ledger:
    """Return the ledger that `ledger_json` made the text of; an empty one for None.

    Whoever gets it must not write into its dictionaries.
    """
    return Ledger() if text is None else _LEDGER.validate_json(text)


def _text(value: Mapping[str, Any]) -> str:
    return json.dumps(value, separators=(",", ":"), sort_keys=True, ensure_ascii=False)
