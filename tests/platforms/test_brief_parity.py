"""Why: one morning's brief goes to channels of every platform and must say the same in each, within
what each platform takes. Messages are read back as a person reads them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.discord.brief import brief_components
from adapters.slack.brief import brief_message
from bot.briefing.model import Floor
from bot.briefing.snapshot import snapshot
from bot.buttons import button_id
from bot.rendering import brief_text
from bot.reply import Brief, BriefChange, ReplyPosition, ReplySource, Section
from tests.briefing.mornings import DAY, HARBOURS, SHIPPED, edition, morning, mornings, pack, wish
from tests.discord_.reading import check
from tests.platforms.reading_discord import read_discord
from tests.platforms.reading_lines import Said, understand
from tests.platforms.reading_slack import read_slack, read_slack_aloud
from tests.platforms.slack_rules import alive, message_faults

_LATE = "This brief is 3 hours late."


def said_everywhere(brief: Brief) -> list[Said]:
    """Return what a brief says as text, in Slack to eye and ear, and in Discord; all are taken."""
    slack = brief_message(brief, _id)
    discord = brief_components(brief, button_id, card="abc")
    assert message_faults(slack) == []
    assert alive(slack) == []
    check(discord)
    printed = understand(brief_text(brief).split("\n"), [one.label for one in brief.actions])
    return [printed, read_slack(slack), read_slack_aloud(slack), read_discord(discord)]


def _id(press: Any) -> str:  # noqa: ANN401 - a press, whose id is always short enough here
    return str(button_id(press))


def briefs() -> Iterator[Brief]:
    """Yield briefs of every shape: quiet, late, changed, empty and of one line."""
    axis, quay = pack(SHIPPED), pack(HARBOURS)
    for _, composed in mornings(axis, 60):
        yield composed.brief
        yield replace(composed.brief, notices=(_LATE,))
    for at in range(0, len(quay.facts), 2):
        gone = tuple(quay.facts)[at : at + 8]
        before = snapshot(edition(quay, "2022.3", without=gone))
        yield morning(quay, None, before, day=DAY + timedelta(days=at)).brief
    floors: tuple[Floor, ...] = ("all", "no-lone-allegations", "acknowledged-or-reported")
    yield from (morning(axis, wish(floor=floor)).brief for floor in floors)
    yield morning(axis, wish(unchanged="one-line")).brief
    yield Brief(title="Nothing", notices=("This pack holds nothing on this.",), pack="1")


def test_a_brief_says_the_same_everywhere() -> None:
    """Each brief says the same lines, notes, sources and buttons in text, Slack and Discord."""
    for brief in briefs():
        printed, *shown = said_everywhere(brief)
        assert shown == [printed] * len(shown)


WORDS = st.text(
    st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(" *_<@>&`|#-[]"), max_size=60
).map(lambda text: f"Word {' '.join(text.split())}.")


@settings(max_examples=60)
@given(st.lists(WORDS, min_size=1, max_size=6), st.integers(1, 9))
def test_no_word_of_a_brief_comes_alive(texts: list[str], count: int) -> None:
    """Whatever a pack or a notice holds, both platforms take the brief and nothing wakes up."""
    changes = tuple(BriefChange(text=f"New: {one}", fact="f", sources=(1,)) for one in texts)
    sides = tuple(ReplyPosition(text=one, facts=("f",), sources=(1,)) for one in texts)
    sources = tuple(
        ReplySource(n=n, id=str(n), title="T", published="2024", reliability="A", line=texts[0])
        for n in range(1, count + 1)
    )
    sections = (
        Section(kind="changed", heading=texts[0], changes=changes),
        Section(kind="question", heading=texts[-1], positions=sides),
    )
    said_everywhere(
        Brief(title=texts[0], sections=sections, sources=sources, notices=(texts[-1],), pack="1")
    )


@pytest.mark.parametrize("length", [100, 1_000, 3_000, 9_000])
@pytest.mark.parametrize("count", [1, 5, 60])
def test_a_brief_of_any_length_is_one_message(length: int, count: int) -> None:
    """A brief longer than a message holds loses lines from its end, never its beginning, and says
    so; what is left stands with its own sources."""
    texts = [f"{number} {'a' * length}" for number in range(1, count + 1)]
    changes = tuple(
        BriefChange(text=f"New: {text}", fact="f", sources=(number,))
        for number, text in enumerate(texts, start=1)
    )
    sources = tuple(
        ReplySource(n=n, id=str(n), title="T", published="2024", reliability="A", line=f"Line {n}")
        for n in range(1, count + 1)
    )
    section = Section(kind="changed", heading="What changed", changes=changes)
    brief = Brief(title="Long", sections=(section,), sources=sources, pack="1")
    printed, *shown = said_everywhere(brief)
    for said in shown:
        whole = said.points == printed.points
        assert whole or "Not all of this brief fits here." in said.others
        assert said.points == printed.points[: len(said.points)]
        assert len(said.sources) == len(said.points)
