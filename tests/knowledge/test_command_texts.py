"""Why: the words beside a command are read on platforms that take only short ones, so a curator is
told here of what they would refuse; a pack needs none."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.knowledge.export import pack_json
from bot.knowledge.loader import load
from bot.knowledge.model import CommandTexts
from tests.knowledge.test_export import TODAY
from tests.knowledge.test_schemas import errors_of
from tests.packs import LAKE, Change, refused, write_lake

NOTICE = "notice: Curated by hand.\n"
KEYS = "description, query, show, only_me, everyone, look_up"


def texts(written: str) -> Change:
    """Return the change that gives the lake these texts."""
    return Change("pack.yaml", NOTICE, f"{NOTICE}command_texts:\n{written}")


def test_a_pack_needs_no_texts(tmp_path: Path) -> None:
    """Without texts the bot's own words stand."""
    assert load(write_lake(tmp_path)).pack.command_texts == {}


def test_texts_are_read_by_language(tmp_path: Path) -> None:
    """A language may have a region, and any of the texts; what it has none of is None."""
    written = '  de: {query: Namen, show: "Nein"}\n  es-419:\n    look_up: Buscar\n'
    pack = load(write_lake(tmp_path, texts(written))).pack
    assert pack.command_texts == {
        "de": CommandTexts(query="Namen", show="Nein"),
        "es-419": CommandTexts(look_up="Buscar"),
    }
    assert errors_of("pack.yaml", LAKE["pack.yaml"] + f"command_texts:\n{written}") == []


def test_texts_are_exported(tmp_path: Path) -> None:
    """Other programs get the texts as they stand."""
    found = pack_json(load(write_lake(tmp_path, texts("  de: {query: Namen}\n"))), TODAY)
    german = dict.fromkeys(KEYS.split(", ")) | {"query": "Namen"}
    assert found["pack"]["command_texts"] == {"de": german}


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        pytest.param(
            "  DE: {query: Namen}\n",
            '10:3 command_texts.DE: "DE" has the wrong form '
            "(expected a language, such as de, es-ES or es-419)",
            id="language",
        ),
        pytest.param(
            "  de_DE: {query: Namen}\n",
            '10:3 command_texts.de_DE: "de_DE" has the wrong form '
            "(expected a language, such as de, es-ES or es-419)",
            id="region",
        ),
        pytest.param(
            "  de: {querry: Namen}\n",
            '10:8 command_texts.de.querry: unknown key "querry" (did you mean "query"?)',
            id="key",
        ),
        pytest.param(
            "  de: {placeholder: Namen}\n",
            '10:8 command_texts.de.placeholder: unknown key "placeholder" '
            f"(expected one of {KEYS})",
            id="key near none",
        ),
        pytest.param(
            f"  de: {{description: {'x' * 101}}}\n",
            f'10:21 command_texts.de.description: "{"x" * 101}" has 101 characters '
            "(expected at most 100)",
            id="long description",
        ),
        pytest.param(
            f"  de: {{look_up: {'x' * 33}}}\n",
            f'10:17 command_texts.de.look_up: "{"x" * 33}" has 33 characters '
            "(expected at most 32)",
            id="long entry",
        ),
        pytest.param(
            '  de: {show: ""}\n',
            '10:14 command_texts.de.show: "" is empty (expected text)',
            id="empty",
        ),
        pytest.param(
            "  de: Namen\n",
            '10:7 command_texts.de: "Namen" is not a mapping (expected keys with values)',
            id="no mapping",
        ),
        pytest.param(
            "  - {query: Namen}\n",
            "10:3 command_texts: a list is not a mapping (expected keys with values)",
            id="list",
        ),
        pytest.param(
            "  da: {show: no}\n",
            '10:14 command_texts.da.show: "no" would be read as bool by other programs '
            '(expected text; write it in quotes: "no")',
            id="unquoted",
        ),
        pytest.param(
            "  de: {query: Namen}\n  de: {query: Themen}\n",
            '11:3 command_texts: the key "de" stands twice (expected once; keep one of the two)',
            id="twice",
        ),
    ],
)  # fmt: skip
def test_a_text_that_cannot_stand_is_refused(tmp_path: Path, written: str, fault: str) -> None:
    """Each fault is told with its place, what was found and what was expected."""
    assert refused(tmp_path, texts(written)) == [f"pack.yaml:{fault}"]
