"""Why: an editor that knows the shape of a file tells a curator of a slip as it is typed. So what
it is given has to be right, and has to say what a load would say."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from bot.knowledge.export import schemas
from tests.packs import ALDER_BIRCH, LAKE

SCHEMAS = schemas()


def schema_of(file: str) -> dict[str, Any]:
    """Return the schema of a file, by the pattern that it falls under."""
    return SCHEMAS["relations/*.yaml" if file.startswith("relations/") else file]


@pytest.mark.parametrize("file", sorted(SCHEMAS))
def test_a_schema_is_one(file: str) -> None:
    """The schema of each file is a valid JSON Schema, whose references all lead somewhere."""
    Draft202012Validator.check_schema(SCHEMAS[file])
    text = json.dumps(SCHEMAS[file])
    for part in text.split('"$ref": "#/$defs/')[1:]:
        assert part.partition('"')[0] in SCHEMAS[file]["$defs"]


class LikeEditors(yaml.SafeLoader):
    """A reader of YAML 1.2, as editors are: it knows no dates, and `on` is a word."""


LikeEditors.yaml_implicit_resolvers = {
    letter: [one for one in forms if not one[0].endswith((":timestamp", ":bool"))]
    for letter, forms in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
LikeEditors.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("^(true|false)$"), ["t", "f"]
)


def errors_of(file: str, text: str) -> list[str]:
    """Return what an editor says of a file."""
    validator = Draft202012Validator(schema_of(file))
    tree = yaml.load(text, Loader=LikeEditors)  # noqa: S506 - a SafeLoader that guesses less
    return sorted(error.message for error in validator.iter_errors(tree))


@pytest.mark.parametrize("file", sorted(LAKE))
def test_a_schema_accepts_a_sound_file(file: str) -> None:
    """An editor finds nothing wrong with a file that loads."""
    assert errors_of(file, LAKE[file]) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "error"),
    [
        pytest.param(
            "topics.yaml", "label: piers", "lable: piers", "'label' is a required property",
            id="key",
        ),
        pytest.param("actors.yaml", "id: birch", "id: Birch",
                     "'Birch' does not match '^([A-Z]{3}|[a-z0-9]+(-[a-z0-9]+)*)$'", id="form"),
        pytest.param(
            ALDER_BIRCH, "weight: 3", "weight: 4", "4 is greater than the maximum of 3", id="fact"
        ),
        pytest.param("relations/lake.yaml", "gap: true", "gap: perhaps",
                     "'perhaps' is not of type 'boolean'", id="relation"),
        pytest.param("sources.yaml", "reliability: B", "reliability: G",
                     "'G' is not one of ['A', 'B', 'C', 'D', 'E', 'F']", id="letter"),
    ],
)  # fmt: skip
def test_a_schema_refuses_what_a_load_refuses(file: str, old: str, new: str, error: str) -> None:
    """An editor tells of a wrong key or value before the pack is loaded."""
    assert error in errors_of(file, LAKE[file].replace(old, new))
