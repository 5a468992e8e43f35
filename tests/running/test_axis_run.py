"""Why: `axis run` as hosts and people start and stop it."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bot.store.opening import upgrade_now
from tests.running.process import AXIS, ROOT, axis, environment, install, started

TOKEN = "hunter2hunter2-token"  # noqa: S105 - made up
SECRET = 'a "quoted" sécret'  # noqa: S105 - made up
BOTH = {"STEADY_TOKEN": TOKEN, "STEADY_SECRET": SECRET, "SHAKY_TOKEN": "hunter3hunter3"}
STEADY = {"STEADY_TOKEN": TOKEN, "STEADY_SECRET": SECRET}

NOTHING_SET = """\
No platform can start, as none has its secrets. Set them in the environment or in .env:
  discord: DISCORD_TOKEN
  slack: SLACK_BOT_TOKEN and SLACK_APP_TOKEN, or SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET, \
or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET and SLACK_SIGNING_SECRET
"""


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database file with tables, so that not every start has to make them."""
    folder = tmp_path_factory.mktemp("tables")
    assert asyncio.run(upgrade_now(None, folder))
    return folder / "axis.sqlite3"


@pytest.fixture
def packages(tmp_path: Path, tables: Path) -> Path:
    """Return a folder of packages with platforms in them; the bot's data has its tables."""
    (tmp_path / "data").mkdir()
    shutil.copy(tables, tmp_path / "data")
    return install(tmp_path / "packages")


def next_line(process: subprocess.Popen[str]) -> str:
    """Return the next line of standard output; empty where it ended."""
    assert process.stdout is not None
    return process.stdout.readline().rstrip("\n")


def rest(process: subprocess.Popen[str]) -> tuple[int, str, list[dict[str, object]]]:
    """Wait for the end; return exit code, what else was printed, and the log's lines."""
    printed, logged = process.communicate()
    return process.returncode, printed, [json.loads(line) for line in logged.splitlines()]


def test_nothing_set(tmp_path: Path) -> None:
    """Without secrets it starts no platform and says which variables are lacking."""
    assert axis(tmp_path, "run", "--platforms-only") == (os.EX_CONFIG, "", NOTHING_SET)
    assert os.EX_CONFIG == 78


def test_nothing_set_and_nobody_there(tmp_path: Path) -> None:
    """The terminal does not start where standard input has nobody and nothing in it."""
    assert axis(tmp_path, "run") == (os.EX_CONFIG, "", NOTHING_SET)
    assert axis(tmp_path, "run", typed="") == (os.EX_CONFIG, "", NOTHING_SET)


def test_half_set(tmp_path: Path) -> None:
    """Where secrets of a platform were begun with, the terminal does not stand in for it."""
    half = NOTHING_SET.removesuffix("\n") + " (set: SLACK_BOT_TOKEN)\n"
    refused = axis(tmp_path, "run", typed="help\n", SLACK_BOT_TOKEN="xoxb-1")  # noqa: S106
    assert refused == (os.EX_CONFIG, "", half)


def test_pipe(tmp_path: Path) -> None:
    """Without secrets, lines from a pipe are answered as in the terminal."""
    code, printed, told = axis(tmp_path, "run", typed="help\n")
    assert (code, told) == (0, "")
    assert axis(tmp_path, "chat", typed="help\n") == (0, printed, "")


def test_keyboard(tmp_path: Path) -> None:
    """Without secrets, somebody at a keyboard gets the terminal."""
    pexpect = pytest.importorskip("pexpect")
    child = pexpect.spawn(
        str(AXIS), ["run"], cwd=tmp_path, env=environment(tmp_path, None, {}), timeout=30
    )
    child.expect("Type a question")
    child.expect("/axis")
    child.send("\x04")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signal(tmp_path: Path, packages: Path, number: signal.Signals) -> None:
    """A signal ends it with exit code 0, after the answers under way."""
    with started(tmp_path, packages, STEADY) as process:
        assert next_line(process).startswith("ready")
        process.send_signal(number)
        code, printed, log = rest(process)
    assert (code, printed) == (0, "answered\n")
    assert [line["event"] for line in log][-2:] == ["stopping", "stopped"]


def ask(address: object, page: str) -> tuple[int, str]:
    """Return status and text of a page of the bot."""
    asked = urlsplit(str(address))
    connection = HTTPConnection(asked.hostname or "", asked.port, timeout=30)
    connection.request("GET", page)
    response = connection.getresponse()
    found = (response.status, response.read().decode())
    connection.close()
    return found


