"""Why: the kinds of scalar that a pack's files may hold, each defined once, with what to say when a
value is of another kind. It must not know which record a scalar stands in."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PlainSerializer, StringConstraints, WithJsonSchema

from bot.knowledge.edtf import EXPECTED, Edtf, parse_edtf

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _edtf(value: object) -> Edtf:
    if isinstance(value, Edtf):
        return value
    if not isinstance(value, str):
        msg = f"a {type(value).__name__} is not an EDTF date ({EXPECTED})"
        raise ValueError(msg)  # noqa: TRY004 - pydantic reports ValueError with its place
    return parse_edtf(value)


def _calendar_day(value: object) -> date:
    if isinstance(value, date):
        return value
    try:
        # fromisoformat alone reads other forms of ISO 8601 as well.
        return date.fromisoformat(str(value) if _DAY.fullmatch(str(value)) else "")
    except ValueError:
        msg = f'"{value}" is not a day of the calendar (expected YYYY-MM-DD)'
        raise ValueError(msg) from None


# No control character and no mark of direction: a text reaches terminals and chats as it is.
ONE_LINE = r"^[^\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]*$"
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True, pattern=ONE_LINE)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
ActorId = Annotated[str, StringConstraints(pattern=r"^([A-Z]{3}|[a-z0-9]+(-[a-z0-9]+)*)$")]
# As platforms name the languages that their users read: de, es-ES, es-419.
Locale = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-([A-Z]{2}|[0-9]{3}))?$")]
Fingerprint = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
EdtfDate = Annotated[
    Edtf,
    BeforeValidator(_edtf),
    PlainSerializer(str),
    WithJsonSchema({"type": "string", "description": "an EDTF date, such as 2025-01~"}),
]
Day = Annotated[
    date, BeforeValidator(_calendar_day), WithJsonSchema({"type": "string", "format": "date"})
]
Number = Annotated[float, Field(allow_inf_nan=False)]
Paragraph = Annotated[int, Field(ge=1)]
Weight = Annotated[int, Field(ge=1, le=3)]

Standing = Literal["alleged", "acknowledged", "assessed", "said", "reported"]
Modality = Literal["happened", "planned", "possible", "did-not-happen"]
# PLOVER's sixteen event types (Open Event Data Alliance, PLOVER manual).
EventType = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]
SourceKind = Literal["news", "opinion", "aggregation", "rewritten", "public-record"]
# The Admiralty scale (STANAG 2511) for the reliability of a source.
Reliability = Literal["A", "B", "C", "D", "E", "F"]
NoteTarget = Literal["claim", "date", "figure"]
