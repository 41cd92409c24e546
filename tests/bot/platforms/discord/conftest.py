"""discord.py imports `audioop`, which Python deprecates; it is told once, here."""

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    import discord  # noqa: F401