def test_status(tmp_path: Path, packages: Path) -> None:
    """Beside the platforms it tells how it is, at the address that the log names."""
    with started(tmp_path, packages, BOTH) as process:
        assert process.stderr is not None
        log = (json.loads(line) for line in process.stderr)
        address = next(line["address"] for line in log if line["event"] == "status served")
        assert {next_line(process).split()[0] for _ in range(3)} == {"ready", "shaky"}
        assert ask(address, "/healthz") == (200, "The bot is alive.\n")
        status, told = ask(address, "/readyz")
        assert (status, ask(address, "/metrics")[0]) == (503, 200)
        process.terminate()
        assert rest(process)[:2] == (0, "answered\n")
    found = json.loads(told)
    assert found["words"] == ["shaky is failing: RuntimeError: refused: [secret]"]
    assert found["platforms"]["steady"]["state"] == "ready"
    assert found["database"] == {"ready": True, "trouble": None}


def test_status_port_taken(tmp_path: Path, packages: Path) -> None:
    """A port that another program has keeps no platform from starting."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with started(tmp_path, packages, {**STEADY, "AXIS_STATUS_PORT": str(port)}) as process:
            assert next_line(process).startswith("ready")
            process.terminate()
            code, _, log = rest(process)
    told = next(line for line in log if line["event"] == "status not served")
    assert code == 0
    assert str(told["trouble"]).startswith(f"http://127.0.0.1:{port} cannot be had: ")


def test_only_what_is_used(tmp_path: Path, packages: Path) -> None:
    """A bot on one platform does not load the SDK of another."""
    with started(tmp_path, packages, STEADY) as process:
        ready = next_line(process)
    assert re.fullmatch(r"ready \S+", ready)


def test_side_by_side(tmp_path: Path, packages: Path) -> None:
    """A platform that fails is tried again and does not stop another; one unreadable is told of."""
    with started(tmp_path, packages, {**BOTH, "BROKEN_TOKEN": "1"}) as process:
        lines = {next_line(process).split()[0] for _ in range(3)}
        process.terminate()
        code, _, log = rest(process)
    assert lines == {"shaky", "ready"}
    assert code == 0
    told = {line["event"]: line for line in log}
    assert told["adapter not loaded"]["trouble"] == (
        "made_platforms:NOTHING cannot be loaded (module 'made_platforms' has no attribute "
        "'NOTHING'). Reinstall the package it is from."
    )
    assert told["platform failed"]["trouble"] == "RuntimeError: refused: [secret]"


def test_half_set_beside_whole(tmp_path: Path, packages: Path) -> None:
    """A platform with half of its secrets is told of, and the others start."""
    half = {"SHAKY_TOKEN": "hunter3hunter3", "STEADY_TOKEN": TOKEN}
    with started(tmp_path, packages, half) as process:
        assert next_line(process) == "shaky"
        process.terminate()
        _, _, log = rest(process)
    told = next(line for line in log if line["event"] == "platform not started")
    assert told["needs"] == "STEADY_TOKEN and STEADY_SECRET, or STEADY_KEY (set: STEADY_TOKEN)"


def test_env_file(tmp_path: Path, packages: Path) -> None:
    """Secrets are found in .env as well."""
    (tmp_path / ".env").write_text(f"STEADY_KEY=abc\nSTEADY_TOKEN={TOKEN}\n")
    with started(tmp_path, packages, {}) as process:
        assert next_line(process).startswith("ready")
        process.terminate()
        assert TOKEN not in str(rest(process))


def test_second_one_refused(tmp_path: Path, packages: Path) -> None:
    """On SQLite a second bot is refused, and may start when the first one has ended."""
    with started(tmp_path, packages, STEADY) as process:
        assert next_line(process).startswith("ready")
        refused = axis(tmp_path, "run", packages=packages, **STEADY)
        beside = axis(tmp_path, "db", "upgrade")
        process.kill()
        process.wait()
        with started(tmp_path, packages, STEADY) as another:
            assert next_line(another).startswith("ready")
    path = tmp_path / "data" / "axis.sqlite3"
    assert refused[:2] == (1, "")
    assert refused[2] == (
        f"Another `axis run` answers from {path}, and SQLite serves one. Stop that one; "
        "to run several side by side, name a PostgreSQL database in DATABASE_URL.\n"
    )
    assert beside == (0, "The tables were up to date.\n", "")


def test_many_on_postgresql(tmp_path: Path, packages: Path, migrated: str) -> None:
    """On PostgreSQL a second bot starts beside the first."""
    variables = {**STEADY, "DATABASE_URL": migrated}
    with (
        started(tmp_path, packages, variables) as one,
        started(tmp_path, packages, variables) as two,
    ):
        for process in (one, two):
            assert next_line(process).startswith("ready")
        for process in (one, two):
            process.terminate()
            assert rest(process)[:2] == (0, "answered\n")


def test_no_tables(tmp_path: Path, packages: Path, empty: str) -> None:
    """On a PostgreSQL database without tables it does not start, but says how to make them."""
    variables = {**STEADY, "DATABASE_URL": empty}
    refused = axis(tmp_path, "run", packages=packages, **variables)
    assert refused[:2] == (1, "")
    assert refused[2] == "The database has no tables yet. Run `axis db upgrade`.\n"
    upgrade = axis(tmp_path, "db", "upgrade", DATABASE_URL=empty)
    assert upgrade == (0, "The tables are of this version now.\n", "")
    with started(tmp_path, packages, variables) as process:
        assert next_line(process).startswith("ready")


def test_hangup(tmp_path: Path, packages: Path) -> None:
    """SIGHUP loads the pack anew; a bad one is told of in the log, and the old one stays."""
    pack = Path(shutil.copytree(ROOT / "facts", tmp_path / "pack"))
    with started(tmp_path, packages, {**STEADY, "AXIS_PACK": str(pack)}) as process:
        assert next_line(process).startswith("ready")
        (pack / "topics.yaml").write_text("- nonsense\n")
        process.send_signal(signal.SIGHUP)
        assert process.stderr is not None
        refused = next(line for line in process.stderr if "pack refused" in line)
        process.terminate()
        assert rest(process)[:2] == (0, "answered\n")
    assert json.loads(refused)["kept"] in refused


GIVES_UP = """
import asyncio, sys, time
from pathlib import Path
from bot import serving
from bot.app import App
from bot.logs import start_log
from bot.running import Pace
from bot.status import Address

