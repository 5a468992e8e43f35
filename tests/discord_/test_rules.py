"""Why: a stand-in that takes everything proves nothing, so what it refuses is tested, too."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from tests.platforms.discord_rules import (
    V2,
    alive,
    choice_faults,
    commands_faults,
    message_faults,
    pings,
)

if TYPE_CHECKING:
    from collections.abc import Callable

Json = dict[str, Any]


def _button(ident: str = "a", **more: object) -> Json:
    return {"type": 2, "style": 2, "label": "More", "custom_id": ident, **more}


def _text(content: str = "text") -> Json:
    return {"type": 10, "content": content}


def _row(*inside: Json) -> Json:
    return {"type": 1, "components": list(inside)}


def _select(**more: object) -> Json:
    option = {"label": "a", "value": "a"}
    return {"type": 3, "custom_id": "s", "options": [option], **more}


def _box(*inside: Json) -> Json:
    return {"type": 17, "components": list(inside)}


def _message(*components: Json, **more: object) -> Json:
    return {"flags": V2, "components": list(components), "allowed_mentions": {"parse": []}, **more}


def _command(**more: object) -> Json:
    option = {"type": 3, "name": "query", "description": "What", "required": True}
    return {"type": 1, "name": "axis", "description": "Ask", "options": [option], **more}


_OPTION = {"type": 3, "name": "q", "description": "d"}
_BAD_MESSAGES = {
    "41 components": _message(*(_text() for _ in range(41))),
    "41 nested components": _message(_box(*(_text() for _ in range(40)))),
    "4001 characters": _message(_text("x" * 4001)),
    "4001 characters in two texts": _message(_text("x" * 4000), _text("x")),
    "4000 characters beyond the BMP": _message(_text("𝔘" * 2001)),
    "no components": _message(),
    "an empty text": _message(_text("")),
    "a blank text": _message(_text(" \n")),
    "an empty row": _message(_row()),
    "an empty container": _message(_box()),
    "six buttons in a row": _message(_row(*(_button(str(n)) for n in range(6)))),
    "a button beside a list": _message(_row(_select(), _button())),
    "two lists in a row": _message(_row(_select(), _select(custom_id="t"))),
    "the same id twice": _message(_row(_button("a"), _button("a"))),
    "the same id in two rows": _message(_row(_button("a")), _row(_button("a"))),
    "an id of 101": _message(_row(_button("x" * 101))),
    "no id": _message(_row(_button(""))),
    "a label of 81": _message(_row(_button(label="x" * 81))),
    "no label": _message(_row(_button(label=""))),
    "a blank label": _message(_row(_button(label=" "))),
    "a style of 9": _message(_row(_button(style=9))),
    "an unknown key in a button": _message(_row(_button(colour="red"))),
    "an unknown key in a text": _message(_text() | {"text": "x"}),
    "an unknown key in a message": _message(_text(), component=[]),
    "an unknown component": _message(_box({"type": 10, "content": "x"}, {"type": 12})),
    "a button at the top": _message(_button()),
    "a container in a container": _message(_box(_box(_text()))),
    "a text in a row": _message(_row(_text())),
    "content beside V2": _message(_text(), content="x"),
    "embeds beside V2": _message(_text(), embeds=[{"title": "x"}]),
    "a list without options": _message(_row(_select(options=[]))),
    "26 options": _message(
        _row(_select(options=[{"label": "a", "value": str(n)} for n in range(26)]))
    ),
    "an option label of 101": _message(_row(_select(options=[{"label": "x" * 101, "value": "a"}]))),
    "an option value of 101": _message(_row(_select(options=[{"label": "a", "value": "x" * 101}]))),
    "the same option twice": _message(_row(_select(options=[{"label": "a", "value": "a"}] * 2))),
    "an unknown key in an option": _message(
        _row(_select(options=[{"label": "a", "value": "a", "text": "x"}]))
    ),
    "a placeholder of 151": _message(_row(_select(placeholder="x" * 151))),
    "a spacing of 3": _message(_text(), {"type": 14, "spacing": 3}),
    "a nonce of 26": _message(_text(), nonce="x" * 26),
    "2001 characters of content": {"content": "x" * 2001},
    "nothing at all": {},
}
_BAD_COMMANDS = {
    "a capital": [_command(name="Axis")],
    "a space": [_command(name="my axis")],
    "a description of 101": [_command(description="x" * 101)],
    "no description": [_command(description="")],
    "a description of a menu": [{"type": 3, "name": "Look up", "description": "x"}],
    "a menu of 33": [{"type": 3, "name": "x" * 33}],
    "26 options": [_command(options=[_OPTION | {"name": f"q{n}"} for n in range(26)])],
    "required after optional": [_command(options=[_OPTION, _OPTION | {"required": True}])],
    "an option description of 101": [_command(options=[_OPTION | {"description": "x" * 101}])],
    "26 choices": [
        _command(
            options=[_OPTION | {"choices": [{"name": str(n), "value": str(n)} for n in range(26)]}]
        )
    ],
    "choices beside autocomplete": [
        _command(
            options=[_OPTION | {"autocomplete": True, "choices": [{"name": "a", "value": "a"}]}]
        )
    ],
    "an unknown key": [_command(descriptions="x")],
    "an unknown key in an option": [_command(options=[_OPTION | {"need": True}])],
    "a locale that is none": [_command(description_localizations={"es": "Pregunta"})],
    "a localised description of 101": [_command(description_localizations={"de": "x" * 101})],
    "a localised name with a capital": [_command(name_localizations={"de": "Achse"})],
    "a localised menu of 33": [{"type": 3, "name": "Look", "name_localizations": {"de": "x" * 33}}],
    "a localised option description of 101": [
        _command(options=[_OPTION | {"description_localizations": {"de": "x" * 101}}])
    ],
    "a localised choice of 101": [
        _command(
            options=[
                _OPTION
                | {
                    "choices": [
                        {"name": "a", "value": "a", "name_localizations": {"de": "x" * 101}}
                    ]
                }
            ]
        )
    ],
    "8001 characters, the longest localisation counted": [
        _command(
            options=[
                _OPTION
                | {
                    "name": f"q{n}",
                    "description_localizations": {"de": "x" * 100, "fr": "x"},
                    "choices": [{"name": "x" * 100, "value": "y" * 100}] * 2,
                }
                for n in range(16)
            ]
        )
    ],
    "the same command twice": [_command(), _command()],
    "101 commands": [_command(name=f"a{n}") for n in range(101)],
    "16 menus": [{"type": 3, "name": f"a{n}"} for n in range(16)],
}
_BAD_CHOICES = {
    "26 choices": [{"name": str(n), "value": str(n)} for n in range(26)],
    "a name of 101": [{"name": "x" * 101, "value": "a"}],
    "a value of 101": [{"name": "a", "value": "x" * 101}],
    "no name": [{"name": "", "value": "a"}],
    "an unknown key": [{"name": "a", "value": "a", "label": "x"}],
}
_BAD: list[tuple[Callable[[Any], list[str]], str, Any]] = [
    *((message_faults, name, body) for name, body in _BAD_MESSAGES.items()),
    *((commands_faults, name, body) for name, body in _BAD_COMMANDS.items()),
    *((choice_faults, name, body) for name, body in _BAD_CHOICES.items()),
]


@pytest.mark.parametrize(
    ("rule", "body"), [(rule, body) for rule, _, body in _BAD], ids=[name for _, name, _ in _BAD]
)
def test_each_bad_body_is_refused(rule: Callable[[Any], list[str]], body: object) -> None:
    """A body that breaks one rule of Discord's is refused for that rule alone."""
    faults = rule(copy.deepcopy(body))
    assert len(set(faults)) == 1


