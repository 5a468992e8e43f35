"""Why: who and what there is on the stand-in for Discord, and the events that people cause, with
the fields that Discord sends. It must not know the bot."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import Any

Json = dict[str, Any]

APPLICATION, GUILD, CHANNEL, DIRECT = 111111111111111111, 222222222222222222, 333, 444
TOKEN = "MTEx.stand-in.c2VjcmV0LXRva2VuLW9mLXRoZS1ib3Q"  # noqa: S105 - of a stand-in
USE_COMMANDS, USE_EXTERNAL_APPS = 1 << 31, 1 << 50
ADMINISTRATOR, MANAGE_CHANNELS, MANAGE_GUILD = 1 << 3, 1 << 4, 1 << 5
EVERYTHING = str(USE_COMMANDS | USE_EXTERNAL_APPS | 1 << 10 | 1 << 11)
NO_EXTERNAL_APPS = str(USE_COMMANDS | 1 << 10 | 1 << 11)
_ids = count(900_000_000_000_000_000)


def new_id() -> str:
    """Return an id that nothing else has."""
    return str(next(_ids))


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a person is: in a server that has the app, in one that has not, or with the bot."""

    guild: int | None = GUILD
    channel: int = CHANNEL
    #: 0 a server, 1 a direct message with the bot, 2 one among people
    context: int = 0
    #: a thread of the channel
    thread: int | None = None
    #: whether the server itself has the app
    added: bool = True
    permissions: str = EVERYTHING
    #: of the bot
    app_permissions: str = str(int(EVERYTHING) | 1 << 38)


SERVER = Place()
MANAGED = Place(permissions=str(int(EVERYTHING) | MANAGE_CHANNELS))
WITH_BOT = Place(guild=None, channel=DIRECT, context=1, added=False)
AMONG_PEOPLE = Place(guild=None, channel=555, context=2, added=False)
ELSEWHERE = Place(added=False)
FORCED = Place(added=False, permissions=NO_EXTERNAL_APPS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody with an account."""

    id: str
    name: str

    def user(self) -> Json:
        """Return the user object."""
        return {
            "id": self.id,
            "username": self.name,
            "discriminator": "0",
            "avatar": None,
            "global_name": self.name,
            "bot": False,
        }


ANA = Person(id="700000000000000001", name="ana")
BO = Person(id="700000000000000002", name="bo")


def interaction(kind: int, data: Json, person: Person, place: Place) -> Json:
    """Return an INTERACTION_CREATE as Discord sends it."""
    owners = {"0": str(place.guild)} if place.added else {"1": person.id}
    kind_of_channel = 11 if place.thread else {0: 0, 1: 1, 2: 3}[place.context]
    channel_id = str(place.thread or place.channel)
    event: Json = {
        "id": new_id(),
        "application_id": str(APPLICATION),
        "type": kind,
        "token": f"token-{new_id()}",
        "version": 1,
        "data": data,
        "channel_id": channel_id,
        "channel": {"id": channel_id, "type": kind_of_channel},
        "locale": "en-GB",
        "app_permissions": place.app_permissions,
        "entitlements": [],
        "authorizing_integration_owners": owners,
        "context": place.context,
        "attachment_size_limit": 10_485_760,
    }
    channel = event["channel"]
    if place.guild is None:
        channel |= {"recipients": [person.user()], "last_message_id": None}
        channel |= {"owner_id": person.id, "name": None, "icon": None}
        return event | {"user": person.user()}
    channel |= {"guild_id": str(place.guild), "name": "general", "position": 0, "nsfw": False}
    channel |= {"permission_overwrites": [], "parent_id": None, "topic": None}
    if place.thread:
        about: Json = {"archived": False, "auto_archive_duration": 60, "locked": False}
        about |= {"archive_timestamp": "2026-11-22T12:00:00+00:00"}
        channel |= {"parent_id": str(place.channel), "owner_id": person.id}
        channel |= {"thread_metadata": about, "message_count": 0, "member_count": 1}
    member = {
        "user": person.user(),
        "roles": [],
        "joined_at": "2020-01-01T00:00:00+00:00",
        "deaf": False,
        "mute": False,
        "flags": 0,
        "permissions": place.permissions,
    }
    guild = {"id": str(place.guild), "locale": "en-US", "features": []}
    return event | {
        "guild_id": str(place.guild),
        "guild": guild,
        "guild_locale": "en-US",
        "member": member,
    }


def message(content: str, place: Place, author: Json, **more: object) -> Json:
    """Return a message as Discord keeps it."""
    return {
        "id": new_id(),
        "type": 0,
        "channel_id": str(place.channel),
        "author": author,
        "content": content,
        "timestamp": "2026-11-22T12:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "pinned": False,
        "flags": 0,
        "components": [],
        **more,
    }


@dataclass(slots=True)
class Asked:
    """An interaction that somebody caused, and what came of it."""

    event: Json
    place: Place
    #: when Discord forgets it, by the clock of the event loop
    until: float
    #: bodies of what was accepted as the first response
    responses: list[Json] = field(default_factory=list)
    #: the message that the first response made or changed
    message: Json | None = None
    followups: list[Json] = field(default_factory=list)
    errors: list[int] = field(default_factory=list)
