"""The service for which a second on Slack is a twentieth: what it waits for is sooner over.

    python -m tests.hasty_slack run

For the kill test alone, which would take minutes otherwise. `TOLLBELL_FORGETS=1` takes away what
finds an earlier try again.
"""

import os

from bot.cli import main
from bot.platforms.slack import client
from bot.platforms.slack.web import Web


async def found_nothing(*_: object) -> None:
    """What a history says that nobody reads."""


if __name__ == "__main__":
    vars(client).update(TIMEOUT=1.0, MARGIN=0.25, MESSAGES=(0.05, 1))
    if os.environ.pop("TOLLBELL_FORGETS", ""):
        Web.find = found_nothing  # type: ignore[method-assign, assignment]
    main()
