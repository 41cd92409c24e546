"""A thousand feeds on loopback, and what it costs to ask them."""
