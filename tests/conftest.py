"""Why: what holds for every test. Fixtures of one subject must not stand here, but beside it."""

from __future__ import annotations

from collections.abc import Generator

import pytest
from hypothesis import settings

from tests.secrecy import judged

# No example is a timing test: a slow machine is not wrong. In CI this inherits hypothesis's own
# profile for CI, whose examples are the same in every run.
settings.register_profile("axis", deadline=None)
settings.load_profile("axis")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let no test pass that wrote a secret into its log or its errors."""
    return judged((yield))
