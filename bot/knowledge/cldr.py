"""Why: the names of all territories in all languages of CLDR are written into one file that can be
read, compared and committed; what is wrong in CLDR is left out by name and with its reason. Only
`axis facts index` and tests import this module: it needs babel, which a running bot does not have.
It must not add knowledge of its own: curated names are aliases of an actor.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

import babel
from babel.core import get_global
from babel.localedata import load, locale_identifiers

from bot.knowledge.naming import normalise_name
from bot.knowledge.territories import CODE, ENGLISH, LABEL, WEAK, digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

COMMAND: Final = "axis facts index"

# CLDR's aliases give alpha-2 for alpha-3. Not in ISO 3166-1 are those of withdrawn states, of parts
# that are only reserved (Ascension, Clipperton, Diego Garcia, Tristan da Cunha), and user-assigned.
_NOT_ISO: Final = re.compile(
    r"BUR|DDR|FXX|TMP|YMD|ZAR|ASC|CPT|DGA|TAA|AA[A-Z]|Q[M-Z][A-Z]|X[A-Z]{2}|ZZ[A-Z]"
)
_ALPHA3: Final = re.compile(r"[A-Z]{3}")
_KOSOVO: Final = {"XK": "XKX"}

# Names that CLDR marks as alternatives, which babel leaves out; from CLDR 47, English only.
ENGLISH_ALTERNATIVES: Final = {
    "BIH": ("Bosnia",),
    "CCK": ("Cocos Islands",),
    "CIV": ("Ivory Coast",),
    "COD": ("Congo (DRC)",),
    "COG": ("Congo (Republic)",),
    "CPV": ("Cabo Verde",),
    "CZE": ("Czech Republic",),
    "FLK": ("Falkland Islands (Islas Malvinas)",),
    "HKG": ("Hong Kong",),
    "IOT": ("Chagos Archipelago",),
    "MAC": ("Macao",),
    "MMR": ("Myanmar",),
    "NZL": ("Aotearoa New Zealand",),
    "PCN": ("Pitcairn",),
    "PSE": ("Palestine",),
    "SWZ": ("Swaziland",),
    "TLS": ("East Timor",),
    "TUR": ("Turkey",),
}
# Where a name in parentheses is a second name, and where what stands before them is one by itself.
# Not Congo, Saint Martin or the Virgin Islands: there they tell two territories apart.
_SECOND_NAME: Final = frozenset({"CIV", "MMR", "TLS"})
_SHORTER_NAME: Final = frozenset({"CIV", "HKG", "MAC", "MMR", "TLS", "ZAF"})
_ENGLISH_SAINT: Final = re.compile(r"\bSt\.")
_PARENTHESES: Final = re.compile(r"\s*[(（]([^()（）]+)[)）]\s*")

_EXCHANGED: Final = "north and south are exchanged, as the same locale's South Africa shows"
_OWN_NAMES: Final = "exchanged: Anku is Hanguk, Seoul's own name, and Soson Joseon, Pyongyang's"
_BANKS: Final = "gurma and hawsa are the right and left bank of the Niger, not north and south"
_BARE: Final = "means Korea, without north or south: that is a question"
_EVERYDAY: Final = "an everyday English word, which beside another state would be read as this one"
_WRONG: Final = "the name of another territory, as the same locale's neighbours show"
# Normalised name and alpha-3 code to the reason why they are left out; tests find all in CLDR.
EXCLUDED: Final[Mapping[tuple[str, str], str]] = {
    ("ደቡብ፡ኮሪያ", "PRK"): _EXCHANGED,  # gez: debub is south
    ("ሰሜን፡ኮሪያ", "KOR"): _EXCHANGED,  # gez: semen is north
    ("guusu koria", "PRK"): _EXCHANGED,  # yo: guusu is south
    ("guusu kɔria", "PRK"): _EXCHANGED,  # yo_BJ
    ("ariwa koria", "KOR"): _EXCHANGED,  # yo: ariwa is north
    ("ariwa kɔria", "KOR"): _EXCHANGED,  # yo_BJ
    ("ma anku", "PRK"): _OWN_NAMES,  # tok
    ("ma soson", "KOR"): _OWN_NAMES,  # tok
    ("gurma kooree", "PRK"): _BANKS,  # dje
    ("hawsa kooree", "KOR"): _BANKS,  # dje
    ("kooree, gurma", "PRK"): _BANKS,  # khq, ses, twq
    ("kooree, hawsa", "KOR"): _BANKS,  # khq, ses, twq
    ("coirea", "KOR"): _BARE,  # gd
    ("كورېيە", "KOR"): _BARE,  # ug
    ("de corea", "KOR"): "cy; in Spanish and Catalan 'of Korea', as in both states' full names",
    ("nikaraagua", "NGA"): _WRONG,  # ksh: Nigeria as Nicaragua
    ("لتونی", "LTU"): _WRONG,  # mzn: Lithuania as Latvia
    ("موریتانیا", "MUS"): _WRONG,  # bgn: Mauritius as Mauritania
    ("संयुक्त राष्ट्र:", "GBR"): "sa: means the United Nations",
    ("naija", "NER"): "ksb, vai, yo: everybody else's nickname of Nigeria",
    ("alan", "ALA"): _EVERYDAY,  # fy, and a given name
    ("cad", "TCD"): _EVERYDAY,  # az, tr and others
    ("cat", "TCD"): _EVERYDAY,  # jgo
    ("cha", "TCD"): _EVERYDAY,  # agq
    ("chin", "CHN"): _EVERYDAY,  # bal, kok
    ("end", "IND"): _EVERYDAY,  # dyo, wo
    ("gene", "GIN"): _EVERYDAY,  # yo
    ("grenade", "GRD"): _EVERYDAY,  # fr
    ("island", "ISL"): _EVERYDAY,  # de, sv, da, nb, cs and others
    ("laws", "LAO"): _EVERYDAY,  # kab, shi, tzm
    ("male", "MLI"): _EVERYDAY,  # agq
    ("malt", "MLT"): _EVERYDAY,  # kab, mfe, wo
    ("mon", "IMN"): _EVERYDAY,  # is
    ("pole", "POL"): _EVERYDAY,  # af, ksh, wae
    ("poo", "USA"): _EVERYDAY,  # vai
    ("sane", "TCD"): _EVERYDAY,  # kgp
    ("sec", "CZE"): _EVERYDAY,  # vi
    ("shin", "CHN"): _EVERYDAY,  # jgo
    ("shine", "CHN"): _EVERYDAY,  # lu, nmg
    ("sin", "CHN"): _EVERYDAY,  # ha
    ("sip", "CYP"): _EVERYDAY,  # vi
    ("sire", "CHL"): _EVERYDAY,  # kgp
    ("tunes", "TUN"): _EVERYDAY,  # kab, rif, tzm
}

# Names of at most four letters are weak, but for these, which are names of states first.
_STRONG_SHORT: Final = """
aiti ciad cile cin cina csad cuba cypr czad eire eron fas figi fiji fiyi gana guam gvam inde irac
irak iran irao iraq iroq kena kina kipr kuba kypr lao laos mali misr niue oman peru phap shba siam
sili swis togo tsad txad usa viro xina yrak
"""
STRONG_SHORT: Final = frozenset(_STRONG_SHORT.split())
# Longer names that are also English words, given names, surnames, makers or places elsewhere.
_WEAK_WORDS: Final = """
andor angora bruni bulgari burney cameron chili columbia domingo dominik dominique equator fenland
franca frans georgi georgia georgie granada guadalupe guernsey guinea helena helene hindi indie
jersey jordan kanata katara lawes lichtenstein marita maser maurice mauricio maurizio misra norfolk
poole rasha reunion romani ruslan saadi salvador sepia shaadi shadi shaina shamu spann suede suriya
surya swede takei talia turkey turki
"""
WEAK_WORDS: Final = frozenset({*_WEAK_WORDS.split(), "an do"})
_SHORT: Final = 4
_SHORTEST: Final = 3

# What divides words for a reader of questions, so that "Myanmar (Burma)" is found among words.
_PUNCTUATION: Final = re.compile(r"[.,;:!?()\[\]{}<>\"|/&_・·،]+")
_LATIN_END: Final = "\u0250"


class Row(NamedTuple):
    """One line of the file."""

    first: str
    second: str
    flags: str


class Display(NamedTuple):
    """How a locale prints a territory."""

    name: str
    alpha3: str
    locale: str

    @property
    def key(self) -> tuple[str, str]:
        """What `EXCLUDED` knows it by."""
        return normalise_name(self.name), self.alpha3


def generate() -> str:
    """Return the whole text of the index; the same for the same babel and the same rules."""
    rows = (*_label_rows(), *_code_rows(), *_name_rows())
    body = "".join(f"{row.first}\t{row.second}\t{row.flags}\n" for row in rows)
    return _header(len(rows), body) + body


def is_fresh(path: Path) -> bool:
    """Whether the file holds, byte for byte, what `generate` gives today."""
    return path.is_file() and path.read_bytes() == generate().encode()


def alpha3_codes() -> dict[str, str]:
    """Return ISO 3166-1 alpha-2 code to alpha-3 code, and XK to XKX, in alphabetical order."""
    codes = dict(_KOSOVO)
    for alias, targets in get_global("territory_aliases").items():
        if _ALPHA3.fullmatch(alias) and len(targets) == 1 and not _NOT_ISO.fullmatch(alias):
            codes[targets[0]] = alias
    return dict(sorted(codes.items()))


def displays() -> Iterator[Display]:
    """Yield each territory's name in each locale, as CLDR has it, before anything is left out."""
    codes = alpha3_codes()
    for locale in sorted(locale_identifiers()):
        territories = load(locale).get("territories", {})
        for alpha2, alpha3 in codes.items():
            if alpha2 in territories:
                yield Display(territories[alpha2], alpha3, locale)


