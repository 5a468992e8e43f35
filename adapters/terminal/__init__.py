"""Why: the bot without a platform, for a person at a keyboard and for scripts; it shows what the
chat platforms would show. It must not decide anything about an answer."""
