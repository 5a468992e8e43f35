"""Why: what changed is only as right as what was kept, so a snapshot must hold all that a line says
and come back from the store unharmed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.briefing.snapshot import KeptFact, Snapshot, from_json, snapshot
from bot.errors import StoreError
from tests.briefing.mornings import HARBOURS, SHIPPED, edition, pack


@pytest.mark.parametrize("root", [SHIPPED, HARBOURS], ids=["shipped", "harbours"])
def test_a_snapshot_comes_back_as_it_was(root: Path) -> None:
    """What is stored of a pack reads back equal, under the same key."""
    kept = snapshot(pack(root))
    again = from_json(kept.text)
    assert again == kept
    assert again.key == kept.key


def test_a_fact_is_kept_with_all_that_its_line_says() -> None:
    """A kept fact holds its sentences, standing, voices, denials and what filters need."""
    kept = snapshot(pack(HARBOURS)).facts["marrowby-orvik-2019-grain-landed"]
    assert kept == KeptFact(
        id="marrowby-orvik-2019-grain-landed",
        says="Brannoch's harbour office alleges that Marrowby Line landed uncleared grain at Orvik"
        " by night.",
        short="Marrowby Line landed uncleared grain at Orvik by night.",
        date="By 14 May 2019",
        when=None,
        standing="alleged",
        voices="Brannoch's harbour office",
        denied="denied by Marrowby Line and Orvik as of about Feb 2020",
        origins=1,
        weight=3,
        joined=("marrowby-orvik-2019-grain-landed", "marrowby-orvik-2020-none-found"),
        sources=("gazette-2019", "pilot-2020"),
        members=(("marrowby", "orvik"),),
        mentions=("brannoch", "marrowby", "orvik"),
        topics=("cargo", "grain"),
    )
    assert kept.line == (
        "alleged by Brannoch's harbour office, denied by Marrowby Line and Orvik as of about Feb"
        " 2020: Marrowby Line landed uncleared grain at Orvik by night. By 14 May 2019"
    )


def test_only_what_stands_is_kept() -> None:
    """A withdrawn fact and a superseded one are no part of a snapshot."""
    library = pack(HARBOURS)
    kept = snapshot(library)
    gone = set(library.facts) - set(kept.facts)
    assert gone == {"kestane-orvik-2019-route", "marrowby-orvik-2019-barge-sunk"}
    assert list(kept.facts) == sorted(kept.facts)


def test_a_library_has_one_snapshot() -> None:
    """What stands in a library is worked out once for all who ask, and anew for another version."""
    library = pack(HARBOURS)
    assert snapshot(library) is snapshot(library)
    assert snapshot(edition(library, "2022.5")).version == "2022.5"


def test_a_key_tells_content_and_version_apart() -> None:
    """A key has 12 hex digits and changes with a word of a fact and with the version alone."""
    library = pack(HARBOURS)
    fact = library.facts["kestane-orvik-2021-route"]
    keys = [
        snapshot(one).key
        for one in (
            library,
            edition(library, "2022.5"),
            edition(library, "2022.4", replace(fact, says="It sails.")),
        )
    ]
    assert len(set(keys)) == len(keys)
    assert all(len(key) == 12 and int(key, 16) >= 0 for key in keys)
    assert snapshot(edition(library, library.pack.version)).key == keys[0]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{}", "Field required at version."),
        ('{"version": "1", "facts": []}', "Input should be an object at facts."),
        ('{"version": "1", "facts": {"a": {}}}', "Field required at facts.a.id."),
        ("nonsense", "Invalid JSON: expected ident at line 1 column 2 at the beginning."),
    ],
)
def test_what_is_no_snapshot_is_refused_in_words(text: str, told: str) -> None:
    """A stored text that is no snapshot is refused with the place where it breaks."""
    with pytest.raises(StoreError) as caught:
        from_json(text)
    assert str(caught.value) == f"A kept snapshot of the pack cannot be read: {told}"


def test_an_empty_pack_has_a_snapshot() -> None:
    """A snapshot without facts is one like any other."""
    kept = Snapshot(version="1", facts={})
    assert from_json(kept.text) == kept
