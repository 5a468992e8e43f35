"""Why: every spelling of a name is brought to one form, so that names are compared by equality. The
index of territories, the curated aliases and what somebody typed all pass through `normalise_name`.
It must not guess: it knows no names, no distances and no languages. Accents are stripped from
Latin, Greek and Cyrillic letters only, since in Indic, Thai, Arabic and Hebrew script such marks
*are* the vowels. Dates and fact ids are no names: their hyphens would be lost.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

# Letters with a stroke, a lost dot or a ligature, which Unicode does not decompose.
_UNDECOMPOSED: Final = {
    "đ": "d", "ħ": "h", "ı": "i", "ł": "l", "ø": "o", "ŧ": "t", "æ": "ae", "œ": "oe",
}  # fmt: skip
_APOSTROPHES: Final = "`´‘’‚‛′ʹʻʼʽˈ՚׳"
_QUOTES: Final = "“”„‟«»‹›״″"
_DASHES: Final = "-‐‑‒–—―−⁃־﹘﹣－"
# Soft hyphen, zero-width, direction marks and isolates, variation selectors, byte order mark.
_INVISIBLE: Final = (
    0xAD, 0x34F, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F),
    *range(0x2060, 0x2070), *range(0xFE00, 0xFE10), 0xFEFF,
)  # fmt: skip
_FOLDING: Final[dict[int, str | None]] = {
    **{ord(letter): plain for letter, plain in _UNDECOMPOSED.items()},
    **dict.fromkeys(map(ord, _APOSTROPHES), "'"),
    **dict.fromkeys(map(ord, _QUOTES), '"'),
    **dict.fromkeys(map(ord, _DASHES), " "),
    **dict.fromkeys(_INVISIBLE),
}

_LETTER: Final = r"[a-z\u00df-\u02af\u0370-\u0482\u048a-\u052f\u1d00-\u1fff\u2c60-\u2c7f]"
_ACCENTS: Final = re.compile(rf"(?<={_LETTER})[\u0300-\u036f]+")
# A word ends where a space, the end or a punctuation mark follows: never before a combining mark.
_WORD_END: Final = r"(?=[\s!-/:-@\[-`{-~\u2010-\u2027\u3001\u3002\u060c\u061f]|$)"
_STOPS: Final = re.compile(
    rf"(?<=\b{_LETTER})\.(?={_LETTER}\b)"  # inside U.S., D.P.R.K.
    rf"|(?<=[^\s.])\.++{_WORD_END}"  # after St. or the last of U.S.
)
_POSSESSIVE: Final = re.compile(rf"(?<=\w)(?:'s)++{_WORD_END}")
_ASCII_DASH_AND_TICK: Final = str.maketrans("-`", " '")


@lru_cache(maxsize=8192)
def normalise_name(text: str) -> str:
    """Return `text` as names are compared: case, accents, quotes, hyphens and spaces unified.

    A possessive 's is dropped, and so are full stops within an abbreviation and at the end of a
    word: "U.S.'s" becomes "us", "St. Lucia" "st lucia". Other punctuation stays. Idempotent.
    """
    folded = _fold_ascii(text) if text.isascii() else _fold_any(text)
    if "." in folded:
        folded = _STOPS.sub("", folded)
    if "'" in folded:
        folded = _POSSESSIVE.sub("", folded)
    return " ".join(folded.split())


def _fold_ascii(text: str) -> str:
    lower = text.lower()
    if "-" in lower or "`" in lower:
        return lower.translate(_ASCII_DASH_AND_TICK)
    return lower


def _fold_any(text: str) -> str:
    # Twice, for marks are put in order by NFKD only where nothing invisible stands between them.
    decomposed = unicodedata.normalize("NFKD", text.translate(_FOLDING)).casefold()
    plain = _ACCENTS.sub("", decomposed.translate(_FOLDING))
    return unicodedata.normalize("NFC", plain)
