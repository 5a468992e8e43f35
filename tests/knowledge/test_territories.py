"""Why: a state is recognised in any language, and never taken for another one. The committed index,
its reader, its generator and the folding of names are held together, because each is right only if
it agrees with the others.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge import cldr
from bot.knowledge.naming import normalise_name
from bot.knowledge.territories import StaleIndexError, TerritoryIndex, read_index

INDEX = Path(__file__).parents[2] / "facts" / "territories.tsv"

# Alpha-3 code to names divided by spaces; an underscore is a space within a name.
IN_MANY_LANGUAGES = {
    "RUS": "Russia Россия Росія Rusia Russie Russland Rússia Rosja Rusko Rusland Ryssland Rusya Nga"
    " Venäjä Oroszország روسيا روسیه روس रूस রাশিয়া ரஷ்யா รัสเซีย 俄罗斯 俄羅斯 ロシア 러시아 Ρωσία"
    " רוסיה Ռուսաստան რუსეთი Ресей Орос Urusi",
    "CHN": "China Китай Chine Cina Chiny Çin Kina Čína Κίνα الصين چین चीन চীন சீனா จีน 中国 中國"
    " 중국 סין Қытай Хятад Tiongkok Xitoy ჩინეთი Չինաստան",
    "IRN": "Iran Iran's IRAN İran Irán Írán Иран Іран Írán إيران ایران ईरान ইরান ஈரான் อิหร่าน"
    " 伊朗 イラン 이란 איראן Ιράν Իրան ირანი Uajemi",
    "IRQ": "Iraq Iraq's Irak Ирак Ірак Irák العراق عراق इराक ইরাক อิรัก 伊拉克 イラク 이라크 עיראק",
    "UKR": "Ukraine Україна Украина Ucrania Ukraina Ucrânia أوكرانيا اوکراین यूक्रेन 乌克兰 烏克蘭"
    " ウクライナ 우크라이나 Ουκρανία",
    "USA": "USA 美国 美國 アメリカ合衆国 미국 ארצות_הברית الولايات_المتحدة ایالات_متحده"
    " Соединенные_Штаты Estados_Unidos États-Unis Vereinigte_Staaten Stany_Zjednoczone Hoa_Kỳ",
    "PRK": "North_Korea КНДР Corea_del_Norte Corée_du_Nord Nordkorea Noord-Korea Corea_del_Nord"
    " Coreia_do_Norte Korea_Północna Kuzey_Kore Північна_Корея كوريا_الشمالية کرهٔ_شمالی"
    " उत्तर_कोरिया เกาหลีเหนือ 朝鲜 北朝鮮 북한 北韓 Triều_Tiên Korea_Utara Βόρεια_Κορέα",
    "KOR": "South_Korea Республика_Корея Corea_del_Sur Corée_du_Sud Südkorea Zuid-Korea"
    " Coreia_do_Sul Korea_Południowa Güney_Kore Південна_Корея كوريا_الجنوبية کرهٔ_جنوبی"
    " दक्षिण_कोरिया เกาหลีใต้ 韩国 韓国 대한민국 南韓 Hàn_Quốc Korea_Selatan Νότια_Κορέα",
    "COD": "Congo_DRC Congo_(DRC) Congo_-_Kinshasa",
    "BIH": "Bosnia_&_Herzegovina Bosnia_and_Herzegovina Bosnia",
    "LCA": "St._Lucia Saint_Lucia St_Lucia",
    "CIV": "Côte_d’Ivoire Cote_d'Ivoire Ivory_Coast",
    "MMR": "Myanmar Burma Myanmar_(Burma) Мьянма_(Бирма) Мьянма Бирма",
    "TUR": "Turkey Türkiye Turkiye Τουρκία Турция",
    "XKX": "Kosovo Косово",
}
# Bare Korea is two states; a state that claims the name alone would answer for the other one.
BARE_KOREA = (
    "Korea Corea Corée Coreia Koreja Kórea Kore Koreya Корея Кореја Корэя كوريا کره کوریا कोरिया"
    " কোরিয়া เกาหลี 高麗 朝鮮 コリア 코리아 קוריאה Κορέα კორეა Կորեա Coirèa كورېيە Kóreya"
)
QUESTIONS = {
    "kata": ("QAT", "TCD"),  # Maori tells them apart by a vowel's length
    "kongo": ("COD", "COG"),
    "lusia": ("LCA", "RUS"),  # Yoruba, Tongan
    "nigeri": ("NER", "NGA"),  # Nama, Albanian
    "sabiya": ("SRB", "ZMB"),  # Hausa, Nheengatu
    "sant martin": ("MAF", "SXM"),
    "toga": ("TGO", "TON"),  # Irish, Nheengatu
    "конго": ("COD", "COG"),
    "свети мартин": ("MAF", "SXM"),
    "ኮንጎ": ("COD", "COG"),
}


@pytest.fixture(scope="module")
def index() -> TerritoryIndex:
    """Return the committed index."""
    return read_index(INDEX)


@pytest.fixture(scope="module")
def displays() -> tuple[cldr.Display, ...]:
    """Return every name of CLDR, with its locale."""
    return tuple(cldr.displays())


class TestNormaliseName:
    """Folding."""

    @pytest.mark.parametrize(
        ("typed", "name"),
        [
            ("  North   KOREA ", "north korea"),
            ("North-Korea", "north korea"),
            ("North\u2011Korea", "north korea"),
            ("Iran's", "iran"),
            ("Iran\u2019s drones", "iran drones"),
            ("IRAN'S", "iran"),
            ("U.S.", "us"),
            ("U.S.'s", "us"),
            ("D.P.R.K.", "dprk"),
            ("S. Korea", "s korea"),
            ("St. Lucia", "st lucia"),
            ("Tell me about Iran.", "tell me about iran"),
            ("version 2.5", "version 2.5"),
            ("Cote d\u2019Ivoire", "cote d'ivoire"),
            ("\uff29\uff32\uff21\uff2e", "iran"),
            ("Corée du Nord", "coree du nord"),
            ("Türkiye", "turkiye"),
            ("\u0130ran", "iran"),
            ("K\u0131rg\u0131zistan", "kirgizistan"),
            ("Østrig", "ostrig"),
            ("Færøerne", "faeroerne"),
            ("Großbritannien", "grossbritannien"),
            ("Китай", "китаи"),
            ("Соединённые Штаты", "соединенные штаты"),
            ("Ρωσία", "ρωσια"),
            ("\u202bایران\u202c", "ایران"),
            ("Ira\u00adn\u200b", "iran"),
            ("کره\u200cشمالی", "کرهشمالی"),
        ],
    )
    def test_one_form(self, typed: str, name: str) -> None:
        """Case, accents, hyphens, possessives, full stops, invisible signs make no difference."""
        assert normalise_name(typed) == name

    @pytest.mark.parametrize(
        "name", ["चीन", "रूस", "சீனா", "อิหร่าน", "កម្ពុជា", "الصِّين", "אִירָן", "ガーナ"]
    )
    def test_vowels(self, name: str) -> None:
        """Marks that are vowels or change a letter stay where they are."""
        assert normalise_name(name) == name

    @given(st.text())
    def test_idempotent(self, text: str) -> None:
        """A folded name is folded no further."""
        once = normalise_name(text)
        assert normalise_name(once) == once

    @given(st.text(alphabet="aSU.'’s -´`\u0301\u0323\u200b\u0653éЙİß1?", max_size=8))
    def test_idempotent_where_rules_meet(self, text: str) -> None:
        """A folded name is folded no further, whichever of the signs that rules are about meet."""
        once = normalise_name(text)
        assert normalise_name(once) == once

    @given(st.text(alphabet=st.characters(max_codepoint=127)))
    def test_short_cut(self, text: str) -> None:
        """The short cut for plain text gives what the long way gives."""
        assert normalise_name(text) == normalise_name("\u200b" + text)


class TestReadIndex:
    """The reader."""

    @pytest.mark.parametrize(
        ("alpha3", "name"),
        [
            (alpha3, name.replace("_", " "))
            for alpha3, names in IN_MANY_LANGUAGES.items()
            for name in names.split()
        ],
    )
    def test_names(self, index: TerritoryIndex, alpha3: str, name: str) -> None:
        """A state is found by its name in any language, however that is typed."""
        assert index.names[normalise_name(name)] == (alpha3,)

    @pytest.mark.parametrize("name", BARE_KOREA.split())
    def test_bare_korea(self, index: TerritoryIndex, name: str) -> None:
        """No language's bare Korea is a name of one of the two states."""
        assert normalise_name(name) not in index.names

    def test_questions(self, index: TerritoryIndex) -> None:
        """The names of several territories are the ten that somebody has looked at."""
        assert {name: codes for name, codes in index.names.items() if len(codes) > 1} == QUESTIONS

    def test_codes(self, index: TerritoryIndex) -> None:
        """The codes are the 249 of ISO 3166-1 and Kosovo's, and each has an English name."""
        assert len(index.alpha2) == 250
        assert index.alpha2["RU"] == "RUS"
        assert index.alpha2["XK"] == "XKX"
        assert not {"AC", "EU", "UN", "ZZ", "QO"} & index.alpha2.keys()
        assert set(index.labels) == set(index.alpha2.values())
        assert index.labels["IRQ"] == "Iraq"
        assert index.labels["CIV"] == "Côte d’Ivoire"
        assert {code for codes in index.names.values() for code in codes} == set(index.labels)

    def test_english(self, index: TerritoryIndex) -> None:
        """English names are marked, those of other languages are not."""
        assert {"iraq", "north korea", "ivory coast", "saint lucia"} <= index.english
        assert not {"irak", "nordkorea", "кндр"} & index.english

    def test_weak(self, index: TerritoryIndex) -> None:
        """Names that are ordinary words are weak, and states first and foremost are not."""
        assert {"man", "chad", "turkey", "jersey", "guinea", "jordan", "georgia"} <= index.weak
        strong = "iran iraq oman peru cuba mali togo india china russia laos usa kina irak cina"
        assert not set(strong.split()) & index.weak
        assert index.weak <= index.names.keys()

    def test_short_names(self, index: TerritoryIndex) -> None:
        """No name has fewer than three letters in Latin script, but 中国 is one."""
        assert not [name for name in index.names if len(name) < 3 and name < "\u0250"]
        assert index.names["中国"] == ("CHN",)

    def test_mapping(self, index: TerritoryIndex) -> None:
        """The names are what the file says, read as a whole or one by one."""
        rows = [line.split("\t") for line in INDEX.read_text(encoding="utf-8").splitlines()]
        plain = {row[0]: tuple(row[1].split(",")) for row in rows if len(row[-1].strip("ew")) == 0}
        assert len(index.names) == len(plain)
        assert list(index.names) == sorted(plain)
        assert dict(index.names) == plain
        assert all(index.names.get(name) == codes for name, codes in plain.items())

    @pytest.mark.parametrize(
        "name", ["", "\t", "iran\tIRN", "@RU", "=IRQ", "aaaa", "irann", "\U0010ffff"]
    )
    def test_no_name(self, index: TerritoryIndex, name: str) -> None:
        """What is no name is not found, wherever it would stand in the file."""
        assert index.names.get(name) is None
        assert index.names.get(name, ()) == ()
        assert name not in index.names
        with pytest.raises(KeyError):
            index.names[name]

    def test_missing(self, tmp_path: Path) -> None:
        """A missing index says how to make it."""
        with pytest.raises(StaleIndexError) as caught:
            read_index(tmp_path / "territories.tsv")
        expected = "no such file (expected the index of territory names); run `axis facts index`"
        assert str(caught.value) == expected
        assert caught.value.line == 1

    @pytest.mark.parametrize(
        ("old", "new", "text"),
        [
            ("\nirak\tIRQ\t\n", "\nirak\tIRN\t\n", r"sha256: \w{64} \(expected \w{64}"),
            ("\nirak\tIRQ\t\n", "\n", r"rows: \d+ \(expected \d+"),
            ("\n", "\r\n", r"sha256: \w{64} \(expected \w{64}"),
            ("# rows:", "# lines:", r"rows: \d+ \(expected none"),
            ("# sha256:", "# md5:", r"sha256: \w{64} \(expected none"),
        ],
    )
    def test_stale(self, tmp_path: Path, old: str, new: str, text: str) -> None:
        """An edited index is refused with what was found, what was expected and the mend."""
        path = tmp_path / "territories.tsv"
        edited = INDEX.read_bytes().replace(old.encode(), new.encode())
        path.write_bytes(edited)
        with pytest.raises(StaleIndexError) as caught:
            read_index(path)
        mend = r", as the header says\); stale or edited by hand: run `axis facts index`"
        assert re.fullmatch(text + mend, str(caught.value))
        line = edited.decode().split("\n")[caught.value.line - 1]
        assert line.startswith(("# " + str(caught.value).partition(":")[0], "# Territory names"))

    def test_empty(self, tmp_path: Path) -> None:
        """An empty file is refused, too."""
        path = tmp_path / "territories.tsv"
        path.touch()
        with pytest.raises(StaleIndexError, match=r"^rows: 0 \(expected none"):
            read_index(path)


