"""Why: what has to outlive a process or be known to all replicas: which event is answered by whom,
what a button means, where answers are public. It must know no platform and no fact."""

from bot.store.opening import open_store
from bot.store.store import Store

__all__ = ["Store", "open_store"]
