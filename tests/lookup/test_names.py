"""Why: a name is recognised or it is not. Iraq is not Iran, South Korea is not North Korea, a
pronoun is not the United States, in whatever language somebody writes."""

from __future__ import annotations

import pytest

from tests.lookup.desk import Desk

# What is recognised, as ids, and every spelling of it, divided by bars.
RECOGNISED = {
    "RUS": "Russia|RUSSIA!!!|Russia’s|Russian Federation|the Kremlin|RUS|ru|Россия|РФ|俄国",
    "CHN": "PRC|prc|People's Republic of China|Peoples' Republic of China|Zhongnanhai|Cina|中国"
    "|Red China|Beijing's|CHN",
    "IRN": "IRAN|Iranian|Irani|Persian|Islamic Republic of Iran|İran|Irán|ايران|d'Iran|irn|IN IRAN"
    "|us and iran|tell us about iran",
    "PRK": "DPRK|D.P.R.K.|N. Korea|N Korea|n.korea|North-Korea|north koreans|NK|Corea del Norte"
    "|Nordkorea|朝鲜|北朝鮮|북한|북조선|Северная Корея|Democratic People's Republic of Korea",
    "KOR": "S. Korea|S Korea|s.korea|South Korean|ROK|Republic of Korea|Corea del Sur|Südkorea|韩国"
    "|한국|KOR",
    "USA": "US|us|U.S.|USA|America|White House|The US|🇺🇸",
    "GBR": "UK|England|Britain's",
    "SAU": "Saudi|KSA",
    "nato": "NATO|nato|OTAN",
    "un": "UN|Security Council",
    "RUS IRN": "russia iran|Россия Иран|俄罗斯伊朗|🇷🇺 🇮🇷|Russo-Iranian|RU IR|RUS IRN|Russia/Iran"
    "|russia AND iran|russia & iran|Russia, Iran",
    "IRN RUS": "Iran–Russia?|伊朗 俄罗斯|Iran-Russian ties|iran's and russia's|Iran → Russia",
    "USA IRN": "US Iran|US and Iran",
    "PRK KOR": "DPRK ROK|north korea south korea",
    "RUS CHN IRN PRK": "axis|CRINK|the four|russia china iran north korea",
    "CHN RUS #trade": "Sino-Russian trade|China Russia commerce",
    "IRN #drones": "iran shaheds|Iranian UAVs",
    "RUS IRN #mutual-defence": "russia defense pact iran",
    "#currency": "yuan",
    "#food": "wheat",
    "#munitions": "ammo",
    "#components": "chips",
    "@putin": "Putin|普京|Putin's",
    "@xi-jinping @putin": "xi putin",
    "@kim-jong-un": "Kim|Kim Jong-un",
    "@gabuev": "who is gabuev|Alexander Gabuev",
    "@kirby": "what did kirby say",
}
# What the pack says nothing of, as it is named in the reply, and every spelling of it.
NOT_COVERED = {
    "Iraq": "Iraq|Iraqi|Iraqis|Irak|العراق|iraqi drones",
    "Ireland": "Ireland|Irish",
    "Belarus": "Belarus|White Russia|BY",
    "Taiwan": "Taiwan|Republic of China|ROC|roc|Chinese Taipei|中華民國|PRC ROC",
    "The Soviet Union": "USSR|Soviet Union|Sino-Soviet",
    "Indochina": "Indochina",
    "The Persian Gulf": "Persian Gulf",
    "The South China Sea": "South China Sea",
    "Latin America": "Latin American",
    "Georgia": "Georgian",
    "Turkey": "Turkey|Turkish|Türkiye",
    "Chad": "Chad|chad iran",
    "North Macedonia": "North Macedonia",
    "South Africa": "South Africa|South African",
    "Northern Mariana Islands": "Northern Mariana Islands",
    "The European Union": "EU",
    "Pakistan": "Islamic Republic of Pakistan",
    "Kim Yo Jong": "Kim Yo Jong",
    "Kim Jong Il": "kim jong il",
    "Ruhollah Khomeini": "Khomeini",
}
# Everyday words, pieces of names and other people's places: nothing that the pack knows.
UNKNOWN = (
    *("turkey", "chad", "man", "polish", "jordan", "xyzzy", "ru ir", "r u s s i a", "Persianate"),
    *("Kimchi", "Xi'an", "Xinjiang", "North Dakota", "united colors", "Nork"),
)
QUESTION = "Korea|Korean|Koreas|korea's|Corée|Корея|朝鮮|朝鲜半岛|People's Republic of Korea"
OFFERED = {
    "rissia irann": "russia iran",
    "norht korea": "north korea",
    "Norht Korea troops": "north korea troops",
    "chinna": "china",
    "iron": "iran",
    "Ukrane": "ukraine",
    "Khameni": "khamenei",
    "dornes iran": "drones iran",
}


