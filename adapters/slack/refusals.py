"""Why: Slack says no in one word of its own; people need to know what it means and what to do, and
delivery whether to try again. The codes are those that Slack documents for chat.postMessage and
chat.postEphemeral. It must not guess: an unknown code is told as it is, and is not tried again."""

from __future__ import annotations

#: no connection to Slack came about
UNREACHABLE = "unreachable"
#: begins the code, with the number after it, of a refusal (4xx) that is not in Slack's words, as of
#: a proxy's
BETWEEN = "http_"
_TRANSIENT = frozenset(
    {
        "ratelimited",
        "rate_limited",
        UNREACHABLE,
        "service_unavailable",
        "request_timeout",
        "team_added_to_org",
        "org_login_required",
        "accesslimited",
    }
)
#: what is wrong with one message, and no fault of its channel: tomorrow's brief is another one
OURS = frozenset(
    {
        "as_user_not_supported",
        "deprecated_endpoint",
        "invalid_arg_name",
        "invalid_arguments",
        "invalid_array_arg",
        "invalid_attachments",
        "invalid_blocks",
        "invalid_blocks_format",
        "invalid_charset",
        "invalid_form_data",
        "invalid_json",
        "invalid_post_type",
        "json_not_object",
        "markdown_text_conflict",
        "method_deprecated",
        "missing_post_type",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_text",
        "unknown_method",
    }
)
#: codes after which something may have been posted all the same
UNCERTAIN = frozenset({"fatal_error", "internal_error"})
#: the app is not in the workspace any more
NO_TOKEN = "token_revoked"  # noqa: S105 - Slack's word for it
GONE = frozenset({NO_TOKEN, "account_inactive", "invalid_auth", "not_authed", "token_expired"})
_FEW_POST = "Only some members may post in this channel. Let the bot post there."
_MOVING = "The workspace is being moved into an organisation."
_WORDS = {
    "channel_not_found": "The bot cannot see this channel. Invite it there.",
    "not_in_channel": "The bot is not a member of this channel. Invite it there.",
    "user_not_in_channel": "You are not a member of that channel. Join it.",
    "is_archived": "The channel is archived. Restore it.",
    "restricted_action": _FEW_POST,
    "restricted_action_read_only_channel": _FEW_POST,
    "restricted_action_thread_only_channel": "This channel takes new messages only in threads.",
    "restricted_action_non_threadable_channel": "This channel takes no such messages.",
    "restricted_action_thread_locked": "This thread is locked.",
    "messages_tab_disabled": "Messages to the app are switched off in its settings.",
    "ekm_access_denied": "The workspace's own encryption keys keep the bot out.",
    "app_access_restricted": "The workspace restricts this app. An admin can allow it.",
    "missing_scope": "The app lacks a permission. Install it again.",
    "ratelimited": "Slack asked to wait.",
    "rate_limited": "Slack asked to wait.",
    UNREACHABLE: "Slack could not be reached.",
    "service_unavailable": "Slack was not available.",
    "request_timeout": "Slack took too long to read the message.",
    "team_added_to_org": _MOVING,
    "org_login_required": _MOVING,
    "accesslimited": "Slack does not take requests from the bot's network.",
    **dict.fromkeys(OURS, "Slack did not take the message's form, which is a fault of the bot."),
}
NOTHING_SAVED = "Nothing was changed."
#: what the person who asked can mend at once
_MENDED_BY_ASKER = frozenset(
    {"channel_not_found", "not_in_channel", "user_not_in_channel", "is_archived"}
)


def is_transient(code: str) -> bool:
    """Whether a code says nothing against a token or a channel, so that later may be better."""
    return code in _TRANSIENT or code.startswith(BETWEEN)


def words_for(code: str) -> str:
    """Return what a code of Slack means, and what to do where somebody can mend it."""
    if code in GONE:
        return "The app is no longer installed in this workspace."
    if code.startswith(BETWEEN):
        number = code.removeprefix(BETWEEN)
        return f"Something between the bot and Slack refused the request ({number})."
    return _WORDS.get(code, f"Slack refused it: {code}.")


def words_for_asker(code: str) -> str:
    """Return the same for who asked for a change, and that it was not made."""
    words = words_for(code)
    if code in _MENDED_BY_ASKER:
        words = f"{words.removesuffix('.')}, then try again."
    later = " Try again later." if is_transient(code) else ""
    return f"{NOTHING_SAVED} {words}{later}"
