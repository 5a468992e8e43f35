"""Why: what is hidden from logs, however it is quoted there, and what is left readable."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.logs import start_log
from bot.redaction import Redaction

SECRET = 'pa"ss\\wörd/1'  # noqa: S105 - made up
#: anything that is not stripped, and none of what stands in place of a secret
LETTERS = st.characters(exclude_categories=("Z", "C"), exclude_characters="[]")
HOOK = "https://hooks.example/commands/T1/2/abcdefghijklmnop"


@pytest.mark.parametrize("name", ["A_TOKEN", "client_secret", "DB_PASSWORD", "X_KEY"])
@pytest.mark.parametrize(
    ("form", "shown"),
    [
        (SECRET, "[secret]"),
        (json.dumps(SECRET), '"[secret]"'),
        (repr(SECRET), "'[secret]'"),
        (json.dumps(repr(SECRET)), "\"'[secret]'\""),
        (quote(SECRET), "[secret]"),
        (quote(SECRET, safe=""), "[secret]"),
    ],
    ids=["plain", "json", "repr", "repr in json", "path", "query"],
)
def test_hidden(name: str, form: str, shown: str) -> None:
    """A secret is hidden in every form in which a library may print it."""
    assert Redaction({name: SECRET})(f"sent {form} to host") == f"sent {shown} to host"


@given(secret=st.text(LETTERS, min_size=7), before=st.text(), after=st.text())
def test_never_left(secret: str, before: str, after: str) -> None:
    """No secret is left in any text."""
    assert secret not in Redaction({"A_TOKEN": secret})(f"{before}{secret}{after}")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("at postgresql://me:pw@host/x now", "at postgresql://[secret]@host/x now"),
        ("token xoxb-12345-abcdef here", "token [secret] here"),
        ("token xapp-1-A1-2-abcdef here", "token [secret] here"),
        (f"POST {HOOK} 404", "POST https://hooks.example/commands/[secret] 404"),
        (
            "POST /api/v10/webhooks/12/abcdefghijklmnop 404",
            "POST /api/v10/webhooks/[secret] 404",
        ),
        (
            "POST /api/v10/interactions/12/abcdefghijklmnop/callback",
            "POST /api/v10/interactions/[secret]/callback",
        ),
    ],
)
def test_shapes(text: str, shown: str) -> None:
    """Passwords within addresses, tokens and addresses that are as good as one are hidden too."""
    assert Redaction({})(text) == shown


@pytest.mark.parametrize(
    "text",
    ["russia iran", "12:30 https://docs.example/x", "port=5432, key=1", "a@b.example", "xox axis"],
)
def test_readable(text: str) -> None:
    """What is no secret stays as it is, also beside secrets too short to be any."""
    assert Redaction({"A_KEY": "1", "HOME": "/root", "PORT": "5432"})(text) == text


@pytest.fixture
def _log_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    logging.captureWarnings(capture=False)
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.mark.usefixtures("_log_as_before")
def test_log(capsys: pytest.CaptureFixture[str]) -> None:
    """A log line is JSON without secrets in message, keys, arguments and traceback."""
    start_log({"A_TOKEN": SECRET})
    try:
        dict[str, str]()[SECRET]
    except KeyError:
        logging.getLogger("x").exception("with %s", SECRET, extra={"deep": {"in": [SECRET]}})
    written = capsys.readouterr().err
    line = json.loads(written)
    assert line["event"] == "with [secret]"
    assert line["deep"] == {"in": ["[secret]"]}
    assert line["exception"].endswith("KeyError: '[secret]'")
    assert "rd/1" not in written
