"""Why: the repository holds no document, so a fact points into one by paragraph number and
fingerprint. This module alone reads documents: it must never print, store or return their words
except to the checks that compare them."""

from __future__ import annotations

import hashlib
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_QUOTES = dict.fromkeys(map(ord, "‘’‚‛“”„‟«»‹›`´″′"), '"') | {ord("'"): '"'}
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_UNIFIED = _QUOTES | _DASHES
FINGERPRINT_DIGITS = 16


def fingerprint(paragraph: str) -> str:
    """Return what a paragraph is recognised by: the first 16 hex digits of SHA-256 over its text.

    The text is compared after NFKC and casefold, with quotes and dashes unified and white space
    collapsed, so that a document saved by another program keeps its fingerprints.
    """
    text = unicodedata.normalize("NFKC", paragraph).casefold().translate(_UNIFIED)
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:FINGERPRINT_DIGITS]


def paragraphs(document: Path) -> tuple[str, ...]:
    """Return a document's non-blank lines; the n-th, counted from 1, is its paragraph n."""
    text = document.read_text(encoding="utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def sha256(document: Path) -> str:
    """Return the document's SHA-256 in hexadecimal digits."""
    return hashlib.sha256(document.read_bytes()).hexdigest()
