"""Why: some promises are about the repository as a whole: what stands at its top, what no file may
name, how code is shaped, and that its first page shows what the bot really says."""

from __future__ import annotations

import ast
import os
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.app import App
from bot.cli import today
from bot.rendering import plain_text
from tests.terminal.running import ageless

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
LONGEST_BODY = 60
# Written apart, so that this file does not name what it looks for.
_HOSTS = [
    "py" + "pi.org",
    "python" + "hosted.org",
    "npm" + "js.org",
    "crates" + ".io",
    "proxy.golang" + ".org",
    "docker" + ".io",
    "gh" + "cr.io",
    "quay" + ".io",
    "anaconda" + ".org",
]
_MACHINE = re.compile(r"(?<![\w.~-])/(?:home|root|work|Users|mnt|srv)/")


def files() -> Iterator[Path]:
    """Yield every file that belongs to the repository, committed yet or not."""
    for folder, folders, names in os.walk(ROOT):
        # Hidden folders are tools' own, but for the one that CI reads; build and dist are made.
        made = {"__pycache__", "build", "dist"}
        folders[:] = [
            name
            for name in folders
            if name == ".ci" or not (name.startswith(".") or name in made or "egg-info" in name)
        ]
        state = (".coverage", ".env", ".git")
        yield from (
            Path(folder, name)
            for name in names
            if name in {".gitignore", ".gitattributes"} or not name.startswith(state)
        )


@cache
def modules() -> dict[str, ast.Module]:
    """Return every Python file of the repository by its path there, read."""
    return {
        str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8"))
        for path in files()
        if path.suffix == ".py"
    }


def functions() -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Yield every function of the repository with the path of its file."""
    for path, module in modules().items():
        for node in ast.walk(module):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield path, node


def test_top_level_is_as_promised() -> None:
    """What people look for at the top of a repository stands there."""
    promised = """README.md CHANGELOG.md CONTRIBUTING.md LICENSE Makefile pyproject.toml .ci/run
        facts/README.md facts/pack.yaml bot adapters tests requirements"""
    assert [name for name in promised.split() if not (ROOT / name).exists()] == []
    assert not list(ROOT.rglob("uv.lock"))


def test_ci_runs_the_tests_and_nothing_else() -> None:
    """CI runs what anybody can run: `make test`, in the checkout, with errors as errors."""
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    commands = [line for line in lines if line and not line.startswith("#")]
    there = 'cd "$(dirname "${BASH_SOURCE[0]}")/.."'
    assert commands == ["set -euo pipefail", there, "exec make test"]
    assert lines[0] == "#!/usr/bin/env bash"
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_no_file_names_a_registry_or_a_machine() -> None:
    """No file names the host of a package registry or a folder of somebody's machine."""
    found = []
    for path in files():
        text = path.read_text(encoding="utf-8")
        named = [host for host in _HOSTS if host in text] + _MACHINE.findall(text)
        found += [f"{path.relative_to(ROOT)}: {one}" for one in named]
    assert found == []


def test_every_module_says_why() -> None:
    """Every module opens with why it is there."""
    docs = {path: ast.get_docstring(module) or "" for path, module in modules().items()}
    assert [path for path, doc in docs.items() if not doc.startswith("Why: ")] == []


def test_every_test_says_its_rule() -> None:
    """Every test's docstring is its rule, and ends as a sentence does."""
    tests = (
        (f"{path}::{one.name}", ast.get_docstring(one) or "")
        for path, one in functions()
        if one.name.startswith("test_") and path.startswith("tests/")
    )
    assert [name for name, doc in tests if not doc.endswith(".")] == []


def test_no_body_is_long() -> None:
    """No function's body has more than 60 lines."""
    bodies = (
        (f"{path}:{one.lineno} {one.name}", one.body[0].lineno, one.body[-1].end_lineno or 0)
        for path, one in functions()
    )
    assert [name for name, first, last in bodies if last - first >= LONGEST_BODY] == []


def test_readme_shows_what_the_bot_says() -> None:
    """The README's first example is, letter by letter, what the command prints now."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.search(
        r"^```\w*\n\$ axis ask ([^\n]+)\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL
    )
    assert shown, "README.md has no fenced block that begins with `$ axis ask`"
    answer = plain_text(App(ROOT / "facts").ask(shown[1], today()))
    assert ageless(shown[2]) == ageless(f"{answer}\n")


def test_make_test_holds_every_check() -> None:
    """`make test` formats, lints, types, checks imports, YAML and the pack, and runs the tests."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    recipe = re.search(r"^test: setup\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    assert recipe
    assert recipe[1].replace("\t", "").splitlines() == [
        "$(BIN)/ruff format --check .",
        "$(BIN)/ruff check .",
        "$(BIN)/mypy",
        "$(BIN)/lint-imports --no-logo",
        "$(BIN)/yamllint --strict .",
        "$(BIN)/axis facts check",
        "$(BIN)/pytest -n 2 --dist worksteal --cov --cov-report=term",
    ]
