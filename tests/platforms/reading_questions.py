"""Why: what is asked on every platform, so that each kind of answer is compared. It must hold
questions only, and no answer."""

from __future__ import annotations

#: by what they are meant to call forth
BY_KIND: dict[str, tuple[str, ...]] = {
    "pairs": (
        "russia iran",
        "Iran Russia",
        "china russia",
        "russia north korea",
        "china iran",
        "china north korea",
        "north korea iran",
    ),
    "singles": ("china", "iran", "russia", "north korea"),
    "four": ("axis",),
    "topics": (
        "drones",
        "iran drones",
        "russia defense pact iran",
        "currency",
        "food",
        "oil",
        "china technology",
    ),
    "people": ("putin", "xi putin", "who is gabuev", "what did kirby say", "antony blinken"),
    "timelines": ("timeline china", "timeline russia iran", "timeline"),
    "as of": ("russia iran as-of 2023", "north korea russia as-of 2024-06"),
    "heard": ("ukraine", "nato", "israel", "US and Iran"),
    "narrowed": ("iran since 2024", "iran 2024", "iran before 2022"),
    "not covered": ("iraq", "iraq iran"),
    "ambiguous": ("korea",),
    "slips": ("rusia iran", "iran chna", "russia iran xyzzy", "zzzz"),
    "errors": ("iran since 2024-13",),
    "questions": ("question", "question bloc", "question troops"),
    "facts": ("fact chn-2024-europe-caution", "fact x"),
    "sources": ("sources", "sources russia iran", "sources food"),
    "help": ("help",),
    "languages": ("россия иран", "中国 俄罗斯", "corée du nord", "russie iran"),
}
#: pages of the core's own, which a platform may part further
PAGES = ("russia iran page 2", "russia iran page 3", "russia iran page 99")
QUESTIONS: tuple[str, ...] = (*(one for some in BY_KIND.values() for one in some), *PAGES)
