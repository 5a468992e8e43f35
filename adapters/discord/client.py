"""Why: discord.py's client, asking for no more than guilds, and listening to a shard only while the
lease on it is held: two replicas on one shard would answer twice. It must not read messages."""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import discord
import yarl

from adapters.discord import post, words
from adapters.discord.attempts import watching
from adapters.discord.brief_tree import brief_group
from adapters.discord.briefs import Briefs, counter
from adapters.discord.items import ChosenOffer, PressedButton
from adapters.discord.leases import Leases
from adapters.discord.listen import Listener
from adapters.discord.outlet import DiscordOutlet
from adapters.discord.place import PLATFORM_NAME
from adapters.discord.pulse import Pulse
from adapters.discord.quiet import keep_quiet
from adapters.discord.servers import Servers
from adapters.discord.syncing import sync
from adapters.discord.translating import Translator
from adapters.discord.tree import Tree, build
from bot.briefing.store import Subscriptions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.knowledge.library import Library
    from bot.platforms import Services

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How long a lease on a shard lasts and how often it is asked for, in seconds.

    A listener that dies is followed by another within `lease` + `every` and the time to connect.
    """

    lease: float = 18.0
    every: float = 4.0
    #: a connection that is silent for so long is taken for deaf and made anew
    deaf: float = 60.0


async def shut(client: discord.Client) -> None:
    """Close the client and its connections, also those of a login that was refused."""
    await client.close()
    # discord.py forgets the session of such a login without closing it.
    if client.http.connector is not discord.utils.MISSING:
        await client.http.connector.close()


class Client(discord.AutoShardedClient):
    """Listens to the shards that no other replica listens to."""

    def __init__(self, services: Services, pace: Pace | None = None) -> None:
        """Ask for guilds only, keep no message and no member, and mention nobody."""
        keep_quiet()
        pace = pace or Pace()
        super().__init__(
            heartbeat_timeout=pace.deaf,
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_ratelimit_timeout=30.0,
            http_trace=watching(),
        )
        subscriptions = Subscriptions(services.store)
        self._leaving = asyncio.Event()
        self._servers = Servers(services.store, subscriptions, self._leaving)

        def library() -> Library:
            return services.app.library

        command = library().pack.command
        desk = counter(library, subscriptions, command)
        briefs = Briefs(desk, library, services.store, services.limits)
        self.listener = Listener(services, briefs)
        self._outlets = services.outlets
        self.tree = Tree(self)
        #: adapters count here what operators see
        self.metrics = services.metrics
        self._health = services.health
        self._pulse = Pulse()
        self._store = services.store
        self._every = pace.every
        self._leases = Leases(services.store, pace.lease)
        self._keeper: asyncio.Task[None] | None = None
        self._launches: set[asyncio.Task[None]] = set()
        #: shards that hear nothing for now
        self._deaf: set[int] = set()
        #: why Discord does not have the commands as they are now
        self._unsent: str | None = None
        build(self.tree, self.listener)
        self.tree.add_command(brief_group(words.brief_name(command), briefs, self.listener.working))

    async def setup_hook(self) -> None:
        """Before anything is listened to: know our buttons, and let Discord know our commands."""
        self.add_dynamic_items(PressedButton, ChosenOffer)
        pack = self.listener.app.library.pack
        await self.tree.set_translator(Translator(pack.command_texts))
        ids: dict[str, int] = {}
        try:
            ids = await sync(self.tree, self)
        except (discord.DiscordException, discord.app_commands.AppCommandError) as error:
            # Those that Discord has go on working.
            self._unsent = f"Discord did not take the commands: {error}"
            _log.error("commands not sent", extra={"because": str(error)})
            self.metrics.failed("discord", post.code_of(error))
        self.listener.commands = words.commands(pack.command, ids)
        self._outlets.open(DiscordOutlet(self, self._store))

    async def launch_shards(self) -> None:
        """Connect the shards whose lease is free; wait while there is none."""
        self.shard_count, _, _ = await self.http.get_bot_gateway()
        while not await self._take():
            self._tell()
            if await self._ends():
                return
        self.shard_ids = sorted(self._leases.held)
        self._keeper = asyncio.create_task(self._keep(), name="discord-leases")
        if not self._leaving.is_set():
            await super().launch_shards()

    async def launch_shard(
        self, gateway: yarl.URL, shard_id: int, *, initial: bool = False
    ) -> None:
        """Connect the shard, unless its lease was lost while it failed to connect."""
        if shard_id in self._leases.held and not self.is_closed():
            await super().launch_shard(gateway, shard_id, initial=initial)

    async def finish(self) -> None:
        """Hear nothing more, let answers under way be sent, and leave the shards to others."""
        self._leaving.set()
        self._outlets.close(PLATFORM_NAME)
        if self._keeper is not None:
            await self._keeper
        for task in self._launches:
            task.cancel()
        for shard in self.shards.values():
            await shard.disconnect()
        await self.listener.finish()
        await self._outlets.finish(PLATFORM_NAME)
        await shut(self)
        await self._leases.drop()

    async def on_shard_connect(self, shard_id: int) -> None:
        """Tell that it is well."""
        self._deaf.discard(shard_id)
        self._tell()
        self._pulse.connected(shard_id, time.monotonic())
        self._feel()

    async def on_shard_ready(self, shard_id: int) -> None:
        """Make up for servers that were left or joined while nobody listened, or just now."""
        there = {str(guild.id) for guild in self.guilds if guild.shard_id == shard_id}
        await self._servers.compare(there, shard_id, self.shard_count or 1)

    async def on_shard_resumed(self, shard_id: int) -> None:
        """Tell that it is well again."""
        self._deaf.discard(shard_id)
        self._tell()

    async def on_shard_disconnect(self, shard_id: int) -> None:
        """Tell that a shard hears nothing for now."""
        self._deaf.add(shard_id)
        self._tell()

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Let what was set in a server end with the bot's being there; an outage is not that."""
        await self._servers.left(str(guild.id))

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Restore the briefs of a server that the bot is back in."""
        await self._servers.joined(str(guild.id))

    def _tell(self) -> None:
        """Let status pages know how it is; what went wrong before and is well again is no news."""
        deaf = sorted(self._deaf & self._leases.held)
        self._health.state = "failing" if deaf else "ready"
        self._health.trouble = _unheard(deaf) if deaf else self._leases.trouble or self._unsent

    async def _take(self) -> bool:
        """Take or renew the leases, and leave shards that were lost; return whether any is held."""
        lost = await self._leases.renew(self.application_id or 0, self.shard_count or 1)
        for shard_id in sorted(lost):
            _log.warning("shard left to another replica", extra={"shard": shard_id})
            shard = self.get_shard(shard_id)
            if shard is not None:
                await shard.disconnect()
        return bool(self._leases.held)

    async def _ends(self) -> bool:
        """Wait until leases have to be renewed; return whether it is time to leave instead."""
        # Not asyncio.timeout: until Python 3.13 one that runs out at the instant at which it is
        # woken cancels whatever this task does next.
        leaving = asyncio.ensure_future(self._leaving.wait())
        await asyncio.wait({leaving}, timeout=self._every)
        leaving.cancel()
        return self._leaving.is_set()

    def _feel(self) -> None:
        """Let operators see when Discord was last heard."""
        shards = {one: self.get_shard(one) for one in self._leases.held}
        latencies = {one: shard.latency for one, shard in shards.items() if shard is not None}
        self._health.last_heard = self._pulse.look(latencies, time.monotonic())

    async def _keep(self) -> None:
        while not await self._ends():
            before = set(self._leases.held)
            self._feel()
            try:
                if not await self._take():
                    self._tell()
                # Here and not before each answer: a new pack must hold nobody up.
                await asyncio.to_thread(self.listener.app.refresh)
            except Exception:  # noqa: BLE001 - a lease that nobody renews is lost
                _log.exception("leases or pack not renewed")
            for shard_id in sorted(self._leases.held - before):
                _log.info("shard taken over", extra={"shard": shard_id})
                launch = asyncio.create_task(
                    self.launch_shard(discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY, shard_id)
                )
                self._launches.add(launch)
                launch.add_done_callback(self._launches.discard)


def _unheard(shards: Sequence[int]) -> str:
    return f"Discord is not heard on shard {', '.join(map(str, shards))} of this replica."
