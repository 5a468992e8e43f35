"""Why: the form that sets a brief up is seen empty, filled, faulty and done, each as Slack gets it.
It must judge nothing itself: faults are those that the adapter finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from adapters.slack.changing import NOT_INSTALLED
from adapters.slack.filled import read_form
from adapters.slack.filling import CHECKING
from adapters.slack.form import Filled, form, page
from adapters.slack.refusals import words_for_asker
from bot.briefing.wishes import read_wish
from tests.platforms.slack_forms import filled
from tests.preview.week import OTHER_WISH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.knowledge.library import Library

Json = dict[str, Any]

_CHANNEL = "C1"
_WELL = {"zone": "Europe/Berlin", "about": "iran drones"}
_FAULTY: Mapping[str, object] = {
    "channel": None,
    "at": None,
    "zone": None,
    "weekdays": [],
    "skip": "24 December, 2026-12-25, 2026-13-01",
    "about": "iraq tanks",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A modal under its name, with a sentence at each field that is wrong."""

    name: str
    view: Json
    errors: Mapping[str, str] = field(default_factory=dict)


def forms(library: Library) -> Iterator[Form]:
    """Yield every state of the form that the asker's own workspace can bring about."""
    empty = form(Filled(channel=_CHANNEL), library)
    yield Form(name="form-empty", view=empty)
    yield Form(name="form-zone-known", view=form(Filled(channel="", zone="Asia/Tokyo"), library))
    yield Form(name="form-filled", view=_typed(empty, _WELL))
    yield _judged("form-errors", empty, _FAULTY, library)
    wish = read_wish(OTHER_WISH, library)
    yield Form(name="form-again", view=form(Filled(channel=_CHANNEL, wish=wish), library))
    change = Filled(channel=_CHANNEL, verb="change", wish=replace(wish, unchanged="one-line"))
    yield Form(name="form-change", view=form(change, library))
    yield Form(name="form-checking", view=page([CHECKING]))
    for code in ("not_in_channel", "user_not_in_channel", "channel_not_found"):
        yield Form(name=f"form-{code}", view=page([words_for_asker(code)]))
    yield Form(name="form-not-installed", view=page([NOT_INSTALLED]))


def done(name: str, lines: tuple[str, ...]) -> Form:
    """Return the form's last state: what became of it."""
    return Form(name=f"form-done-{name}", view=page(lines))


def _judged(name: str, view: Json, fields: Mapping[str, object], library: Library) -> Form:
    sent = {**view, "state": {"values": filled(view, fields)}}
    return Form(name=name, view=_typed(view, fields), errors=read_form(sent, library).errors)


def _typed(view: Json, fields: Mapping[str, object]) -> Json:
    """Return the form as it looks when it is filled in so."""
    blocks = [
        {**block, "element": _with(block["element"], fields[block["block_id"]])}
        if block["block_id"] in fields
        else block
        for block in view["blocks"]
    ]
    return {**view, "blocks": blocks}


def _with(element: Json, value: Any) -> Json:  # noqa: ANN401 - each field its own
    bare = {key: one for key, one in element.items() if not key.startswith("initial_")}
    if not value:
        return bare
    if element["type"] == "plain_text_input":
        return {**bare, "initial_value": value}
    return {
        **bare,
        "initial_option": {"text": {"type": "plain_text", "text": value}, "value": value},
    }
