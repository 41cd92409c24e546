"""Deliveries to posts: the terminal, Discord, Slack; each in a room of its own."""
