"""Why: what holds for every test. Fixtures of one subject must not stand here, but beside it."""

from __future__ import annotations

from hypothesis import settings

# No example is a timing test: a slow machine is not wrong. In CI this inherits hypothesis's own
# profile for CI, whose examples are the same in every run.
settings.register_profile("axis", deadline=None)
settings.load_profile("axis")
