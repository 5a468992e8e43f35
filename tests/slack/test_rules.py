"""Why: a stand-in that takes what Slack refuses proves nothing; here each rule refuses its own bad
body."""

from __future__ import annotations

from typing import Any

import pytest

from tests.platforms.slack_rules import (
    acknowledgement_faults,
    alive,
    answer_faults,
    message_faults,
    options_faults,
    view_faults,
)

Json = dict[str, Any]


def _plain(text: str = "x", **more: Any) -> Json:  # noqa: ANN401 - what a bad body holds
    return {"type": "plain_text", "text": text, **more}


def _button(**more: Any) -> Json:  # noqa: ANN401
    return {"type": "button", "text": _plain(), "action_id": "a", "value": "v", **more}


def _actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def _select(**more: Any) -> Json:  # noqa: ANN401
    option = {"text": _plain(), "value": "v"}
    return {"type": "static_select", "action_id": "a", "options": [option], **more}


def _rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": list(elements)}


def _section(*texts: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(texts)}


_HEADER: Json = {"type": "header", "text": _plain()}
_TEXT: Json = {"type": "text", "text": "x"}
_GOOD: list[Json] = [_HEADER, _rich(_section(_TEXT)), _actions(_button()), {"type": "divider"}]

_BAD_BLOCKS: dict[str, list[Json]] = {
    "no blocks": [],
    "51 blocks": [{"type": "divider"}] * 51,
    "unknown block": [{"type": "headline", "text": _plain()}],
    "unknown key of a block": [{**_HEADER, "colour": "red"}],
    "misspelt block_id": [{**_HEADER, "blok_id": "x"}],
    "block_id twice": [{**_HEADER, "block_id": "x"}, {**_HEADER, "block_id": "x"}],
    "block_id too long": [{**_HEADER, "block_id": "x" * 256}],
    "block_id empty": [{**_HEADER, "block_id": ""}],
    "header with mrkdwn": [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}],
    "header too long": [{"type": "header", "text": _plain("x" * 151)}],
    "header too long in UTF-16": [{"type": "header", "text": _plain("\U0001f600" * 76)}],
    "header empty": [{"type": "header", "text": _plain("")}],
    "header of spaces": [{"type": "header", "text": _plain("  ")}],
    "header without text": [{"type": "header"}],
    "unknown key of a text": [{"type": "header", "text": _plain(bold=True)}],
    "section empty": [{"type": "section"}],
    "section too long": [{"type": "section", "text": _plain("x" * 3001)}],
    "eleven fields": [{"type": "section", "fields": [_plain()] * 11}],
    "field too long": [{"type": "section", "fields": [_plain("x" * 2001)]}],
    "context empty": [{"type": "context", "elements": []}],
    "eleven in a context": [{"type": "context", "elements": [_plain()] * 11}],
    "context too long": [{"type": "context", "elements": [_plain("x" * 3001)]}],
    "actions empty": [_actions()],
    "26 buttons": [_actions(*(_button(action_id=f"a{n}") for n in range(26)))],
    "action_id twice": [_actions(_button(), _button())],
    "action_id twice in two blocks": [_actions(_button()), _actions(_button())],
    "action_id too long": [_actions(_button(action_id="a" * 256))],
    "unknown element": [_actions({"type": "knob"})],
    "unknown key of a button": [_actions(_button(label="x"))],
    "button with mrkdwn": [_actions(_button(text={"type": "mrkdwn", "text": "x"}))],
    "button too long": [_actions(_button(text=_plain("x" * 76)))],
    "value too long": [_actions(_button(value="x" * 2001))],
    "unknown style": [_actions(_button(style="loud"))],
    "no options": [_actions(_select(options=[]))],
    "101 options": [_actions(_select(options=[{"text": _plain(), "value": "v"}] * 101))],
    "option too long": [_actions(_select(options=[{"text": _plain("x" * 76), "value": "v"}]))],
    "option without value": [_actions(_select(options=[{"text": _plain(), "value": ""}]))],
    "rich text empty": [_rich()],
    "rich section empty": [_rich(_section())],
    "unknown rich element": [_rich(_section({"type": "blink", "text": "x"}))],
    "unknown key of a rich element": [_rich(_section({**_TEXT, "size": 3}))],
    "empty rich text element": [_rich(_section({"type": "text", "text": ""}))],
    "list without style": [_rich({"type": "rich_text_list", "elements": [_section(_TEXT)]})],
}
_BAD_BODIES: dict[str, Json] = {
    "nothing at all": {},
    "text too long": {"text": "x" * 40_001},
    "no text for screen readers": {"text": "", "blocks": _GOOD},
    "unknown response_type": {"text": "x", "response_type": "loud"},
    "text that is no string": {"text": 7},
}
_BAD_VIEWS: dict[str, Json] = {
    "unknown view": {"type": "window", "blocks": _GOOD},
    "unknown key of a view": {"type": "home", "blocks": _GOOD, "colour": "red"},
    "modal without title": {"type": "modal", "blocks": _GOOD},
    "title too long": {"type": "modal", "title": _plain("x" * 25), "blocks": _GOOD},
    "101 blocks": {"type": "home", "blocks": [{"type": "divider"}] * 101},
    "metadata too long": {"type": "home", "blocks": _GOOD, "private_metadata": "x" * 3001},
}


