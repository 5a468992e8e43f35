"""Why: which pack answers decides everything that is printed, so the order in which a pack is
looked for is a promise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from bot import settings
from bot.errors import SetupError
from bot.settings import Settings, find_pack

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AXIS_PACK", raising=False)


def pack_in(folder: Path) -> Path:
    """Make a folder look like a pack to somebody who only looks for its pack.yaml."""
    folder.mkdir(parents=True)
    (folder / "pack.yaml").touch()
    return folder


def test_order_of_places(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """`--pack` goes before AXIS_PACK, that before ./facts, the package's own comes last."""
    own = pack_in(tmp_path / "package" / "pack")
    monkeypatch.setattr(settings, "_OWN_PACKS", (tmp_path / "gone", own))
    assert find_pack(None, Settings(), tmp_path) == own
    here = pack_in(tmp_path / "facts")
    assert find_pack(None, Settings(), tmp_path) == here
    monkeypatch.setenv("AXIS_PACK", "named")
    assert str(find_pack(None, Settings(), tmp_path)) == "named"
    assert find_pack(tmp_path / "given", Settings(), tmp_path) == tmp_path / "given"


def test_folder_called_facts_without_a_pack_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A folder `facts` of somebody else's, with no pack.yaml in it, is no pack."""
    (tmp_path / "facts").mkdir()
    own = pack_in(tmp_path / "package" / "pack")
    monkeypatch.setattr(settings, "_OWN_PACKS", (own,))
    assert find_pack(None, Settings(), tmp_path) == own


def test_empty_variable_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An AXIS_PACK that is set to nothing names nothing."""
    monkeypatch.setenv("AXIS_PACK", "")
    assert Settings().pack is None
    assert find_pack(None, Settings(), tmp_path).name == "facts"


def test_home_is_written_as_shells_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A `~` that no shell replaced, as in `--pack=~/facts`, is the home of whoever asks."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("AXIS_PACK", "~/facts")
    assert find_pack(None, Settings(), tmp_path) == tmp_path / "facts"


def test_no_pack_at_all_is_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where no pack is found, the sentence says where to name one."""
    monkeypatch.setattr(settings, "_OWN_PACKS", ())
    with pytest.raises(SetupError) as caught:
        find_pack(None, Settings(), tmp_path)
    text = "No pack was found. Name its folder with --pack or in AXIS_PACK."
    assert str(caught.value) == text


def test_settings_are_frozen(tmp_path: Path) -> None:
    """What was read from the environment is never changed after."""
    with pytest.raises(ValidationError, match="frozen"):
        Settings().pack = tmp_path  # type: ignore[misc]
