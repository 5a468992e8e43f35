"""Why: a running bot knows states in any language of CLDR without babel, whose locales take seconds
and much memory to load; `bot/knowledge/cldr.py` writes what this module reads in milliseconds. It
must hold no curated names: adjectives, capitals, nicknames and what CLDR lacks are aliases of an
actor, and a line that is added to the file by hand changes its digest, so that it is refused.

The file is UTF-8: a header of lines `# key: value` (`generated-by`, `cldr`, `rows`, `sha256` of all
that follows the header), then rows of three columns divided by tabs, in three blocks, each sorted
by its first column, which occurs once:

| first  | second | third: flags                                                                |
|--------|--------|-----------------------------------------------------------------------------|
| `=IRQ` | `Iraq` | `n`: English name for printing, not normalised                              |
| `@IQ`  | `IRQ`  | `c`: alpha-2 code to alpha-3 code                                           |
| `irak` | `IRQ`  | a name, normalised; several codes are joined by commas and mean a question; |
|        |        | `e`: it is English, `w`: it is weak, `ew`: both, or nothing                 |

A weak name is also an ordinary word (man, chad, turkey), a given name, or too short to tell: it
counts only capitalised or beside a recognised name. Kosovo, which ISO 3166-1 lacks, is XKX.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar, overload

if TYPE_CHECKING:
    from pathlib import Path

Codes: TypeAlias = tuple[str, ...]
T = TypeVar("T")

REMEDY: Final = "stale or edited by hand: run `axis facts index`"
# The flags of a row; the same letters are in the table above.
LABEL: Final = "n"
CODE: Final = "c"
ENGLISH: Final = "e"
WEAK: Final = "w"
# Bytes of the file that are split at a time, some eighty rows.
_STRIDE: Final = 2048


class StaleIndexError(ValueError):
    """The index is missing or is not what `axis facts index` writes; the text says what to do.

    `line` is the line of the file that it is about, counted from 1.
    """

    def __init__(self, text: str, *, line: int = 1) -> None:
        """Keep the line; the text names neither file nor line, as the caller knows both."""
        super().__init__(text)
        self.line = line


@dataclass(frozen=True, slots=True, kw_only=True)
class TerritoryIndex:
    """What the index says; nothing in it is ever changed after reading."""

    names: Mapping[str, Codes]
    """Normalised name to alpha-3 codes, in alphabetical order; several are a question."""
    english: frozenset[str]
    """The names that are English."""
    weak: frozenset[str]
    """The names that count only capitalised or beside a recognised name."""
    alpha2: Mapping[str, str]
    """Alpha-2 code to alpha-3 code, both in capitals: `OM` to `OMN`."""
    labels: Mapping[str, str]
    """Alpha-3 code to English name for printing: `IRQ` to `Iraq`."""


def read_index(path: Path) -> TerritoryIndex:
    """Return the index in the file `path`; raise StaleIndexError if it is not as generated."""
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        text = "no such file (expected the index of territory names); run `axis facts index`"
        raise StaleIndexError(text) from error
    except OSError as error:
        text = f"cannot be read: {error.strerror} (expected the index of territory names)"
        raise StaleIndexError(text) from error
    header, body = _split(content)
    _check(header, body)
    names_at, blocks = _leading_blocks(body)
    names = body[names_at:]
    both = _flagged(names, ENGLISH + WEAK)
    return TerritoryIndex(
        names=_Names(names),
        english=both | _flagged(names, ENGLISH),
        weak=both | _flagged(names, WEAK),
        alpha2=blocks[CODE],
        labels=blocks[LABEL],
    )


def digest(body: bytes) -> str:
    """Return the SHA-256 of `body`, all that follows the header, in hexadecimal digits."""
    return hashlib.sha256(body).hexdigest()


class _Names(Mapping[str, Codes]):
    """The block of names as it stands in the file; a few rows are split when one is asked for.

    A dict of all rows takes five times as long to build and ten times the memory, at each start.
    """

    __slots__ = ("_body", "_firsts", "_offsets", "_parsed")

    def __init__(self, body: bytes) -> None:
        """Note every so often which name stands where; `body` holds whole rows, sorted."""
        self._body = body
        self._firsts: list[str] = []
        self._offsets: list[int] = []
        at = 0
        while at < len(body):
            self._firsts.append(body[at : body.index(b"\t", at)].decode())
            self._offsets.append(at)
            at = body.find(b"\n", at + _STRIDE) + 1 or len(body)
        self._offsets.append(len(body))
        self._parsed: list[dict[str, Codes] | None] = [None] * len(self._firsts)

    @overload
    def get(self, key: str, /) -> Codes | None: ...
    @overload
    def get(self, key: str, default: Codes | T, /) -> Codes | T: ...
    def get(self, key: str, default: Codes | T | None = None, /) -> Codes | T | None:
        """Return the codes of a name; as most words are no names, it is not left to KeyError."""
        block = bisect_right(self._firsts, key) - 1
        if block < 0:
            return default
        return (self._parsed[block] or self._rows(block)).get(key, default)

    def __getitem__(self, key: str) -> Codes:
        codes = self.get(key)
        if codes is None:
            raise KeyError(key)
        return codes

    def __iter__(self) -> Iterator[str]:
        for block in range(len(self._firsts)):
            yield from self._parsed[block] or self._rows(block)

    def __len__(self) -> int:
        return self._body.count(b"\n")

    def _rows(self, block: int) -> dict[str, Codes]:
        text = self._body[self._offsets[block] : self._offsets[block + 1]].decode()
        rows = (row.split("\t") for row in text.removesuffix("\n").split("\n"))
        split = {name: tuple(codes.split(",")) for name, codes, _ in rows}
        self._parsed[block] = split
        return split


def _split(content: bytes) -> tuple[dict[str, tuple[int, str]], bytes]:
    """Return the header, each key with its line number and value, and the body."""
    header: dict[str, tuple[int, str]] = {}
    start = number = 0
    while content.startswith(b"#", start):
        end = content.find(b"\n", start) + 1 or len(content)
        number += 1
        line = content[start:end].decode(errors="replace")
        key, _, value = line.removeprefix("#").partition(":")
        header[key.strip()] = (number, value.strip())
        start = end
    return header, content[start:]


def _check(header: Mapping[str, tuple[int, str]], body: bytes) -> None:
    """Raise StaleIndexError unless rows and digest are those that the header states."""
    for key, found in (("rows", str(body.count(b"\n"))), ("sha256", digest(body))):
        line, stated = header.get(key, (1, "none"))
        if stated != found:
            text = f"{key}: {found} (expected {stated}, as the header says); {REMEDY}"
            raise StaleIndexError(text, line=line)


def _leading_blocks(body: bytes) -> tuple[int, dict[str, dict[str, str]]]:
    """Return where the names begin, and the rows before them, by flag, without their signs."""
    blocks: dict[str, dict[str, str]] = {LABEL: {}, CODE: {}}
    at = 0
    while body.startswith((b"=", b"@"), at):
        end = body.index(b"\n", at)
        first, second, flag = body[at:end].decode().split("\t")
        blocks[flag][first[1:]] = second
        at = end + 1
    return at, blocks


def _flagged(body: bytes, flag: str) -> frozenset[str]:
    """Return the names whose flags are exactly `flag`."""
    names: list[str] = []
    wanted = f"\t{flag}\n".encode()
    at = body.find(wanted)
    while at >= 0:
        row = body[body.rfind(b"\n", 0, at) + 1 : at]
        names.append(row.decode().partition("\t")[0])
        at = body.find(wanted, at + 1)
    return frozenset(names)
