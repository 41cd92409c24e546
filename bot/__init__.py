"""Tollbell: alerts on trade policy, from feeds to channels (docs/architecture.md)."""
