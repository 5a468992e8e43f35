"""Why: one door from plain data to frozen records, so that every wrong value of a file is reported
in one run, in a curator's words. It must not compare records with one another."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from bot.knowledge.edtf import Edtf
from bot.knowledge.fields import ONE_LINE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pydantic_core import ErrorDetails

    from bot.errors import Fault
    from bot.knowledge.nodes import Document, Doubtful, Place

T = TypeVar("T")

_PATTERNS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "lower-case letters, digits and single hyphens",
    r"^([A-Z]{3}|[a-z0-9]+(-[a-z0-9]+)*)$": "an ISO 3166-1 alpha-3 code or a lower-case slug",
    r"^[a-z]{2,3}(-([A-Z]{2}|[0-9]{3}))?$": "a language, such as de, es-ES or es-419",
    r"^[0-9a-f]{16}$": "16 hexadecimal digits in lower case",
    r"^[0-9a-f]{64}$": "64 hexadecimal digits in lower case",
    ONE_LINE: "one line of text",
}
# What is said of each kind of wrong value, by pydantic's name for it.
_FORMS = {
    "literal_error": "{shown} is not known here (expected {expected})",
    "string_pattern_mismatch": "{shown} has the wrong form (expected {form})",
    "string_too_long": "{shown} has {size} characters (expected at most {max_length})",
    "string_too_short": "{shown} is empty (expected text)",
    "too_short": "the list is too short (expected at least {min_length})",
    "string_type": "{shown} is not text (expected one line of text)",
    "tuple_type": "{shown} is not a list (expected a list)",
    "dict_type": "{shown} is not a mapping (expected keys with values)",
    "dataclass_type": "{shown} is not a mapping (expected keys with values)",
}
_NEAR = 3
#: how pydantic ends the place of a fault in a key rather than in its value
_OF_KEY = "[key]"
_ADAPTERS: dict[object, TypeAdapter[Any]] = {}


def adapter(kind: Any) -> TypeAdapter[Any]:  # noqa: ANN401 - pydantic takes any type form
    """Return pydantic's reader for one kind of record; built once, since building is slow."""
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def read_record(kind: type[T], data: object, document: Document, place: Place) -> T | None:
    """Return the record that `data` states, or None after its faults went to the document."""
    try:
        record: T = adapter(kind).validate_python(data)
    except ValidationError as error:
        details = error.errors()
        document.faults += [
            _fault(detail, kind, document, place) for detail in details if _is_own(detail, details)
        ]
        return None
    return record


def _is_own(detail: ErrorDetails, details: Sequence[ErrorDetails]) -> bool:
    """Whether a fault stands by itself; a list is also too short where its members are refused."""
    if detail["type"] != "too_short":
        return True
    length = len(detail["loc"])
    return all(one is detail or one["loc"][:length] != detail["loc"] for one in details)


def read_records(
    kind: type[T], data: object, document: Document, place: Place
) -> list[tuple[int, T]]:
    """Return those records of a list that are well formed, each with its number in the list.

    The faults of the others go to the document.
    """
    if not isinstance(data, list):
        text = f"{_shown(data)} is not a list (expected a list of records)"
        document.faults.append(document.fault(place, text))
        return []
    try:
        records: list[T] = adapter(list[kind]).validate_python(data)  # type: ignore[valid-type]
    except ValidationError:
        each = ((n, read_record(kind, item, document, (*place, n))) for n, item in enumerate(data))
        return [(number, record) for number, record in each if record is not None]
    return list(enumerate(records))


def check_quotes(kind: type, document: Document, doubtful: Iterable[Doubtful], skip: int) -> None:
    """Fault each unquoted scalar in a text or date field that YAML readers would not take as text.

    `skip` is the length of the place of one record of `kind`.
    """
    for doubt in doubtful:
        steps = tuple("*" if isinstance(step, int) else step for step in doubt.place[skip:])
        if _is_text(kind, steps):
            text = (
                f'"{doubt.value}" would be read as {doubt.kind} by other programs '
                f'(expected text; write it in quotes: "{doubt.value}")'
            )
            document.faults.append(document.fault(doubt.place, text))


