"""Feed documents for tests, made of entries."""

from collections.abc import Iterable


def rss(*items: str, title: str = "The Wire", more: str = "") -> bytes:
    """An RSS 2.0 document; each item is what stands between its tags."""
    inside = "".join(f"<item>{item}</item>" for item in items)
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{more}'
        f"{inside}</channel></rss>"
    ).encode()


def entry(name: str, date: str = "Mon, 10 Nov 2025 10:00:00 GMT") -> str:
    """An item with a guid, a title, a link, a date and a text of its own."""
    return (
        f"<guid isPermaLink='false'>{name}</guid><title>About {name}</title>"
        f"<link>http://wire.example/{name}</link><pubDate>{date}</pubDate>"
        f"<description>What happened: {name}</description>"
    )


def entries(names: Iterable[str], date: str = "Mon, 10 Nov 2025 10:00:00 GMT") -> bytes:
    """An RSS document of such items."""
    return rss(*(entry(name, date) for name in names))
