"""Stories to ask: the seed article's, as a reader would give it, and single facts changed."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.model.event import (
    Direction,
    Evidence,
    Measure,
    MeasureAction,
    MeasureType,
    Qualifier,
    Rate,
    Status,
)
from bot.model.feed import Tier
from bot.model.story import Source, Stated, Story
from bot.model.vocabulary import Term, Vocabulary
from bot.watches.known import Known

AT = datetime(2025, 11, 10, tzinfo=UTC)


def said(quote: str) -> Evidence:
    return Evidence(quote, 0, len(quote))


def rate(value: float, previous: float | None = None, unit: str = "percent", **more: Any) -> Rate:
    return Rate(value, unit, said(f"{previous} to {value}"), previous, **more)


CURBS = Measure(
    MeasureType.EXPORT_CONTROL,
    MeasureAction.SUSPEND,
    Status.IN_FORCE,
    said("China suspends rare-earth export curbs"),
    Direction.LIBERALISING,
    implementing=("CN",),
    affected=("US",),
    products=("rare_earths", "gallium"),
)
TARIFF = Measure(
    MeasureType.IMPORT_TARIFF,
    MeasureAction.LOWER,
    Status.AGREED,
    said("Washington has reportedly agreed to reduce tariffs"),
    Direction.LIBERALISING,
    implementing=("US",),
    affected=("CN",),
    figures=(rate(47, 57),),
)


def story(*measures: Measure, **more: Any) -> Story:
    """A story of these measures, whose sets are theirs unless others are given."""
    values: dict[str, Any] = {
        "id": "a1",
        "revision": 1,
        "lead": measures[0],
        "measures": measures,
        "direction": measures[0].direction,
        "opened_at": AT,
        "last_at": AT,
        "moved_by": "harbor/1",
        "sources": (Source("harbor/1", "Harbor Wire", Tier.WIRE, "title", None, AT),),
        "history": (),
    }
    for name in ("implementing", "affected", "products", "instruments"):
        values[name] = tuple(sorted({it for measure in measures for it in getattr(measure, name)}))
    values["types"] = tuple(measure.type for measure in measures)
    values["figures"] = tuple(
        Stated(figure, ("harbor/1",)) for measure in measures for figure in measure.figures
    )
    return Story(**(values | more))


def additional(value: float) -> Rate:
    return replace(rate(value), qualifier=Qualifier.ADDITIONAL)


def terms(*rows: Term) -> dict[str, Term]:
    return {row.key: row for row in rows}


KNOWN = Known.of(
    Vocabulary(
        {
            "jurisdictions": terms(
                Term("CN", "China", ("PRC", "中国"), groups={"demonyms": ("Chinese",)}),
                Term("US", "United States", ("U.S.",), groups={"seats": ("Washington",)}),
                Term("EU", "European Union", ("the bloc",)),
                Term("DE", "Germany"),
                Term("TR", "Türkiye", ("Turkey",)),
                Term("CI", "Côte d'Ivoire", ("Ivory Coast",)),
            ),
            "products": terms(
                Term("metals", "Metals"),
                Term("steel", "Steel", ("iron and steel",), parent="metals"),
                Term("critical_minerals", "Critical minerals"),
                Term("rare_earths", "Rare earths", ("rare earth",), parent="critical_minerals"),
                Term("rare_earth_magnets", "Rare-earth magnets", parent="rare_earths"),
                Term("gallium", "Gallium", parent="critical_minerals"),
            ),
        }
    )
)
