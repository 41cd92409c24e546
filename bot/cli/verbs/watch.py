"""`tollbell watch ...`: the commands of `bot/commands` under `watch`, on the command line."""

from bot.cli.asking import group

VERB = group("watch")