class Deaf:
    name = "deaf"
    async def run(self, services):
        print("ready", flush=True)
        await services.stop.wait()
        while True:
            try:
                await asyncio.sleep(600)
            except asyncio.CancelledError:
                pass

serving._SECONDS_TO_END = 0.5
start_log()
pace = Pace(grace=0.1, cancelling=0.1)
status = Address(host="127.0.0.1", port=0)
where = serving.Surroundings(environment={}, database=(None, Path("data")), status=status)
serving.serve(App(Path(sys.argv[1])), [Deaf()], where, pace)
"""


def test_gives_up(tmp_path: Path) -> None:
    """What can be ended by no means does not keep the process: it ends by itself, and says so."""
    with subprocess.Popen(
        [sys.executable, "-c", GIVES_UP, str(ROOT / "facts")],
        cwd=tmp_path,
        env=environment(tmp_path, ROOT, {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert next_line(process) == "ready"
        process.terminate()
        code, _, log = rest(process)
    assert code == 1
    assert [line["event"] for line in log][-1] == "did not stop in time"


def test_no_secret_anywhere(tmp_path: Path, packages: Path) -> None:
    """No secret stands in any line of a log, an error or a report, whoever wrote it."""
    url = "postgresql://me:hunter4hunter4@127.0.0.1:1/x"
    with started(tmp_path, packages, BOTH) as process:
        assert {next_line(process).split()[0] for _ in range(3)} == {"ready", "shaky"}
        process.terminate()
        said = [str(process.communicate())]
    variables = {**BOTH, "DATABASE_URL": url}
    commands = (("run",), ("doctor",), ("db", "upgrade"))
    said += [str(axis(tmp_path, *words, packages=packages, **variables)) for words in commands]
    (tmp_path / ".env").write_text(f"STEADY_TOKEN={TOKEN}\nSTEADY_SECRET=x\nDATABASE_URL={url}\n")
    said.append(str(axis(tmp_path, "run", packages=packages)))
    whole = "\n".join(said)
    for secret in (*BOTH.values(), "quoted", "hunter4hunter4"):
        assert secret not in whole
    assert whole.count("[secret]") >= 6
