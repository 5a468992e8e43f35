"""Why: a question that is asked by many buttons is kept once. It must give the same key to the same
question, in every process."""

from __future__ import annotations

import base64
import hashlib

_LENGTH = 12


def key_of(kind: str, text: str) -> str:
    """Return twelve letters and digits that stand for this question and no other."""
    digest = hashlib.sha256(f"{kind}\n{text}".encode()).digest()
    return base64.b32encode(digest).decode().lower()[:_LENGTH]
