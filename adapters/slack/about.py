"""Why: the App Home says what the pack knows and how old it is, in the pack's own names. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.rendering import footer

if TYPE_CHECKING:
    from bot.knowledge.library import Library
    from bot.reply import Reply


def about(library: Library, reply: Reply) -> tuple[str, ...]:
    """Return the pack's title and sentences on what it holds; `reply` tells its age."""
    documents = sum(bool(source.document) for source in library.sources.values())
    subjects = sorted(library.actors[one].label for one in library.covered)
    topics = sorted((topic.label for topic in library.topics.values()), key=str.casefold)
    found = [
        library.pack.title,
        f"Subjects: {', '.join(subjects)}.",
        f"{len(library.standing_facts)} facts from {documents} documents, each with its source.",
        f"{footer(reply).capitalize()}.",
    ]
    if topics:
        found.insert(2, f"Topics: {', '.join(topics)}.")
    if library.pack.notice:
        found.append(f"{library.pack.notice.capitalize()}.")
    return tuple(found)
