"""Why: curators publish while people ask. A running conversation takes a good new pack at once and
is not shaken by a bad one; operators read of both in the log, each line of it JSON."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

from tests.packs import ALDER_BIRCH, Change, write_lake
from tests.terminal.running import Piped, ageless, answers, log_lines, place, publish

if TYPE_CHECKING:
    from pathlib import Path

STALE = "A newer version of this pack could not be read; answers come from 1.0.\n"
TO_NEW_VERSION = Change("pack.yaml", '"1.0"', '"1.1"')
LOADED = {"event": "pack loaded", "version": "1.1", "level": "info", "logger": "bot.app"}
FAULT = (
    '{place} facts[0].event.when: "2024-13" is not an EDTF date '
    "(expected YYYY, YYYY-MM, YYYY-MM-DD, with ? or ~, or a/b)"
)


def test_new_version_answers_from_the_next_line_on(tmp_path: Path) -> None:
    """When `version` in pack.yaml changes, the next line is answered from the new pack and the log
    says so; a change without a new version changes no answer."""
    root = write_lake(tmp_path)
    old = answers("cedars", pack=root)
    lines = old.count("\n")
    with Piped(tmp_path, "chat", pack=root) as piped:
        assert ageless(piped.ask("cedars", lines)) == ageless(old)
        publish(root, Change("relations/lake.yaml", "had 1,500 guests", "counted 1,500 guests"))
        assert ageless(piped.ask("cedars", lines + 1)) == f"\n{ageless(old)}"
        publish(root, TO_NEW_VERSION)
        ran = piped.finish("cedars\n")
    new = ageless(answers("cedars", pack=root))
    assert "counted 1,500 guests" in new
    assert (ageless(ran.out), log_lines(ran.err), ran.code) == (f"\n{new}", [LOADED], 0)


def test_sighup_loads_at_once(tmp_path: Path) -> None:
    """On SIGHUP the pack is loaded anew whatever its version, and the log says so at once."""
    root = write_lake(tmp_path)
    with Piped(tmp_path, "chat", pack=root) as piped:
        assert piped.ask("alder") == "Alder\n"
        publish(root, Change("pack.yaml", "title: The towns", "title: The harbours"))
        piped.process.send_signal(signal.SIGHUP)
        log = piped.read_error()
        ran = piped.finish("help\n")
    assert log_lines(log) == [{**LOADED, "version": "1.0"}]
    assert ran.out.endswith(answers("help", pack=root))
    assert (ran.err, ran.code) == ("", 0)


def test_bad_pack_leaves_the_good_one(tmp_path: Path) -> None:
    """A new pack with faults is refused: the log has every fault, the user a sentence, and the last
    good pack answers until the new one is mended, for which no further version is needed."""
    root = write_lake(tmp_path)
    good = ageless(answers("cedars", pack=root))
    lines = good.count("\n")
    with Piped(tmp_path, "chat", pack=root) as piped:
        assert ageless(piped.ask("cedars", lines)) == good
        publish(root, Change(ALDER_BIRCH, '"2024-05-04"', '"2024-13"'), TO_NEW_VERSION)
        told = piped.ask("cedars", lines + 2)
        log = piped.read_error()
        where = place(root, ALDER_BIRCH, 'when: "')
        publish(root, Change(ALDER_BIRCH, '"2024-13"', '"2024-05-04"'))
        ran = piped.finish("cedars\n")
    assert STALE in told
    assert ageless(told.replace(STALE, "")) == f"\n{good}"
    refused = {"event": "pack refused", "kept": "1.0", "faults": [FAULT.format(place=where)]}
    assert log_lines(log) == [{**refused, "level": "error", "logger": "bot.app"}]
    assert ageless(ran.out) == f"\n{good.replace('pack 1.0', 'pack 1.1')}"
    assert (log_lines(ran.err), ran.code) == ([LOADED], 0)
