"""Why: databases are those of the store's tests."""

from __future__ import annotations

from tests.store.databases import address, database, empty, migrated, other, server, store

__all__ = ["address", "database", "empty", "migrated", "other", "server", "store"]