def is_weak(name: str) -> bool:
    """Whether a normalised name counts only capitalised or beside a recognised name."""
    if name in WEAK_WORDS:
        return True
    return len(name) <= _SHORT and name.isascii() and name not in STRONG_SHORT


def _label_rows() -> Iterator[Row]:
    english = load("en")["territories"]
    for alpha3, alpha2 in sorted((alpha3, alpha2) for alpha2, alpha3 in alpha3_codes().items()):
        yield Row(f"={alpha3}", english[alpha2], LABEL)


def _code_rows() -> Iterator[Row]:
    for alpha2, alpha3 in alpha3_codes().items():
        yield Row(f"@{alpha2}", alpha3, CODE)


def _name_rows() -> Iterator[Row]:
    codes: defaultdict[str, set[str]] = defaultdict(set)
    english: set[str] = set()
    for display, is_english in sorted(_distinct()):
        if display.key in EXCLUDED:
            continue
        for name in filter(_can_be_typed, _spellings(display, is_english=is_english)):
            codes[name].add(display.alpha3)
            if is_english and name.isascii():
                english.add(name)
    for name in sorted(codes):
        flags = ENGLISH * (name in english) + WEAK * is_weak(name)
        yield Row(name, ",".join(sorted(codes[name])), flags)


def _distinct() -> set[tuple[Display, bool]]:
    """Return what is to be spelled: names without their locales, and whether they are English."""
    found = {
        (Display(name, alpha3, ""), locale.partition("_")[0] == "en")
        for name, alpha3, locale in displays()
    }
    for alpha3, names in ENGLISH_ALTERNATIVES.items():
        found |= {(Display(name, alpha3, ""), True) for name in names}
    return found


