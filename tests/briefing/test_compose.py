"""Why: a brief is read whole on a phone before the first meeting, so whole briefs are asserted, and
that the same pack, wish, past and day always give the same one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.briefing.compose import Composed
from bot.briefing.model import About, Contents, Ledger
from bot.briefing.snapshot import snapshot
from bot.knowledge.library import Library
from bot.knowledge.loader import load
from bot.lookup.answer import Answerer, Context
from bot.rendering import brief_text
from bot.reply import Action, Brief, Section
from tests.briefing.mornings import (
    DAY,
    HARBOURS,
    SHIPPED,
    edition,
    morning,
    mornings,
    pack,
    printed,
    wish,
)

QUAY = pack(HARBOURS)
AXIS = pack(SHIPPED)
NEWEST = "Made up for the tests; no such harbour or firm exists."


def kinds(composed: Composed) -> list[str]:
    """Return the kinds of a brief's sections, in their order."""
    return [section.kind for section in composed.brief.sections]


def sections(library: Library, count: int) -> list[tuple[date, Section]]:
    """Return the sections of consecutive mornings, each with its day."""
    read = mornings(library, count)
    return [(day, section) for day, one in read for section in one.brief.sections]


def test_a_whole_brief_of_the_shipped_pack() -> None:
    """A brief names subject and day, a relation in focus with its bottom line, and a question."""
    composed = morning(AXIS, wish(About(actors=("IRN", "RUS"))), snapshot(AXIS), day=DAY)
    assert brief_text(composed.brief) == printed("""
        Iran and Russia · Mon 23 Nov 2026
        In focus: Russia and Iran
        Treaty partners since 2025, with no mutual-defence clause; Iran has supplied drones;
          Washington alleges missiles, Tehran denies it. [1]
        • Said by US general Mark Milley: Specifics of deterring Iran were declined as a question of
          policy. About 20 Jul 2022 [2]
        Open question: What binds them: shared aims or circumstance?
        Position 1: Shared aims: hostility to the United States and authoritarian rule; a columnist
          sees grievances, experts a front against American influence. [1][3][4]
        Position 2: Circumstance: a US official sees strategic circumstances at work, Antony Blinken
          possibly the war, Alexander Gabuev self-interest. [3][4][5]
        [1] RksNews, about Jan 2025, aggregation, fairly reliable
          · [2] [report on Austin's warning], about 20 Jul 2022, usually reliable
          · [3] [reworded copy of a column on the autocrats], about 8 Sep 2022, reworded copy,
          not usually reliable
          · [4] [digest on Iran's crisis], about Jul 2025, aggregation,
          reliability cannot be judged
          · [5] [report on Blinken's remarks at Aspen], about 20 Jul 2024, fairly reliable
        newest source is 16 months old · pack 2026.11 · curated, nothing generated
    """)
    assert composed.contents == Contents(
        facts=("usa-2022-milley-declined",),
        leads=("usa-2022-milley-declined",),
        relation="rus-irn",
        question="motives",
    )


def test_all_sections_stand_in_their_order() -> None:
    """What changed comes first, then the focus, this day in earlier years, and a question."""
    before = edition(QUAY, "2022.3", without=("orvik-2019-depth",))
    about = wish(About(actors=("orvik",)))
    composed = morning(QUAY, about, snapshot(before), day=date(2027, 5, 10))
    assert brief_text(composed.brief) == printed(f"""
        Orvik · Mon 10 May 2027
        What changed since pack 2022.3
        • New: Orvik is 14 metres deep at low water. By 14 May 2019 [1][2]
        In focus: Marrowby Line and Orvik
        Berths since 2019, as Orvik grants; Brannoch alleges uncleared grain, Marrowby Line and
          Orvik deny it; Ilse Varn tells of none on one night. [1][3]
        • Assessed by columnist Per Rennick: Marrowby Line might one day own the quays of Orvik.
          About Feb 2020 [3]
        On this day
        • Acknowledged by Orvik: Marrowby Line leased 4 berths on the quays of Orvik for 12 years.
          10 May 2019 [1][3]
        Open question: Are Orvik and Brannoch rivals?
        Position 1: Yes: a columnist thinks that Brannoch has never forgiven Orvik. [3]
        Position 2: No, or not only: they share pilots and held a drill together. [1][3]
        [1] Orvik Gazette, 14 May 2019, usually reliable
          · [2] [reworded digest on the harbours], about Sep 2021, reworded copy,
          not usually reliable
          · [3] Who rules the quays of Orvik?, about Feb 2020, opinion, fairly reliable
        newest source is 68 months old · pack 2022.4 · {NEWEST}
    """)


