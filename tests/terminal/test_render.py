"""Why: both renderings of the terminal are pure, so that what they show can be read here without a
terminal: plain lines, and the same words fitted to a width."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from adapters.terminal.render import buttons, plain
from adapters.terminal.styled import styled
from bot.reply import Action, Point, Reply, ReplyFact, ReplySource

FACT = ReplyFact(
    fact="pier",
    standing="reported",
    by=(),
    denied_by=(),
    when="2024-05-04",
    modality="happened",
    sources=(1,),
)
REPLY = Reply(
    kind="answer",
    title="Alder [bold]and[/bold] Birch :sun:",
    points=(Point(text="They opened a pier of 120 metres together.", lead=FACT, sources=(1,)),),
    sources=(
        ReplySource(
            n=1, id="gazette", title="G", published="2024-05", reliability="B", line="The Gazette"
        ),
    ),
    actions=(
        Action(kind="timeline", label="Timeline", text="timeline alder birch"),
        Action(kind="share", label="Share"),
        Action(kind="offer", label="cedars", text="cedars"),
    ),
    shown_from=1,
    shown_to=1,
    total=1,
    pack="1.0",
    newest_source="2024-05",
    age_months=3,
)
LINES = """\
Alder [bold]and[/bold] Birch :sun:
• They opened a pier of 120 metres together. [1]
[1] The Gazette
1 of 1 fact · newest source is 3 months old · pack 1.0
(1) Timeline  (2) cedars"""


def drawn(reply: Reply, width: int, *, colour: str | None = None) -> str:
    """Return what a terminal of that width gets."""
    file = io.StringIO()
    console = Console(
        file=file,
        width=width,
        force_terminal=colour is not None,
        color_system="standard" if colour else None,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
        _environ={},
    )
    console.print(styled(reply))
    return file.getvalue()


def test_plain_lines_end_with_numbered_buttons() -> None:
    """The plain rendering is the reply's own text and one line of numbered buttons."""
    assert plain(REPLY) == LINES


def test_sharing_is_no_button_here() -> None:
    """A terminal has nobody to share with, so that its numbers skip sharing."""
    assert [action.label for action in buttons(REPLY)] == ["Timeline", "cedars"]


def test_offer_is_a_button_and_is_not_said_twice() -> None:
    """What is offered stands in the line of buttons, and in no other."""
    offers = ("north pier", "south pier")
    actions = tuple(Action(kind="offer", label=one, text=one) for one in offers)
    reply = Reply(kind="offer", title="Which pier?", offers=offers, actions=actions)
    assert plain(reply) == "Which pier?\n(1) north pier  (2) south pier"


def test_reply_without_buttons_has_no_line_for_them() -> None:
    """Where nothing can be pressed, no line speaks of buttons."""
    assert plain(Reply(kind="none", title="Iraq is not covered.")) == "Iraq is not covered."


def test_wide_terminal_gets_the_plain_lines() -> None:
    """What looks like markup or an emoji's name is shown as it stands, and nothing is added."""
    assert drawn(REPLY, 100) == f"{LINES}\n"


@pytest.mark.parametrize("width", [1, 2, 3, 10, 20, 40, 79])
def test_narrow_terminal_loses_no_letter(width: int) -> None:
    """At any width every letter is shown in its order and no line is wider."""
    lines = drawn(REPLY, width).splitlines()
    assert max(map(len, lines)) <= max(width, 3)
    assert "".join("".join(lines).split()) == "".join(LINES.split())


def test_point_goes_on_under_its_first_word() -> None:
    """The further lines of a point are indented by its bullet."""
    lines = [line.rstrip() for line in drawn(REPLY, 30).splitlines()]
    assert lines[2:4] == ["• They opened a pier of 120", "  metres together. [1]"]


def test_styles_add_no_words_and_no_colour() -> None:
    """The title is bold, sources and footer dim, points and buttons plain; there is no colour."""
    assert drawn(REPLY, 100, colour="standard").splitlines() == [
        "\x1b[1mAlder [bold]and[/bold] Birch :sun:\x1b[0m",
        "• They opened a pier of 120 metres together. [1]",
        "\x1b[2m[1] The Gazette\x1b[0m",
        "\x1b[2m1 of 1 fact · newest source is 3 months old · pack 1.0\x1b[0m",
        "(1) Timeline  (2) cedars",
    ]
