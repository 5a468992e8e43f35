"""Why: the rules of lookup are one suite for every pack, so each pack brings a table of what it
calls the things that every pack has. No test that runs over both may know a name from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """One pack's own names, as people type them, with the ids and the words that answer them."""

    pack: Path
    command: str
    #: two actors with many facts, and how a title names them
    pair: tuple[str, str]
    pair_ids: tuple[str, str]
    pair_title: str
    #: two actors on whom alone the pack holds nothing
    gap: tuple[str, str]
    #: an actor with facts on several partners
    actor: str
    actor_id: str
    #: an actor that is no subject but occurs
    heard: str
    heard_id: str
    heard_label: str
    #: a name that is known, and of which the pack says nothing
    silent: str
    silent_label: str
    #: a name of two actors, of whom one is no subject
    ambiguous: str
    ambiguous_title: str
    ambiguous_offers: tuple[str, ...]
    #: the set of all, and its label
    wide: str
    wide_label: str
    #: a topic with facts on the pair
    topic: str
    topic_id: str
    #: two topics whose labels, side by side in this order, are typed with a year between them
    topics: tuple[str, str]
    person: str
    person_id: str
    person_title: str
    #: a word of some facts on the pair that is no name
    word: str
    #: a year of some facts on the pair
    year: int
    #: two slips and what they are offered as
    slip: str
    slip_offer: str
    #: a slip that is near two names
    double_slip: str
    #: a question that narrows to nothing, its title, and what leaves out fewest terms
    nothing: str
    nothing_title: str
    nothing_offers: tuple[str, ...]
    question: str
    question_title: str
    #: a disputed fact of the pair and who denies it
    disputed: str
    deniers: tuple[str, ...]
    #: a planned fact of the pair with a starred figure
    planned: str
    #: a fact of the pair and the one that limits it
    limited: str
    limiting: str
    #: a day on which only some sources were public, and how titles write it
    as_of: str
    as_of_words: str


AXIS = Names(
    pack=ROOT / "facts",
    command="axis",
    pair=("russia", "iran"),
    pair_ids=("RUS", "IRN"),
    pair_title="Russia and Iran",
    gap=("iran", "north korea"),
    actor="china",
    actor_id="CHN",
    heard="usa",
    heard_id="USA",
    heard_label="The United States",
    silent="iraq",
    silent_label="Iraq",
    ambiguous="korea",
    ambiguous_title="Korea may mean North Korea or South Korea."
    " South Korea is not a subject of this pack.",
    ambiguous_offers=("north korea", "south korea"),
    wide="axis",
    wide_label="The four",
    topic="drones",
    topic_id="drones",
    topics=("arms", "trade"),
    person="gabuev",
    person_id="gabuev",
    person_title="Alexander Gabuev, from the Carnegie Russia Eurasia Center as of Jul 2025",
    word="support",
    year=2022,
    slip="rissia irann",
    slip_offer="russia iran",
    double_slip="aris",
    nothing="gabuev wheat",
    nothing_title="This pack holds nothing on that: Alexander Gabuev: food",
    nothing_offers=("alexander gabuev", "food"),
    question="bloc",
    question_title="Are Russia, China, Iran and North Korea a bloc?",
    disputed="irn-rus-2025-ballistic-missiles",
    deniers=("IRN",),
    planned="irn-rus-2022-drones-100",
    limited="irn-rus-2022-drones-100",
    limiting="irn-rus-2022-no-agreed-sale",
    as_of="2022-08",
    as_of_words="31 Aug 2022",
)

QUAY = Names(
    pack=ROOT / "tests" / "pack_two",
    command="quay",
    pair=("orvik", "marrowby line"),
    pair_ids=("orvik", "marrowby"),
    pair_title="Orvik and Marrowby Line",
    gap=("brannoch", "kestane freight"),
    actor="orvik",
    actor_id="orvik",
    heard="registry",
    heard_id="coastal-registry",
    heard_label="The Coastal Registry",
    silent="orvig",
    silent_label="Orvig",
    ambiguous="bran",
    ambiguous_title="Bran may mean Brannoch or Branholm. Branholm is not a subject of this pack.",
    ambiguous_offers=("brannoch",),
    wide="sound",
    wide_label="The Sound",
    topic="grain",
    topic_id="grain",
    topics=("grain", "tolls"),
    person="varn",
    person_id="varn",
    person_title="Ilse Varn, chief inspector of the Coastal Registry as of Jan 2020",
    word="quays",
    year=2020,
    slip="orvikk brannock",
    slip_offer="orvik brannoch",
    double_slip="carge",
    nothing="varn cranes",
    nothing_title="This pack holds nothing on that: Ilse Varn: cranes",
    nothing_offers=("ilse varn", "cranes"),
    question="rivals",
    question_title="Are Orvik and Brannoch rivals?",
    disputed="marrowby-orvik-2019-grain-landed",
    deniers=("marrowby", "orvik"),
    planned="marrowby-orvik-2020-cranes",
    limited="marrowby-orvik-2019-grain-landed",
    limiting="marrowby-orvik-2020-none-found",
    as_of="2019",
    as_of_words="31 Dec 2019",
)
