"""Why: a slip of the hand may leave any value anywhere in a pack. Whatever it is, the pack is read
or refused in words: nothing else ever comes of it."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from bot.errors import Fault, PackError
from bot.knowledge.loader import load
from tests.packs import LAKE, write_lake


def places(value: Any, place: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:  # noqa: ANN401 - YAML
    """Return the places of all values in a file."""
    steps = value.items() if isinstance(value, dict) else enumerate(value)
    below = [(*place, key) for key, _ in steps] if isinstance(value, dict | list) else []
    return [place, *(found for one in below for found in places(value[one[-1]], one))]


TREES = {file: yaml.load(text, Loader=yaml.BaseLoader) for file, text in LAKE.items()}  # noqa: S506
SPOTS = [(file, place) for file, tree in TREES.items() for place in places(tree)]
ODD: st.SearchStrategy[object] = st.sampled_from(
    ["", "no", "12", "-1", "1e400", "nan", "2024-05", "alder", "toll", "lake", "gazette", "x" * 300,
     "\x07", "\u202e", "..", "/", "\\1", "“a”", "confirmed", [], {}, [""], [[]], {"id": []}, [{}],
     {"id": "pier"}, {"actor": "alder"}, ["alder", "alder"], [None], None, 7, 1.5, True]
)  # fmt: skip


@given(st.sampled_from(SPOTS), ODD | st.text())
@example(("topics.yaml", ("topics", 0, "id")), ["money"])
@example(("topics.yaml", ("topics", 0)), {"id": {}})
@example(("pack.yaml", ()), "")
@example(("relations/lake.yaml", ("facts", 0, "topics")), [[]])
def test_any_value_anywhere_is_read_or_refused(
    spot: tuple[str, tuple[Any, ...]], value: object
) -> None:
    """Whatever stands wherever in a pack, it is read or refused with faults: nothing else."""
    file, place = spot
    trees: dict[str, Any] = deepcopy(TREES)
    at: Any = trees
    for step in (file, *place)[:-1]:
        at = at[step]
    at[(file, *place)[-1]] = value
    with TemporaryDirectory() as folder:
        root = write_lake(Path(folder))
        (root / file).write_text(yaml.safe_dump(trees[file], allow_unicode=True), encoding="utf-8")
        try:
            library = load(root)
        except PackError as error:
            faults = error.faults
        else:
            faults = (Fault(f"{root}/", 0, 0, library.pack.command),)
        assert faults
        assert all(one.file.startswith(f"{root}/") and one.text for one in faults)


@given(st.sampled_from(sorted(LAKE)), st.integers(0, 3000), st.text(max_size=3), st.integers(0, 9))
def test_any_slip_of_the_keyboard_is_read_or_refused(
    file: str, at: int, typed: str, lost: int
) -> None:
    """Whatever characters are typed into or lost from a file, it is read or refused with faults."""
    text = LAKE[file]
    text = text[: at % len(text)] + typed + text[at % len(text) + lost :]
    with TemporaryDirectory() as folder:
        root = write_lake(Path(folder))
        (root / file).write_text(text, encoding="utf-8", errors="replace")
        try:
            assert load(root).pack.command
        except PackError as error:
            assert error.faults  # noqa: PT017 - either way is right
