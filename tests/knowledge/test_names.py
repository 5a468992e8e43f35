"""Why: who is meant decides which facts are shown. A name is found by equality, longest first, or
it is not found; it is never found by likeness, and never in an everyday word."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.knowledge.model import Actor, Ambiguity, BottomLine, Person, Relation, Topic
from bot.knowledge.names import NameIndex, Word, ids_in, spoken_names
from bot.knowledge.territories import TerritoryIndex
from tests.knowledge import records

TERRITORIES = TerritoryIndex(
    names={
        "chad": ("TCD",),
        "congo": ("COD", "COG"),
        "ira": ("IRN",),
        "norge": ("NOR",),
        "norway": ("NOR",),
        "turkey": ("TUR",),
        "united states": ("USA",),
        "usa": ("USA",),
        "土耳其": ("TUR",),
        "挪威": ("NOR",),
    },
    english=frozenset({"chad", "congo", "norway", "turkey", "united states", "usa"}),
    weak=frozenset({"chad", "ira", "turkey", "ferrymen"}),
    alpha2={"NO": "NOR", "TD": "TCD", "TR": "TUR", "US": "USA"},
    labels={"IRN": "Iran", "NOR": "Norway", "TCD": "Chad", "TUR": "Turkey", "USA": "United States"},
)
ACTORS = (
    Actor(id="NOR", kind="state", label="Norway", names=("Norwegian", "Oslo", "奥斯陆"),
          hidden=("No",)),
    Actor(id="ferrymen", kind="guild", label="the Ferrymen"),
    Actor(id="sea-line", kind="guild", label="the Sealine"),
    Actor(id="north-line", kind="guild", label="Nordlinie"),
)  # fmt: skip
TOPICS = (
    Topic(id="ferries", label="ferries", names=("ferry",)),
    Topic(id="ferry-lines", label="ferry lines", names=("ferry line to Oslo",)),
)
GAP = BottomLine(text="Nothing yet.", gap=True)
LIBRARY = replace(
    records.library(),
    actors={one.id: one for one in ACTORS},
    people={"mora": Person(id="mora", label="Mora Lind", role="captain", hidden=("Lind",))},
    topics={one.id: one for one in TOPICS},
    relations={
        "NOR": Relation(id="NOR", label="Alone", members=("NOR",), bottom_line=GAP),
        "north": Relation(id="north", label="the North", names=("nordics",), bottom_line=GAP),
    },
    ambiguous=(Ambiguity(name="the sound", means=("NOR", "ferrymen")),),
    territories=TERRITORIES,
)
INDEX = NameIndex(LIBRARY)


def found(text: str) -> list[str]:
    """Return what is found in a text: kind, ids and the folded words of each name."""
    words = INDEX.words(text)
    spans = {one: " ".join(w.norm for w in words[one.start : one.end]) for one in INDEX.find(words)}
    return [f"{one.name.kind} {','.join(one.name.ids)}: {span}" for one, span in spans.items()]


NORWAY = "actor NOR: norway"
US = "territory USA: us"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("Norway's FERRIES", [NORWAY, "topic ferries: ferries"], id="folded"),
        pytest.param("ferry lines", ["topic ferry-lines: ferry lines"], id="longest"),
        pytest.param(
            "the ferry line to Oslo?", ["topic ferry-lines: ferry line to oslo"], id="in a name"
        ),
        pytest.param("ferry line", ["topic ferries: ferry"], id="part of a longer name"),
        pytest.param("Mora Lind", ["person mora: mora lind"], id="person"),
        pytest.param("mora", ["person mora: mora"], id="id of four letters"),
        pytest.param("north line", ["actor north-line: north line"], id="id of several words"),
        pytest.param("the Sea-Line", ["actor sea-line: sea line"], id="label without its article"),
        pytest.param("the north", ["relation north: north"], id="label of nobody in particular"),
        pytest.param("alone", [], id="label of one actor's relation"),
        pytest.param("nordics", ["relation north: nordics"], id="name of a relation"),
        pytest.param("the sound", ["ambiguous NOR,ferrymen: the sound"], id="question of the pack"),
        pytest.param("Congo", ["ambiguous COD,COG: congo"], id="question of the index"),
        pytest.param("Norge", ["actor NOR: norge"], id="covered state in the index"),
        pytest.param("United States", ["territory USA: united states"], id="other state"),
        pytest.param("norwayy, orway", [], id="likeness"),
        pytest.param("", [], id="nothing"),
    ],
)  # fmt: skip
def test_names_are_found_by_equality(text: str, names: list[str]) -> None:
    """A name is found where it stands whole, the longest one first."""
    assert found(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("tell us about Norway", [NORWAY], id="us"),
        pytest.param("TELL US ABOUT NORWAY", [NORWAY], id="shouted"),
        pytest.param("US and Norway", [US, NORWAY], id="capitals"),
        pytest.param("the U.S. and Norway", [US, NORWAY], id="stops"),
        pytest.param("u.s. and Norway", [NORWAY], id="small with stops"),
        pytest.param("us", [US], id="alone"),
        pytest.param("TR ferry", ["territory TUR: tr", "topic ferries: ferry"], id="two letters"),
        pytest.param("TUR ferry", ["territory TUR: tur", "topic ferries: ferry"], id="three"),
        pytest.param("tur ferry", ["topic ferries: ferry"], id="three small letters"),
        pytest.param("tr", ["territory TUR: tr"], id="small and alone"),
        pytest.param("no ferry", ["topic ferries: ferry"], id="short alias in small letters"),
        pytest.param("NO ferry", ["actor NOR: no", "topic ferries: ferry"], id="short alias"),
        pytest.param("NOR ferry", ["topic ferries: ferry"], id="three letters of a function word"),
        pytest.param("QQ ferry", ["topic ferries: ferry"], id="no code"),
    ],
)
def test_codes_count_in_capitals_or_alone(text: str, names: list[str]) -> None:
    """Codes count only in capitals or alone, and never as the words that they also are."""
    assert found(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("a turkey for dinner", [], id="everyday word"),
        pytest.param("Turkey for dinner", ["territory TUR: turkey"], id="capital"),
        pytest.param("turkey norway", ["territory TUR: turkey", NORWAY], id="before a name"),
        pytest.param("norway turkey", [NORWAY, "territory TUR: turkey"], id="after a name"),
        pytest.param("turkey chad", [], id="beside a weak name"),
        pytest.param("norway eats turkey", [NORWAY], id="apart from a name"),
        pytest.param("TURKEY dinner", ["territory TUR: turkey"], id="all capitals"),
        pytest.param("ira norway", [NORWAY], id="name in another language only"),
        pytest.param("Irã", ["territory IRN: ira"], id="accent of another language"),
        pytest.param("two ferrymen", [], id="everyday word of a party that is no subject"),
        pytest.param("Ferrymen", ["actor ferrymen: ferrymen"], id="such a party, capitalised"),
    ],
)
def test_weak_names_need_a_capital_or_company(text: str, names: list[str]) -> None:
    """A territory that is an everyday word counts only capitalised or beside a recognised name."""
    assert found(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("挪威土耳其", ["actor NOR: 挪威", "territory TUR: 土耳其"], id="adjoining"),
        pytest.param("关于挪威的渡轮", ["actor NOR: 挪威"], id="within other words"),
        pytest.param("奥斯陆", ["actor NOR: 奥斯陆"], id="alias of the pack"),
        pytest.param("挪", [], id="part of a name"),
        pytest.param("🇹🇷🇳🇴", ["territory TUR: tr", "actor NOR: no"], id="flags"),
        pytest.param("🇺🇸 🇹🇷", [US, "territory TUR: tr"], id="flag spelling a word"),
        pytest.param("is 🇺🇸 there", [US], id="flag among small letters"),
        pytest.param("⛴️ Norway👍🏽", [NORWAY], id="other pictures"),
        pytest.param("norway.turkey", [NORWAY, "territory TUR: turkey"], id="stop between words"),
        pytest.param("Norway–USA", [NORWAY, "territory USA: usa"], id="dash"),
        pytest.param("l'Oslo d’Oslo", ["actor NOR: l'oslo", "actor NOR: d'oslo"], id="elision"),
        pytest.param(
            "ferry + line to Oslo", ["topic ferries: ferry", "actor NOR: oslo"], id="plus between"
        ),
    ],
)
def test_names_are_found_without_spaces(text: str, names: list[str]) -> None:
    """Names are found in scripts without spaces, as flags, and between dashes and stops."""
    assert found(text) == names


pieces = st.sampled_from(
    [
        *INDEX.aliases,
        *TERRITORIES.names,
        "US",
        "no",
        "🇳🇴",
        "🇺",
        "-",
        "'s",
        ".",
        "U.S.",
        "\u200f",
        "的",
    ]
)
texts = (
    st.text() | st.lists(pieces | st.text(max_size=3)).map(" ".join) | st.lists(pieces).map("".join)
)


def test_a_pack_without_territories_knows_its_own_codes() -> None:
    """Without an index of territories, the codes of the pack's own actors count in capitals."""
    sweden = Actor(id="SWE", kind="state", label="Sweden")
    index = NameIndex(replace(LIBRARY, territories=None, actors={"SWE": sweden}))
    texts = ("to SWE", "to swe", "to TUR", "to Chad")
    found_in = [[one.name.ids for one in index.find(index.words(text))] for text in texts]
    assert found_in == [[("SWE",)], [], [], []]


