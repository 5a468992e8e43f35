"""Why: servers with channels, threads and what the bot may do there, as Discord describes them to a
bot; and which posts Discord refuses because of them. It must not know the bot."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from tests.platforms.discord_people import APPLICATION, GUILD, Json

VIEW, SEND, SEND_IN_THREADS = 1 << 10, 1 << 11, 1 << 38
MAY_POST = VIEW | SEND | SEND_IN_THREADS
TEXT, VOICE, CATEGORY, ANNOUNCEMENTS, PUBLIC_THREAD, PRIVATE_THREAD, FORUM = 0, 2, 4, 5, 11, 12, 15
_THREADS = (PUBLIC_THREAD, PRIVATE_THREAD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A channel or thread, and what the bot may do in it."""

    id: int
    kind: int = TEXT
    #: of the bot itself
    may: int = MAY_POST
    #: of a thread: the channel that it hangs from
    parent: int | None = None
    archived: bool = False
    locked: bool = False

    @property
    def is_thread(self) -> bool:
        """Whether it hangs from a channel."""
        return self.kind in _THREADS

    @property
    def needs(self) -> int:
        """What it takes to post in it."""
        return SEND_IN_THREADS if self.is_thread else SEND

    def described(self, guild: int) -> Json:
        """Return the channel as Discord sends it with its server."""
        about: Json = {"id": str(self.id), "type": self.kind, "name": f"c{self.id}"}
        about |= {"guild_id": str(guild), "parent_id": self.parent and str(self.parent)}
        if self.is_thread:
            meta: Json = {"archived": self.archived, "locked": self.locked}
            meta |= {"auto_archive_duration": 60, "archive_timestamp": "2026-11-22T12:00:00+00:00"}
            return about | {
                "owner_id": "1",
                "thread_metadata": meta,
                "message_count": 0,
                "member_count": 1,
            }
        denied = ~self.may & MAY_POST
        about |= {"bitrate": 64000, "user_limit": 0} if self.kind == VOICE else {}
        own = {"id": str(APPLICATION), "type": 1, "allow": "0", "deny": str(denied)}
        return about | {
            "position": 0,
            "nsfw": False,
            "topic": None,
            "permission_overwrites": [own],
        }

    def chosen(self, permissions: str, *, stated: bool = True) -> Json:
        """Return the channel as Discord resolves it for a command that chose it.

        `permissions` are the person's; `stated`, whether the bot's own are said as well.
        """
        about: Json = {"id": str(self.id), "type": self.kind, "name": f"c{self.id}"}
        about |= {"permissions": permissions, "parent_id": self.parent and str(self.parent)}
        about |= {"app_permissions": str(self.may)} if stated else {}
        if self.is_thread:
            meta: Json = {"archived": self.archived, "locked": self.locked}
            meta |= {"auto_archive_duration": 60, "archive_timestamp": "2026-11-22T12:00:00+00:00"}
            about |= {"thread_metadata": meta, "owner_id": "1"}
            about |= {"member_count": 1, "message_count": 0}
        return about


@dataclass(frozen=True, slots=True, kw_only=True)
class Guild:
    """A server and its channels."""

    id: int = GUILD
    channels: tuple[Channel, ...] = ()
    #: whether the bot's threads are told to it; private ones that it is not in are not
    tells_threads: bool = True

    def with_channel(self, changed: Channel) -> Guild:
        """Return the server with one channel changed."""
        others = tuple(one for one in self.channels if one.id != changed.id)
        return replace(self, channels=(*others, changed))

    def described(self) -> Json:
        """Return the server as Discord sends it to a bot that is in it."""
        told = [one.described(self.id) for one in self.channels if not one.is_thread]
        threads = [
            one.described(self.id)
            for one in self.channels
            if one.kind == PUBLIC_THREAD and not one.archived and self.tells_threads
        ]
        everyone = {"id": str(self.id), "name": "@everyone", "permissions": str(MAY_POST)}
        everyone_role = everyone | {"position": 0, "color": 0, "hoist": False, "managed": False}
        myself = {"id": str(APPLICATION), "username": "stand-in", "discriminator": "0"}
        member: Json = {"user": myself | {"avatar": None, "bot": True}, "roles": [], "flags": 0}
        member |= {"joined_at": "2020-01-01T00:00:00+00:00", "deaf": False, "mute": False}
        return {
            "id": str(self.id),
            "name": f"g{self.id}",
            "owner_id": "1",
            "unavailable": False,
            "roles": [everyone_role | {"mentionable": False}],
            "channels": told,
            "threads": threads,
            "members": [member],
            "member_count": 2,
            "emojis": [],
            "stickers": [],
            "features": [],
            "preferred_locale": "en-US",
            "verification_level": 0,
            "default_message_notifications": 0,
            "explicit_content_filter": 0,
            "mfa_level": 0,
            "nsfw_level": 0,
            "premium_tier": 0,
            "system_channel_flags": 0,
            "afk_timeout": 300,
        }


@dataclass(slots=True)
class World:
    """All servers that there are, and who takes direct messages from whom."""

    guilds: dict[int, Guild] = field(default_factory=dict)
    #: direct messages that were opened, and of whom
    directs: dict[str, str] = field(default_factory=dict)
    #: people who take no direct messages of the bot
    closed: set[str] = field(default_factory=set)

    def refusal(self, channel: str, there: list[int]) -> tuple[int, int, str] | None:
        """Return why Discord takes no message of the bot's there; None where it does.

        `there` are the servers that have the bot.
        """
        if channel in self.directs:
            closed = self.directs[channel] in self.closed
            return (403, 50007, "Cannot send messages to this user") if closed else None
        found = self._of(channel)
        if found is None:
            return (404, 10003, "Unknown Channel") if self.guilds else None
        guild, one = found
        faults = (
            (guild.id not in there or not one.may & VIEW, (403, 50001, "Missing Access")),
            (one.kind in {CATEGORY, FORUM}, (400, 50008, "Not a text channel")),
            (not one.may & one.needs, (403, 50013, "Missing Permissions")),
            (one.locked, (403, 160005, "Thread is locked")),
            (one.archived, (400, 50083, "Thread is archived")),
        )
        return next((refusal for is_so, refusal in faults if is_so), None)

    def _of(self, channel: str) -> tuple[Guild, Channel] | None:
        for guild in self.guilds.values():
            for one in guild.channels:
                if str(one.id) == channel:
                    return guild, one
        return None
