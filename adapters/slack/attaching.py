"""Why: which event of Slack's goes to which handler, in one place. It must handle nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.slack.answers import Answers
from adapters.slack.briefs import Briefs
from adapters.slack.changing import Changing, counter
from adapters.slack.filling import Filling
from adapters.slack.form import FORM, ZONES
from adapters.slack.homes import PRESSED, Homes
from adapters.slack.leaving import Leaving
from adapters.slack.listen import Questions
from adapters.slack.managing import Managing
from adapters.slack.manifest import SHORTCUT
from adapters.slack.pressing import Presses
from adapters.slack.render import OURS
from adapters.slack.share import Sharing
from bot.briefing.store import Subscriptions

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncApp

    from adapters.slack.answering import Answering
    from adapters.slack.reception import Reception
    from adapters.slack.settings import Managers
    from bot.platforms import Services


def attach(
    app: AsyncApp,
    reception: Reception,
    answering: Answering,
    services: Services,
    managers: Managers,
) -> None:
    """Let the app's events be answered; `managers` may change what is set for a channel."""
    desk, tokens, store = answering.desk, answering.tokens, services.store
    managing = Managing(managers, answering.poster, tokens)
    subscriptions = Subscriptions(store)
    command = desk.library.pack.command
    briefing = counter(lambda: desk.library, subscriptions, command)
    changing = Changing(answering, briefing, managing)
    filling = Filling(answering, briefing, managing, changing)
    briefs = Briefs(answering, briefing, changing, filling)
    homes = Homes(answering, briefing, changing, filling)
    questions = Questions(answering, Answers(answering, store, managing), briefs)
    presses = Presses(answering, Sharing(answering, store, briefs))
    leaving = Leaving(store, tokens, subscriptions, services.stop)
    after_ack = reception.after_ack
    app.command(f"/{command}")(after_ack(questions.command))
    app.message_shortcut(SHORTCUT)(after_ack(questions.shortcut))
    app.event("app_mention")(after_ack(questions.mention))
    app.event("message")(after_ack(questions.direct))
    app.action(OURS)(after_ack(presses.press))
    app.action(PRESSED)(after_ack(homes.press))
    app.view(FORM)(reception.after_judging(filling.judge, homes.submitted))
    app.options(ZONES)(reception.from_memory(filling.zones))
    app.event("app_home_opened")(after_ack(homes.opened))
    app.event("app_uninstalled")(after_ack(leaving.uninstalled))
    app.event("tokens_revoked")(after_ack(leaving.revoked))
