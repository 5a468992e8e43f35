"""Why: a secret in a log is a secret no more, and libraries quote what they were given. Every line
for operators goes through here. It must rather hide too much than too little."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HIDDEN = "[secret]"
_NAMES = re.compile("TOKEN|SECRET|PASSW|PASSPHRASE|KEY|CREDENTIAL|PRIVATE", re.IGNORECASE)
# What is shorter is no secret worth the name, and would be found in every other word.
_SHORTEST = 6
# Secrets that no variable holds, as they come by themselves: passwords within addresses, tokens of
# workspaces that installed the bot, and addresses at which whoever knows them can answer.
_SHAPES = (
    r"(?<=://)[^\s/@\"']*:[^\s/@\"']*(?=@)",
    r"\bx(?:ox[a-z]|app)[a-z.]*-[\w.-]{6,}",
    r"(?<=/commands/)[\w/-]{12,}",
    r"(?<=/actions/)[\w/-]{12,}",
    r"(?<=/webhooks/)\d+/[\w.-]{12,}",
    r"(?<=/interactions/)\d+/[\w.-]{12,}",
)


class Redaction:
    """Text without the secrets of an environment."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        """Hide the values of all variables whose names speak of secrets, however quoted."""
        words = {form for secret in _secrets(environment) for form in _forms(secret)}
        known = (re.escape(word) for word in sorted(words, key=len, reverse=True))
        self._pattern = re.compile("|".join((*known, *_SHAPES)))

    def __call__(self, text: str) -> str:
        """Return the text with each secret replaced."""
        return self._pattern.sub(HIDDEN, text)


def _secrets(environment: Mapping[str, str]) -> Iterator[str]:
    for name, value in environment.items():
        found = [value.strip()] if _NAMES.search(name) else []
        found += _passwords(value)
        yield from (secret for secret in found if len(secret) >= _SHORTEST)


def _passwords(value: str) -> list[str]:
    try:
        password = urlsplit(value).password
    except ValueError:  # it is no address
        return []
    return [password, unquote(password)] if password else []


def _forms(secret: str) -> Iterator[str]:
    yield secret
    yield json.dumps(secret)[1:-1]
    yield repr(secret)[1:-1]
    yield json.dumps(repr(secret)[1:-1])[1:-1]
    yield quote(secret)
    yield quote(secret, safe="")
