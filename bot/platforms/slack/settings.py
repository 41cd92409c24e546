"""How to reach Slack; without slack-sdk, so that the settings are read without it."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

BASE = "https://slack.com/api/"
_GROUP = re.compile(r"S[A-Z0-9]{2,30}")


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """The two tokens of an app, where its API is, and who may manage what a channel watches."""

    bot_token: str = field(default="", repr=False)  # of the installed app: xoxb-...
    app_token: str = field(default="", repr=False)  # of its Socket Mode: xapp-...
    api_base: str = ""  # such as https://slack.com/api/
    manager_group: str = (
        ""  # the id of a user group whose members may manage every channel's watches
    )

    def __post_init__(self) -> None:
        """Raise ValueError with a sentence that says what to set."""
        if self.api_base and not _is_address(self.api_base):
            raise ValueError(f"api_base is an address such as {BASE}")
        if self.manager_group and not _GROUP.fullmatch(self.manager_group):
            raise ValueError("manager_group is the id of a user group, such as S0123ABCD")
        if self.bot_token.startswith("xapp-") or self.app_token.startswith("xoxb-"):
            raise ValueError("SLACK_BOT_TOKEN begins with xoxb-, SLACK_APP_TOKEN with xapp-")
        if bool(self.bot_token) is not bool(self.app_token):
            lacks = "SLACK_APP_TOKEN" if self.bot_token else "SLACK_BOT_TOKEN"
            raise ValueError(f"Slack needs {lacks}, too (docs/slack.md says where it is)")

    @property
    def base(self) -> str:
        """Where the API is; an address that ends at its host gets the path that Slack has."""
        base = (self.api_base or BASE).rstrip("/")
        return f"{base}/" if urlsplit(base).path else f"{base}/api/"


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
