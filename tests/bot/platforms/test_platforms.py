"""What every platform offers."""

from bot.app import now
from bot.model.protocols import Platform
from bot.platforms.console import Console
from bot.platforms.discord.client import Discord
from bot.platforms.discord.settings import DiscordSettings
from bot.platforms.slack.client import Slack
from bot.platforms.slack.settings import SlackSettings


def test_each_platform_fits_the_protocol_under_its_own_name() -> None:
    platforms: list[Platform] = [
        Console(),
        Discord(DiscordSettings("token"), now),
        Slack(SlackSettings("xoxb-1", "xapp-1")),
    ]
    assert [platform.name for platform in platforms] == ["console", "discord", "slack"]
