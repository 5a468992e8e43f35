"""Why: the commands by which the image is made have to work, and what they make has to answer, to
say what it lacks, and to pass its own health check. No engine is needed for any of that."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.app import App
from bot.cli import today
from bot.rendering import plain_text
from tests.operations.dockerfile import Image, Step, only, settings
from tests.operations.test_dockerfile import BUILD, FINAL
from tests.running.process import install
from tests.running.test_axis_run import NOTHING_SET
from tests.terminal.running import ageless

FACTS = Path(__file__).parents[2] / "facts"
PORT = "AXIS_STATUS_PORT"
_LIMIT = 60


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Image:
    """Return what the first stage makes, with a folder for data as the second one has it."""
    made = Image(tmp_path_factory.mktemp("image"))
    made.build(BUILD)
    (made.folder / "data").mkdir()
    return made


def variables(image: Image, more: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a container, with more variables as `docker run --env` adds."""
    own = {name: image.placed(value) for name, value in settings(FINAL).items()}
    own["PATH"] = own["PATH"].replace("$PATH", os.defpath)
    return {**own, PORT: "0", **more}


def command(image: Image, *words: str) -> list[str]:
    """Return what a container runs: the entry point with these words, else with its own."""
    start = [*only(FINAL, "ENTRYPOINT").words, *(words or only(FINAL, "CMD").words)]
    return [image.placed(f"/opt/axis/bin/{start[0]}"), *start[1:]]


def run(image: Image, *words: str, **more: str) -> tuple[int, str, str]:
    """Run a container to its end; return exit code, output and errors."""
    done = subprocess.run(
        command(image, *words),
        cwd=image.folder / "data",
        env=variables(image, more),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=_LIMIT,
    )
    return done.returncode, done.stdout, done.stderr


@contextmanager
def started(image: Image, **more: str) -> Iterator[subprocess.Popen[str]]:
    """Start a container as it starts by itself."""
    process = subprocess.Popen(
        command(image),
        cwd=image.folder / "data",
        env=variables(image, more),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def healthy(image: Image, **more: str) -> bool:
    """Run the health check of the Dockerfile as an engine does; return whether it passes."""
    _, _, check = only(FINAL, "HEALTHCHECK").value.partition(" CMD ")
    program, *rest = Step("CMD", check).words
    done = subprocess.run(
        [image.placed(f"/opt/axis/bin/{program}"), *rest],
        env=variables(image, more),
        capture_output=True,
        check=False,
        timeout=_LIMIT,
    )
    return done.returncode == 0


def test_nothing_set(image: Image) -> None:
    """Without secrets it ends with code 78 and names the variables."""
    assert run(image) == (os.EX_CONFIG, "", NOTHING_SET)


def test_it_answers(image: Image) -> None:
    """It answers from the pack that is in it."""
    expected = plain_text(App(FACTS).ask("russia iran", today()))
    code, printed, told = run(image, "ask", "russia", "iran")
    assert (code, ageless(printed), told) == (0, f"{ageless(expected)}\n", "")


def test_tables(image: Image) -> None:
    """Its data is made in the folder for data."""
    code, printed, told = run(
        image, "db", "upgrade", AXIS_DATA_DIR=str(image.folder / "data" / "x")
    )
    assert (code, printed, told) == (0, "The tables are of this version now.\n", "")
    assert (image.folder / "data" / "x" / "axis.sqlite3").exists()


@pytest.mark.parametrize("host", ["", "127.0.0.2", "0.0.0.0"])  # noqa: S104 - as in containers
def test_health(image: Image, tmp_path: Path, host: str) -> None:
    """The health check passes while the bot runs, and fails when it does not, wherever its pages
    are."""
    where = {PORT: _free_port(), **({"AXIS_STATUS_HOST": host} if host else {})}
    more = {"STEADY_KEY": "abc", "STEADY_TOKEN": "made-up-token", **where}
    with started(image, PYTHONPATH=str(install(tmp_path)), **more) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("ready")
        assert healthy(image, **where)
        process.terminate()
        assert process.wait(_LIMIT) == 0
    assert not healthy(image, **where)


def test_nothing_is_written_beside_the_data(image: Image) -> None:
    """A root file system that is read-only is enough: running writes to the data folder alone."""
    before = _state(image)
    run(image, "ask", "russia", "iran", "drones")
    run(image, "doctor")
    assert _state(image) == before


def test_libraries_alone(image: Image) -> None:
    """What is installed is the bot and what it needs, without pip and without the tests' tools."""
    python = image.placed("/opt/axis/bin/python")
    code = (
        "import bot, importlib.util as u; print(bot.__file__, *map(u.find_spec, ('pip', 'pytest')))"
    )
    done = subprocess.run(
        [python, "-c", code], cwd=image.folder, capture_output=True, check=True, text=True
    )
    where, *missing = done.stdout.split()
    assert where.startswith(image.placed("/opt/axis/lib"))
    assert missing == ["None", "None"]
    assert sys.prefix not in done.stdout


def _state(image: Image) -> set[tuple[str, int]]:
    found = (image.folder / "opt").rglob("*")
    return {(str(path), path.stat().st_mtime_ns) for path in found}


def _free_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return str(listener.getsockname()[1])
