"""Why: the bot where people talk in Slack, over Socket Mode or signed HTTP. It turns native events
into calls of the core and replies into Block Kit. It must not decide anything about an answer."""
