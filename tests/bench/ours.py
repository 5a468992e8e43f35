"""Why: the bot is measured as its users start it, `axis run`, but led to a stand-in. It must set
nothing up that they do not."""

from __future__ import annotations

import os
import sys

from bot.cli import main

if __name__ == "__main__":
    if "DISCORD_TOKEN" in os.environ:
        from tests.bench.redirect import to_stand_in

        to_stand_in(os.environ["STAND_IN"])
    sys.argv = ["axis", "run", "--platforms-only"]
    main()
