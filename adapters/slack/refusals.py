"""Why: Slack says no in one word of its own; people need to know what it means and what to do, and
delivery whether to try again. The codes are those that Slack documents for chat.postMessage and
chat.postEphemeral. It must not guess: an unknown code is told as it is, and is not tried again."""

from __future__ import annotations

#: codes that say nothing against a token or a channel
TRANSIENT = frozenset(
    {
        "ratelimited",
        "rate_limited",
        "unreachable",
        "service_unavailable",
        "request_timeout",
        "team_added_to_org",
    }
)
#: codes after which something may have been posted all the same
UNCERTAIN = frozenset({"fatal_error", "internal_error"})
#: the app is not in the workspace any more
NO_TOKEN = "token_revoked"  # noqa: S105 - Slack's word for it
GONE = frozenset({NO_TOKEN, "account_inactive", "invalid_auth", "not_authed", "token_expired"})
_WORDS = {
    "channel_not_found": "The bot cannot see this channel. Invite it there, then resume.",
    "not_in_channel": "The bot is not a member of this channel. Invite it there, then resume.",
    "user_not_in_channel": "You are not a member of that channel. Join it, then try again.",
    "is_archived": "The channel is archived. Restore it, then resume.",
    "restricted_action": "Only some members may post in this channel. Let the bot post there.",
    "restricted_action_read_only_channel": (
        "Only some members may post in this channel. Let the bot post there."
    ),
    "restricted_action_thread_only_channel": "This channel takes new messages only in threads.",
    "restricted_action_non_threadable_channel": "This channel takes no such messages.",
    "restricted_action_thread_locked": "This thread is locked.",
    "messages_tab_disabled": "Messages to the app are switched off in its settings.",
    "ekm_access_denied": "The workspace's own encryption keys keep the bot out.",
    "app_access_restricted": "The workspace restricts this app. An admin can allow it.",
    "missing_scope": "The app lacks a permission. Install it again.",
    "ratelimited": "Slack asked to wait.",
    "rate_limited": "Slack asked to wait.",
    "unreachable": "Slack could not be reached.",
    "service_unavailable": "Slack was not available.",
    "request_timeout": "Slack took too long to read the message.",
    "team_added_to_org": "The workspace is being moved into an organisation.",
}


def words_for(code: str) -> str:
    """Return what a code of Slack means, as a sentence."""
    if code in GONE:
        return "The app is no longer installed in this workspace."
    return _WORDS.get(code, f"Slack refused it: {code}.")
