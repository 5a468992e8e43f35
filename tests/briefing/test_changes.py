"""Why: a correction that reads wrong is worse than none. Each kind of change is read here whole, as
it prints the morning after, and alone."""

from __future__ import annotations

from dataclasses import replace

from bot.briefing.model import About, Contents, Wish
from bot.briefing.snapshot import snapshot
from bot.knowledge.edtf import parse_edtf
from bot.knowledge.library import Library
from bot.knowledge.model import Event, Fact
from bot.rendering import brief_text
from tests.briefing.mornings import HARBOURS, changed, edition, morning, pack, printed, wish

QUAY = pack(HARBOURS)
BEFORE = "2022.3"
LEASE = QUAY.facts["marrowby-orvik-2019-lease"]
STORE = QUAY.facts["marrowby-orvik-2019-grain-store"]
ALLEGED = QUAY.facts["marrowby-orvik-2019-grain-landed"]
SEARCH = QUAY.facts["marrowby-orvik-2020-none-found"]
BARGE = QUAY.facts["marrowby-orvik-2019-barge-sunk"]
GRAIN_LINE = (
    "alleged by Brannoch's harbour office, denied by Marrowby Line and Orvik as of about Feb 2020:"
    " Marrowby Line landed uncleared grain at Orvik by night; said by chief inspector Ilse Varn: no"
    " uncleared grain was found at Orvik on the one night of the search. By 14 May 2019"
)


def told(before: Library, now: Library = QUAY, wished: Wish | None = None) -> list[str]:
    """Return what a channel is told that was last briefed from the pack `before`."""
    composed = morning(now, wished, snapshot(before))
    lines = changed(composed)
    assert composed.changed == bool(lines)
    return lines


def only(lines: list[str]) -> str:
    """Return the one line that is told."""
    assert len(lines) == 1, lines
    return lines[0]


def with_earlier(*facts: Fact) -> list[str]:
    """Return what is told where these facts stood otherwise in the version before."""
    return told(edition(QUAY, BEFORE, *facts))


def without(*ids: str) -> list[str]:
    """Return what is told where these facts were not there in the version before."""
    return told(edition(QUAY, BEFORE, without=ids))


def test_a_fact_that_superseded_another_is_a_correction() -> None:
    """A successor prints with what it replaces, before and now."""
    assert only(without("kestane-orvik-2021-route")) == (
        "Corrected. Before: Kestane Freight sails to Orvik once a week. By 14 May 2019. Now:"
        " Kestane Freight sails to Orvik twice a week. By about Sep 2021"
    )


def test_a_chain_of_successors_is_one_correction() -> None:
    """A channel that missed a step is told what it read and what stands now."""
    old = QUAY.facts["kestane-orvik-2019-route"]
    oldest = replace(old, id="kestane-orvik-2018-route", short="Kestane Freight never sails.")
    now = edition(QUAY, "2022.5", replace(old, supersedes=(oldest.id,)), oldest)
    before = edition(QUAY, BEFORE, oldest, without=(old.id, "kestane-orvik-2021-route"))
    assert only(told(before, now)) == (
        "Corrected. Before: Kestane Freight never sails. By 14 May 2019. Now: Kestane Freight sails"
        " to Orvik twice a week. By about Sep 2021"
    )


def test_a_corrected_sentence_prints_before_and_now() -> None:
    """Other words, another figure or another date of the same fact print before and now."""
    three = "Marrowby Line leased 3 berths on the quays of Orvik for 12 years."
    month = Event(when=parse_edtf("2019-05"))
    now = (
        "Now: acknowledged by Orvik: Marrowby Line leased 4 berths on the quays of Orvik for 12"
        " years. 10 May 2019"
    )
    assert only(with_earlier(replace(LEASE, short=three))) == (
        f"Corrected. Before: acknowledged by Orvik: {three} 10 May 2019. {now}"
    )
    assert only(with_earlier(replace(LEASE, event=month))) == (
        f"Corrected. Before: acknowledged by Orvik: {LEASE.short} May 2019. {now}"
    )


def test_a_sentence_that_only_the_card_prints_is_corrected_as_well() -> None:
    """Where the line stays and the card's sentence changed, both sentences and the line print."""
    assert only(
        with_earlier(replace(LEASE, says="Marrowby Line leased 3 berths at Orvik in 2019."))
    ) == (
        "Corrected. Before: Marrowby Line leased 3 berths at Orvik in 2019. Now: Marrowby Line"
        " leased 4 berths on the quays of Orvik in 2019, for 12 years; Orvik grants it. In short:"
        " acknowledged by Orvik: Marrowby Line leased 4 berths on the quays of Orvik for 12 years."
        " 10 May 2019"
    )


