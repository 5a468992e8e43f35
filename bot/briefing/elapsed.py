"""Why: how long a worker has had a brief decides whether it may still leave, also where the machine
was suspended meanwhile, which the event loop's clock may not count. It must not tell instants."""

from __future__ import annotations

import time

#: Linux's clock that runs on while the machine is suspended; None where there is no such clock
_BOOT: int | None = getattr(time, "CLOCK_BOOTTIME", None)


def elapsed() -> float:
    """Return the seconds since some instant, the same for the whole life of the process."""
    return time.monotonic() if _BOOT is None else time.clock_gettime(_BOOT)