def _option(value: str = "v", text: str = "x") -> Json:
    return {"text": _plain(text), "value": value}


def _input(element: Json, **more: Any) -> Json:  # noqa: ANN401
    return {"type": "input", "block_id": "i", "label": _plain(), "element": element, **more}


def _form(*blocks: Json, **more: Any) -> Json:  # noqa: ANN401
    title: Json = {"type": "modal", "title": _plain(), "submit": _plain(), "blocks": list(blocks)}
    return {**title, **more}


_TEXT_INPUT: Json = {"type": "plain_text_input", "action_id": "a"}
_BOXES: Json = {"type": "checkboxes", "action_id": "a", "options": [_option()]}
_FORM = _form(_input(_TEXT_INPUT))
_BAD_FORMS: dict[str, Json] = {
    "inputs without submit": {key: _FORM[key] for key in ("type", "title", "blocks")},
    "submit too long": _form(_input(_TEXT_INPUT), submit=_plain("x" * 25)),
    "close too long": _form(_input(_TEXT_INPUT), close=_plain("x" * 25)),
    "input without label": _form({"type": "input", "element": _TEXT_INPUT}),
    "label too long": _form(_input(_TEXT_INPUT, label=_plain("x" * 2001))),
    "hint that is markup": _form(_input(_TEXT_INPUT, hint={"type": "mrkdwn", "text": "x"})),
    "unknown key of an input": _form(_input(_TEXT_INPUT, colour="red")),
    "unknown element of an input": _form(_input({"type": "knob", "action_id": "a"})),
    "unknown key of an element": _form(_input({**_TEXT_INPUT, "options": []})),
    "placeholder too long": _form(_input({**_TEXT_INPUT, "placeholder": _plain("x" * 151)})),
    "no box": _form(_input({**_BOXES, "options": []})),
    "eleven boxes": _form(_input({**_BOXES, "options": [_option()] * 11})),
    "box too long": _form(_input({**_BOXES, "options": [_option(text="x" * 76)]})),
    "chosen at first, but no box": _form(_input({**_BOXES, "initial_options": [_option("w")]})),
    "nothing chosen at first": _form(_input({**_BOXES, "initial_options": []})),
    "first option without value": _form(
        _input({"type": "external_select", "action_id": "a", "initial_option": _option("")})
    ),
    "two inputs of one name": _form(_input(_TEXT_INPUT), _input(_TEXT_INPUT)),
    "action_id twice in inputs": _form(_input(_TEXT_INPUT), _input(_TEXT_INPUT, block_id="j")),
    "text at first too long": _form(_input({**_TEXT_INPUT, "initial_value": "x" * 3001})),
}
_BAD_ANSWERS: dict[str, Json] = {
    "unknown action": {"response_action": "dance"},
    "no action": {"errors": {"i": "x"}},
    "unknown key of errors": {"response_action": "errors", "errors": {"i": "x"}, "view": _FORM},
    "no errors": {"response_action": "errors", "errors": {}},
    "error at no input": {"response_action": "errors", "errors": {"j": "x"}},
    "empty error": {"response_action": "errors", "errors": {"i": " "}},
    "bad view": {"response_action": "update", "view": {"type": "modal", "blocks": _GOOD}},
}
_BAD_OPTIONS: dict[str, Json] = {
    "no options at all": {},
    "unknown key of options": {"options": [], "colour": "red"},
    "101 suggestions": {"options": [_option()] * 101},
    "suggestion too long": {"options": [_option(text="x" * 76)]},
    "suggestion without value": {"options": [_option("")]},
}