def test_good_bodies_are_taken() -> None:
    """What Discord takes is not refused."""
    full = _message(_box(*(_text() for _ in range(33)), _row(*(_button(str(n)) for n in range(5)))))
    for body in (full, _message(_text("x" * 4000)), _message(_row(_select())), {"content": "x"}):
        assert message_faults(body) == []
    assert commands_faults([_command(), {"type": 3, "name": "Look up in Axis"}]) == []
    localised = {"name_localizations": {"uk": "вісь"}, "description_localizations": {"es-419": "a"}}
    assert commands_faults([_command(**localised)]) == []
    assert choice_faults([{"name": "a", "value": "a"}]) == []


@pytest.mark.parametrize(
    "text",
    [
        "@everyone",
        "<@1>",
        "<#1>",
        "<t:1>",
        "**b**",
        "https://x.org",
        ":smile:",
        "# h",
        "- i",
        "1. i",
        "> q",
        "[a](b)",
        "## # h",
    ],
)
def test_what_is_alive_is_seen(text: str) -> None:
    """Each kind of markup is seen by the reader that looks for it."""
    assert alive(text) != []
    assert alive("Plain words, 12:30 and 5 - 3, a\\*b.") == []


def test_mentions_that_are_not_forbidden_are_seen() -> None:
    """Only a message that forbids every mention mentions nobody."""
    assert pings({"content": "x"})
    assert pings({"allowed_mentions": {"parse": ["users"]}})
    assert not pings({"allowed_mentions": {"parse": []}})