@cache
def _is_text(kind: object, steps: tuple[str, ...]) -> bool:
    options = set(_options(kind))
    if not steps:
        return bool(options & {str, Edtf})
    for option in options:
        if steps[0] == "*" and typing.get_origin(option) in {tuple, list}:
            return _is_text(typing.get_args(option)[0], steps[1:])
        if typing.get_origin(option) is Mapping:
            return _is_text(typing.get_args(option)[1], steps[1:])
        if is_dataclass(option) and isinstance(option, type):
            hint = typing.get_type_hints(option).get(steps[0])
            if hint is not None:
                return _is_text(hint, steps[1:])
    return False


def _options(hint: object) -> Iterator[Any]:
    if typing.get_origin(hint) in {typing.Union, types.UnionType}:
        for part in typing.get_args(hint):
            yield from _options(part)
    else:
        yield hint


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that a slip most likely meant; None where none is near."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - a sound pack has no slip

    ranked = sorted((OSA.distance(word, option), option) for option in known)
    return ranked[0][1] if ranked and ranked[0][0] <= _NEAR else None


def unknown(what: str, word: str, known: Iterable[str]) -> str:
    """Return the words for a name that nothing bears, with the nearest one that something does."""
    hint = nearest(word, known)
    mend = f'did you mean "{hint}"?' if hint else f"add it or mend the {what}"
    return f'there is no {what} "{word}" ({mend})'


def _fault(detail: ErrorDetails, kind: object, document: Document, place: Place) -> Fault:
    where = (*place, *detail["loc"])
    if detail["type"] == "unexpected_keyword_argument":
        known = _keys(kind, detail["loc"][:-1])
        key = str(detail["loc"][-1])
        hint = nearest(key, known)
        mend = f'did you mean "{hint}"?' if hint else f"expected one of {', '.join(known)}"
        return document.fault(where, f'unknown key "{key}" ({mend})', key=True)
    if detail["type"] in {"missing_argument", "missing"}:
        text = f'the key "{detail["loc"][-1]}" is missing (expected here; add it)'
        return document.fault(where[:-1], text)
    if detail["loc"][-1:] == (_OF_KEY,):
        return document.fault(where[:-1], _words(detail), key=True)
    return document.fault(where, _words(detail))


def _keys(kind: object, loc: tuple[int | str, ...]) -> tuple[str, ...]:
    for step in loc:
        options = list(_options(kind))
        if isinstance(step, int):
            kind = next(typing.get_args(o)[0] for o in options if typing.get_args(o))
        elif any(typing.get_origin(option) is Mapping for option in options):
            kind = next(typing.get_args(o)[1] for o in options if typing.get_args(o))
        else:
            record = next(o for o in options if is_dataclass(o))
            kind = typing.get_type_hints(record)[step]
    record = next(o for o in _options(kind) if is_dataclass(o))
    return (*(f.name for f in fields(record)), *getattr(record, "beside", ()))


def _shown(value: object) -> str:
    if isinstance(value, str):
        return f'"{value}"'
    return "a mapping" if isinstance(value, dict) else "a list" if isinstance(value, list) else ""


def _words(detail: ErrorDetails) -> str:
    ctx: Mapping[str, Any] = detail.get("ctx", {})
    error = ctx.get("error")
    if isinstance(error, Exception):
        return str(error)
    form = _FORMS.get(detail["type"])
    shown = _shown(detail["input"])
    if form is None:
        return f"{shown} cannot be read: {detail['msg'].lower()}"
    pattern = str(ctx.get("pattern", ""))
    size = len(detail["input"]) if isinstance(detail["input"], str) else 0
    return form.format(shown=shown, form=_PATTERNS.get(pattern, pattern), size=size, **_limits(ctx))


def _limits(ctx: Mapping[str, Any]) -> dict[str, object]:
    return {key: ctx.get(key) for key in ("expected", "max_length", "min_length")}
