"""Why: what is left out when garbage is looked for must be what was loaded, and no more."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from bot.garbage import loading, renew


class Circle:
    """Garbage that only a look finds."""

    def __init__(self) -> None:
        """Point at itself."""
        self.itself = self


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    """Leave the process of the tests as it was."""
    yield
    gc.unfreeze()


def test_loading_left_out() -> None:
    """What was loaded is looked through no more, and what is made later is."""
    with loading():
        assert not gc.isenabled()
        loaded = Circle()
    assert gc.isenabled()
    made = Circle()
    first, second = weakref.ref(loaded), weakref.ref(made)
    del loaded, made
    gc.collect()
    assert first() is not None
    assert second() is None


def test_loading_fails() -> None:
    """Garbage is looked for again after something that could not be loaded."""
    with pytest.raises(ValueError, match=r"^no pack$"), loading():
        raise ValueError("no pack")  # noqa: EM101, TRY003 - any error
    assert gc.isenabled()


def test_renew() -> None:
    """What was loaded and then replaced is found, and the rest is left out again."""
    with loading():
        loaded = Circle()
    found = weakref.ref(loaded)
    del loaded
    renew()
    assert found() is None
    assert gc.get_freeze_count()


def test_renew_nothing() -> None:
    """Where nothing was loaded in this way nothing is left out."""
    renew()
    assert not gc.get_freeze_count()
