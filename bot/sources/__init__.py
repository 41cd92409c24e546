"""Feeds to items: asking politely, and reading whatever comes back."""