def test_what_limits_a_fact_prints_with_its_correction() -> None:
    """A corrected fact that limits another prints now with the other, denial and all."""
    assert only(with_earlier(replace(SEARCH, short="No grain was found at Orvik."))) == (
        "Corrected. Before: said by chief inspector Ilse Varn: No grain was found at Orvik. 20 Jan"
        f" 2020. Now: {GRAIN_LINE}"
    )


def test_a_correction_that_is_too_long_says_what_stands() -> None:
    """Where before and now would fill the screen, what stands now prints alone."""
    long = replace(ALLEGED, says=" ".join(["It is told at length."] * 12))
    assert with_earlier(long) == [f"Corrected: {GRAIN_LINE}"]


def test_a_withdrawn_fact_prints_with_day_and_reason() -> None:
    """A withdrawn fact prints as it stood, with when and why it was withdrawn."""
    assert only(with_earlier(replace(BARGE, withdrawn=None))) == (
        "Withdrawn on 1 Feb 2022: A barge of Marrowby Line sank off Orvik. Mar 2019. Why: The paper"
        " took it back; the barge was another firm's."
    )


def test_a_fact_that_left_the_pack_is_withdrawn() -> None:
    """A fact that a new version leaves out prints as withdrawn, still as it stood."""
    extra = replace(STORE, id="marrowby-orvik-2019-second-store", evidence=ALLEGED.evidence)
    assert only(with_earlier(extra)) == (
        "Withdrawn: alleged by Brannoch's harbour office: Marrowby Line rents a store for grain at"
        " Orvik. By 14 May 2019."
    )


def test_a_standing_that_moved_prints_both() -> None:
    """A fact that is acknowledged now, or reported now, says what it was before."""
    assert only(with_earlier(replace(LEASE, evidence=LEASE.evidence[:1]))) == (
        "Standing changed. Before: reported. Now acknowledged by Orvik: Marrowby Line leased 4"
        " berths on the quays of Orvik for 12 years. 10 May 2019"
    )
    assert only(with_earlier(replace(STORE, evidence=ALLEGED.evidence))) == (
        "Standing changed. Before: alleged by Brannoch's harbour office. Now reported: Marrowby"
        " Line rents a store for grain at Orvik. By 14 May 2019"
    )


def test_a_new_denial_is_told_and_one_that_went_too() -> None:
    """A claim that is denied now says so first; one whose denial left says what it was."""
    undenied = replace(QUAY, denials={})
    clerks = (
        "alleged by unnamed dockers, passing on Brannoch's harbour office{denied}: Marrowby Line"
        " paid clerks at Orvik to look away. By 14 May 2019"
    )
    denied = ", denied by Marrowby Line and Orvik as of about Feb 2020"
    about = wish(About(topics=("bribery",)))
    assert told(undenied, wished=about) == [f"Now denied: {clerks.format(denied=denied)}"]
    assert only(told(QUAY, undenied, about)) == (
        "Standing changed. Before: alleged by unnamed dockers, passing on Brannoch's harbour office"
        f"{denied}. Now {clerks.format(denied='')}"
    )


def test_a_fact_that_another_limits_now_is_qualified() -> None:
    """A claim that stood before prints anew with the fact that limits it now."""
    assert without(SEARCH.id) == [f"Now qualified: {GRAIN_LINE}"]


def test_a_new_fact_prints_as_its_line() -> None:
    """A new fact prints with standing, denial and what limits it, and a starred figure as such."""
    assert without(SEARCH.id, ALLEGED.id) == [f"New: {GRAIN_LINE}"]
    assert only(without("marrowby-orvik-2020-cranes")) == (
        "New: acknowledged by Marrowby Line: Marrowby Line was to set up as many as 6* cranes on"
        " the quays of Orvik. About Feb 2020"
    )


def test_nothing_is_told_of_what_did_not_change() -> None:
    """The same content under another version, or another review, is no change."""
    reviewed = replace(LEASE, weight=1, topics=("berths",), review_by=LEASE.reviewed.on)
    assert told(QUAY) == []
    assert with_earlier() == []
    assert with_earlier(reviewed) == []


def test_a_filter_is_told_only_its_own() -> None:
    """A channel hears of changes within its filter, and is unchanged by others."""
    before = edition(QUAY, BEFORE, without=("kestane-orvik-2021-route", ALLEGED.id, SEARCH.id))
    assert told(before, wished=wish(About(topics=("grain",)))) == [f"New: {GRAIN_LINE}"]
    assert told(before, wished=wish(About(actors=("brannoch",)))) == []


