"""Why: the core of the bot, which turns what somebody typed into a sourced reply. It must not know
a chat platform: no SDK, no socket, no import of `adapters`."""