def test_a_first_brief_has_nothing_changed() -> None:
    """A channel whose baseline is today's pack, or that has none, reads no such section."""
    for baseline in (None, snapshot(QUAY)):
        composed = morning(QUAY, baseline=baseline)
        assert not composed.changed
        assert "changed" not in kinds(composed)


def test_the_same_four_give_the_same_brief() -> None:
    """Composing again, from a pack that was loaded anew, gives an equal brief."""
    ledger = Ledger(leads={"orvik-2019-depth": date(2026, 11, 1)})
    baseline = snapshot(edition(QUAY, "2022.3", without=("orvik-2019-depth",)))
    first = morning(QUAY, None, baseline, ledger)
    assert morning(load(HARBOURS), None, baseline, ledger) == first
    assert morning(QUAY, None, baseline, replace(ledger)) == first


def test_a_quiet_day_in_one_line() -> None:
    """Who wished for one line gets one where nothing changed, and the brief where something did."""
    one_line = wish(About(actors=("orvik",), topics=("grain",)), unchanged="one-line")
    composed = morning(QUAY, one_line, snapshot(QUAY))
    assert composed == Composed(
        brief=Brief(
            title="Orvik: grain · Mon 23 Nov 2026 · no changes since pack 2022.4", pack="2022.4"
        ),
        contents=Contents(),
        changed=False,
    )
    assert brief_text(composed.brief) == composed.brief.title
    before = edition(QUAY, "2022.3", without=("marrowby-orvik-2019-grain-store",))
    assert morning(QUAY, one_line, snapshot(before)).changed
    assert kinds(morning(QUAY, one_line, snapshot(before)))[0] == "changed"


def test_a_quiet_day_to_skip_is_marked() -> None:
    """Who wished to skip quiet days gets a brief that says that nothing changed, and no other."""
    skip = wish(unchanged="skip")
    assert morning(QUAY, skip, snapshot(QUAY)).brief == morning(QUAY).brief
    assert not morning(QUAY, skip, snapshot(QUAY)).changed


def test_a_filter_that_holds_nothing_says_so() -> None:
    """Where nothing is within filter and floor, one sentence says which of both it is."""
    gone = morning(QUAY, wish(About(topics=("gone",)))).brief
    assert brief_text(gone) == printed("""
        The harbours and shipping firms of the Narrow Sound · Mon 23 Nov 2026
        This pack holds nothing on this.
    """)
    bribery = wish(About(topics=("bribery",)), floor="acknowledged-or-reported")
    assert brief_text(morning(QUAY, bribery).brief) == printed("""
        Bribery · Mon 23 Nov 2026
        This pack holds nothing on this that reaches the evidence asked for here.
    """)


def test_a_floor_is_named_and_holds_for_bottom_lines() -> None:
    """Under a floor the footer names it, and a bottom line that rests on less is left out."""
    about = About(topics=("grain",))
    firm = morning(QUAY, wish(about, "acknowledged-or-reported")).brief
    assert brief_text(firm) == printed(f"""
        Grain · Mon 23 Nov 2026
        In focus: Marrowby Line and Orvik
        • Marrowby Line rents a store for grain at Orvik. By 14 May 2019 [1]
        [1] Orvik Gazette, 14 May 2019, usually reliable
        newest source is 62 months old · pack 2022.4 · only what is acknowledged or reported
          · {NEWEST}
    """)
    lone = morning(QUAY, wish(about, "no-lone-allegations")).brief
    assert brief_text(lone).endswith(
        f"pack 2022.4 · without allegations from fewer than two known origins · {NEWEST}"
    )


