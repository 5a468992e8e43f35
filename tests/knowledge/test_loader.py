"""Why: a pack is read whole or refused whole, with its places and its index of territories."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from bot.errors import Fault, PackError
from bot.knowledge.loader import load, load_with_places
from bot.knowledge.territories import digest
from tests.packs import Change, faults_of, refused, write_lake

BODY = "=NOR\tNorway\tn\n@NO\tNOR\tc\nnorway\tNOR\te\n"
HEADER = f"# rows: 3\n# sha256: {digest(BODY.encode())}\n"
TERRITORIES = Change("pack.yaml", "version:", "territories: names.tsv\nversion:")
REMEDY = "stale or edited by hand: run `axis facts index`"


def test_a_sound_pack_is_read(tmp_path: Path) -> None:
    """A sound pack becomes a library whose mappings are in id order."""
    library = load(write_lake(tmp_path))
    assert library.pack.title == "The towns of the lake"
    assert list(library.facts) == ["ferry", "guests", "pier", "toll"]
    assert list(library.sources) == ["gazette", "leaflet", "register"]
    assert list(library.relations) == ["alder-birch", "lake"]
    assert library.territories is None


def test_places_lead_back_to_the_files(tmp_path: Path) -> None:
    """Checks that go on after loading can still point at the line of a record."""
    root = write_lake(tmp_path)
    loaded = load_with_places(root)
    entry = next(one for one in loaded.draft.each("facts") if one.record.id == "toll")
    assert entry.record is loaded.library.facts["toll"]
    where = f"{root}/relations/alder-birch.yaml:24:11 facts[1].says: is odd"
    assert str(entry.fault("is odd", "says")) == where


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    """What is no folder is refused by its name."""
    with pytest.raises(PackError) as caught:
        load(tmp_path / "nowhere")
    root = tmp_path.resolve() / "nowhere"
    expected = f"{root} is not a folder (expected the folder of a pack, with pack.yaml in it)"
    assert str(caught.value) == expected


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    """An empty folder lacks each file that a pack needs, and a relation."""
    reason = "cannot be read: No such file or directory (expected a readable UTF-8 file)"
    assert faults_of(tmp_path.resolve()) == [
        *(f"{file}.yaml {reason}" for file in ("actors", "pack")),
        "relations has no relation that can be read (expected at least one file <id>.yaml)",
        *(f"{file}.yaml {reason}" for file in ("sources", "topics")),
    ]


def test_a_folder_below_is_named_as_it_was_reached(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Faults of a pack below the working folder name it by the shorter way."""
    write_lake(tmp_path, Change("pack.yaml", "id: lake", "id: Lake"))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PackError) as caught:
        load(Path("lake"))
    expected = "has the wrong form (expected lower-case letters, digits and single hyphens)"
    assert str(caught.value) == f'lake/pack.yaml:1:5 id: "Lake" {expected}'


def test_a_fresh_index_of_territories_is_read(tmp_path: Path) -> None:
    """The index that a pack names is read with it."""
    root = write_lake(tmp_path, TERRITORIES)
    (root / "names.tsv").write_text(HEADER + BODY, encoding="utf-8")
    territories = load(root).territories
    assert territories is not None
    assert territories.names["norway"] == ("NOR",)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param(
            HEADER + BODY.replace("Norway", "Noway"),
            f":2:1 sha256: {digest(BODY.replace('Norway', 'Noway').encode())} "
            f"(expected {digest(BODY.encode())}, as the header says); {REMEDY}",
            id="changed by hand",
        ),
        pytest.param(
            HEADER + BODY + "norge\tNOR\t\n",
            f":1:1 rows: 4 (expected 3, as the header says); {REMEDY}",
            id="line added",
        ),
        pytest.param(
            BODY,
            f":1:1 rows: 3 (expected none, as the header says); {REMEDY}",
            id="no header",
        ),
    ],
)
def test_a_stale_index_of_territories_is_refused(tmp_path: Path, text: str, fault: str) -> None:
    """An index that is not as generated is refused with the mend."""
    root = write_lake(tmp_path, TERRITORIES)
    (root / "names.tsv").write_text(text, encoding="utf-8")
    assert faults_of(root) == [f"names.tsv{fault}"]


def test_a_missing_index_of_territories_is_refused(tmp_path: Path) -> None:
    """An index that is not there is refused with the mend."""
    assert refused(tmp_path, TERRITORIES) == [
        (
            "names.tsv:1:1 no such file (expected the index of territory names); "
            "run `axis facts index`"
        )
    ]


def test_an_index_that_is_a_folder_is_refused(tmp_path: Path) -> None:
    """An index that cannot be read is refused in words."""
    folder = Change("pack.yaml", "version:", "territories: relations\nversion:")
    assert refused(tmp_path, folder) == [
        "relations:1:1 cannot be read: Is a directory (expected the index of territory names)"
    ]


@pytest.mark.parametrize("sound", [True, False], ids=["read", "refused"])
def test_the_collector_works_on_after_loading(tmp_path: Path, sound: bool) -> None:  # noqa: FBT001
    """Loading leaves Python's garbage collector as it was."""
    root = write_lake(tmp_path, *([] if sound else [Change("pack.yaml", "id: lake", "id: Lake")]))
    assert gc.isenabled()
    if sound:
        load(root)
    else:
        faults_of(root)
    assert gc.isenabled()


def test_equal_faults_are_told_once_and_in_order() -> None:
    """Faults are told once each, by file, line and column; one of a whole file has no line."""
    later, first, whole = Fault("b", 2, 1, "x."), Fault("b", 1, 9, "x."), Fault("a", 0, 0, "y.")
    error = PackError((later, first, whole, later))
    assert error.faults == (whole, first, later)
    assert str(error) == "a y.\nb:1:9 x.\nb:2:1 x."
