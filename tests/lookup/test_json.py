"""Why: a program that reads replies must find each key each time, and the same things that people
are shown."""

from __future__ import annotations

import json

from jsonschema import Draft202012Validator

from bot.rendering import as_json
from tests.lookup.desk import Desk, questions
from tests.lookup.shapes import REPLY


def test_every_reply_has_exactly_the_shape(desk: Desk) -> None:
    """Every reply to sixty and more questions has the keys of the design and no others."""
    Draft202012Validator.check_schema(REPLY)
    validator = Draft202012Validator(REPLY)
    asked = questions(desk.names)
    assert len(asked) >= 60
    for text in asked:
        found = as_json(desk.ask(text))
        assert [error.message for error in validator.iter_errors(found)] == [], text


def test_json_survives_the_wire(desk: Desk) -> None:
    """A reply is the same after it was written as JSON and read again."""
    for text in questions(desk.names):
        found = as_json(desk.ask(text))
        assert json.loads(json.dumps(found, ensure_ascii=False)) == found


def test_json_shows_what_people_are_shown(desk: Desk) -> None:
    """Title, lines, notes, offers and unknown words are those of the reply, in its order."""
    for text in questions(desk.names):
        reply = desk.ask(text)
        found = as_json(reply)
        assert (found["kind"], found["title"], found["total"]) == (
            *(reply.kind, reply.title),
            reply.total,
        )
        assert found["offers"] == list(reply.offers)
        assert found["not_understood"] == list(reply.not_understood)
        points = found["points"]
        assert isinstance(points, list)
        assert [one["text"] for one in points] == [point.text for point in reply.points]
        assert [one["notes"] for one in points] == [list(point.notes) for point in reply.points]


#: all of a disputed point but its text and what is joined to it
DISPUTED = {
    "fact": "marrowby-orvik-2019-grain-landed",
    "standing": "alleged",
    "by": [
        {
            "actor": "brannoch",
            "person": None,
            "who": "Brannoch's harbour office",
            "passes_on": None,
            "label": "Brannoch's harbour office",
        }
    ],
    "disputed": True,
    "denied_by": [
        {"actor": "marrowby", "when": "2020-02~"},
        {"actor": "orvik", "when": "2020-02~"},
    ],
    "when": None,
    "by_date": "2019-05-14",
    "modality": "happened",
    "notes": [],
    "sources": [1, 2],
}


def test_a_disputed_point_in_full(quay: Desk) -> None:
    """A point says who alleges, who denies as of when, and what limits it, with all sources."""
    reply = as_json(quay.ask(f"fact {quay.names.disputed}"))
    points = reply["points"]
    assert isinstance(points, list)
    point = dict(points[0])
    text, joined = point.pop("text"), point.pop("with")
    assert text.startswith(
        "Alleged by Brannoch's harbour office, denied by Marrowby Line and Orvik"
    )
    assert point == DISPUTED
    assert [one["fact"] for one in joined] == ["marrowby-orvik-2020-none-found"]
    assert joined[0]["modality"] == "did-not-happen"


def test_whoever_is_passed_on_is_named(quay: Desk) -> None:
    """A voice that passes another on names both."""
    points = as_json(quay.ask("marrowby-orvik-2019-clerks-paid"))["points"]
    assert isinstance(points, list)
    assert points[0]["by"] == [
        {
            "actor": None,
            "person": None,
            "who": "unnamed dockers",
            "passes_on": "Brannoch's harbour office",
            "label": "unnamed dockers, passing on Brannoch's harbour office",
        }
    ]


def test_a_bottom_line_names_what_carries_it(quay: Desk) -> None:
    """A bottom line stands with the ids of its facts, and says whether it speaks of the pack."""
    line = quay.library.relations["orvik"].bottom_line
    assert as_json(quay.ask("orvik"))["bottom_line"] == {
        "text": line.text,
        "facts": list(line.facts),
        "gap": False,
    }
    gap = as_json(quay.ask(" ".join(quay.names.gap)))["bottom_line"]
    assert gap == {
        "text": "This pack holds nothing on Brannoch and Kestane Freight alone; "
        "both appear within the Sound.",
        "facts": [],
        "gap": True,
    }


def test_the_query_is_told_by_ids(desk: Desk) -> None:
    """What was recognised is told by id, with dates as they were typed and null where not asked."""
    n = desk.names
    text = f"{desk.pair} {n.topic} {n.person} {n.year} before 2031 as-of 2030-06"
    assert as_json(desk.ask(text))["query"] == {
        "actors": list(n.pair_ids),
        "people": [n.person_id],
        "topics": [n.topic_id],
        "years": [n.year],
        "since": None,
        "before": "2031",
        "as_of": "2030-06",
    }


def test_the_newest_source_is_of_the_day_asked_about(desk: Desk) -> None:
    """As of a day, the newest source is one that was public on that day."""
    library = desk.library
    for day in library.cuts:
        reply = desk.ask(f"{desk.names.wide} as-of {day.isoformat()}")
        dates = {str(one.published): one.published for one in library.sources.values()}
        newest = reply.newest_source
        assert newest or reply.kind == "none"
        assert not newest or dates[newest].latest <= day
