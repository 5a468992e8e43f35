"""Why: what Slack's adapter is told from outside, read once and frozen; which secrets are set says
how it listens. Secrets never show in its text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from bot.errors import SetupError

if TYPE_CHECKING:
    from collections.abc import Mapping

SLACK_API = "https://slack.com/api/"
NEEDS = (
    ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"),
    ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"),
    ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_SIGNING_SECRET"),
)

Mode = Literal["socket", "http", "oauth"]
#: who may change what is set for a channel: whoever is there, or admins of the workspace
Managers = Literal["members", "admins"]


class SlackSettings(BaseModel):
    """The environment's SLACK_ variables; what is not set there is None or its default."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    #: of one workspace, beginning with xoxb-
    bot_token: SecretStr | None = Field(None, alias="SLACK_BOT_TOKEN")
    #: for Socket Mode, beginning with xapp-
    app_token: SecretStr | None = Field(None, alias="SLACK_APP_TOKEN")
    #: proves that a request came from Slack
    signing_secret: SecretStr | None = Field(None, alias="SLACK_SIGNING_SECRET")
    #: for many workspaces, which install the app by themselves
    client_id: str | None = Field(None, alias="SLACK_CLIENT_ID")
    client_secret: SecretStr | None = Field(None, alias="SLACK_CLIENT_SECRET")
    #: where signed requests are taken; loopback by default, as a proxy with a certificate stands
    #: before it
    http_host: str = Field("127.0.0.1", alias="SLACK_HTTP_HOST")
    http_port: int = Field(3000, alias="SLACK_HTTP_PORT", ge=1, le=65_535)
    #: with "admins" the bot needs the scope users:read
    managers: Managers = Field("members", alias="SLACK_MANAGERS")
    #: another address of Slack's Web API, as GovSlack has
    api_url: str = Field(SLACK_API, alias="SLACK_API_URL", pattern=r"^https?://.+/$")

    @property
    def mode(self) -> Mode:
        """How to listen; a bot token means one workspace, an app token Socket Mode.

        Raises SetupError where no set of secrets is whole.
        """
        if self.bot_token and self.app_token:
            return "socket"
        if self.bot_token and self.signing_secret:
            return "http"
        if self.client_id and self.client_secret and self.signing_secret:
            return "oauth"
        sets = "; or ".join(" and ".join(one) for one in NEEDS)
        msg = f"Slack needs {sets}."
        raise SetupError(msg)


def read_settings(environment: Mapping[str, str]) -> SlackSettings:
    """Return the settings that the environment holds; an empty variable counts as not set.

    Raises SetupError naming the variable that cannot be read.
    """
    found = {key: value.strip() for key, value in environment.items() if value.strip()}
    try:
        return SlackSettings.model_validate(found)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        msg = f"{first['loc'][0]} cannot be used: {first['msg']}."
        raise SetupError(msg) from None


def shown(secret: SecretStr | None) -> str:
    """Return the secret itself, for Slack's own library; empty where there is none."""
    return secret.get_secret_value() if secret else ""
