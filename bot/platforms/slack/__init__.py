"""Slack as a platform: all of slack-bolt and slack-sdk is in this room, behind `client.Slack`."""