def _spellings(display: Display, *, is_english: bool) -> Iterator[str]:
    """Yield the normalised forms of a name: as it stands, without parentheses, as mere words."""
    forms = [display.name]
    if display.alpha3 in _SHORTER_NAME:
        forms.append(_PARENTHESES.sub(" ", display.name))
    if display.alpha3 in _SECOND_NAME:
        forms += _PARENTHESES.findall(display.name)
    if is_english:
        forms += [_ENGLISH_SAINT.sub("Saint", form.replace("&", "and")) for form in forms]
    for form in forms:
        name = normalise_name(form)
        yield name
        yield normalise_name(_PUNCTUATION.sub(" ", name))


def _can_be_typed(name: str) -> bool:
    """Whether a name opens with a letter and is more than two letters of Latin script."""
    if not (name[0].isalpha() or name[0] == "'"):
        return False
    return len(name) >= _SHORTEST or name[0] >= _LATIN_END


def _header(rows: int, body: str) -> str:
    cldr = get_global("cldr")["version"]
    return (
        "# Territory names in all languages of CLDR; bot/knowledge/cldr.py writes and explains it\n"
        "# names: Unicode CLDR, © Unicode, Inc., Unicode License v3\n"
        f"# generated-by: {COMMAND}\n"
        f"# cldr: {cldr} (babel {babel.__version__})\n"
        f"# rows: {rows}\n"
        f"# sha256: {digest(body.encode())}\n"
    )
