"""The text of a file that somebody attached to a command: from Discord's own hosts, and small."""

import asyncio
from urllib.parse import urlsplit

import aiohttp

from bot.model.errors import TellUser
from bot.platforms.discord.embeds import Json

LARGEST = 1_000_000  # bytes
TIMEOUT = aiohttp.ClientTimeout(total=10)
# https://discord.com/developers/docs/reference#cdn-base-url and where attachments stand
HOSTS = ("cdn.discordapp.com", "media.discordapp.net", "cdn.discordapp.net")

TOO_LARGE = "That file is too large: at most 1 MB, please."
NOT_TEXT = "That file is not text: please save it as UTF-8 text or CSV."
NOT_THERE = "I could not fetch that file from Discord: please attach it again."


async def text_of(attachment: Json, base: str) -> str:
    """The text; TellUser where it is too large, no text, or not Discord's.

    `base` is the address of the API: a server of the same form keeps its files itself.
    """
    url = str(attachment["url"])
    if not _is_discords(url, base):
        raise TellUser(NOT_THERE)
    if int(attachment.get("size") or 0) > LARGEST:
        raise TellUser(TOO_LARGE)
    try:
        return (await _fetched(url)).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise TellUser(NOT_TEXT) from None
    except (aiohttp.ClientError, OSError, asyncio.IncompleteReadError):
        raise TellUser(NOT_THERE) from None


def _is_discords(url: str, base: str) -> bool:
    try:
        parts, own = urlsplit(url), urlsplit(base)
        if (parts.scheme, parts.hostname) == (own.scheme, own.hostname):
            return True
        return parts.scheme == "https" and parts.netloc in HOSTS
    except ValueError:
        return False


async def _fetched(url: str) -> bytes:
    async with (
        aiohttp.ClientSession(timeout=TIMEOUT) as session,
        session.get(url, allow_redirects=False) as response,
    ):
        if response.status != 200:
            raise TellUser(NOT_THERE)
        found = bytearray()
        async for chunk in response.content.iter_chunked(65536):
            found += chunk
            if len(found) > LARGEST:
                raise TellUser(TOO_LARGE)
        return bytes(found)