@given(texts)
@example("\ue000")
@example("\ue000iran + \U0001f1ee\U0001f1f7")
def test_any_text_has_names_in_order(text: str) -> None:
    """Whatever is typed, names are found in order, none overlapping, each known to the index."""
    words = INDEX.words(text)
    assert all(word.norm and word.norm == "".join(word.norm.split()) for word in words)
    end = 0
    for one in INDEX.find(words):
        assert end <= one.start < one.end <= len(words)
        end = one.end


@given(st.lists(st.text("ABab.", min_size=1, max_size=4).map(lambda w: Word(w.lower(), w))))
def test_words_that_are_no_names_stay_unfound(words: list[Word]) -> None:
    """Words that nothing bears are found as nothing, in capitals or not."""
    assert INDEX.find(words) == []


@pytest.mark.parametrize(
    "record", [*ACTORS, *TOPICS, *LIBRARY.people.values()], ids=lambda one: one.id
)
def test_each_name_of_a_record_finds_it(record: Actor | Person | Topic) -> None:
    """A record is found alone by its label and by each of its names, shown or hidden."""
    for name in (record.label, *record.names, *record.hidden):
        words = INDEX.words(name)
        assert [one.name.ids for one in INDEX.find(words)] == [(record.id,)]


def test_ids_in_a_text_are_those_of_parties() -> None:
    """A text names actors and people; topics, relations and questions are no parties."""
    text = "Mora Lind of Oslo on ferries in the North, by the sound, with Turkey"
    assert ids_in(text, LIBRARY) == {"mora", "NOR"}
    assert spoken_names(text, "NOR", LIBRARY)
    assert not spoken_names(text, "ferrymen", LIBRARY)
