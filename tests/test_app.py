"""Why: every platform talks to one App, which holds one pack at a time. Whatever happens to the
pack's files, it goes on answering, from the newest pack that was sound."""

from __future__ import annotations

import logging
import shutil
from typing import TYPE_CHECKING

import pytest

from bot.app import App
from bot.buttons import Press, button_id, pack_in_ids, read_button
from bot.cli import today
from bot.errors import PackError
from tests.packs import ALDER_BIRCH, Change, write_lake
from tests.terminal.running import place, publish

if TYPE_CHECKING:
    from pathlib import Path

    from bot.reply import Reply

TO_NEW_VERSION = Change("pack.yaml", '"1.0"', '"1.1"')
TO_BAD_DATE = Change(ALDER_BIRCH, '"2024-05-04"', '"2024-13"')
TO_GOOD_DATE = Change(ALDER_BIRCH, '"2024-13"', '"2024-05-04"')
STALE = "A newer version of this pack could not be read; answers come from 1.0."
NOT_EDTF = (
    'facts[0].event.when: "2024-13" is not an EDTF date '
    "(expected YYYY, YYYY-MM, YYYY-MM-DD, with ? or ~, or a/b)"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return the folder of a lake of the test's own."""
    return write_lake(tmp_path)


@pytest.fixture
def app(root: Path) -> App:
    """Return the app that answers from that lake."""
    return App(root)


def ask(app: App, text: str) -> Reply:
    """Return the app's answer of today."""
    return app.ask(text, today())


def test_bad_pack_is_refused_at_the_start(tmp_path: Path) -> None:
    """An app does not start with a pack that cannot stand."""
    root = write_lake(tmp_path, TO_BAD_DATE)
    with pytest.raises(PackError) as caught:
        App(root)
    assert len(caught.value.faults) == 1
    assert str(caught.value).endswith(NOT_EDTF)


def test_unchanged_pack_is_not_read_again(app: App) -> None:
    """While no file changed, looking for a newer pack reads none and swaps none."""
    before = app.library
    assert not app.refresh()
    assert app.library is before


def test_new_version_is_swapped_in(app: App, root: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A new version is loaded whole and logged with its number; completion knows it as well."""
    caplog.set_level(logging.INFO)
    publish(root, Change("topics.yaml", "label: piers", "label: jetties"), TO_NEW_VERSION)
    assert app.complete("jet") == ()
    assert app.refresh()
    assert (ask(app, "alder").pack, app.complete("jet")) == ("1.1", ("jetties",))
    assert (app.trouble, app.notice) == (None, None)
    assert [(one.msg, vars(one)["version"]) for one in caplog.records] == [("pack loaded", "1.1")]


def test_other_changes_wait_for_a_version(app: App, root: Path) -> None:
    """A change without a new version is not taken, until somebody asks for a reload."""
    publish(root, Change("pack.yaml", "title: The towns", "title: The harbours"))
    assert not app.refresh()
    assert ask(app, "help").title.startswith("The towns of the lake")
    assert app.reload()
    assert ask(app, "help").title.startswith("The harbours of the lake")


def test_bad_version_is_refused_and_told(
    app: App, root: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A bad new pack leaves the good one; the log has each fault, operators the first one, users a
    sentence in help and nothing in answers."""
    publish(root, TO_BAD_DATE, TO_NEW_VERSION)
    assert not app.refresh()
    where = place(root, ALDER_BIRCH, 'when: "')
    fault = f"{root.parent}/{where} {NOT_EDTF}"
    assert app.trouble == f"the new pack has 1 fault: {fault}"
    assert [(one.msg, vars(one)["kept"], vars(one)["faults"]) for one in caplog.records] == [
        ("pack refused", "1.0", (fault,))
    ]
    assert (app.notice, ask(app, "help").notices) == (STALE, (STALE,))
    assert (ask(app, "alder").pack, ask(app, "alder").notices) == ("1.0", ())


def test_number_of_faults_is_told(app: App, root: Path) -> None:
    """Trouble begins with how many faults there are."""
    second = Change("topics.yaml", "broader: [money]", "broader: [monny]")
    publish(root, TO_BAD_DATE, second, TO_NEW_VERSION)
    app.refresh()
    assert (app.trouble or "").startswith("the new pack has 2 faults: ")


def test_refused_pack_is_not_tried_again_unchanged(app: App, root: Path) -> None:
    """A refused pack is looked at anew when one of its files changed, and not before."""
    publish(root, TO_BAD_DATE, TO_NEW_VERSION)
    app.refresh()
    trouble = app.trouble
    assert not app.refresh()
    assert app.trouble is trouble


def test_mended_pack_is_taken_without_a_further_version(app: App, root: Path) -> None:
    """When a refused pack is mended, it is taken at once and the trouble is over."""
    publish(root, TO_BAD_DATE, TO_NEW_VERSION)
    app.refresh()
    publish(root, TO_GOOD_DATE)
    assert app.refresh()
    assert (app.library.pack.version, app.trouble, ask(app, "help").notices) == ("1.1", None, ())


def test_withdrawn_pack_ends_the_trouble(app: App, root: Path) -> None:
    """When the old pack is put back in place of a bad one, the trouble is over as well."""
    publish(root, TO_BAD_DATE, TO_NEW_VERSION)
    app.refresh()
    publish(root, Change("pack.yaml", '"1.1"', '"1.0"'), TO_GOOD_DATE)
    assert app.refresh()
    assert (app.library.pack.version, app.trouble) == ("1.0", None)


def test_lost_folder_leaves_the_pack(app: App, root: Path) -> None:
    """When the folder is gone, the pack that was loaded goes on answering."""
    shutil.rmtree(root)
    assert not app.refresh()
    text = "is not a folder (expected the folder of a pack, with pack.yaml in it)"
    assert app.trouble == f"the new pack has 1 fault: {root} {text}"
    assert ask(app, "alder").pack == "1.0"


def test_fault_of_the_loader_leaves_the_pack(
    app: App, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A pack that trips the loader itself takes no good one away; the log has the traceback."""

    def load(_root: Path) -> None:
        raise LookupError

    monkeypatch.setattr("bot.app.load", load)
    assert not app.reload()
    text = "the new pack has a fault that the loader does not know: LookupError()"
    assert app.trouble == text
    assert [(one.msg, one.exc_info is None) for one in caplog.records] == [
        ("pack not loaded", False),
        ("pack refused", True),
    ]
    assert ask(app, "alder").pack == "1.0"


def test_button_of_an_older_pack_says_so(app: App) -> None:
    """A button answers from the pack of today and says so if it was made under another."""
    now = Press(kind="timeline", pack="1.0", text="timeline alder")
    assert app.press(now, today()) == ask(app, "timeline alder")
    old = Press(kind="timeline", pack="0.9", text="timeline alder")
    notice = "That button was made under pack 0.9; this is from pack 1.0."
    assert app.press(old, today()).notices == (notice,)


def test_message_is_looked_up(app: App) -> None:
    """A message is answered for what it names."""
    reply = app.look_up("Did Alder and Birch open the pier?", today())
    assert reply.title == "Alder and Birch"


def test_button_of_a_pack_with_a_long_version(app: App, root: Path) -> None:
    """A version that ids hold only in part is not taken for another one."""
    publish(root, Change("pack.yaml", '"1.0"', '"1.0 | of the second lake district"'))
    assert app.refresh()
    now = Press(kind="timeline", pack=pack_in_ids(app.library.pack.version), text="timeline alder")
    assert read_button(button_id(now) or "") == now
    assert app.press(now, today()) == ask(app, "timeline alder")