def test_what_was_withdrawn_is_told_to_its_readers_only() -> None:
    """A channel that could not read a fact, by filter or by floor, hears of no withdrawal."""
    before = edition(QUAY, BEFORE, replace(BARGE, withdrawn=None))
    assert told(before, wished=wish(About(actors=("marrowby",)))) != []
    assert told(before, wished=wish(About(actors=("brannoch",)))) == []
    assert told(before, wished=wish(About(topics=("grain",)))) == []
    alleged = replace(BARGE, withdrawn=None, evidence=ALLEGED.evidence)
    before = edition(QUAY, BEFORE, alleged)
    assert only(told(before)).startswith("Withdrawn on 1 Feb 2022: alleged by ")
    for floor in ("no-lone-allegations", "acknowledged-or-reported"):
        assert told(before, wished=wish(floor=floor)) == []


def test_a_fact_that_rises_over_the_floor_is_new() -> None:
    """A channel that could not read a claim before is not told how it stood then."""
    before = edition(QUAY, BEFORE, replace(STORE, evidence=ALLEGED.evidence))
    line = "Marrowby Line rents a store for grain at Orvik. By 14 May 2019"
    firm = wish(floor="acknowledged-or-reported")
    assert told(before, wished=firm) == [f"New: {line}"]
    assert only(told(before)).endswith(f". Now reported: {line}")


def test_a_fact_that_sinks_below_the_floor_is_told_once() -> None:
    """Who read a claim as reported is told that it is an allegation now, even under a floor."""
    now = edition(QUAY, "2022.5", replace(STORE, evidence=ALLEGED.evidence))
    firm = wish(floor="acknowledged-or-reported")
    assert only(told(QUAY, now, firm)) == (
        "Standing changed. Before: reported. Now alleged by Brannoch's harbour office: Marrowby"
        " Line rents a store for grain at Orvik. By 14 May 2019"
    )
    assert told(now, edition(now, "2022.6"), firm) == []


def test_at_most_five_changes_print_and_the_rest_are_counted() -> None:
    """Corrections print before new facts, these by weight; what is left is counted."""
    stood = {"kestane-orvik-2019-route", "marrowby-orvik-2019-barge-sunk"}
    before = edition(QUAY, BEFORE, without=tuple(set(QUAY.facts) - stood))
    about = wish(About(actors=("orvik",), topics=("routes", "tolls", "water", "berths", "safety")))
    assert [line.partition(" ")[0] for line in told(before, wished=about)] == [
        *("Corrected.", "New:", "New:", "New:", "New:"),
        "And",
    ]
    contents = morning(QUAY, about, snapshot(before)).contents
    assert contents.facts == (
        "kestane-orvik-2021-route",
        "kestane-orvik-2019-route",
        "marrowby-orvik-2019-lease",
        "sound-2019-charter",
        "brannoch-orvik-2020-unforgiven",
        "kestane-orvik-2020-warning",
    )


def test_a_corrected_fact_opens_the_next_brief() -> None:
    """The morning after a correction the brief begins with it, and does not repeat it in focus."""
    before = edition(QUAY, BEFORE, without=("kestane-orvik-2021-route",))
    about = wish(About(actors=("kestane",), topics=("routes",)))
    composed = morning(QUAY, about, snapshot(before))
    assert brief_text(composed.brief) == printed("""
        Kestane Freight: routes · Mon 23 Nov 2026
        What changed since pack 2022.3
        • Corrected. Before: Kestane Freight sails to Orvik once a week. By 14 May 2019.
          Now: Kestane Freight sails to Orvik twice a week. By about Sep 2021 [1][2]
        In focus: Kestane Freight and Orvik
        Kestane Freight serves Orvik twice a week and warned that higher tolls would keep it away.
          [2][3]
        • Kestane Freight called at Orvik in every week; alleged by unnamed quay hands:
          Kestane Freight stayed away from Orvik all month. Jan 2020 [2][3]
        [1] Orvik Gazette, 14 May 2019, usually reliable
          · [2] [reworded digest on the harbours], about Sep 2021, reworded copy,
          not usually reliable
          · [3] Who rules the quays of Orvik?, about Feb 2020, opinion, fairly reliable
        newest source is 62 months old · pack 2022.4
          · Made up for the tests; no such harbour or firm exists.
    """)
    assert composed.contents == Contents(
        facts=(
            "kestane-orvik-2021-route",
            "kestane-orvik-2019-route",
            "kestane-orvik-2021-called-weekly",
            "kestane-orvik-2020-stayed-away",
        ),
        leads=("kestane-orvik-2021-called-weekly",),
        relation="kestane-orvik",
    )
