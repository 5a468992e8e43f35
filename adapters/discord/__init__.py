"""Why: the bot where people talk in Discord: in servers, in direct messages, and installed by one
person for themselves. It must not decide anything about an answer."""