def test_a_good_form() -> None:
    """A form that Slack takes passes, and so do its faults, its successor and options."""
    errors = {"response_action": "errors", "errors": {"i": "x"}}

    assert view_faults(_FORM) == []
    assert answer_faults(errors, _FORM) == []
    assert answer_faults({"response_action": "update", "view": _FORM}, _FORM) == []
    assert options_faults({"options": [_option()]}) == []


@pytest.mark.parametrize("case", _BAD_FORMS)
def test_bad_forms(case: str) -> None:
    """Each rule on forms refuses what breaks it."""
    assert view_faults(_BAD_FORMS[case]) != []


@pytest.mark.parametrize("case", _BAD_ANSWERS)
def test_bad_answers(case: str) -> None:
    """Each rule on how a form is acknowledged refuses what breaks it."""
    event = {"type": "view_submission", "view": _FORM}

    assert acknowledgement_faults(event, _BAD_ANSWERS[case]) != []


@pytest.mark.parametrize("case", _BAD_OPTIONS)
def test_bad_options(case: str) -> None:
    """Each rule on suggestions refuses what breaks it."""
    assert acknowledgement_faults({"type": "block_suggestion"}, _BAD_OPTIONS[case]) != []


def test_acknowledgements_that_hold_something() -> None:
    """A press takes nothing with its acknowledgement, and the proof of an address its word."""
    assert acknowledgement_faults({"type": "block_actions"}, {"text": "x"}) != []
    assert acknowledgement_faults({"type": "block_actions"}, {}) == []
    assert acknowledgement_faults({"type": "url_verification"}, {"challenge": "x"}) == []


def test_a_good_body() -> None:
    """What Slack takes passes."""
    assert message_faults({"text": "x", "blocks": _GOOD}) == []
    assert view_faults({"type": "modal", "title": _plain(), "blocks": _GOOD}) == []


@pytest.mark.parametrize("case", _BAD_BLOCKS)
def test_bad_blocks(case: str) -> None:
    """Each rule on blocks refuses what breaks it."""
    assert message_faults({"text": "x", "blocks": _BAD_BLOCKS[case]}) != []


@pytest.mark.parametrize("case", _BAD_BODIES)
def test_bad_bodies(case: str) -> None:
    """Each rule on messages refuses what breaks it."""
    assert message_faults(_BAD_BODIES[case]) != []


@pytest.mark.parametrize("case", _BAD_VIEWS)
def test_bad_views(case: str) -> None:
    """Each rule on views refuses what breaks it."""
    assert view_faults(_BAD_VIEWS[case]) != []


_ALIVE: dict[str, Json] = {
    "channel": {"text": "<!channel>"},
    "markup": {"text": "x", "blocks": [{"type": "context", "elements": [{"type": "mrkdwn"}]}]},
    "broadcast": {"text": "x", "blocks": [_rich(_section({"type": "broadcast"}))]},
    "user": {"text": "x", "blocks": [_rich(_section({"type": "user", "user_id": "U1"}))]},
    "emoji": {"text": "x", "blocks": [_HEADER]},
    "names": {"text": "x", "link_names": True},
}


@pytest.mark.parametrize("case", _ALIVE)
def test_what_is_alive(case: str) -> None:
    """What would ping, link or change its looks is found."""
    assert alive(_ALIVE[case]) != []


def test_channels_of_the_home() -> None:
    """A channel is told by Slack in the Home alone, and only one whose id is our own."""
    blocks = [_rich(_section({"type": "channel", "channel_id": "C1"}))]

    assert alive({"type": "home", "blocks": blocks}, {"C1"}) == []
    assert alive({"type": "home", "blocks": blocks}, {"C2"}) != []
    assert alive({"type": "home", "blocks": blocks}) != []
    assert alive({"text": "x", "blocks": blocks}, {"C1"}) != []
