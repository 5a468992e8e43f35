"""Why: a pack is refused in words whatever its files hold. Here are the files that nobody would
write, and that a program or a slip of the hand may leave behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.nodes import Document, read_document


def read(content: bytes) -> Document:
    """Return what is read of a file `x.yaml` with this content."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.yaml"
        path.write_bytes(content)
        return read_document(path, "x.yaml")


class WithoutAliases(yaml.SafeDumper):
    """A writer of YAML that writes each value out."""

    def ignore_aliases(self, _data: object) -> bool:
        """Say that no value is to be named."""
        return True


trees = st.recursive(
    st.text() | st.sampled_from(["no", "~", "12", "<<", "=", "2026-11-22"]),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)
scraps = st.text(st.sampled_from("ab01:-[]{}&*!|>'\"#%@?,~.=< \n\t\r\0\a\x85\u2028é俄\U0001f600"))


@given(st.text() | scraps | st.binary())
def test_any_file_is_read_or_refused(content: str | bytes) -> None:
    """Whatever a file holds, it is read, or refused with faults: it never raises."""
    content = content.encode(errors="replace") if isinstance(content, str) else content
    document = read(content)
    for fault in document.faults:
        assert str(fault).startswith(("x.yaml:", "x.yaml "))
        assert (fault.line > 0) == (fault.column > 0)
    if not document.faults:
        assert document.data == yaml.load(content, Loader=yaml.CBaseLoader)  # noqa: S506 - strings


@given(trees)
def test_what_a_program_wrote_is_read_as_text(tree: Any) -> None:  # noqa: ANN401 - any YAML
    """Lists, mappings and texts that a YAML writer wrote out come back as they were."""
    assert read(yaml.dump(tree, Dumper=WithoutAliases).encode()).data == tree


DEEP = "x.yaml:1:33 is nested too deeply (expected at most 32 levels)"


@pytest.mark.parametrize(
    ("level", "levels", "column"),
    [
        pytest.param("[", 600, 33, id="bare"),
        pytest.param('["]", ', 40, 193, id="with brackets in quotes"),
        pytest.param("{a: ", 33, 129, id="one too many"),
    ],
)
def test_deep_nesting_is_refused(level: str, levels: int, column: int) -> None:
    """A file that is nested beyond any use is refused once, where the first level too many is."""
    close = "}" if "{" in level else "]"
    found = read(f"{level * levels}x{close * levels}".encode()).faults
    assert [str(fault) for fault in found] == [DEEP.replace("33", str(column))]


def test_the_deepest_nesting_that_is_allowed_is_read() -> None:
    """A file may be nested to just the allowed depth."""
    assert read(b"[" * 32 + b"x" + b"]" * 32).faults == []


def test_brackets_in_quotes_are_no_nesting() -> None:
    """Brackets within a text nest nothing, however many."""
    assert read(b"a: ['" + b"[" * 99 + b"']").data == {"a": ["[" * 99]}


@pytest.mark.parametrize(
    ("level", "column"),
    [
        pytest.param("[", 33, id="bare"),
        pytest.param('["]", ', 193, id="with brackets in quotes"),
        pytest.param("- ", 65, id="in block style"),
    ],
)
def test_nesting_does_not_end_the_process(tmp_path: Path, level: str, column: int) -> None:
    """A file of nothing but nesting is refused, too, where it would exhaust the stack."""
    path = tmp_path / "x.yaml"
    close = "]" * 200_000 if "[" in level else ""
    path.write_text(f"{level * 200_000}x{close}", encoding="utf-8")
    command = (
        "import sys; from pathlib import Path; from bot.knowledge.nodes import read_document; "
        "print(*read_document(Path(sys.argv[1]), 'x.yaml').faults, sep='\\n')"
    )
    done = subprocess.run(
        [sys.executable, "-c", command, str(path)], capture_output=True, text=True, check=False
    )
    told = f"{DEEP.replace('33', str(column))}\n"
    assert (done.returncode, done.stdout, done.stderr) == (0, told, "")
