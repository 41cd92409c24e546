"""The filters that the questions of `/trade` share, as options and as what they mean."""

import difflib
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from bot.commands import Means
from bot.model.alert import Severity
from bot.model.command import Option, OptionKind
from bot.model.errors import TellUser
from bot.model.event import MeasureType, Status
from bot.model.history import Filters
from bot.model.message import OptionValue
from bot.watches.known import nearest

E = TypeVar("E", bound=StrEnum)

SINCE = {
    "24h": timedelta(hours=24),
    "3d": timedelta(days=3),
    "7d": timedelta(days=7),
    "30d": timedelta(days=30),
    "90d": timedelta(days=90),
    "1y": timedelta(days=365),
}
KIND = Option("kind", "Only this type of measure", choices=tuple(MeasureType))
COUNTRY = Option("country", "Only measures by or against this country or bloc", suggests="country")
PRODUCT = Option("product", "Only measures on these goods", suggests="product")
STATUS = Option("status", "Only measures with this status", choices=tuple(Status))
SEVERITY = Option("min_severity", "Only from this severity on", choices=tuple(Severity))
WITHIN = Option("since", "Only what moved within", choices=tuple(SINCE))
SHARE = Option("share", "Show the answer to everyone in this channel", OptionKind.FLAG)
FILTERS = (KIND, COUNTRY, PRODUCT, STATUS, SEVERITY, WITHIN)


def filters(values: Mapping[str, OptionValue], means: Means, now: datetime) -> Filters:
    """What the filters of a call leave; raises TellUser for a name that nobody knows."""
    facts = []
    if "country" in values:
        facts.append(party(str(values["country"]), means, "by", "on"))
    if "product" in values:
        facts.append(goods(str(values["product"]), means))
    return Filters(
        types=frozenset({one_of(MeasureType, values["kind"])} if "kind" in values else ()),
        status=one_of(Status, values["status"]) if "status" in values else None,
        floor=one_of(Severity, values.get("min_severity", Severity.LOW)),
        since=now - within(str(values["since"])) if "since" in values else None,
        facts=tuple(facts),
    )


def one_of(kind: type[E], value: OptionValue) -> E:
    """A member of a closed list; raises TellUser with the likely one."""
    try:
        return kind(str(value).lower().replace("-", "_"))
    except ValueError:
        names = [str(one) for one in kind]
        near = difflib.get_close_matches(str(value), names, n=1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(names)}."
        raise TellUser(f"There is no '{value}' here; {hint}") from None


def within(value: str) -> timedelta:
    """How far back; raises TellUser."""
    if value not in SINCE:
        raise TellUser(f"'{value}' is no span of time here; there are {', '.join(SINCE)}.")
    return SINCE[value]


def party(name: str, means: Means, *roles: str) -> frozenset[str]:
    """The entries of a country or bloc in these roles (`by`, `on`); raises TellUser."""
    codes = means.known.codes(name, alone=False)
    if codes is None:
        near = nearest(name, means.known.places)
        hint = (
            f"did you mean {near.title()}?" if near else "write an ISO code such as CN, or a name."
        )
        raise TellUser(f"There is no country '{name}'; {hint}")
    return frozenset(f"{role}:{code}" for code in codes for role in roles)


def goods(name: str, means: Means) -> frozenset[str]:
    """The entries of a product with all below it, or of an HS code; raises TellUser."""
    if name.replace(".", "").isdigit():
        return frozenset({f"law:hs {name.replace('.', '')}", f"law:hs {name}"})
    keys = means.known.keys(name, alone=False)
    if keys is None:
        near = nearest(name, means.known.products)
        hint = f"did you mean {near}?" if near else "look for the word with '/trade search'."
        raise TellUser(f"There is no product '{name}' in the vocabulary; {hint}")
    return frozenset(f"product:{key}" for key in keys)
