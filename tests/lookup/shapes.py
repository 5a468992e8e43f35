"""Why: programs read replies as JSON, so its shape is a promise of its own. These schemas say it
once more, key by key, from the design; nothing may be missing and nothing may be added."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

EDTF = r"^\d{4}(-\d{2}(-\d{2})?)?[?~%]?(/\d{4}(-\d{2}(-\d{2})?)?[?~%]?)?$"


def shape(**properties: Schema) -> Schema:
    """Return the schema of an object with exactly these keys."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def listed(items: Schema, **limits: int) -> Schema:
    """Return the schema of a list of items."""
    return {"type": "array", "items": items, **limits}


def nullable(schema: Schema) -> Schema:
    """Return a schema that null fits as well."""
    return {"anyOf": [schema, {"type": "null"}]}


TEXT: Schema = {"type": "string", "minLength": 1}
NUMBER: Schema = {"type": "integer", "minimum": 1}
COUNT: Schema = {"type": "integer", "minimum": 0}
BOOLEAN: Schema = {"type": "boolean"}
DATE: Schema = {"type": "string", "pattern": EDTF}

VOICE = shape(
    actor=nullable(TEXT),
    person=nullable(TEXT),
    who=nullable(TEXT),
    passes_on=nullable(TEXT),
    label=TEXT,
)
FACT: dict[str, Schema] = {
    "fact": TEXT,
    "standing": {"enum": ["reported", "acknowledged", "alleged", "assessed", "said"]},
    "by": listed(VOICE),
    "disputed": BOOLEAN,
    "denied_by": listed(shape(actor=TEXT, when=DATE)),
    "when": nullable(DATE),
    "modality": {"enum": ["happened", "planned", "possible", "did-not-happen"]},
    "sources": listed(NUMBER, minItems=1),
}
POINT = shape(
    **FACT,
    text=TEXT,
    by_date=nullable(DATE),
    notes=listed(TEXT),
    **{"with": listed(shape(**FACT))},
)
QUERY = shape(
    actors=listed(TEXT),
    people=listed(TEXT),
    topics=listed(TEXT),
    years=listed({"type": "integer"}),
    since=nullable(DATE),
    before=nullable(DATE),
    as_of=nullable(DATE),
)
REPLY = shape(
    kind={"enum": ["answer", "offer", "none", "help", "error"]},
    query=QUERY,
    title=TEXT,
    bottom_line=nullable(shape(text=TEXT, facts=listed(TEXT), gap=BOOLEAN)),
    points=listed(POINT),
    sources=listed(
        shape(n=NUMBER, id=TEXT, title=TEXT, published=DATE, reliability={"enum": list("ABCDEF")})
    ),
    positions=listed(shape(text=TEXT, facts=listed(TEXT))),
    settles=nullable(TEXT),
    offers=listed(TEXT, maxItems=25),
    not_understood=listed({"type": "string", "pattern": r"^\w{1,30}$"}, maxItems=5),
    total=COUNT,
    pack=TEXT,
    newest_source=nullable(DATE),
)
