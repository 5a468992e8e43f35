"""Why: a curator mends what is pointed at, so whatever is wrong with a file's form has a line, a
column and a mend. What YAML would guess stays as it was written."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.knowledge.nodes import Document, Doubtful, read_document, written


def read(content: str | bytes) -> Document:
    """Return what is read of a file `x.yaml` with this content."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.yaml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_document(path, "x.yaml")


def told(content: str | bytes) -> list[str]:
    """Return the faults of a file with this content, as they print."""
    return [str(fault) for fault in read(content).faults]


TEXT = "(expected valid YAML)"
ONCE = "(expected once; keep one of the two)"
OUT = "is not read (expected each value written out)"


@pytest.mark.parametrize(
    ("content", "faults"),
    [
        pytest.param(
            "a: 1\nb:\n  c: 2\n  c: 3\n",
            [f'x.yaml:4:3 b: the key "c" stands twice {ONCE}'],
            id="duplicate key",
        ),
        pytest.param(
            "a: 1\na: 2\na: 3\n",
            [
                f'x.yaml:2:1 the key "a" stands twice {ONCE}',
                f'x.yaml:3:1 the key "a" stands twice {ONCE}',
            ],
            id="key three times",
        ),
        pytest.param("- a\n- &b c\n", [f'x.yaml:2:3 the anchor "b" {OUT}'], id="anchor"),
        pytest.param(
            "a: &b [c]\nd: *b\n",
            [f'x.yaml:1:4 the anchor "b" {OUT}', f'x.yaml:2:4 the alias "b" {OUT}'],
            id="alias",
        ),
        pytest.param(
            "a: *b\n",
            [f"x.yaml:1:4 is not YAML here: found undefined alias {TEXT}"],
            id="alias of nothing",
        ),
        pytest.param(
            "a: 'b\n",
            [f"x.yaml:2:1 is not YAML here: found unexpected end of stream {TEXT}"],
            id="open quote",
        ),
        pytest.param(
            "a: b: c\n",
            [f"x.yaml:1:5 is not YAML here: mapping values are not allowed in this context {TEXT}"],
            id="two colons",
        ),
        pytest.param(
            "a:\n\tb: c\n",
            [f"x.yaml:2:1 is not YAML here: found character that cannot start any token {TEXT}"],
            id="tab",
        ),
        pytest.param(
            "a: b\n---\nc: d\n",
            [f"x.yaml:2:1 is not YAML here: but found another document {TEXT}"],
            id="two documents",
        ),
        pytest.param(
            "é: é\nb: x\x07\n",
            [f"x.yaml:2:5 is not YAML here: control characters are not allowed {TEXT}"],
            id="control character",
        ),
        pytest.param(
            "a:\n  [b]: c\n",
            ["x.yaml:2:3 a: a key is a list (expected text before the colon)"],
            id="list as key",
        ),
        pytest.param(
            "{b: c}: d\n",
            ["x.yaml:1:1 a key is a mapping (expected text before the colon)"],
            id="mapping as key",
        ),
        pytest.param(
            b"a: \xff\n",
            ["x.yaml cannot be read: is not UTF-8 text (expected a readable UTF-8 file)"],
            id="not UTF-8",
        ),
    ],
)
def test_a_file_of_bad_form_is_refused_where_it_is_wrong(
    content: str | bytes, faults: list[str]
) -> None:
    """A fault of form names line and column and says what was expected."""
    assert told(content) == faults


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A file that is not there is named with the reason."""
    document = read_document(tmp_path / "x.yaml", "x.yaml")
    expected = "cannot be read: No such file or directory (expected a readable UTF-8 file)"
    assert [str(fault) for fault in document.faults] == [f"x.yaml {expected}"]


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        pytest.param("no", "bool", id="no"),
        pytest.param("Yes", "bool", id="yes"),
        pytest.param("2026.11", "float", id="version"),
        pytest.param("012", "int", id="octal"),
        pytest.param("12:30", "int", id="sexagesimal"),
        pytest.param("1_000", "int", id="underscore"),
        pytest.param("2026-11-22", "timestamp", id="date"),
        pytest.param("null", "null", id="null"),
        pytest.param("~", "null", id="tilde"),
        pytest.param("", "null", id="nothing"),
        pytest.param("=", "value", id="equals"),
    ],
)
def test_what_yaml_would_guess_is_kept_as_text(value: str, kind: str) -> None:
    """An unquoted scalar that YAML takes for something else stays text, and is marked doubtful."""
    document = read(f"a:\n  - {value}\n  - '{value}'\n")
    assert document.data == {"a": [value, value]}
    assert document.doubtful == [Doubtful(("a", 0), value, kind)]


@pytest.mark.parametrize("value", ["1e3", "2026-11", "0o17", "north", "n", "-", "a&b", "1 000"])
def test_what_yaml_would_not_guess_is_not_doubtful(value: str) -> None:
    """A scalar that every YAML reader takes for text is not doubtful."""
    document = read(f"a: {value}x\nb: {value}\n" if value == "-" else f"a: {value}\n")
    assert document.doubtful == []


@pytest.mark.parametrize(
    ("place", "text"),
    [
        pytest.param((), "", id="whole file"),
        pytest.param(("facts", 2, "event", "when"), "facts[2].event.when", id="nested"),
        pytest.param((0, 1), "[0][1]", id="lists only"),
    ],
)
def test_a_place_is_written_as_people_write_it(place: tuple[str | int, ...], text: str) -> None:
    """A place in a file is written with dots for keys and brackets for numbers."""
    assert written(place) == text


def test_a_fault_below_a_value_points_at_the_nearest_one() -> None:
    """A fault at something that is not there points at the nearest value above it."""
    document = read("a:\n  - b: c\n")
    assert str(document.fault(("a", 0, "z"), "is odd")) == "x.yaml:2:5 a[0].z: is odd"
    assert str(document.fault(("a", 7), "is odd")) == "x.yaml:2:3 a[7]: is odd"
    assert str(document.fault(("a", 0, "b"), "is odd", key=True)) == "x.yaml:2:5 a[0].b: is odd"
    assert str(read("").fault((), "is odd")) == "x.yaml is odd"
