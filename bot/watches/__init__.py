"""Alerts to deliveries: the rules that say who wants to know what, and why they took it. Pure."""
