"""Why: discord.py's client, asking for no more than guilds, and listening to a shard only while the
lease on it is held: two replicas on one shard would answer twice. It must not read messages."""

from __future__ import annotations

import asyncio
import logging
import secrets
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import discord
import yarl

from adapters.discord import words
from adapters.discord.items import ChosenOffer, PressedButton
from adapters.discord.listen import Listener
from adapters.discord.tree import Tree, build, sync
from bot.errors import StoreError

if TYPE_CHECKING:
    from bot.platforms import Services

_log = logging.getLogger(__name__)
_HOLDER_BYTES = 8


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
        pace = pace or Pace()
        super().__init__(
            heartbeat_timeout=pace.deaf,
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_ratelimit_timeout=30.0,
        )
        self.listener = Listener(services)
        self.tree = Tree(self)
        self._health = services.health
        self._store = services.store
        self._pace = pace
        self._holder = secrets.token_hex(_HOLDER_BYTES)
        self._held: set[int] = set()
        self._keeper: asyncio.Task[None] | None = None
        self._launches: set[asyncio.Task[None]] = set()
        self._leaving = asyncio.Event()
        build(self.tree, self.listener)

    async def setup_hook(self) -> None:
        """Before anything is listened to: know our buttons, and let Discord know our commands."""
        self.add_dynamic_items(PressedButton, ChosenOffer)
        pack = self.listener.app.library.pack
        ids: dict[str, int] = {}
        try:
            ids = await sync(self.tree, self)
        except (discord.DiscordException, discord.app_commands.AppCommandError) as error:
            # Those that Discord has go on working.
            self._health.trouble = f"Discord did not take the commands: {error}"
            _log.error("commands not sent", extra={"because": str(error)})
        mention = f"/{pack.command}"
        if pack.command in ids:
            mention = f"</{pack.command}:{ids[pack.command]}>"
        self.listener.commands = words.commands(mention, words.menu_name(pack.command))

    async def launch_shards(self) -> None:
        """Connect the shards whose lease is free; wait while there is none."""
        self.shard_count, _, _ = await self.http.get_bot_gateway()
        while not await self._take_all():
            self._health.state = "ready"
            if await self._ends():
                return
        self.shard_ids = sorted(self._held)
        self._keeper = asyncio.create_task(self._keep(), name="discord-leases")
        if not self._leaving.is_set():
            await super().launch_shards()

    async def launch_shard(
        self, gateway: yarl.URL, shard_id: int, *, initial: bool = False
    ) -> None:
        """Connect the shard, unless its lease was lost while it failed to connect."""
        if shard_id in self._held and not self.is_closed():
            await super().launch_shard(gateway, shard_id, initial=initial)

    async def finish(self) -> None:
        """Hear nothing more, let answers under way be sent, and leave the shards to others."""
        self._leaving.set()
        if self._keeper is not None:
            await self._keeper
        for task in self._launches:
            task.cancel()
        for shard in self.shards.values():
            await shard.disconnect()
        await self.listener.finish()
        await shut(self)
        for shard_id in self._held:
            with suppress(StoreError):
                await self._store.drop_lease(self._lease(shard_id), self._holder)
        self._held.clear()

    async def on_shard_connect(self, _shard_id: int) -> None:
        """Tell that it is well."""
        self._health.state = "ready"

    async def on_shard_resumed(self, _shard_id: int) -> None:
        """Tell that it is well again."""
        self._health.state = "ready"

    async def on_shard_disconnect(self, shard_id: int) -> None:
        """Tell that a shard hears nothing for now."""
        if shard_id in self._held:
            self._health.state = "failing"

    def _lease(self, shard_id: int) -> str:
        return f"discord:{self.application_id}:shard:{shard_id}"

    async def _take_all(self) -> bool:
        """Take or renew the lease of each shard; return whether any is held."""
        for shard_id in range(self.shard_count or 1):
            try:
                got = await self._store.take_lease(
                    self._lease(shard_id), self._holder, self._pace.lease
                )
            except StoreError as error:
                # Nobody else can take it either, so whoever listens goes on.
                _log.warning("lease not asked for", extra={"because": str(error)})
                return bool(self._held)
            if got:
                self._held.add(shard_id)
            else:
                await self._lose(shard_id)
        return bool(self._held)

    async def _lose(self, shard_id: int) -> None:
        if shard_id not in self._held:
            return
        self._held.discard(shard_id)
        _log.warning("shard left to another replica", extra={"shard": shard_id})
        shard = self.get_shard(shard_id)
        if shard is not None:
            await shard.disconnect()

    async def _ends(self) -> bool:
        """Wait until leases have to be renewed; return whether it is time to leave instead."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self._pace.every):
                await self._leaving.wait()
        return self._leaving.is_set()

    async def _keep(self) -> None:
        while not await self._ends():
            before = set(self._held)
            try:
                await self._take_all()
                # Here and not before each answer: a new pack must hold nobody up.
                await asyncio.to_thread(self.listener.app.refresh)
            except Exception:  # noqa: BLE001 - a lease that nobody renews is lost
                _log.exception("leases or pack not renewed")
            for shard_id in sorted(self._held - before):
                _log.info("shard taken over", extra={"shard": shard_id})
                launch = asyncio.create_task(
                    self.launch_shard(discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY, shard_id)
                )
                self._launches.add(launch)
                launch.add_done_callback(self._launches.discard)
