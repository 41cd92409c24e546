"""What Slack tells, by kind, to who answers it: slack-bolt's app for one connection."""

import logging
import re
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.model.protocols import Host
from bot.platforms.slack.interactions import Interactions
from bot.platforms.slack.modals import CALLBACK
from bot.platforms.slack.payloads import EVENTS, news
from bot.platforms.slack.render import MARK

log = logging.getLogger(__name__)

# Bolt warns of every event that nobody listens to, with an example of how one would.
BOLT = logging.getLogger("slack_bolt.tollbell")
BOLT.setLevel(logging.ERROR)

Json = dict[str, Any]


def hears(client: AsyncWebClient, who: Json, interactions: Interactions, host: Host) -> AsyncApp:
    """Bolt's app; `who` is what auth.test said of the bot."""
    app = _app(client, who)

    @app.command(re.compile(r"^/"))
    async def typed(ack: AsyncAck, body: Json) -> None:
        await ack()
        await interactions.typed(body)

    @app.action(re.compile(rf"^{MARK}:"))
    async def pressed(ack: AsyncAck, body: Json) -> None:
        await ack()
        await interactions.pressed(body)

    @app.message_shortcut(re.compile("."))
    async def chosen(ack: AsyncAck, body: Json) -> None:
        await ack()
        await interactions.chosen(body)

    @app.view(CALLBACK)
    async def submitted(ack: AsyncAck, body: Json) -> None:
        faults = await interactions.submitted(body)
        await (ack(faults) if faults else ack())

    async def happened(event: Json) -> None:
        if told := news(event, str(who.get("team_id"))):
            await host.heard(told)

    for kind in EVENTS:
        app.event(kind)(happened)
    return app


def _app(client: AsyncWebClient, who: Json) -> AsyncApp:
    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=who.get("enterprise_id"),
            team_id=who.get("team_id"),
            bot_user_id=who.get("user_id"),
            bot_id=who.get("bot_id"),
            bot_token=client.token,
        )

    # Signatures are for requests over HTTP; in Socket Mode the connection itself is authentic.
    app = AsyncApp(
        logger=BOLT,
        client=client,
        authorize=authorize,
        request_verification_enabled=False,
        ssl_check_enabled=False,
        url_verification_enabled=False,
        ignoring_self_events_enabled=False,
    )

    @app.error
    async def failed(error: Exception) -> None:
        told = f"{type(error).__name__}: {error}"
        log.warning("Something of Slack's could not be answered: %s", told)

    return app
