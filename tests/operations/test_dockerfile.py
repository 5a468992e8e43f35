"""Why: what the image is made of and how it starts is a promise to whoever runs it: nothing that is
not pinned, no rights that it does not need, no secret in it."""

from __future__ import annotations

import re
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

from tests.operations.dockerfile import ROOT, only, settings, stages

TEXT = (ROOT / "Dockerfile").read_text(encoding="utf-8")
BUILD, FINAL = stages(TEXT)
_HADOLINT = Path(sys.executable).with_name("hadolint")


def test_the_linter_finds_nothing() -> None:
    """The linter for Dockerfiles has nothing to say, and nothing is kept from it."""
    done = subprocess.run(
        [_HADOLINT, "--no-color", "--failure-threshold", "style", "Dockerfile"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert "hadolint" not in TEXT


def test_the_linter_would_find_something() -> None:
    """The linter fails where the base is not pinned, so that its silence means something."""
    done = subprocess.run(
        [_HADOLINT, "-"],
        input="FROM python:latest\nRUN cd x\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "DL3007" in done.stdout


def test_both_stages_stand_on_one_base() -> None:
    """What is built runs on the very base that it was built on, named by a slim Debian's tag."""
    bases = [stage[0].value.split()[0] for stage in (BUILD, FINAL)]
    assert bases == ["python:3.11-slim-trixie"] * 2


def test_everything_is_pinned() -> None:
    """Whatever is installed is checked against hashes, but for the project's own wheel."""
    runs = [step.value for step in BUILD if step.name == "RUN"]
    installs = [part for run in runs for part in run.split("&&") if "pip install" in part]
    unhashed = [one for one in installs if "--require-hashes" not in one]
    assert len(installs) == 4
    assert [one.split()[-3:] for one in unhashed] == [["--no-deps", "--offline", "dist/*.whl"]]


def test_no_right_that_is_not_needed() -> None:
    """It runs as a user of its own, by number, who owns nothing but the data."""
    assert only(FINAL, "USER").value == "10001:10001"
    assert only(FINAL, "VOLUME").words == ["/data"]
    assert only(FINAL, "COPY").value == "--from=build /opt/axis /opt/axis"
    assert "EXPOSE" not in {step.name for step in FINAL}


def test_how_it_starts() -> None:
    """It starts platforms only, and any other command can be given in place of that."""
    assert only(FINAL, "ENTRYPOINT").words == ["axis"]
    assert only(FINAL, "CMD").words == ["run", "--platforms-only"]
    assert settings(FINAL) == {
        "PATH": "/opt/axis/bin:$PATH",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUNBUFFERED": "1",
        "AXIS_DATA_DIR": "/data",
    }


def test_nothing_but_the_sources_goes_in() -> None:
    """Of the checkout only what the build copies reaches it: no secret, no history, no test."""
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    copied = {word for step in BUILD if step.name == "COPY" for word in step.words[:-1]}
    assert rules[0] == "*"
    assert {rule[1:] for rule in rules if rule.startswith("!")} == copied
    assert all((ROOT / one).exists() for one in copied)
    assert not [one for one in copied if fnmatch(one, ".*") or one == "tests"]


def test_no_secret_is_named() -> None:
    """No variable that holds a secret stands in the Dockerfile."""
    assert re.findall(r"\w*(?:TOKEN|SECRET|PASSWORD)\w*", TEXT) == []
