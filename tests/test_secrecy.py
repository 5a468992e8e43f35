"""Why: a search that finds nothing proves nothing unless it would have found something."""

from __future__ import annotations

import pytest

from tests.platforms.discord_people import TOKEN
from tests.platforms.slack_server import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET
from tests.secrecy import judged
from tests.slack.installing import NEW_TOKEN, USER_TOKEN


def _report(*sections: tuple[str, str]) -> pytest.TestReport:
    return pytest.TestReport("a", ("a", 1, "a"), {}, "passed", None, "call", sections)


@pytest.mark.parametrize(
    "secret", [BOT_TOKEN, APP_TOKEN, SIGNING_SECRET, TOKEN, NEW_TOKEN, USER_TOKEN]
)
def test_a_secret_in_a_log_line(secret: str) -> None:
    """A test whose log or standard error holds a secret fails, and the secret is not repeated."""
    log, error = "Captured log call", "Captured stderr call"
    report = judged(_report((log, f"INFO x: Bearer {secret}"), (error, "fine")))
    assert (report.outcome, report.sections) == ("failed", [(error, "fine")])
    assert report.longrepr == "A secret stands in: Captured log call."


def test_what_is_no_secret() -> None:
    """Names of variables and how tokens begin are no secrets."""
    said = "SLACK_BOT_TOKEN begins with xoxb-, SLACK_APP_TOKEN with xapp-."
    report = judged(_report(("Captured log call", said)))
    assert (report.outcome, report.longrepr) == ("passed", None)
