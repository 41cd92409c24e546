"""The seed article as a reader should read it, with the words that each value was read from."""

from datetime import UTC, datetime
from pathlib import Path

from bot.alerts.labels import Labels
from bot.model.event import DateRole, Event
from bot.model.story import Story
from bot.stories.place import place
from tests.bot.stories.made import A, D, S, T, day, event, item, lasting, measure, rate

TEXT = (Path(__file__).parent / "seed.txt").read_text(encoding="utf-8")
PUBLISHED = datetime(2025, 11, 10, tzinfo=UTC)
LABELS = Labels(
    {"US": "United States", "CN": "China"},
    {"rare_earths": "Rare earths", "ships": "Ships", "gallium": "Gallium", "graphite": "Graphite"},
)


def seed_event() -> Event:
    """Four measures: China's curbs, its ship restrictions, its countermeasures; the US tariff."""
    told = item(
        "China suspends rare-earth export curbs in easing package with the United States",
        TEXT,
        key="seed",
        at=PUBLISHED,
        url="https://www.example.com/seed-1",
    )
    eased = {"action": A.SUSPEND, "status": S.IN_FORCE, "direction": D.LIBERALISING, "by": "CN"}
    curbs = measure(
        told,
        day(told, "on October 9", "2025-10-09", DateRole.ANNOUNCED),
        on="US",
        goods="rare_earths gallium graphite",
        type=T.EXPORT_CONTROL,
        quote="curbs on exports of strategic metals such as gallium and graphite",
        **eased,  # type: ignore[arg-type]
    )
    ships = measure(
        told,
        lasting(told, "one-year suspension", "P1Y"),
        on="US",
        goods="ships",
        type=T.OTHER,
        quote="a one-year suspension of restrictions on the American shipbuilding sector",
        **eased,  # type: ignore[arg-type]
    )
    countermeasures = measure(
        told,
        on="US",
        goods="",
        law="Section 301",
        type=T.OTHER,
        quote="the freezing of countermeasures related to the U.S. “Section 301” investigations",
        **eased,  # type: ignore[arg-type]
    )
    tariff = measure(
        told,
        rate(told, "reduce tariffs on Chinese imports from 57% to 47%", 47, 57),
        on="CN",
        goods="",
        action=A.LOWER,
        status=S.AGREED,
        direction=D.LIBERALISING,
        hedged=True,
        quote="Washington has reportedly agreed to reduce tariffs on Chinese imports",
    )
    return event(told, curbs, ships, countermeasures, tariff)


def seed_story() -> Story:
    """The story that the seed article opens."""
    return place(seed_event(), [], PUBLISHED).after