def test_many_topics_are_counted_in_the_title() -> None:
    """A title names up to three topics and counts more."""
    three, four = ("grain", "tolls", "water"), ("grain", "tolls", "water", "berths")
    assert morning(QUAY, wish(About(topics=three))).brief.title == (
        "Grain, tolls and depth of water · Mon 23 Nov 2026"
    )
    assert morning(QUAY, wish(About(actors=("orvik",), topics=four))).brief.title == (
        "Orvik: 4 topics · Mon 23 Nov 2026"
    )
    assert morning(QUAY, wish(About(topics=four))).brief.title == (
        "The harbours and shipping firms of the Narrow Sound: 4 topics · Mon 23 Nov 2026"
    )


def test_buttons_lead_on() -> None:
    """A brief's buttons ask for more of the focus, for the sources and for the open question."""
    brief = morning(QUAY, wish(About(actors=("orvik",), topics=("grain",)))).brief
    assert brief.actions == (
        Action(
            kind="offer", label="More on Marrowby Line and Orvik", text="marrowby line orvik grain"
        ),
        Action(kind="sources", label="Sources", text="sources orvik grain"),
        Action(kind="offer", label="Open question", text="question grain"),
    )


def test_every_button_has_an_answer() -> None:
    """Whatever a button of ninety mornings asks is answered, with more than the brief shows."""
    answerer = Answerer(AXIS)
    asked = {action for _, one in mornings(AXIS, 90) for action in one.brief.actions}
    replies = {one.text: answerer.ask(one.text, Context(today=DAY)) for one in asked}
    assert {text: reply.kind for text, reply in replies.items() if reply.kind != "answer"} == {}
    questions = {one.question for one in AXIS.questions.values()}
    titles = {reply.title for text, reply in replies.items() if text.startswith("question")}
    assert titles == questions


def test_anniversaries_are_days_of_earlier_years() -> None:
    """On this day stands what happened on that very day of an earlier year, to the day."""
    found = {
        (f"{day:%d %b}", *point.facts)
        for day, section in sections(QUAY, 366)
        if section.kind == "on-this-day"
        for point in section.points
    }
    assert found == {("02 Apr", "sound-2019-charter"), ("10 May", "marrowby-orvik-2019-lease")}
    assert "on-this-day" not in kinds(morning(QUAY, day=date(2019, 5, 10)))


def test_the_weightiest_anniversaries_come_first() -> None:
    """Of more than two facts of one day the two of most weight print, the heavier one first."""
    library = pack(SHIPPED)
    section = morning(library, day=date(2027, 6, 19)).brief.sections[1]
    days = [one for one in library.standing_facts if str(one.when) == "2024-06-19"]
    assert section.kind == "on-this-day"
    assert len(days) > 2
    assert section.points[0].lead.fact == "rus-prk-2024-treaty"
    shown = [library.facts[point.lead.fact].weight for point in section.points]
    assert shown == sorted((one.weight for one in days), reverse=True)[:2]


def test_nothing_that_a_brief_prints_is_its_own() -> None:
    """Bottom lines and positions of ninety mornings stand in the pack word for word."""
    read = [section for _, section in sections(AXIS, 90)]
    lines = {section.bottom_line.text for section in read if section.bottom_line}
    assert lines <= {one.bottom_line.text for one in AXIS.relations.values()}
    assert {side.text for section in read for side in section.positions} == {
        side.text for one in AXIS.questions.values() for side in one.positions
    }


def test_every_number_points_to_a_source() -> None:
    """Each line of ninety mornings is sourced, and the list holds what is cited and no more."""
    for _, composed in mornings(AXIS, 90):
        cited = [numbers for one in composed.brief.sections for numbers in cited_in(one)]
        assert all(cited)
        listed = {source.n for source in composed.brief.sources}
        assert listed == {number for numbers in cited for number in numbers}


def cited_in(section: Section) -> list[tuple[int, ...]]:
    """Return the numbers of each line of a section."""
    found = [section.bottom_line.sources] if section.bottom_line else []
    found += [change.sources for change in section.changes]
    found += [point.sources for point in section.points]
    return [*found, *(side.sources for side in section.positions)]
