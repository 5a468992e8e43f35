"""Why: compose.yaml is how several bots are first run side by side, so its order of starting, its
rights and its ports are promises. No engine is at hand, so they are read from the file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from bot.store.urls import database_url
from tests.operations.dockerfile import ROOT

TEXT = (ROOT / "compose.yaml").read_text(encoding="utf-8")
PROJECT: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, dict[str, Any]] = PROJECT["services"]
READY = {"condition": "service_healthy"}


def test_two_bots_beside_a_database() -> None:
    """There is a database, what brings its tables to the version, and two bots."""
    assert set(SERVICES) == {"database", "upgrade", "bot"}
    assert SERVICES["bot"]["deploy"] == {"replicas": 2}
    assert SERVICES["upgrade"]["command"] == ["db", "upgrade"]
    assert "command" not in SERVICES["bot"]
    assert SERVICES["bot"]["build"] == SERVICES["upgrade"]["build"] == "."


def test_order_of_starting() -> None:
    """Tables are moved when the database is there, and bots start when they were moved."""
    assert SERVICES["upgrade"]["depends_on"] == {"database": READY}
    moved = {"condition": "service_completed_successfully"}
    assert SERVICES["bot"]["depends_on"] == {"database": READY, "upgrade": moved}
    assert SERVICES["database"]["healthcheck"]["test"][:2] == ["CMD", "pg_isready"]
    assert SERVICES["upgrade"]["restart"] == "no"


def test_no_rights() -> None:
    """No service may write to its root file system, gain rights or keep capabilities."""
    for name, service in SERVICES.items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert "/tmp" in service["tmpfs"], name  # noqa: S108 - in a container
        assert not {"privileged", "cap_add", "network_mode", "pid"} & set(service), name


def test_ports_of_this_machine_only() -> None:
    """Nothing is published but status, a port for each bot, on loopback; the database is not."""
    published = [port for service in SERVICES.values() for port in service.get("ports", [])]
    assert published == ["127.0.0.1:8090-8091:8090"]
    assert SERVICES["bot"]["environment"]["AXIS_STATUS_PORT"] == 8090
    assert SERVICES["database"]["networks"] == ["inside"]
    assert PROJECT["networks"]["inside"] == {"internal": True}


def test_secrets_come_from_the_file() -> None:
    """Secrets are read from .env; the only one that is named has to be set there."""
    assert SERVICES["bot"]["env_file"] == SERVICES["upgrade"]["env_file"] == ".env"
    named = set(re.findall(r"\$\{(\w+)[^}]*\}", TEXT))
    assert named == {"POSTGRES_PASSWORD"}
    assert TEXT.count("${POSTGRES_PASSWORD:?Set POSTGRES_PASSWORD in .env.}") == 2


def test_all_speak_of_one_database() -> None:
    """The bots' address of the database is one that the bot takes, and names that database."""
    filled = re.sub(r"\$\{POSTGRES_PASSWORD[^}]*\}", "s3cret", TEXT)
    services = yaml.safe_load(filled)["services"]
    own = services["database"]["environment"]
    for name in ("bot", "upgrade"):
        url = database_url(services[name]["environment"]["DATABASE_URL"], Path())
        assert (url.host, url.database) == ("database", own["POSTGRES_DB"])
        assert (url.username, url.password) == (own["POSTGRES_USER"], own["POSTGRES_PASSWORD"])


def test_grace_is_longer_than_the_bot_needs() -> None:
    """A bot has the ten seconds in which it ends by itself."""
    assert SERVICES["bot"]["stop_grace_period"] == "15s"