def _each(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(typed, key) for key, row in table.items() for typed in row.split("|")]


def test_the_table_is_long_enough() -> None:
    """At least eighty inputs are tried, no input twice."""
    typed = [one for one, _ in (*_each(RECOGNISED), *_each(NOT_COVERED))]
    typed += [*UNKNOWN, *QUESTION.split("|"), *OFFERED]
    assert len(typed) == len(set(typed)) >= 80


@pytest.mark.parametrize(("typed", "ids"), _each(RECOGNISED))
def test_a_name_is_recognised(axis: Desk, typed: str, ids: str) -> None:
    """A name in any usual spelling or language is recognised as what it names, and nothing else."""
    reply = axis.ask(typed)
    query = reply.query
    found = [*query.actors, *(f"@{p}" for p in query.people), *(f"#{t}" for t in query.topics)]
    assert (reply.kind, " ".join(found), reply.not_understood) == ("answer", ids, ())
    assert "“" not in reply.title


@pytest.mark.parametrize(("typed", "label"), _each(NOT_COVERED))
def test_a_near_name_is_not_covered(axis: Desk, typed: str, label: str) -> None:
    """A name beside the pack's own is said not to be covered; not one fact is shown for it."""
    reply = axis.ask(typed)
    assert (reply.kind, reply.title) == ("none", f"{label} is not covered by this pack.")
    assert (reply.points, reply.total) == ((), 0)


@pytest.mark.parametrize("typed", UNKNOWN)
def test_a_plain_word_is_no_name(axis: Desk, typed: str) -> None:
    """An everyday word, or a word that is only part of a name, is taken for no name and no fact."""
    reply = axis.ask(typed)
    assert (reply.kind, reply.title) == (
        "none",
        "No name, topic or word of this pack was recognised.",
    )
    assert (reply.points, reply.offers) == ((), ("help",))


def test_an_everyday_word_between_others_is_no_name(axis: Desk) -> None:
    """A territory that is an everyday word does not stand in the way of a question."""
    reply = axis.ask("they talk turkey about iran")
    assert (reply.kind, reply.query.actors) == ("answer", ("IRN",))
    assert reply.not_understood == ("turkey",)


def test_a_word_that_some_name_holds_may_be_a_free_word(axis: Desk) -> None:
    """A plain word of the facts is understood though some organisation has it in its name."""
    reply = axis.ask("russia iran cooperation")
    assert (reply.kind, reply.not_understood) == ("answer", ())
    assert "cooperation" in reply.title


def test_a_second_meaning_is_named(axis: Desk) -> None:
    """What was not understood beside a name is named, so that a half-read name is seen as such."""
    reply = axis.ask("Iran-Contra")
    assert (reply.query.actors, reply.not_understood) == (("IRN",), ("Contra",))


@pytest.mark.parametrize("typed", QUESTION.split("|"))
def test_korea_is_a_question(axis: Desk, typed: str) -> None:
    """A name of both Koreas, in any language, is asked back and shows nothing."""
    reply = axis.ask(typed)
    assert (reply.kind, reply.points) == ("offer", ())
    assert reply.title.endswith(
        " may mean North Korea or South Korea. South Korea is not a subject of this pack."
    )
    assert reply.offers == ("north korea", "south korea")


@pytest.mark.parametrize(("typed", "offer"), OFFERED.items())
def test_a_slip_is_offered(axis: Desk, typed: str, offer: str) -> None:
    """A slip is offered the right words and shows nothing."""
    reply = axis.ask(typed)
    assert (reply.kind, reply.offers, reply.points) == ("offer", (offer,), ())