class TestGenerate:
    """The generator."""

    def test_fresh(self) -> None:
        """The committed index is what the generator makes of this babel and these rules."""
        assert cldr.is_fresh(INDEX)

    def test_exclusions(self, index: TerritoryIndex, displays: tuple[cldr.Display, ...]) -> None:
        """What is left out stands in CLDR, has a reason, and is not in the index."""
        found = {display.key for display in displays}
        for (name, alpha3), reason in cldr.EXCLUDED.items():
            assert (name, alpha3) in found
            assert reason
            words = re.sub(r"[,:] ?", " ", name).strip()
            assert alpha3 not in (*index.names.get(name, ()), *index.names.get(words, ()))

    def test_north_and_south(self, displays: tuple[cldr.Display, ...]) -> None:
        """No name of a Korea that is kept bears the word that the locale has for the other side."""
        words: dict[tuple[str, str], set[str]] = {}
        for display in displays:
            if display.key not in cldr.EXCLUDED:
                name = normalise_name(display.name)
                words[display.locale, display.alpha3] = set(re.split(r"[\s,፡]+", name))
        for locale in {locale for locale, code in words if (locale, "KOR") in words}:
            north, south = (words.get((locale, code), set()) for code in ("PRK", "KOR"))
            for code in ("ZAF", "SSD"):
                assert not (north - south) & words.get((locale, code), set()), locale
            for code in ("MKD", "MNP"):
                assert not (south - north) & words.get((locale, code), set()), locale

    def test_curated_words(self, index: TerritoryIndex) -> None:
        """Every word that is curated as weak or strong is a name, so that none outlives it."""
        assert index.names.keys() >= cldr.WEAK_WORDS | cldr.STRONG_SHORT

    def test_is_weak(self) -> None:
        """A new name of four Latin letters is weak until somebody says otherwise."""
        assert cldr.is_weak("abcd")
        assert not cldr.is_weak("abcde")
        assert not cldr.is_weak("чад")
