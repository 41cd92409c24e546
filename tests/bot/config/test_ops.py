"""Where whoever runs the bot is told of trouble."""

import pytest

from bot.config.settings import OpsSettings
from bot.model.watch import Channel


def test_a_channel_is_named_by_platform_and_id() -> None:
    assert OpsSettings("discord:123").room == Channel("discord", "123")
    assert OpsSettings("slack:C1:x").room == Channel("slack", "C1:x")
    assert OpsSettings().room is None


@pytest.mark.parametrize("channel", ["discord", ":1", "discord:", ":"])
def test_what_names_no_channel_is_one_sentence(channel: str) -> None:
    with pytest.raises(ValueError, match="PLATFORM:ID"):
        OpsSettings(channel)
