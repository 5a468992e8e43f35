"""Why: a line is what people read, quote and hear; it must be short, open with standing and voice,
close with its date, and be true if read alone."""

from __future__ import annotations

import re

from bot.knowledge.edtf import parse_edtf
from tests.lookup.desk import Desk
from tests.lookup.oracle import standing, typed

LONGEST = 200
LONGEST_JOINED = 300
_DATE = r"(By )?([Pp]erhaps )?([Aa]bout )?(\d{1,2} )?([A-Z][a-z]{2} )?\d{4}"
_END = re.compile(rf"[.”?!]?\*? {_DATE}( to .*\d{{4}})?\*?( \([^)]+\))?$")


def questions(desk: Desk) -> list[str]:
    """Return questions that together print every fact, with every mark."""
    library = desk.library
    cards = [f"fact {one}" for one in standing(library)]
    sets = [
        " ".join(typed(library.actors[one].label) for one in relation.members)
        for relation in library.relations.values()
        if relation.members
    ]
    others = [typed(r.label) for r in library.relations.values() if not r.members]
    return [*cards, *sets, *others]


def test_lines_are_short(desk: Desk) -> None:
    """Every line as printed has at most 200 characters, a joined one 300, its mark included."""
    for text in questions(desk):
        for point in desk.points(text):
            longest = LONGEST_JOINED if point.joined else LONGEST
            assert len(point.text) <= longest, point.text


def test_lines_end_with_their_date(desk: Desk) -> None:
    """Every line ends with a date, opened by By where only the source's date is known, and a mark
    where a wider set is meant."""
    for text in questions(desk):
        for point in desk.points(text):
            assert _END.search(point.text), point.text
            when = parse_edtf(point.lead.when or str(point.by_date)).words
            words = when[:1].upper() + when[1:] if point.lead.when else f"By {when}"
            assert f" {words}" in point.text


def test_lines_open_with_standing_and_voice(desk: Desk) -> None:
    """A line that is not plainly reported opens with its standing and every voice, and a disputed
    one with who denies it."""
    for text in questions(desk):
        for point in desk.points(text):
            opening = point.text.partition(": ")[0]
            if point.lead.standing != "reported":
                assert opening.casefold().startswith(f"{point.lead.standing} by ")
                assert all(voice.label in opening for voice in point.lead.by)
            for denial in point.lead.denied_by:
                label = desk.library.actors[denial.actor].label
                assert label in opening.partition("denied by ")[2]
                assert f"as of {parse_edtf(denial.when).words}" in opening


def test_no_denial_reaches_another_claim(desk: Desk) -> None:
    """A fact prints as denied only if a denial names that very fact."""
    denied = {one for denial in desk.library.denials.values() for one in denial.of}
    for text in questions(desk):
        for point in desk.points(text):
            for fact in (point.lead, *point.joined):
                assert fact.disputed == (fact.fact in denied)


def test_every_source_and_denial_is_numbered(desk: Desk) -> None:
    """A line bears the numbers of the sources of all its facts and of their denials."""
    library = desk.library
    for one in standing(library):
        reply = desk.ask(f"fact {one}")
        ids = {source.n: source.id for source in reply.sources}
        (point,) = reply.points
        pieces = [piece for fact in point.facts for piece in library.facts[fact].evidence]
        for denial in library.denials.values():
            pieces += denial.evidence if set(denial.of) & set(point.facts) else ()
        expected = {piece.source for piece in pieces}
        assert {ids[n] for n in point.sources} == expected


def test_a_plan_is_never_printed_as_done(desk: Desk) -> None:
    """A planned or possible fact carries its modality to the reply, with a date."""
    for one, fact in standing(desk.library).items():
        (point,) = desk.ask(f"fact {one}").points
        shown = next(f for f in (point.lead, *point.joined) if f.fact == one)
        assert shown.modality == fact.modality
        assert shown.when is not None or fact.modality in {"happened", "did-not-happen"}


def test_a_noted_figure_carries_a_star(desk: Desk) -> None:
    """A figure that a note qualifies carries a star in the line, and the note stands with it."""
    (point,) = desk.ask(f"fact {desk.names.planned}").points
    note = desk.library.facts[desk.names.planned].notes[0]
    assert f"{note.figure}*" in point.text
    assert point.notes[0].startswith(note.text.removesuffix("."))


def test_an_acknowledgement_goes_before_a_report(quay: Desk) -> None:
    """A fact prints the acting party's own word where there is one."""
    (point,) = quay.ask("fact marrowby-orvik-2019-lease").points
    assert point.text == (
        "Acknowledged by Orvik: Marrowby Line leased 4 berths on the quays of Orvik for 12 years. "
        "10 May 2019"
    )


def test_the_wider_set_is_marked(quay: Desk) -> None:
    """A line of a wider set than was asked for names that set at its end."""
    (point,) = [p for p in quay.points("orvik brannoch") if p.lead.fact == "sound-2019-charter"]
    assert point.text == (
        "Orvik, Brannoch, Marrowby Line and Kestane Freight signed a charter to share pilots in "
        "fog. 2 Apr 2019 (the Sound)"
    )
