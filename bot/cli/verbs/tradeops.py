"""`tollbell tradeops ...`: what administrators ask, on the command line."""

from bot.cli.asking import group

VERB = group("tradeops")
