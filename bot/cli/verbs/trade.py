"""`tollbell trade ...`: the commands of `bot/commands` under `trade`, on the command line."""

from bot.cli.asking import group

VERB = group("trade")
