"""Why: loading is measured on files, and so a grown pack has to be written as a curator would write
it. It must lay records out as the shipped files do, since reading takes time by line and by brace.
"""

from __future__ import annotations

import json
import re
import shutil
import textwrap
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING

from bot.knowledge.edtf import Edtf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from bot.knowledge.library import Library
    from bot.knowledge.model import Fact

_WIDTH = 110
_SAFE = re.compile(r"[A-Za-z][A-Za-z0-9 /-]*")
_SAFE_LINE = re.compile(r"(?!.*(: | #))[A-Z][^\"'{}\[\]]*")
_FOLDED_FROM = 100


def write_pack(library: Library, shipped: Path, folder: Path) -> None:
    """Write the library as a pack into `folder`; all but facts and denials is the shipped one's."""
    shutil.copytree(shipped, folder)
    denials = [f"  - {_flow(denial)}" for denial in library.denials.values()]
    (folder / "denials.yaml").write_text("\n".join(["denials:", *denials, ""]), encoding="utf-8")
    for relation in library.relations:
        path = folder / "relations" / f"{relation}.yaml"
        head, _, _ = path.read_text(encoding="utf-8").partition("\nfacts:\n")
        own = (fact for fact in library.facts.values() if fact.relations[0] == relation)
        lines = [line for fact in own for line in _fact(fact)]
        text = "\n".join([head.rstrip("\n"), *(("", "facts:") if lines else ()), *lines, ""])
        path.write_text(text, encoding="utf-8")


def _fact(fact: Fact) -> Iterator[str]:
    mark = "- "
    for field in fields(fact):
        value = getattr(fact, field.name)
        if value is None or value == () or (field.name, value) == ("modality", "happened"):
            continue
        yield from (
            f"  {mark}{line}" if not n else f"    {line}" for n, line in _entry(field.name, value)
        )
        mark = "  "


def _entry(key: str, value: object) -> Iterable[tuple[int, str]]:
    if key in {"says", "short"} and isinstance(value, str):
        return enumerate(_sentence(key, value))
    if key in {"evidence", "figures", "notes"} and isinstance(value, tuple):
        return enumerate([f"{key}:", *(f"  - {_flow(one)}" for one in value)])
    return [(0, f"{key}: {_flow(value)}")]


def _sentence(key: str, text: str) -> list[str]:
    if len(text) > _FOLDED_FROM:
        return [
            f"{key}: >-",
            *(f"  {line}" for line in textwrap.wrap(text, _WIDTH - 6, break_on_hyphens=False)),
        ]
    return [
        f"{key}: {text if _SAFE_LINE.fullmatch(text) else json.dumps(text, ensure_ascii=False)}"
    ]


def _flow(value: object) -> str:
    if isinstance(value, str):
        plain = _SAFE.fullmatch(value) and value.casefold() not in {
            "no",
            "yes",
            "on",
            "off",
            "null",
        }
        return value if plain else json.dumps(value, ensure_ascii=False)
    if isinstance(value, Edtf):
        return f'"{value}"'
    if isinstance(value, (int, float, date)):
        return str(value)
    if isinstance(value, tuple):
        return f"[{', '.join(map(_flow, value))}]"
    given = ((field.name, getattr(value, field.name)) for field in fields(value))  # type: ignore[arg-type]
    parts = (f"{key}: {_flow(one)}" for key, one in given if one is not None and one != ())
    return f"{{{', '.join(parts)}}}"
