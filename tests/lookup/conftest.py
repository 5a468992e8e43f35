"""Why: every rule of lookup holds for any pack, so a test that takes `desk` runs over two."""

from __future__ import annotations

import pytest

from tests.lookup.desk import Desk, desk_of
from tests.lookup.tables import AXIS, QUAY, Names


@pytest.fixture(scope="session", params=[AXIS, QUAY], ids=lambda names: str(names.command))
def desk(request: pytest.FixtureRequest) -> Desk:
    """Return one pack after the other, ready to be asked."""
    names: Names = request.param
    return desk_of(names)


@pytest.fixture(scope="session")
def axis() -> Desk:
    """Return the pack that is shipped."""
    return desk_of(AXIS)


@pytest.fixture(scope="session")
def quay() -> Desk:
    """Return the pack that is made up for the tests."""
    return desk_of(QUAY)
