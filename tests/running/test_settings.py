"""Why: where settings come from, and that they tell no secret."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.errors import SetupError
from bot.settings import Settings, data_dir, read_environment, read_settings

URL = "postgresql://me:hunter2@host/x"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names = "DATABASE_URL AXIS_DATA_DIR AXIS_PACK AXIS_STATUS_HOST AXIS_STATUS_PORT A_TOKEN"
    for name in names.split():
        monkeypatch.delenv(name, raising=False)


def test_nothing_set() -> None:
    """Without settings everything has its default."""
    assert read_settings() == Settings(pack=None, data_dir=None)
    assert read_settings().database_url is None


def test_environment_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the environment sets wins over .env; what is blank there is not set."""
    lines = f"AXIS_DATA_DIR=one\nA_TOKEN=one\nDATABASE_URL={URL}\nEMPTY=\n"
    (tmp_path / ".env").write_text(lines)
    monkeypatch.setenv("AXIS_DATA_DIR", "two")
    monkeypatch.setenv("DATABASE_URL", "")
    settings, environment = read_settings(), read_environment(tmp_path)
    assert settings.data_dir == Path("two")
    assert settings.database_url is not None
    assert settings.database_url.get_secret_value() == URL
    assert environment["AXIS_DATA_DIR"] == "two"
    assert environment["A_TOKEN"] == "one"  # noqa: S105 - made up
    assert environment["DATABASE_URL"] == URL
    assert "EMPTY" not in environment


def test_no_secret_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings printed do not show the database's password."""
    monkeypatch.setenv("DATABASE_URL", URL)
    assert "hunter2" not in f"{read_settings()!r} {read_settings()}"


def test_status_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """Status is told on this machine only, unless told otherwise."""
    assert (read_settings().status_host, read_settings().status_port) == ("127.0.0.1", 8090)
    monkeypatch.setenv("AXIS_STATUS_HOST", "0.0.0.0")  # noqa: S104 - what is tested
    monkeypatch.setenv("AXIS_STATUS_PORT", "9100")
    assert (read_settings().status_host, read_settings().status_port) == ("0.0.0.0", 9100)  # noqa: S104


@pytest.mark.parametrize(
    ("port", "why"),
    [
        ("many", "Input should be a valid integer, unable to parse string as an integer"),
        ("70000", "Input should be less than or equal to 65535"),
    ],
)
def test_unusable(monkeypatch: pytest.MonkeyPatch, port: str, why: str) -> None:
    """A setting that cannot be used is refused by its name, with what was expected."""
    monkeypatch.setenv("AXIS_STATUS_PORT", port)
    with pytest.raises(SetupError) as refused:
        read_settings()
    assert str(refused.value) == f"AXIS_STATUS_PORT cannot be used: {why}."


def test_no_text(tmp_path: Path) -> None:
    """A .env that is no text is refused in a sentence."""
    (tmp_path / ".env").write_bytes(b"A_TOKEN=\xff\xfe\n")
    sentence = "The file .env is no UTF-8 text. Write NAME=value there, one a line."
    with pytest.raises(SetupError) as refused:
        read_environment(tmp_path)
    assert str(refused.value) == sentence
    with pytest.raises(SetupError) as refused:
        read_settings()
    assert str(refused.value) == sentence


def test_data_dir(tmp_path: Path) -> None:
    """Data stands where AXIS_DATA_DIR says, then XDG_DATA_HOME, then in the home folder."""
    assert data_dir(Settings(data_dir=Path("~/x")), {}) == Path.home() / "x"
    assert data_dir(Settings(), {"XDG_DATA_HOME": str(tmp_path)}) == tmp_path / "axis-brief"
    assert data_dir(Settings(), {}) == Path.home() / ".local" / "share" / "axis-brief"


def test_no_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody is at home, a folder has to be named."""

    def nobody() -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", nobody)
    with pytest.raises(SetupError) as refused:
        data_dir(Settings(), dict(os.environ) | {"XDG_DATA_HOME": ""})
    assert str(refused.value) == (
        "There is no home folder to keep data in. Name a folder in AXIS_DATA_DIR."
    )
